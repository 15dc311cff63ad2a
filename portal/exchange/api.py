"""The signed API for other departments: rows come in, receipts come back, contracts can be read.

The signature is described in portal.exchange.signing and docs/exchange.md.
"""

import functools
import hashlib
import json
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from . import registry
from .models import Job, Partner
from .schemas import MOST_PROBLEMS
from .services import incoming, outgoing, requests, snapshots
from .services.incoming import NotTaken

MOST_ROWS = 5000
SIGNED = [
    OpenApiParameter(name, str, OpenApiParameter.HEADER, required=True, description=text)
    for name, text in (
        ("X-Exchange-Key", "your key id"),
        ("X-Exchange-Timestamp", "seconds since 1970, at most five minutes off"),
        ("X-Exchange-Nonce", "16 to 64 letters, digits, - or _; never used before"),
        ("X-Exchange-Digest", "SHA-256 of the body, hex"),
        ("X-Exchange-Signature", "Ed25519 (or HMAC-SHA256) over the six lines, base64"),
    )
]
PROBLEM = inline_serializer(
    "ExchangeProblem",
    {
        "type": serializers.CharField(),
        "title": serializers.CharField(),
        "status": serializers.IntegerField(),
        "detail": serializers.CharField(required=False),
        "code": serializers.CharField(required=False),
        "errors": serializers.JSONField(required=False),
    },
)
PROBLEMS = {
    (code, "application/problem+json"): PROBLEM for code in (400, 401, 403, 404, 409, 410, 413, 415, 422, 429)
}


class LineSerializer(serializers.Serializer):
    line = serializers.IntegerField()
    text = serializers.CharField()


class JobSerializer(serializers.ModelSerializer):
    errors = LineSerializer(many=True)

    class Meta:
        model = Job
        fields = [
            "id",
            "dataset",
            "version",
            "state",
            "reason",
            "lines",
            "taken",
            "unchanged",
            "refused",
            "errors",
        ]
        extra_kwargs = {
            name: {"required": True} for name in ("reason", "lines", "taken", "unchanged", "refused")
        }


class RowsSerializer(serializers.Serializer):
    as_of = serializers.DateField(help_text="the day the rows hold for")
    rows = serializers.ListField(child=serializers.DictField(), max_length=MOST_ROWS, min_length=1)


class AnswerSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=["received", "returned"])
    receipt = serializers.CharField(required=False)
    reason = serializers.CharField(required=False)


class CountSerializer(serializers.Serializer):
    sha256 = serializers.CharField(help_text="of the whole file")
    regions = serializers.DictField(
        required=False, help_text="by region code: rows, the sha256 of its lines, and sums by part where told"
    )
    state = serializers.CharField(required=False, help_text="returned, with the reason, where it came back")
    reason = serializers.CharField(required=False)


class ReceiptsSerializer(serializers.Serializer):
    deliveries = AnswerSerializer(many=True, required=False)
    snapshots = CountSerializer(many=True, required=False)


class ContractSerializer(serializers.Serializer):
    dataset = serializers.CharField(source="code")
    version = serializers.IntegerField()
    title = serializers.CharField()
    sent_to_us = serializers.SerializerMethodField()
    schema = serializers.JSONField()

    def get_sent_to_us(self, dataset: registry.Dataset) -> bool:
        """Whether departments send it; otherwise they receive it."""
        return dataset.take is not None


