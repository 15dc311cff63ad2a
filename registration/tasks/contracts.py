"""A contract that ends within thirty days is told to the unit once a month and to the worker once."""

from celery import shared_task
from django.utils.translation import gettext as _

from portal.accounts.models import Organisation
from portal.kernel import clock
from portal.kernel.dates import full_text
from portal.notices.services import tell, tell_members

from ..queries.contracts import ending_soon, units_with_endings

MOST = 5000


@shared_task
def tell_ending_contracts() -> int:
    """One message a unit and month with how many and where; one a worker and contract. Returns how many units."""
    month, units = f"{clock.today():%Y-%m}", units_with_endings()
    names = Organisation.objects.in_bulk([row["employer"] for row in units])
    for row in units:
        tell_members(
            names[row["employer"]],
            key=f"contracts-{row['employer']}-{month}",
            kind="employment",
            title=_("有劳动合同30日内到期"),
            body=_(
                "%(n)s份劳动合同30日内到期。续订的办续订备案,不续的办终止备案。不续订的要依法支付经济补偿。"
            )
            % {"n": row["n"]},
            link=f"/units/{row['employer']}/staff/?view=ending",
        )
    _tell_workers()
    return len(units)


def _tell_workers() -> None:
    """The day, and what to ask the unit."""
    rows = ending_soon().select_related("person__merged_into", "employer").order_by("contract_ends", "pk")
    for spell in rows[:MOST]:
        tell(
            spell.person.merged_into or spell.person,
            key=f"contract-{spell.pk}-{spell.contract_ends}",
            kind="employment",
            title=_("您的劳动合同快到期了"),
            body=_(
                "%(unit)s和您的劳动合同到%(day)s为止。可以先问单位续不续。不续又没有工作的,可以一次办好失业登记和求职,看看能领多少失业保险金。"
            )
            % {"unit": spell.employer.name, "day": full_text(spell.contract_ends)},
            link="/my/work/",
        )
