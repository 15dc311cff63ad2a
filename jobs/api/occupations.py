"""Occupations by the open interface: the list, and what a title suggests."""

from django.http import HttpRequest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import api_view, permission_classes, throttle_classes
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle

from portal.site.api import ERRORS

from ..models import Occupation
from ..services import occupations

MOST = 200


class SuggestThrottle(AnonRateThrottle):
    """Typing asks often."""

    scope = "suggest"
    rate = "240/min"


SUGGESTION = inline_serializer(
    "OccupationSuggestion",
    {
        "code": serializers.CharField(),
        "name": serializers.CharField(),
        "score": serializers.IntegerField(help_text="0 to 100"),
    },
    many=True,
)


class OccupationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Occupation
        fields = ["code", "name", "level", "parent", "aliases"]


@extend_schema(
    operation_id="suggest_occupation",
    summary="The likeliest codes of a job title, five at most, the best first",
    parameters=[
        OpenApiParameter("title", OpenApiTypes.STR, required=True, description="up to 60 characters")
    ],
    responses={200: inline_serializer("OccupationSuggestions", {"suggestions": SUGGESTION}), **ERRORS},
)
@api_view(["GET"])
@permission_classes([AllowAny])
@throttle_classes([SuggestThrottle])
def suggest(request: HttpRequest) -> Response:
    """Codes of the national classification; an empty list when nothing is alike."""
    title = request.GET.get("title", "").replace("\x00", "").strip()
    if not title:
        raise ValidationError({"title": ["请写岗位名称。"]})
    found = occupations.suggest(title[:60])
    return Response(
        {"suggestions": [{"code": row.code, "name": row.name, "score": score} for row, score in found]}
    )


@extend_schema(
    operation_id="occupations",
    summary="Occupations by the beginning of their code or part of their name, two hundred at most",
    parameters=[
        OpenApiParameter("code", OpenApiTypes.STR, description="beginning of a code, like 4-01"),
        OpenApiParameter("q", OpenApiTypes.STR, description="part of a name"),
    ],
    responses={
        200: inline_serializer("OccupationList", {"results": OccupationSerializer(many=True)}),
        **ERRORS,
    },
)
@api_view(["GET"])
@permission_classes([AllowAny])
def listing(request: HttpRequest) -> Response:
    """In the order of codes; without a filter the classification from its top."""
    rows = Occupation.objects.order_by("code")
    code, part = (request.GET.get(name, "").replace("\x00", "").strip()[:40] for name in ("code", "q"))
    rows = rows.filter(code__startswith=code) if code else rows
    rows = rows.filter(name__icontains=part) if part else rows
    return Response({"results": OccupationSerializer(rows[:MOST], many=True).data})
