"""Vacancies for those who copy them: one file of all, then the changes since (the pattern of JobStream)."""

import json
import zlib
from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import api_view, permission_classes, renderer_classes
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from portal.site.api import ERRORS

from ..models import VacancyChange
from ..queries import public_vacancies
from ..services import publishing
from .vacancies import VacancySerializer

GZIP = 16 + zlib.MAX_WBITS


def _lines() -> Iterator[bytes]:
    """One vacancy a line, packed as it is read. One serializer writes them all: making one costs ten rows."""
    packer, write = zlib.compressobj(4, zlib.DEFLATED, GZIP), VacancySerializer().to_representation
    for keys in publishing.open_keys():
        rows = public_vacancies().in_bulk(keys)
        lines = [_line(write(rows[key])) for key in keys if key in rows]
        if packed := packer.compress("".join(lines).encode()):
            yield packed
    yield packer.flush()


def _line(vacancy: dict) -> str:
    return json.dumps(vacancy, cls=JSONEncoder, ensure_ascii=False, separators=(",", ":")) + "\n"


@extend_schema(
    operation_id="vacancies_snapshot",
    summary="All open vacancies as one file: JSON lines, gzip",
    description="The header X-Changes-Since is the cursor to go on from with vacancies/changes.",
    responses={(200, "application/gzip"): OpenApiResponse(OpenApiTypes.BINARY), **ERRORS},
)
@api_view(["GET"])
@permission_classes([AllowAny])
@renderer_classes([JSONRenderer])
def snapshot(request: HttpRequest) -> StreamingHttpResponse:
    """Streamed by the chunk; what changes meanwhile stands in the changes after the cursor."""
    since = publishing.position()
    answer = StreamingHttpResponse(_lines(), content_type="application/gzip")
    answer["Content-Disposition"] = 'attachment; filename="vacancies.ndjson.gz"'
    answer["X-Changes-Since"] = str(since)
    return answer


CHANGE = inline_serializer(
    "VacancyChange",
    {
        "op": serializers.ChoiceField(choices=VacancyChange.Op.values),
        "number": serializers.CharField(),
        "at": serializers.DateTimeField(),
        "vacancy": VacancySerializer(allow_null=True, help_text="as it is now; null once it is not open"),
    },
)


@extend_schema(
    operation_id="vacancies_changes",
    summary="What became public, changed or ended since a cursor, removed ones included",
    parameters=[
        OpenApiParameter(
            "since",
            OpenApiTypes.STR,
            description="`next` of the answer before, or of a snapshot; 0.0 at first",
        )
    ],
    responses={
        200: inline_serializer(
            "VacancyChanges",
            {
                "changes": serializers.ListField(child=CHANGE),
                "next": serializers.CharField(),
                "more": serializers.BooleanField(help_text="true: ask again at once"),
            },
        ),
        **ERRORS,
    },
)
@api_view(["GET"])
@permission_classes([AllowAny])
def changes(request: HttpRequest) -> Response:
    """In the order of commits; a late commit is never missed, the same vacancy may come more than once."""
    since = publishing.read_cursor(request.GET.get("since", "0.0"))
    if since is None:
        raise ValidationError({"since": ["not a cursor of ours"]})
    found, after, more = publishing.changes(since)
    rows = public_vacancies().filter(state="open").in_bulk([each.vacancy for each in found])
    told = [
        {
            "op": each.op,
            "number": each.number,
            "at": each.at,
            "vacancy": VacancySerializer(rows[each.vacancy]).data if each.vacancy in rows else None,
        }
        for each in found
    ]
    return Response({"changes": told, "next": str(after), "more": more})
