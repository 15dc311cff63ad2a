"""What guards a sign-in besides the phone's code: tries of a password, and the answers of identity checks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PasswordTries(models.Model):
    """Wrong passwords for one document number, known to us or not: five, then a pause."""

    number_index = models.BinaryField(_("号码索引"), max_length=33, unique=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("已试次数"), default=0)
    locked_until = models.DateTimeField(_("锁定至"), null=True, blank=True)

    class Meta:
        verbose_name = _("密码尝试")
        verbose_name_plural = _("密码尝试")

    def __str__(self) -> str:
        return f"tries {self.pk}"


class IdentityCheck(models.Model):
    """One answer of an official source about a name and a number."""

    privileges = "SELECT, INSERT"

    class Result(models.TextChoices):
        MATCH = "match", _("一致")
        MISMATCH = "mismatch", _("不一致")
        UNKNOWN = "unknown", _("库中无此号")

    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="identity_checks", verbose_name=_("人员")
    )
    method = models.CharField(_("核验方式"), max_length=12)
    result = models.CharField(_("结果"), max_length=8, choices=Result.choices)
    serial = models.CharField(_("核验流水号"), max_length=80, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("实名核验记录")
        verbose_name_plural = _("实名核验记录")
        indexes = [models.Index(fields=["person", "-at"], name="identitycheck_of_person")]

    def __str__(self) -> str:
        return f"{self.method}: {self.result}"
