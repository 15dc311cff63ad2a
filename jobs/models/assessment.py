"""职业素质测评: one run through the sixty activities, its answers sealed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class Assessment(models.Model):
    """A person's answers as JSON {number: 0–4}; one at a time is open. Only the person reads it."""

    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="assessments", verbose_name=_("人员")
    )
    answers = SealedField(_("回答"), mask="text")
    begun_at = models.DateTimeField(_("开始"))
    finished_at = models.DateTimeField(_("完成"), null=True, blank=True)

    class Meta:
        verbose_name = _("职业素质测评")
        verbose_name_plural = _("职业素质测评")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(finished_at__isnull=True),
                name="assessment_one_open",
                violation_error_message=_("您有一次测评还没有做完。"),
            )
        ]
        indexes = [models.Index(fields=["person", "-finished_at"], name="assessment_finished")]

    def __str__(self) -> str:
        return str(self.person_id)
