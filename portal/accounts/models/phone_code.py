"""One-time codes by phone, kept per phone so that a new browser is no way around the limits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class PhoneCode(models.Model):
    """The one living code of a phone: six digits, ten minutes, the same again on resend, five tries."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    phone_index = models.BinaryField(_("手机号索引"), max_length=33, unique=True, editable=False)
    code = SealedField(_("验证码"), mask="text")
    expires_at = models.DateTimeField(_("有效期至"))
    tries = models.PositiveSmallIntegerField(_("已试次数"), default=0)
    sent = models.PositiveSmallIntegerField(_("已发次数"), default=0)
    window_began = models.DateTimeField(_("计数起点"))
    locked_until = models.DateTimeField(_("锁定至"), null=True, blank=True)

    class Meta:
        verbose_name = _("手机验证码")
        verbose_name_plural = _("手机验证码")

    def __str__(self) -> str:
        return f"code {self.id}"


class SendBudget(models.Model):
    """How many codes one network address, or the whole site, asked for in one hour."""

    scope = models.CharField(_("范围"), max_length=80)
    hour = models.DateTimeField(_("小时"))
    count = models.PositiveIntegerField(_("次数"), default=0)

    class Meta:
        verbose_name = _("验证码用量")
        verbose_name_plural = _("验证码用量")
        constraints = [models.UniqueConstraint(fields=["scope", "hour"], name="sendbudget_once")]

    def __str__(self) -> str:
        return f"{self.scope} {self.hour:%m-%d %H}: {self.count}"
