"""API v1: what somebody with these facts may have, by the law of a day and place. Nothing is stored."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import api_view, permission_classes, throttle_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle

from portal.agencies.models import Level, Region
from portal.kernel import clock
from portal.kernel.money import money
from portal.rules import facts as known
from portal.rules.queries import from_memory
from portal.rules.registry import Benefit, benefits
from portal.rules.verdict import Verdict

from .api import ERRORS

FIRST, LAST = date(1999, 1, 22), date(2100, 12, 31)


class EstimateThrottle(AnonRateThrottle):
    scope = "estimate"


class EstimateQuery(serializers.Serializer):
    on = serializers.DateField(required=False, help_text="the day whose law is asked for; today by default")
    region = serializers.CharField(max_length=6, help_text="GB/T 2260 code of the county last insured in")
    facts = serializers.DictField(
        child=serializers.JSONField(allow_null=True), help_text="facts by name; a name left out is not known"
    )
    benefits = serializers.ListField(
        child=serializers.CharField(max_length=60), required=False, help_text="codes; all by default"
    )

    def validate_on(self, value: date) -> date:
        if not FIRST <= value <= LAST:
            raise serializers.ValidationError(f"请填{FIRST}到{LAST}之间的日期。")
        return value

    def validate_region(self, value: str) -> str:
        if not Region.objects.filter(code=value, level__lte=Level.COUNTY, path__contains="510000/").exists():
            raise serializers.ValidationError("四川没有这个地区代码。")
        return value

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        data.setdefault("on", clock.today())
        codes = {benefit.code for benefit in benefits()}
        unknown = sorted(set(data.get("benefits", ())) - codes)
        if unknown:
            raise serializers.ValidationError({"benefits": [f"没有这项待遇:{unknown[0]}"]})
        values, errors = known.read_all(data["facts"], on=data["on"], region=data["region"])
        if errors:
            raise serializers.ValidationError({"facts": {name: [text] for name, text in errors.items()}})
        data["facts"] = values
        return data


VERDICT = inline_serializer(
    "BenefitVerdict",
    {
        "benefit": serializers.CharField(),
        "title": serializers.CharField(),
        "item": serializers.CharField(help_text="code of the service item that grants it"),
        "outcome": serializers.ChoiceField(choices=["yes", "no", "unknown"]),
        "months": serializers.IntegerField(allow_null=True),
        "monthly": serializers.CharField(allow_null=True, help_text="yuan, two decimals"),
        "amount": serializers.CharField(allow_null=True, help_text="yuan, two decimals, the whole sum"),
        "hint": serializers.CharField(allow_blank=True),
        "findings": serializers.ListField(child=serializers.DictField()),
        "missing": serializers.ListField(child=serializers.CharField()),
        "provisional": serializers.ListField(child=serializers.CharField()),
    },
    many=True,
)


def verdict_json(benefit: Benefit, verdict: Verdict) -> dict[str, Any]:
    """One verdict as the API tells it: sums are strings with two decimals."""
    sums = {
        name: None if value is None else f"{money(value):.2f}"
        for name, value in (("monthly", verdict.monthly), ("amount", verdict.amount))
    }
    findings = [
        {
            "met": each.met,
            "text": str(each.text),
            "article": each.article,
            "code": each.code,
            "confidence": each.confidence,
        }
        for each in verdict.findings
    ]
    return {
        "benefit": benefit.code,
        "title": str(benefit.title),
        "item": benefit.item,
        "outcome": str(verdict.answer),
        "months": verdict.months,
        **sums,
        "hint": str(verdict.hint),
        "findings": findings,
        "missing": list(verdict.missing),
        "provisional": list(verdict.provisional),
    }


def estimate_all(
    facts: Mapping[str, Any], *, on: date, region: str, only: list[str] | None = None
) -> list[tuple[Benefit, Verdict]]:
    """Every benefit's verdict on these facts, in code order; the law is read once."""
    with from_memory():
        return [(each, each.judge(facts, on, region)) for each in benefits() if not only or each.code in only]


@extend_schema(
    summary="What these facts entitle to",
    request=EstimateQuery,
    responses={200: inline_serializer("Estimate", {"verdicts": VERDICT}), **ERRORS},
)
@api_view(["POST"])
@permission_classes([AllowAny])
@throttle_classes([EstimateThrottle])
def estimate(request: HttpRequest) -> Response:
    """By the law in force on the day. Unknown is never no; values not yet confirmed are named provisional."""
    query = EstimateQuery(data=request.data)
    with from_memory():
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        found = estimate_all(
            asked["facts"], on=asked["on"], region=asked["region"], only=asked.get("benefits")
        )
    return Response({"verdicts": [verdict_json(benefit, verdict) for benefit, verdict in found]})
