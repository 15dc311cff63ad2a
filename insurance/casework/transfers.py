"""失业保险关系转移接续 as casework knows it: asked in three questions, no paper; decided by two people."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.accounts.services import update_person
from portal.agencies.models import Region
from portal.casework.models import Case
from portal.casework.registry import Page, Service, register
from portal.kernel.actor import Actor, system
from portal.kernel.fields import plaintext
from portal.rules.verdict import Finding, Verdict, all_of

from ..forms import transfers as forms
from ..models import TRANSFER, Contribution, Transfer
from ..queries import contributions
from ..services import transfers as verbs

Direction = Transfer.Direction


class TransferHandler:
    """Months of the other place's letter, or our own records."""

    def problems(self, case: Case) -> Verdict:
        """In: the letter is recorded. Out: something was paid here."""
        row: Transfer = case.insurance_transfer
        if row.direction == Direction.IN:
            found = Finding("recorded", _("对方的转移凭据已录入"), verbs.LAW, row.first_month is not None)
        else:
            found = Finding(
                "paid_here", _("在四川有失业保险缴费记录"), verbs.LAW, row.first_month is not None
            )
        return all_of([found])

    def grant(self, case: Case, *, by: Actor) -> None:
        """Months in, or months and money out; and the letter."""
        verbs.grant_transfer(case, self.problems(case), by=by)

    def revoke(self, case: Case, *, by: Actor) -> None:
        """Months taken in no longer count."""
        verbs.revoke_transfer(case, by=by)

    def certificate(self, case: Case) -> None:
        """The letter is the paper."""


class TransferQuestions:
    """Four short questions; everything else comes from the two places' records."""

    pages = (
        Page("direction", "往哪边转?", forms.DirectionForm, "缴费年限两边累计,哪边都不吃亏。"),
        Page("place", "外省在哪个城市?", forms.PlaceForm, "我们直接和那边联系,您不用来回跑。"),
        Page("residence", "您现在住在哪里?", forms.ResidenceForm, "转入的,由您常住地的经办机构办。"),
        Page("contact", "怎么联系您?", forms.ContactForm, "有消息时发短信到这个号码。"),
    )

    def known(self, person: Person) -> dict[str, Any]:
        """Nothing."""
        return {}

    def standing(self, person: Person) -> str:
        """A move may be asked for again after another."""
        return ""

    def skipped(self, answers: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
        """Who moves away is decided about where they were insured."""
        out = answers.get("direction", {}).get("direction") == Direction.OUT
        return frozenset({"residence"}) if out else frozenset()

    def initial(self, page: str, person: Person) -> dict[str, Any]:
        """What we know already."""
        if page == "residence" and person.residence_region_id:
            return {"residence": person.residence_region_id}
        if page == "contact" and person.contact_phone:
            return {"phone": plaintext(person.contact_phone)}
        return {}

    def store(self, case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Write the transfer; for a move away, the months on record here."""
        direction, person = answers["direction"]["direction"], case.person
        facts: dict[str, Any] = {"contact_phone": answers["contact"]["phone"]}
        if "residence" in answers:
            facts["residence_region"] = answers["residence"]["residence"]
        update_person(person, by=system("insurance.store"), **facts)
        first = last = None
        if direction == Direction.OUT:
            months = Contribution.objects.filter(person_id__in=person.all_ids).order_by("month")
            paid = list(months.values_list("month", flat=True))
            first, last = (paid[0], paid[-1]) if paid else (None, None)
        Transfer.objects.update_or_create(
            case=case,
            defaults={
                "person": person,
                "direction": direction,
                "place": answers["place"]["place"],
                "county": case.responsible.region,
                "first_month": first,
                "last_month": last,
            },
        )

    def recall(self, case: Case) -> dict[str, dict[str, list[str]]]:
        """The stored answers as form data again."""
        row, person = case.insurance_transfer, case.person
        residence = [person.residence_region_id] if person.residence_region_id else []
        return {
            "direction": {"direction": [row.direction]},
            "place": {"place": [row.place]},
            "residence": {"residence": residence},
            "contact": {"phone": [plaintext(person.contact_phone)] if person.contact_phone else []},
        }

    def facts(self, case: Case) -> dict[str, Any]:
        """For hints."""
        return {}


def decided_in(person: Person, answers: Mapping[str, Mapping[str, Any]]) -> Region | None:
    """Out: where the person was insured last. In: where they live."""
    out = answers.get("direction", {}).get("direction") == Direction.OUT
    return contributions.last_county(person) if out else None


register(Service(TRANSFER, TransferHandler(), TransferQuestions(), decided_in=decided_in))
