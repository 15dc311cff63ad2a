"""«我的档案» on my page, the file on a person's page, the way from a unit's workbench."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.casework.models import Case
from portal.casework.policy import at_desk
from portal.kernel.actor import Actor
from portal.site.blocks import DeskPanel, Panel, UnitLink, on_my_page, on_person_page, on_unit_page

from ..models import PersonnelFile
from ..presenters import archives as presenters
from ..queries.at_desk import register_of


def at_person(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, str]]:
    """Where the file is; the way to it for its keepers only."""
    file = register_of(person)["file"]
    if file is None or not at_desk(actor):
        return []
    here = file["path"] is not None and file["path"].startswith(actor.agency_path)
    url = reverse("registration:desk_archive", args=[file["pk"]]) if here else ""
    shelf = f" · {file['shelf']}" if here and file["shelf"] else ""
    state = PersonnelFile.State(file["state"]).label
    return [{"name": str(state), "value": f"{file['number']}{shelf}", "url": url}]


on_my_page(Panel("archive", "registration/archives/panel.html", presenters.panel, 60))
on_person_page(DeskPanel("archive", _("人事档案"), at_person, 30))
on_unit_page(
    UnitLink(
        "archives",
        _("查(借)阅档案、调档"),
        lambda organisation: reverse("registration:unit_archives", args=[organisation]),
        60,
    )
)
