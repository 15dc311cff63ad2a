"""«不对?改»: somebody says that a fact we show is wrong."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class Correction(models.Model):
    """What is wrong in the person's words, who keeps the fact, and the answer of a named clerk.

    fact: the code under which the app registered it. about: which one of several, as "2026-10".
    """

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        OPEN = "open", _("正在核实")
        CORRECTED = "corrected", _("已更正")
        KEPT = "kept", _("核实后没有改")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="corrections", verbose_name=_("人员")
    )
    fact = models.CharField(_("事实"), max_length=60)
    about = models.CharField(_("哪一条"), max_length=60, blank=True)
    title = models.CharField(_("名称"), max_length=80)
    origin = models.CharField(_("来源"), max_length=80)
    owner = models.CharField(_("由谁核实"), max_length=80)
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, related_name="+", verbose_name=_("经办机构")
    )
    text = SealedField(_("本人说明"), mask="text")
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.OPEN)
    answer = models.TextField(_("答复"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("提出时间"))
    decided_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("答复人")
    )

    class Meta:
        verbose_name = _("更正申请")
        verbose_name_plural = _("更正申请")
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="correction_of_person"),
            models.Index(fields=["agency", "asked_at"], condition=Q(state="open"), name="correction_queue"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "fact", "about"],
                condition=Q(state="open"),
                name="correction_open_once",
                violation_error_message=_("这一项已经在核实。"),
            ),
            models.CheckConstraint(
                condition=Q(state="open")
                | (Q(decided_at__isnull=False) & Q(decided_by__isnull=False) & ~Q(answer="")),
                name="correction_answered_by_somebody",
                violation_error_message=_("请写明答复。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.state}"
