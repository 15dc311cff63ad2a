"""失业登记注销 as casework knows it, where the person asks: a ground, a day, done at once."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.casework.models import Case
from portal.casework.registry import Page, Service, register
from portal.kernel.actor import Actor
from portal.rules.verdict import Finding, Verdict, all_of

from ..forms.cancellation import OWN_GROUNDS, CancellationForm
from ..models import CANCELLATION, Cancellation
from ..queries.flexible import open_unemployment
from ..services import cancellation as services

RULE = "《就业服务与就业管理规定》第六十六条"


class CancellationHandler:
    """The registration stands, and the ground is one a person may tell of themselves."""

    def problems(self, case: Case) -> Verdict:
        """Both, as they are now."""
        row: Cancellation = case.cancellation
        standing = open_unemployment(case.person)
        return all_of(
            [
                Finding(
                    "registered",
                    _("正在失业登记期内"),
                    RULE,
                    standing is not None and standing.pk == row.spell_id,
                ),
                Finding("ground", _("有法定的注销原因"), RULE, row.ground in {str(g) for g in OWN_GROUNDS}),
            ]
        )

    def grant(self, case: Case, *, by: Actor) -> None:
        """The registration ends on that day."""
        services.end_registration(case, by=by)

    def revoke(self, case: Case, *, by: Actor) -> None:
        """The registration stands again where nothing else does by now."""
        services.stand_again(case, by=by)

    def certificate(self, case: Case) -> None:
        """The record is the result."""


class CancellationQuestions:
    """One page, two taps."""

    pages = (Page("ground", "注销失业登记", CancellationForm, "法律规定了哪些情形要注销失业登记。"),)

    def known(self, person: Person) -> dict[str, Any]:
        """Since when the registration stands."""
        standing = open_unemployment(person)
        return {"since": standing.period.lower if standing else None}

    def standing(self, person: Person) -> str:
        """Nothing to cancel."""
        return "" if open_unemployment(person) else _("您现在没有失业登记,不用注销。")

    def skipped(self, answers: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
        """Nothing."""
        return frozenset()

    def initial(self, page: str, person: Person) -> dict[str, Any]:
        """Nothing but today, which the form knows."""
        return {}

    def store(self, case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """The typed row."""
        Cancellation.objects.update_or_create(
            case=case, defaults={"spell": open_unemployment(case.person), **answers["ground"]}
        )

    def recall(self, case: Case) -> dict[str, dict[str, list[str]]]:
        """As form data."""
        row = case.cancellation
        return {"ground": {"ground": [row.ground], "day": [row.day.isoformat()]}}

    def facts(self, case: Case) -> dict[str, Any]:
        """Nothing for hints."""
        return {}


register(Service(CANCELLATION, CancellationHandler(), CancellationQuestions(), rule_may_grant=True))
