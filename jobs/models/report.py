"""A report (举报) of a vacancy: by a person or a visitor, decided by a clerk."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class Report(models.Model):
    """One report; `key` tells reporters apart and names nobody: a keyed digest of a person or an address and a day."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Reason(models.TextChoices):
        FAKE = "fake", _("岗位是假的,或和实际不符")
        MONEY = "money", _("要我交钱(押金、培训费、体检费等)")
        KEEPS = "keeps", _("扣留我的身份证或其他证件")
        UNFAIR = "unfair", _("有歧视,如限性别、民族、地域")
        OTHER = "other", _("其他问题(请写清楚)")

    class Outcome(models.TextChoices):
        OPEN = "open", _("待处理")
        UPHELD = "upheld", _("属实,岗位已下架")
        DISMISSED = "dismissed", _("没有查实")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vacancy = models.ForeignKey(
        "jobs.Vacancy", models.PROTECT, related_name="reports", verbose_name=_("岗位")
    )
    person = models.ForeignKey(
        "accounts.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("举报人"),
    )
    key = models.CharField(_("举报人标记"), max_length=64, editable=False)
    reason = models.CharField(_("原因"), max_length=6, choices=Reason.choices)
    text = SealedField(_("说明"), mask="text", null=True)
    made_at = models.DateTimeField(_("举报时间"))
    made_on = models.DateField(_("举报日"))
    outcome = models.CharField(_("结果"), max_length=9, choices=Outcome.choices, default=Outcome.OPEN)
    decided_at = models.DateTimeField(_("处理时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("处理人")
    )

    class Meta:
        verbose_name = _("举报")
        verbose_name_plural = _("举报")
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "key"],
                name="report_once",
                violation_error_message=_("您已经举报过这个岗位。"),
            ),
            models.CheckConstraint(
                condition=~Q(reason="other") | Q(text__isnull=False),
                name="report_other_is_told",
                violation_error_message=_("选了“其他问题”,请写清楚。"),
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", decided_at__isnull=True, decided_by__isnull=True)
                | Q(outcome__in=["upheld", "dismissed"], decided_at__isnull=False, decided_by__isnull=False),
                name="report_decided_by_somebody",
                violation_error_message=_("处理过的举报要有处理时间和处理人。"),
            ),
        ]
        indexes = [
            models.Index(fields=["made_at"], name="report_waiting", condition=Q(outcome="open")),
        ]

    def __str__(self) -> str:
        return str(self.pk)
