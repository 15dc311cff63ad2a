"""What was said with an employer (走访记录)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class Visit(models.Model):
    """One visit or call of a clerk with an employer; what is written stays."""

    privileges = "SELECT, INSERT"

    class Way(models.TextChoices):
        VISIT = "visit", _("上门走访")
        PHONE = "phone", _("电话")
        ONLINE = "online", _("线上")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    employer = models.ForeignKey(
        "jobs.Employer", models.PROTECT, related_name="visits", verbose_name=_("单位")
    )
    clerk = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    at = models.DateTimeField(_("时间"))
    way = models.CharField(_("方式"), max_length=6, choices=Way.choices)
    text = SealedField(_("谈了什么"), mask="text")
    next_on = models.DateField(_("下次联系"), null=True, blank=True)

    class Meta:
        verbose_name = _("走访记录")
        verbose_name_plural = _("走访记录")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(way__in=["visit", "phone", "online"]), name="visit_way_known"
            )
        ]
        indexes = [models.Index(fields=["employer", "-at"], name="visit_of_employer")]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.at:%Y-%m-%d}"
