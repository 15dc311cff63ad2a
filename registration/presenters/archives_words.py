"""What a refused step says, and how to go on."""

from django.utils.translation import gettext as _

from ..services.archives_rights import ArchiveRefused


def refused(error: ArchiveRefused) -> str:
    """A sentence for whoever tried."""
    if error.why == "way":
        return _("这份档案不能用这种方式转递。依据:%(article)s。请改用机要交通或专人。") % {
            "article": error.text
        }
    if error.why == "kinds" and error.text:
        return _("和登记的页数不一样,应为%(n)s页。请当场清点,查清以后再收。") % {"n": error.text}
    return {
        "moved": _("这一步已经有人办了,请看现在的情况。"),
        "exists": _("这个人已经有一份档案,不能再建一份。"),
        "twin": _("同一证件号码的另一份记录已有档案。请先核对并合并记录。"),
        "shelf": _("请填一个空的架位,这个架位已经有档案或没有填。"),
        "two": _("要两个不同的人。请选另一位。"),
        "lent": _("档案已经取出或借出,归还以后再办。"),
        "travelling": _("档案正在转递,这一次办完以后再办。"),
        "not_kept": _("档案不在库。"),
        "same": _("档案已经存在这个机构,不用再转。"),
        "own": _("任何人不得查阅、办理本人和亲属的档案。请换人。"),
        "none": _("没有查到这个人在这个机构的档案。"),
        "valid": _("调档函的日期不对,或者已经过了有效期。"),
        "far": _("日期或天数不对,请核对。"),
        "kinds": _("请核对:一类材料不能又有又缺,有记载的要写内容。"),
        "looked": _("这件已经决定,不能再改查证。"),
        "asked": _("已有一件同样的申请在办,请等答复。"),
        "unit": _("单位还没有核实。先到窗口或网上完成单位核实,再来申请。"),
    }[error.why]
