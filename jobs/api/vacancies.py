"""The open interface of jobs."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import api_view, permission_classes, throttle_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle

from portal.site.api import ERRORS, WITH_404

from .. import search
from ..filters import asked_of
from ..models import Vacancy, VacancyState
from ..queries import public_vacancies
from ..rules.screening import MOST, as_json
from ..rules.screening import screen as screened

GONE = 410
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
    operation_id="screen",
    summary="What the wording of a vacancy says, with the article of the law",
    request=ScreenQuery,
    responses={
        200: inline_serializer(
            "Screening",
            {
                "outcome": serializers.ChoiceField(choices=OUTCOMES),
                "hits": serializers.ListField(child=HIT),
            },
        ),
        **ERRORS,
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


class VacancySerializer(serializers.ModelSerializer):
    """A vacancy as the public reads it. Pay in yuan as text; region is six digits."""

    employer = serializers.CharField(source="employer.organisation.name")
    employer_verified = serializers.DateField(source="employer.verified_on", allow_null=True)
    by_promise = serializers.BooleanField(help_text="true: 书面承诺发布,待核实")
    occupation = serializers.CharField(source="occupation_id", allow_null=True)
    education = serializers.CharField(
        source="get_education_display", help_text="at least this; 不限 for none"
    )

    class Meta:
        model = Vacancy
        fields = [
            "number", "state", "title", "employer", "employer_verified", "by_promise", "occupation", "kind",
            "headcount", "pay_low", "pay_high", "pay_unit", "region", "address", "latitude", "longitude",
            "education", "experience", "description", "benefits", "urgent", "opened_at", "confirmed_on",
            "valid_until",
        ]  # fmt: skip


def _filter(name: str, kind: OpenApiTypes, text: str) -> OpenApiParameter:
    return OpenApiParameter(name, kind, description=text)


FILTERS = [
    _filter("q", OpenApiTypes.STR, "words of title, occupation, employer and content"),
    _filter("region", OpenApiTypes.STR, "six digits; ending in zeros for a prefecture or the province"),
    _filter("pay", OpenApiTypes.INT, "at least so many yuan a month"),
    _filter("kind", OpenApiTypes.STR, "full_time, part_time, internship, gig or platform"),
    _filter("education", OpenApiTypes.INT, "what the seeker has: 0 none to 7 doctor"),
    _filter("occupation", OpenApiTypes.STR, "a code of the classification or its beginning, like 4-01"),
    _filter("days", OpenApiTypes.INT, "published within so many days"),
    _filter("near", OpenApiTypes.STR, "a place by name: a landmark or a county"),
    _filter("latitude", OpenApiTypes.DOUBLE, "from where, instead of near"),
    _filter("longitude", OpenApiTypes.DOUBLE, "from where, instead of near"),
    _filter("radius", OpenApiTypes.INT, "kilometres from there, 100 at most"),
    _filter("sort", OpenApiTypes.STR, "fit or near; the newest first without it"),
]
AFTER = _filter("after", OpenApiTypes.STR, "`next` of the page before")


@extend_schema(
    operation_id="vacancies",
    summary="Search open vacancies, the newest first",
    parameters=[*FILTERS, AFTER],
    responses={
        200: inline_serializer(
            "VacancyPage",
            {
                "total": serializers.IntegerField(),
                "exact": serializers.BooleanField(help_text="false: total is «约»"),
                "next": serializers.CharField(help_text="empty on the last page"),
                "results": VacancySerializer(many=True),
            },
        ),
        **ERRORS,
    },
)
@api_view(["GET"])
@permission_classes([AllowAny])
def vacancies(request: HttpRequest) -> Response:
    """One page of twenty; a filter that makes no sense is left out."""
    page = search.find(asked_of(request.GET))
    found = public_vacancies().in_bulk(page.vacancies)
    rows = [found[key] for key in page.vacancies if key in found]
    results = VacancySerializer(rows, many=True).data
    return Response({"total": page.total, "exact": page.exact, "next": page.after, "results": results})


@extend_schema(
    operation_id="vacancies_facets",
    summary="How many vacancies each further filter would leave",
    parameters=FILTERS,
    responses={
        200: inline_serializer(
            "VacancyFacets",
            {
                "total": serializers.IntegerField(),
                "exact": serializers.BooleanField(help_text="false: all numbers are «约»"),
                "facets": serializers.DictField(
                    child=serializers.DictField(child=serializers.IntegerField())
                ),
            },
        ),
        **ERRORS,
    },
)
@api_view(["GET"])
@permission_classes([AllowAny])
def facets(request: HttpRequest) -> Response:
    """Filter → value → number; county and prefecture are values of `region`. Pay, education, days are cumulative."""
    asked = search.first_page(asked_of(request.GET))
    page = search.find(asked)
    counted = search.facets(asked, page)
    counts = {name: values for name, values in counted.counts.items() if name != "all"}
    return Response({"total": page.total, "exact": page.exact and counted.exact, "facets": counts})


@extend_schema(
    operation_id="vacancy",
    summary="One vacancy; 410 once it has ended",
    responses={200: VacancySerializer, 410: VacancySerializer, **WITH_404},
)
@api_view(["GET"])
@permission_classes([AllowAny])
def vacancy(request: HttpRequest, number: str) -> Response:
    """What was published, also after its end, so that a copy elsewhere can see that it is over."""
    found = get_object_or_404(public_vacancies(), number=number)
    status = 200 if found.state == VacancyState.OPEN else GONE
    return Response(VacancySerializer(found).data, status=status)
