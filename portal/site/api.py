"""API v1: what outsiders may ask without an account. Problems are RFC 9457 documents."""

from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import api_view, permission_classes, throttle_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle

from portal.agencies.models import Agency, Region
from portal.agencies.queries import SICHUAN, known_county_codes
from portal.casework import queries
from portal.casework.models import ServiceItem
from portal.content.serializers import GuideSerializer, guide_json
from portal.documents import signing
from portal.documents.models import Certificate
from portal.kernel import clock, identity
from portal.kernel.identity import DocumentKind
from portal.rules import queries as rules

MAX_WORKDAYS = 400


class IdentityThrottle(AnonRateThrottle):
    scope = "identity"


class RegionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Region
        fields = ["code", "name", "full_name", "level", "parent", "functional", "active"]


class AgencySerializer(serializers.ModelSerializer):
    class Meta:
        model = Agency
        fields = ["code", "name", "region", "level", "phone", "address", "hours"]


class ServiceSerializer(serializers.ModelSerializer):
    days_certain = serializers.BooleanField(source="days_are_certain", help_text="false: the days are 待核实")

    class Meta:
        model = ServiceItem
        fields = [
            "code", "name", "alias", "checklist", "applicant", "channels", "conditions", "days", "days_unit",
            "days_start", "days_certain", "decide", "accept", "result_kind", "result",
        ]  # fmt: skip


class ServiceGuideSerializer(ServiceSerializer):
    guide = serializers.SerializerMethodField()

    class Meta(ServiceSerializer.Meta):
        fields = [*ServiceSerializer.Meta.fields, "guide"]

    @extend_schema_field(GuideSerializer)
    def get_guide(self, item: ServiceItem) -> dict:
        return guide_json(item)


class WorkdaysQuery(serializers.Serializer):
    start = serializers.DateField(help_text="the day the clock starts; day 1 is the next working day")
    days = serializers.IntegerField(min_value=0, max_value=MAX_WORKDAYS)

    def validate_start(self, value: date) -> date:
        if not 2000 <= value.year <= 2100:
            raise serializers.ValidationError("a day between 2000 and 2100")
        return value


class RetirementQuery(serializers.Serializer):
    birth = serializers.RegexField(
        r"^(19[0-9]{2}|20[0-9]{2})-(0[1-9]|1[0-2])$", help_text="month, like 1965-01"
    )
    kind = serializers.ChoiceField(choices=["male", "female55", "female50"])


class IdentityQuery(serializers.Serializer):
    kind = serializers.ChoiceField(choices=DocumentKind.choices)
    number = serializers.CharField(max_length=2_000_000, allow_blank=True, trim_whitespace=False)


class ProblemText(serializers.Serializer):
    code = serializers.CharField()
    message = serializers.CharField()


class TokenQuery(serializers.Serializer):
    token = serializers.CharField(max_length=4000)


PROBLEM = inline_serializer(
    "Problem",
    {
        "type": serializers.CharField(),
        "title": serializers.CharField(),
        "status": serializers.IntegerField(),
        "detail": serializers.CharField(),
        "errors": serializers.JSONField(required=False),
    },
)
ERRORS = {(400, "application/problem+json"): PROBLEM, (429, "application/problem+json"): PROBLEM}
WITH_404 = {**ERRORS, (404, "application/problem+json"): PROBLEM}


@extend_schema(
    summary="Regions directly below a code",
    parameters=[OpenApiParameter("parent", OpenApiTypes.STR, description="default 510000, Sichuan")],
    responses={200: RegionSerializer(many=True), **ERRORS},
)
@api_view(["GET"])
@permission_classes([AllowAny])
def regions(request: HttpRequest) -> Response:
    """Children of one region, in code order; an unknown code has none."""
    parent = request.GET.get("parent", SICHUAN).replace("\x00", "")[:12]
    rows = Region.objects.filter(parent_id=parent).order_by("code")
    return Response(RegionSerializer(rows, many=True).data)


@extend_schema(
    summary="Public employment service agencies of a region",
    parameters=[OpenApiParameter("region", OpenApiTypes.STR, description="region code; default 510000")],
    responses={200: AgencySerializer(many=True), **ERRORS},
)
@api_view(["GET"])
@permission_classes([AllowAny])
def agencies(request: HttpRequest) -> Response:
    """Agencies serving a region and those directly below it."""
    code = request.GET.get("region", SICHUAN).replace("\x00", "")[:12]
    rows = Agency.objects.filter(active=True).filter(region_id=code) | Agency.objects.filter(
        active=True, region__parent_id=code
    )
    return Response(AgencySerializer(rows.order_by("code"), many=True).data)


