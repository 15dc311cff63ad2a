"""What the exchange lets people know: it stands beside the message room and cannot speak itself."""

from django.utils.translation import gettext as _

from portal.events.models import Event
from portal.events.registry import listens
from portal.exchange.models import Correction
from portal.notices.services import tell


@listens("correction.decided", name="site.tell_correction")
def tell_correction(event: Event) -> None:
    """The answer, who gave it, and what to do when one does not agree."""
    row = Correction.objects.select_related("person", "decided_by", "agency").get(pk=event.subject_id)
    words = {"title": row.title, "answer": row.answer, "by": row.decided_by.name}
    if row.state == Correction.State.CORRECTED:
        title, body = _("已更正:%(title)s"), _("%(answer)s(答复人:%(by)s)")
    else:
        title = _("核实后没有改:%(title)s")
        body = _(
            "%(answer)s(答复人:%(by)s)不同意的,可以补充说明再提一次,也可以打12333向上级机构反映;"
            "依《个人信息保护法》第五十条,可以向人民法院起诉。"
        )
    tell(
        row.person,
        key=f"correction-{row.pk}",
        kind="correction",
        title=title % words,
        body=body % words,
        link="/my/corrections/",
    )
