"""就业登记(劳动用工备案) and 终止、解除劳动关系备案 as casework knows them: one case an act of a unit."""

from django.utils.translation import gettext as _

from portal.casework.models import Case
from portal.casework.registry import Filed, Service, register
from portal.kernel.actor import Actor
from portal.rules.verdict import Finding, Verdict, all_of

from ..models import EMPLOYMENT, TERMINATION, Filing
from ..services import filings

RULE = "《就业服务与就业管理规定》第六十二条"


class FilingHandler:
    """What is held against a filing as a whole; every line was held against the register before it was sent."""

    def problems(self, case: Case) -> Verdict:
        """The unit is who it says it is, and something can be filed."""
        filing: Filing = case.employment_filing
        return all_of(
            [
                Finding("unit_confirmed", _("单位已核实"), RULE, case.organisation.confirmed_at is not None),
                Finding("lines", _("有可以登记的人员"), RULE, filing.total > filing.bad),
            ]
        )

    def grant(self, case: Case, *, by: Actor) -> None:
        """Take the lines."""
        filings.begin_taking(case, by=by)

    def revoke(self, case: Case, *, by: Actor) -> None:
        """What one person's line wrote is corrected person by person, never as a whole behind their backs."""

    def certificate(self, case: Case) -> None:
        """The receipt of the filing is the paper."""


class FilingRows(Filed):
    """What was filed, in figures; the persons stand on the unit's roster."""

    def rows(self, case: Case) -> list[dict[str, str]]:
        """Unit, place, counts."""
        filing: Filing = case.employment_filing
        told = [
            (_("单位"), case.organisation.name),
            (_("事项"), filing.get_kind_display()),
            (_("用工地"), filing.region.full_name),
            (_("新登记或终止"), filing.fresh),
            (_("续订或变更"), filing.changed),
            (_("没有变化"), filing.same),
            (_("不能办的行"), filing.bad),
            (_("超过规定期限"), filing.late),
        ]
        return [{"name": str(name), "value": str(value)} for name, value in told]


for _item in (EMPLOYMENT, TERMINATION):
    register(
        Service(
            _item,
            FilingHandler(),
            FilingRows(),
            rule_may_grant=True,
            entry="registration:units",
        )
    )
