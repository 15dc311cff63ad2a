"""«您可能可以享受» on my page: cards of the nightly run, taken up or put away with one tap."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.accounts.models import Person
from portal.casework.models import Offer
from portal.casework.registry import service_of
from portal.casework.services.offering import answer_offer, open_offers
from portal.kernel.money import text as money_text
from portal.rules.registry import benefit_of

from .blocks import Panel, on_my_page


def cards(person: Person) -> dict[str, Any] | None:
    """Open offers in words; nothing for who has none."""
    rows = [_card(offer) for offer in open_offers(person)]
    return {"rows": rows} if rows else None


def _card(offer: Offer) -> dict[str, Any]:
    if offer.monthly is not None:
        said = {"months": offer.months, "each": money_text(offer.monthly)}
        what = _("大约%(months)s个月,每月%(each)s") % said
    elif offer.amount is not None:
        what = _("大约%(sum)s") % {"sum": money_text(offer.amount)}
    else:
        what = ""
    return {
        "pk": offer.pk,
        "title": benefit_of(offer.benefit).title,
        "what": what,
        "article": offer.article,
    }


@person_required
@require_POST
def answer(request: HttpRequest, pk: int, how: str) -> HttpResponse:
    """Take an offer up, which leads to the form where there is one, or put it away."""
    rows = Offer.objects.filter(person_id__in=request.person.all_ids)
    offer = get_object_or_404(rows, pk=pk)
    answer_offer(offer, taken=how == "take", by=actors.of_request(request))
    if how != "take":
        messages.success(request, _("好的,不再提示这一项。以后想办随时可以办。"))
        return redirect("site:my")
    service = service_of(offer.item_id)
    if service is None or service.entry:
        return redirect("content:service", offer.item_id)
    return redirect("casework:start", offer.item_id)


on_my_page(Panel("offers", "site/offers_panel.html", cards, 10))