@extend_schema(
    summary="Service items of the province's list", responses={200: ServiceSerializer(many=True), **ERRORS}
)
@api_view(["GET"])
@permission_classes([AllowAny])
def services(request: HttpRequest) -> Response:
    """All active items; days that are not certain say so."""
    return Response(ServiceSerializer(queries.items(), many=True).data)


@extend_schema(
    operation_id="service", summary="One service item", responses={200: ServiceGuideSerializer, **WITH_404}
)
@api_view(["GET"])
@permission_classes([AllowAny])
def service(request: HttpRequest, code: str) -> Response:
    """One item by its code, with the whole guide in force today."""
    return Response(ServiceGuideSerializer(get_object_or_404(queries.items(), pk=code)).data)


@extend_schema(
    summary="The due day after a number of working days",
    parameters=[WorkdaysQuery],
    responses={
        200: inline_serializer(
            "Workdays", {"due": serializers.DateField(), "provisional": serializers.BooleanField()}
        ),
        **ERRORS,
    },
)
@api_view(["GET"])
@permission_classes([AllowAny])
def workdays(request: HttpRequest) -> Response:
    """Counts by the State Council's calendar; provisional where a year's calendar is not published yet."""
    query = WorkdaysQuery(data=request.GET)
    query.is_valid(raise_exception=True)
    due = rules.due_day(query.validated_data["start"], query.validated_data["days"])
    return Response({"due": due.day.isoformat(), "provisional": due.provisional})


@extend_schema(
    summary="Statutory retirement age",
    parameters=[RetirementQuery],
    responses={
        200: inline_serializer(
            "RetirementAge",
            {
                "age_years": serializers.IntegerField(),
                "age_months": serializers.IntegerField(),
                "month": serializers.CharField(help_text="the month it is reached, like 2025-02"),
                "basis": serializers.CharField(),
            },
        ),
        **ERRORS,
        (503, "application/problem+json"): PROBLEM,
    },
)
@api_view(["GET"])
@permission_classes([AllowAny])
def retirement_age(request: HttpRequest) -> Response:
    """By birth month and kind, under the reform in force from 2025-01-01."""
    query = RetirementQuery(data=request.GET)
    query.is_valid(raise_exception=True)
    year, month = map(int, query.validated_data["birth"].split("-"))
    age, basis = rules.retirement(date(year, month, 1), query.validated_data["kind"], on=clock.today())
    return Response(
        {
            "age_years": age.age_years,
            "age_months": age.age_months,
            "month": age.month,
            "basis": basis.citation,
        }
    )


@extend_schema(
    summary="Check an identity document number",
    request=IdentityQuery,
    responses={
        200: inline_serializer(
            "IdentityCheck",
            {
                "valid": serializers.BooleanField(),
                "problems": ProblemText(many=True),
                "warnings": ProblemText(many=True),
            },
        ),
        **ERRORS,
    },
)
@api_view(["POST"])
@permission_classes([AllowAny])
@throttle_classes([IdentityThrottle])
def identity_check(request: HttpRequest) -> Response:
    """Only the form of the number is checked; it is neither stored nor logged."""
    query = IdentityQuery(data=request.data)
    query.is_valid(raise_exception=True)
    checked = identity.check(
        query.validated_data["kind"],
        query.validated_data["number"],
        today=clock.today(),
        known_regions=known_county_codes(),
    )
    told = {
        name: [{"code": problem.code, "message": str(problem.message)} for problem in getattr(checked, name)]
        for name in ("problems", "warnings")
    }
    return Response({"valid": checked.valid, **told})


@extend_schema(
    summary="Verify a certificate by its QR text",
    request=TokenQuery,
    responses={
        200: inline_serializer(
            "Verification",
            {
                "status": serializers.ChoiceField(choices=["valid", "revoked", "unknown"]),
                "serial": serializers.CharField(required=False),
                "claims": serializers.DictField(required=False),
            },
        ),
        **ERRORS,
    },
)
@api_view(["POST"])
@permission_classes([AllowAny])
def verify(request: HttpRequest) -> Response:
    """Valid, revoked, or unknown: a text that we did not sign says nothing more."""
    query = TokenQuery(data=request.data)
    query.is_valid(raise_exception=True)
    try:
        found = signing.read(query.validated_data["token"])
    except signing.BadToken:
        return Response({"status": "unknown"})
    row = Certificate.objects.filter(number=found["serial"]).only("revoked_at").first()
    if row is None:
        return Response({"status": "unknown"})
    status = "revoked" if row.revoked_at else "valid"
    return Response({"status": status, "serial": found["serial"], "claims": found["claims"]})
