"""Where money goes: a bank account of a person or a unit, sealed; found again only by its blind index."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7

NAMESPACE = "bank_account"


class BankAccount(models.Model):
    """One account (收款账户). It is never changed: another number is another row, so a payment keeps its own."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bank_accounts",
        verbose_name=_("人员"),
    )
    organisation = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bank_accounts",
        verbose_name=_("单位"),
    )
    holder = SealedField(_("户名"), mask="name")
    bank = models.CharField(_("开户银行"), max_length=60)
    number = SealedField(_("账号"), mask="bank")
    number_index = models.BinaryField(_("账号索引"), max_length=33, editable=False)
    given_at = models.DateTimeField(_("登记时间"))
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    retired_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("收款账户")
        verbose_name_plural = _("收款账户")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="bankaccount_of_one",
                violation_error_message=_("账户属于一个人或者一个单位。"),
            )
        ]
        indexes = [models.Index(fields=["number_index"], name="bankaccount_number")]

    def __str__(self) -> str:
        return f"{self.bank} {self.number.masked() if self.number else ''}"
