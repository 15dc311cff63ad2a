"""Reason codes: at least one of this item and this use; free text only adds (裁量基准)."""

from django.utils.translation import gettext as _

from portal.casework.models import Case, ReasonCode


class ReasonMissing(Exception):
    """An adverse step needs at least one reason code of this item and this use."""


def need(reasons: list[ReasonCode], case: Case, use: str) -> None:
    """Raise ReasonMissing unless every reason fits."""
    if not reasons or any(r.item_id != case.item_id or r.use != use for r in reasons):
        raise ReasonMissing


def told(reasons: list[ReasonCode], text: str) -> str:
    """The reasons with their articles, a line each, and the clerk's own words last."""
    lines = [_("%(text)s(依据:%(article)s)") % {"text": r.text, "article": r.article} for r in reasons]
    return "\n".join([*lines, text.strip()] if text.strip() else lines)
