"""The open interface of jobs."""

from django.http import HttpRequest
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import api_view, permission_classes, throttle_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle

from .rules.screening import MOST, as_json
from .rules.screening import screen as screened

OUTCOMES = ["reject", "review", "pass"]


class ScreenThrottle(AnonRateThrottle):
    """Writing a vacancy asks often, a machine asks all day."""

    scope = "screen"
    rate = "120/min"


class ScreenQuery(serializers.Serializer):
    """The words of a vacancy."""

    text = serializers.CharField(max_length=MOST, trim_whitespace=False)


HIT = inline_serializer(
    "ScreeningHit",
    {
        "phrase": serializers.CharField(),
        "ground": serializers.CharField(),
        "article": serializers.CharField(),
        "outcome": serializers.ChoiceField(choices=OUTCOMES),
    },
)


@extend_schema(
    summary="What the wording of a vacancy says, with the article of the law",
    request=ScreenQuery,
    responses={
        200: inline_serializer(
            "Screening",
            {
                "outcome": serializers.ChoiceField(choices=OUTCOMES),
                "hits": serializers.ListField(child=HIT),
            },
        )
    },
)
@api_view(["POST"])
@permission_classes([AllowAny])
@throttle_classes([ScreenThrottle])
def screen(request: HttpRequest) -> Response:
    """reject: it may not be published; review: a clerk looks; pass. Nothing is stored."""
    query = ScreenQuery(data=request.data)
    query.is_valid(raise_exception=True)
    return Response(as_json(screened(query.validated_data["text"])))