def problem(why: NotTaken) -> Response:
    """RFC 9457, with a stable word for machines."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(why.status).phrase,
        "status": why.status,
        "detail": why.text,
        "code": why.code,
    }
    return Response(body, status=why.status, content_type="application/problem+json")


def signed(view: Callable[..., Response]) -> Callable[..., Response]:
    """Hand the department that signed and the body as JSON to a view; refuse every other request."""

    @functools.wraps(view)
    def wrapped(request: Any, *args: Any, **kwargs: Any) -> Response:
        try:
            try:
                body = request._request.body
            except RequestDataTooBig:
                raise NotTaken("too_large", _("一次请求太大,请分几次送。"), 413) from None
            partner = requests.signed_by(request.method, request.path, request.headers, body)
            return view(request, partner, body, *args, **kwargs)
        except NotTaken as why:
            return problem(why)

    return wrapped


def _said(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise NotTaken("bad_json", _("内容不是JSON。"), 400) from None
    if not isinstance(said, dict):
        raise NotTaken("bad_shape", _("内容不符合约定的样子。"))
    return said


@extend_schema(
    operation_id="exchange_take",
    summary="Send rows of a dataset (departments)",
    parameters=SIGNED,
    request=RowsSerializer,
    responses={200: JobSerializer, **PROBLEMS},
)
@api_view(["POST"])
@authentication_classes([])
@permission_classes([AllowAny])
@signed
def take(request: HttpRequest, partner: Partner, body: bytes, dataset: str, version: int) -> Response:
    """Rows that keep the contract are taken, the others come back by line. The same body again changes nothing."""
    by = requests.actor_of(partner)
    digest = hashlib.sha256(body).hexdigest()
    try:
        agreed = incoming.agreed(partner, dataset, version)
        as_of, rows = _rows(_said(body))
    except NotTaken as why:
        incoming.refuse(partner, dataset, min(version, 9999), why, digest=digest, name="", by=by)
        raise
    job = incoming.take(partner, agreed, enumerate(rows, 1), digest=digest, as_of=as_of, by=by)
    if job.state == Job.State.REFUSED:
        answer = problem(NotTaken("wrong_schema", job.reason))
        answer.data["errors"] = job.errors[: 20 * MOST_PROBLEMS]
        return answer
    return Response(JobSerializer(job).data)


def _rows(said: dict[str, Any]) -> tuple[date, list[Any]]:
    rows = said.get("rows")
    try:
        as_of = date.fromisoformat(said.get("as_of"))
    except (ValueError, TypeError):
        raise NotTaken("bad_shape", _("数据截至的日期要写成2026-11-28这样。")) from None
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_ROWS:
        raise NotTaken("bad_shape", _("一次要有1到5000行。"))
    return as_of, rows


@extend_schema(
    operation_id="exchange_receipts",
    summary="Answer what we sent (departments)",
    parameters=SIGNED,
    request=ReceiptsSerializer,
    responses={
        200: inline_serializer(
            "ReceiptsTaken",
            {
                "deliveries": serializers.ListField(child=serializers.CharField()),
                "snapshots": serializers.ListField(child=serializers.CharField()),
            },
        ),
        **PROBLEMS,
    },
)
@api_view(["POST"])
@authentication_classes([])
@permission_classes([AllowAny])
@signed
def receipts(request: HttpRequest, partner: Partner, body: bytes) -> Response:
    """One word for each: ok, known, unknown, conflict; for a snapshot received, differs or unknown."""
    said = _said(body)
    query = ReceiptsSerializer(data=said)
    if not query.is_valid():
        raise NotTaken("wrong_schema", _("内容不符合约定的样子。"))
    by, found = requests.actor_of(partner), query.validated_data
    try:
        counts = [snapshots.read_receipt(each) for each in found.get("snapshots", [])]
    except ValueError:
        raise NotTaken("wrong_schema", _("回执里每个地区要有行数和校验值。")) from None
    told = outgoing.answer_many(partner, found.get("deliveries", []), by=by)
    compared = [snapshots.reconcile(partner, each, by=by) for each in counts]
    return Response(
        {"deliveries": told, "snapshots": [each.state if each else "unknown" for each in compared]}
    )


@extend_schema(
    operation_id="exchange_datasets",
    summary="Datasets exchanged with departments, with the JSON Schema of a row",
    responses={200: ContractSerializer(many=True), (429, "application/problem+json"): PROBLEM},
)
@api_view(["GET"])
@permission_classes([AllowAny])
def datasets(request: HttpRequest) -> Response:
    """All versions that are registered."""
    return Response(ContractSerializer(registry.everything(), many=True).data)
