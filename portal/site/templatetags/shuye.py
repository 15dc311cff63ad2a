"""Tags and filters of the face: pure presentation, no queries, no law.

Icons come from static/img/icons.svg, markup of components from templates/components/.
Every component is shown, in each state, on /components/.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    Form,
    RadioSelect,
    SelectDateWidget,
)
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

register = template.Library()

LANGUAGE_TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}
WEEKDAYS = tuple("一二三四五六日")
NOTICE_ICONS = {"info": "info", "good": "ok", "wait": "wait", "risk": "risk"}
RATING_LEVELS = (
    (5, gettext_lazy("非常满意")),
    (4, gettext_lazy("满意")),
    (3, gettext_lazy("基本满意")),
    (2, gettext_lazy("不满意")),
    (1, gettext_lazy("非常不满意")),
)


# --- cheap chrome -------------------------------------------------------------------------------


class SteadyNode(Node):
    """Renders its content once per process for each language and value of the variables named.

    The content sees those variables and nothing else, so nothing of one visitor can reach another. Name only
    variables with a handful of values: beyond MOST the content is rendered anew each time.
    """

    MOST = 64

    def __init__(self, names: list[str], nodelist: NodeList) -> None:
        self.names = names
        self.nodelist = nodelist
        self.rendered: dict[tuple, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key = (_language(context), *[context.get(name) for name in self.names])
        found = self.rendered.get(key)
        if found is None:
            found = self.nodelist.render(context.new(dict(zip(self.names, key[1:], strict=True))))
            if len(self.rendered) < self.MOST:
                self.rendered[key] = found
        return found


def _language(context: Context) -> str:
    """The reader's language, asked once a page: Django keeps it behind a lock, and a page has many steady parts."""
    found = context.__dict__.get("_shuye_language")
    if found is None:
        found = context._shuye_language = get_language()
    return found


@register.tag
def steady(parser: Parser, token: Token) -> SteadyNode:
    _, *names = token.split_contents()
    nodelist = parser.parse(("endsteady",))
    parser.delete_first_token()
    return SteadyNode(names, nodelist)


class IconNode(Node):
    """An icon of the sprite. A literal name is resolved when the template is compiled."""

    def __init__(self, name: FilterExpression) -> None:
        self.name = name
        self.fixed = icon_markup(str(name.var)) if isinstance(name.var, str) else None

    def render(self, context: Context) -> SafeString:
        return self.fixed or icon_markup(str(self.name.resolve(context)))


@functools.lru_cache(maxsize=128)
def icon_markup(name: str) -> SafeString:
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("img/icons.svg"), name
    )


@register.tag
def icon(parser: Parser, token: Token) -> IconNode:
    _, name = token.split_contents()
    return IconNode(parser.compile_filter(name))


@register.simple_tag
def html_lang() -> str:
    """The BCP 47 tag of the page's language: zh-Hans for Django's zh-hans."""
    language = get_language() or "zh-hans"
    return LANGUAGE_TAGS.get(language, language)


# --- forms --------------------------------------------------------------------------------------


def field_kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, SelectDateWidget):
        return "date"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    return "checkbox" if isinstance(widget, CheckboxInput) else "control"


def field_anchor(bound: BoundField) -> str:
    """The id that an error link jumps to: the first thing the person can type in or choose."""
    return {"date": f"{bound.auto_id}_year", "choices": f"{bound.auto_id}_0"}.get(
        field_kind(bound), bound.auto_id
    )


def date_parts(bound: BoundField) -> list[dict[str, Any]]:
    """Year, month and day as typed, also when they make no date: nothing typed is ever lost."""
    if bound.form.is_bound:
        typed = {p: bound.form.data.get(f"{bound.html_name}_{p}", "") for p in ("year", "month", "day")}
    else:
        value = bound.value()
        typed = bound.field.widget.format_value(value) if value else {"year": "", "month": "", "day": ""}
    labels = {"year": gettext("年"), "month": gettext("月"), "day": gettext("日")}
    return [
        {
            "name": f"{bound.html_name}_{part}",
            "id": f"{bound.auto_id}_{part}",
            "value": "" if typed[part] in (None, 0, "0") else typed[part],
            "label": labels[part],
            "size": 4 if part == "year" else 2,
            "autocomplete": f"bday-{part}"
            if bound.field.widget.attrs.get("autocomplete") == "bday"
            else "off",
        }
        for part in ("year", "month", "day")
    ]


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, heading: bool = False, origin: dict[str, str] | None = None) -> dict[str, Any]:
    """A whole form field: label, hint, error, control. `heading` makes the label the page's h1."""
    kind = field_kind(bound)
    return {
        "field": bound,
        "kind": kind,
        "grouped": kind in ("date", "choices"),
        "parts": date_parts(bound) if kind == "date" else (),
        "described": bound.aria_describedby or "",
        "heading": heading,
        "origin": origin,
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Form) -> dict[str, Any]:
    """All errors of the given forms, each a link to its field; it takes the focus."""
    errors = []
    for form in (f for f in forms if f is not None and f.is_bound):
        errors += [{"text": text, "anchor": ""} for text in form.non_field_errors()]
        for bound in form:
            errors += [{"text": text, "anchor": field_anchor(bound)} for text in bound.errors]
    return {"errors": errors}


