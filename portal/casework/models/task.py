"""What somebody must still do about a case; what was promised; how it was rated."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class Commitment(models.Model):
    """A promise (书面承诺) as it was signed: the version, its hash, how, by whom, when."""

    privileges = "SELECT, INSERT"

    class Method(models.TextChoices):
        TICK = "tick", _("网上勾选")
        PAD = "pad", _("签字板")
        TYPED = "typed", _("键盘签名")
        PAPER = "paper", _("纸质签字扫描")
        SMS = "sms", _("短信验证码")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(
        "casework.Case", models.PROTECT, related_name="commitments", verbose_name=_("办件")
    )
    text = models.ForeignKey(
        "casework.CommitmentText", models.PROTECT, related_name="+", verbose_name=_("承诺书")
    )
    text_hash = models.CharField(_("文本摘要"), max_length=64)
    method = models.CharField(_("签署方式"), max_length=6, choices=Method.choices)
    signature = SealedField(_("签名"), mask="text", null=True)
    signed_at = models.DateTimeField(_("签署时间"))
    scan = models.ForeignKey(
        "documents.Upload",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("签字扫描件"),
    )
    witness = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("窗口人员")
    )

    class Meta:
        verbose_name = _("承诺")
        verbose_name_plural = _("承诺")
        constraints = [
            models.CheckConstraint(
                condition=~Q(method__in=["pad", "typed", "sms"])
                | Q(signature__isnull=False, witness__isnull=False),
                name="commitment_at_window_is_signed",
                violation_error_message=_("窗口办理要有本人签名和在场的工作人员。"),
            ),
            models.CheckConstraint(
                condition=~Q(method="paper") | Q(scan__isnull=False, witness__isnull=False),
                name="commitment_on_paper_has_a_scan",
                violation_error_message=_("纸质承诺要有签字扫描件和在场的工作人员。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.method}"


class Task(models.Model):
    """Work that is not a step: a check of a promise, an inquiry, a call back."""

    keep_history = True

    class Kind(models.TextChoices):
        VERIFY = "verify", _("承诺核查")
        INVESTIGATE = "investigate", _("必要调查")
        FOLLOW_UP = "follow_up", _("差评整改")
        CONTACT = "contact", _("联系本人")
        CALL = "call", _("电话回访")

    kind = models.CharField(_("种类"), max_length=12, choices=Kind.choices)
    case = models.ForeignKey(
        "casework.Case", models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("办件")
    )
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="tasks", verbose_name=_("机构")
    )
    assignee = models.ForeignKey(
        "accounts.Clerk",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("承办人"),
    )
    not_by = models.ForeignKey(
        "accounts.Clerk",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("回避人"),
        help_text=_("被差评的经办人不能自己处理。"),
    )
    note = models.CharField(_("要做什么"), max_length=300)
    due = models.DateField(_("截止日"))
    created_at = models.DateTimeField(_("建立时间"))
    done_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("任务")
        verbose_name_plural = _("任务")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | ~Q(outcome=""),
                name="task_done_has_outcome",
                violation_error_message=_("完成任务要写明结果。"),
            ),
            models.CheckConstraint(
                condition=Q(assignee__isnull=True) | Q(not_by__isnull=True) | ~Q(assignee=F("not_by")),
                name="task_not_by_whom_it_concerns",
                violation_error_message=_("要回避的人不能承办这个任务。"),
            ),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(done_at__isnull=True, case__isnull=False),
                name="task_open_once_per_case_and_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "due", "id"], name="task_open", condition=Q(done_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due}"


class Rating(models.Model):
    """好差评: five levels, once for a case, asked after the visit and never in front of the clerk."""

    privileges = "SELECT, INSERT"

    class Level(models.IntegerChoices):
        VERY_GOOD = 5, _("非常满意")
        GOOD = 4, _("满意")
        FAIR = 3, _("基本满意")
        BAD = 2, _("不满意")
        VERY_BAD = 1, _("非常不满意")

    case = models.OneToOneField(
        "casework.Case", models.PROTECT, related_name="rating", verbose_name=_("办件")
    )
    level = models.PositiveSmallIntegerField(_("评价"), choices=Level.choices)
    comment = models.CharField(_("意见"), max_length=500, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("评价")
        verbose_name_plural = _("评价")
        constraints = [models.CheckConstraint(condition=Q(level__range=(1, 5)), name="rating_of_five_levels")]

    def __str__(self) -> str:
        return self.get_level_display()
