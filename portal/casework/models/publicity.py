"""Public notice (公示) of what is about to be decided, and objections (异议) against it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class Publicity(models.Model):
    """A case shown to the public for some working days, the name masked; the promise stands still meanwhile."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    case = models.ForeignKey(
        "casework.Case", models.PROTECT, related_name="publicities", verbose_name=_("办件")
    )
    begins = models.DateField(_("开始"))
    ends = models.DateField(_("最后一天"))
    shown_name = models.CharField(_("公示姓名"), max_length=60)
    shown = models.CharField(_("公示内容"), max_length=200, blank=True)
    over_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("公示")
        verbose_name_plural = _("公示")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="publicity_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(over_at__isnull=True), name="publicity_one_running_per_case"
            ),
        ]
        indexes = [models.Index(fields=["-begins", "-id"], name="publicity_newest")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.begins}"


class Objection(models.Model):
    """What somebody holds against a notice. Contact is sealed; a named clerk answers with reasons."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Outcome(models.TextChoices):
        OPEN = "open", _("待处理")
        UPHELD = "upheld", _("成立")
        REJECTED = "rejected", _("不成立")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("编号"), max_length=24, unique=True)
    publicity = models.ForeignKey(
        Publicity, models.PROTECT, related_name="objections", verbose_name=_("公示")
    )
    text = SealedField(_("异议内容"), mask="text")
    contact = SealedField(_("联系方式"), mask="text", null=True)
    made_at = models.DateTimeField(_("提出时间"))
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    answer = models.TextField(_("答复"), blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("答复人")
    )

    class Meta:
        verbose_name = _("异议")
        verbose_name_plural = _("异议")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="open")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="objection_answered_by_somebody",
                violation_error_message=_("异议要由具名的工作人员写明理由答复。"),
            )
        ]

    def __str__(self) -> str:
        return self.number
