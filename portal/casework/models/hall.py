"""What a hall keeps beside its cases: set phrases (常用补正语) and contacts with people (来电来访记录)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class Phrase(models.Model):
    """A sentence clerks often add when they ask for corrections; typed by its number."""

    keep_history = True

    item = models.ForeignKey(
        "casework.ServiceItem", models.CASCADE, related_name="phrases", verbose_name=_("事项")
    )
    position = models.PositiveSmallIntegerField(_("数字键"))
    text = models.CharField(_("常用语"), max_length=120)

    class Meta:
        verbose_name = _("常用补正语")
        verbose_name_plural = _("常用补正语")
        ordering = ["item", "position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="phrase_one_per_key"),
            models.CheckConstraint(
                condition=Q(position__range=(1, 9)),
                name="phrase_on_a_number_key",
                violation_error_message=_("数字键是1到9。"),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Contact(models.Model):
    """A call, a visit or a note about a person: who, when, what about; the person reads it."""

    privileges = "SELECT, INSERT"

    class Kind(models.TextChoices):
        CALL_IN = "call_in", _("来电")
        CALL_OUT = "call_out", _("去电")
        VISIT = "visit", _("来访")
        NOTE = "note", _("备注")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("人员"),
    )
    case = models.ForeignKey(
        "casework.Case",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("办件"),
    )
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    clerk = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, related_name="contacts", verbose_name=_("工作人员")
    )
    kind = models.CharField(_("方式"), max_length=8, choices=Kind.choices)
    text = SealedField(_("内容"), mask="text")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("来电来访记录")
        verbose_name_plural = _("来电来访记录")
        indexes = [
            models.Index(fields=["person", "-at"], name="contact_of_person"),
            models.Index(fields=["clerk", "-at"], name="contact_of_clerk"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"
