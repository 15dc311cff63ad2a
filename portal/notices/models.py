"""Messages to people: one inbox, and the other channels each message also goes by."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class Message(models.Model):
    """A message (通知). With a person it stands in the inbox; `phone` says where a text goes, if anywhere.

    One-time codes have no person and never show in an inbox.
    """

    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        WAITING = "waiting", _("等待发送")
        SENT = "sent", _("已发送")
        FAILED = "failed", _("没有送到")
        INBOX_ONLY = "inbox", _("站内")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("收件人"),
    )
    key = models.CharField(_("去重键"), max_length=120, unique=True)
    kind = models.CharField(_("种类"), max_length=40)
    title = models.CharField(_("标题"), max_length=80)
    body = SealedField(_("正文"), mask="text")
    link = models.CharField(_("链接"), max_length=200, blank=True)
    phone = SealedField(_("短信号码"), mask="phone", null=True)
    state = models.CharField(_("短信状态"), max_length=8, choices=State.choices)
    created_at = models.DateTimeField(_("时间"))
    sent_at = models.DateTimeField(_("发出时间"), null=True, blank=True)
    read_at = models.DateTimeField(_("已读时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("消息")
        verbose_name_plural = _("消息")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(phone__isnull=False), name="message_has_an_address"
            )
        ]
        indexes = [models.Index(fields=["person", "-created_at"], name="message_inbox")]

    def __str__(self) -> str:
        return self.title
