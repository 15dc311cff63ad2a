"""What the owner of a file hears on its way, like of a parcel."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kernel.dates import day_text
from portal.notices.services import tell

from ..models import Transfer
from ..queries import archives as queries

S = Transfer.State


def tell_owner(row: Transfer, state: str) -> None:
    """One message a station; nothing for those that ask and change nothing for the person."""
    words = {"from": row.sender_name, "to": row.receiver_name, "why": row.reason}
    title, body = _WORDS[state]
    text = _(body) % words
    due = queries.told_due(row)
    if state == S.CALLED and due:
        text += _("转出单位最晚%(day)s转出。") % {"day": day_text(due)}
    tell(
        row.file.person,
        key=f"archive-{row.pk}-{state}",
        kind="archive",
        title=_(title),
        body=text,
        link=reverse("registration:my_archive"),
    )


_WORDS = {
    S.CALLED: ("已开调档函", "%(to)s已请%(from)s转出您的人事档案。您不用跑,也不要自己携带档案。"),
    S.REVIEWED: ("档案已通过转出审核", "%(from)s已清点您的档案,接着密封寄出。"),
    S.SENT: ("档案已寄出", "您的档案在路上,正送往%(to)s。签收以后再告诉您。"),
    S.RECEIVED: ("档案已签收", "%(to)s已收到您的档案。"),
    S.CHECKED: ("档案已核对", "%(to)s已核对您的档案。缺哪几类材料,可以在“我的档案”里看。"),
    S.SHELVED: ("档案已入库", "您的档案已经存好,需要证明可以在网上申请。"),
    S.CLOSED: ("档案转递已办完", "转出单位已收到回执,这次转递到此办完。"),
    S.DECLINED: (
        "档案暂时不能转出",
        "%(from)s暂时不能转出您的档案。原因:%(why)s。告知书里写了怎么申诉。",
    ),
    S.CANCELLED: ("调档已取消", "%(to)s不再调您的档案。原因:%(why)s。"),
}
