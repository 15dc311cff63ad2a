"""What stands beside the guides: which papers are still asked for, who was asked for more, whether a page helps."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class Paper(models.Model):
    """One paper once asked for an item, and what replaced it (证明事项清单). Kept ones name their legal base."""

    keep_history = True

    class Replaced(models.TextChoices):
        PROMISE = "promise", _("改为书面承诺")
        DATA = "data", _("改为部门核对")
        NONE = "none", _("不再要")
        KEPT = "kept", _("还要提供")

    item = models.ForeignKey(
        "casework.ServiceItem", models.PROTECT, related_name="papers", verbose_name=_("事项")
    )
    name = models.CharField(_("材料名称"), max_length=120)
    legal_base = models.CharField(_("依据"), max_length=200, blank=True)
    replaced_by = models.CharField(_("现在怎样"), max_length=8, choices=Replaced.choices)
    since = models.DateField(_("起始日"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("证明材料")
        verbose_name_plural = _("证明材料清单")
        ordering = ["item__position", "replaced_by", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "name"],
                name="paper_once_per_item",
                violation_error_message=_("这个事项已有同名材料。"),
            ),
            models.CheckConstraint(
                condition=~Q(replaced_by="kept") | ~Q(legal_base=""),
                name="paper_kept_has_legal_base",
                violation_error_message=_("还要提供的材料必须写明依据。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ExtraDemand(models.Model):
    """Somebody was asked for a paper the guide does not name. Its number shows the answer without sign-in."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        RECEIVED = "received", _("已收到,正在核实")
        RIGHT = "right", _("属实,已要求改正")
        WRONG = "wrong", _("核实后,这份材料确实要交")
        UNCLEAR = "unclear", _("没能核实")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("回执号"), max_length=24, unique=True)
    item = models.ForeignKey(
        "casework.ServiceItem", models.PROTECT, related_name="extra_demands", verbose_name=_("事项")
    )
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="extra_demands",
        verbose_name=_("机构"),
    )
    paper = models.CharField(_("多要的材料"), max_length=120)
    text = SealedField(_("经过"), mask="text", null=True, blank=True)
    contact = SealedField(_("联系方式"), mask="phone", null=True, blank=True)
    at = models.DateTimeField(_("时间"))
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.RECEIVED)
    answer = models.CharField(_("答复"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    task = models.ForeignKey(
        "casework.Task", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核查任务")
    )

    class Meta:
        verbose_name = _("多要材料反映")
        verbose_name_plural = _("多要材料反映")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="received", answer="", answered_at__isnull=True)
                | ~Q(state="received") & ~Q(answer="") & Q(answered_at__isnull=False),
                name="extrademand_answered_or_waiting",
                violation_error_message=_("改状态要写答复。"),
            )
        ]

    def __str__(self) -> str:
        return self.number


class PageFeedback(models.Model):
    """Whether a page helped; who said it is not kept."""

    privileges = "SELECT, INSERT"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    path = models.CharField(_("页面"), max_length=200)
    useful = models.BooleanField(_("有用"), null=True, help_text=_("空:只留了话。"))
    text = SealedField(_("哪里不好"), mask="text", null=True, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("页面评价")
        verbose_name_plural = _("页面评价")
        ordering = ["-at"]
        indexes = [models.Index(fields=["path", "useful"], name="pagefeedback_by_page")]
        constraints = [
            models.CheckConstraint(
                condition=Q(useful__isnull=False) | Q(text__isnull=False),
                name="pagefeedback_says_something",
                violation_error_message=_("要么评价,要么留话。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.useful}"
