"""Wage guidance by the open interface."""

from django.http import HttpRequest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from portal.site.api import ERRORS

from ..models import WageGuide
from ..services import wages as guides

MOST = 500


class WageGuideSerializer(serializers.ModelSerializer):
    """Amounts in yuan as text, for the unit told."""

    name = serializers.CharField(source="occupation.name")

    class Meta:
        model = WageGuide
        fields = [
            "year", "region", "occupation", "name", "p10", "p25", "p50", "p75", "p90", "unit", "source",
        ]  # fmt: skip


@extend_schema(
    operation_id="wages",
    summary="Wage guidance (市场工资指导价位), five hundred rows at most",
    parameters=[
        OpenApiParameter("region", OpenApiTypes.STR, description="six digits"),
        OpenApiParameter("occupation", OpenApiTypes.STR, description="a code or its beginning"),
        OpenApiParameter("year", OpenApiTypes.STR, description="four digits; the newest when left out"),
    ],
    responses={200: inline_serializer("WageGuides", {"results": WageGuideSerializer(many=True)}), **ERRORS},
)
@api_view(["GET"])
@permission_classes([AllowAny])
def wages(request: HttpRequest) -> Response:
    """The figures as they were published; a filter that makes no sense is left out."""
    rows = guides.asked(request.GET)[:MOST]
    return Response({"results": WageGuideSerializer(rows, many=True).data})