@register.inclusion_tag("components/rating.html")
def rating(
    name: str = "level", chosen: int | str | None = None, legend: str = "", error: str = ""
) -> dict[str, Any]:
    """Five levels of satisfaction as radio buttons with drawn faces."""
    levels = [(value, word, f"face-{value}") for value, word in RATING_LEVELS]
    return {"name": name, "levels": levels, "chosen": str(chosen or ""), "legend": legend, "error": error}


# --- signs --------------------------------------------------------------------------------------


@register.simple_tag
def tag(kind: str, word: str) -> SafeString:
    """A status in sign and word: kind good | wait | risk | info | quiet, or stop."""
    sign = {"good": "ok", "wait": "wait", "risk": "risk", "info": "info", "stop": "stop"}.get(kind)
    style = "quiet" if kind == "stop" else kind
    return format_html(
        '<span class="tag tag--{}">{}{}</span>', style, icon_markup(sign) if sign else "", word
    )


def due_word(days: int | None, stopped: bool) -> tuple[str, str]:
    if stopped:
        return "stop", gettext("计时暂停")
    if days is None:
        return "quiet", gettext("无时限")
    if days < 0:
        return "risk", ngettext("超时 %(n)s 个工作日", "超时 %(n)s 个工作日", -days) % {"n": -days}
    if days == 0:
        return "risk", gettext("今天到期")
    kind = "wait" if days <= 3 else "good"
    return kind, ngettext("剩余 %(n)s 个工作日", "剩余 %(n)s 个工作日", days) % {"n": days}


@register.simple_tag
def due(days: int | None, stopped: bool = False) -> SafeString:
    """Remaining working days, counted by the caller; negative is overdue, None has no clock."""
    return tag(*due_word(days, stopped))


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """12月7日(周一): a day as people say it; the year is added by `long_day`."""
    if not value:
        return ""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.month}月{value.day}日(周{WEEKDAYS[value.weekday()]})"


@register.filter
def long_day(value: dt.date | dt.datetime | None) -> str:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.year}年{day(value)}" if value else ""


@register.filter
def yuan(value: Any) -> str:
    """1,234.50元: two decimals always, digits grouped. Takes a Decimal or its string."""
    return "" if value in (None, "") else f"{Decimal(str(value)):,.2f}元"


# --- blocks with content of their own -----------------------------------------------------------


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "", role: str = "") -> SafeString:
    """{% notice "wait" title="…" %}…{% endnotice %}; kind info | good | wait | risk."""
    return format_html(
        '<div class="notice notice--{}"{}>{}<div>{}{}</div></div>',
        kind,
        format_html(' role="{}"', role) if role else "",
        icon_markup(NOTICE_ICONS.get(kind, "info")),
        format_html('<p class="notice__title">{}</p>', title) if title else "",
        mark_safe(content),
    )


@register.simple_block_tag
def more(content: str, summary: str, opened: bool = False) -> SafeString:
    """{% more "为什么问" %}…{% endmore %}: a disclosure that works without JavaScript."""
    return format_html(
        '<details class="more"{}><summary>{}</summary><div>{}</div></details>',
        mark_safe(" open") if opened else "",
        summary,
        mark_safe(content),
    )


@register.filter
def message_kind(tags: str) -> str:
    """The notice kind for Django's message tags."""
    kinds: Iterable[tuple[str, str]] = (("error", "risk"), ("warning", "wait"), ("success", "good"))
    return next((kind for name, kind in kinds if name in (tags or "")), "info")
