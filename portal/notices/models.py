"""Messages to people: one inbox; each other channel a message also takes is a dispatch of its own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class Channel(models.TextChoices):
    SMS = "sms", _("短信")
    EMAIL = "email", _("邮件")


class MessageTemplate(models.Model):
    """A version of what a kind of message says; {names} are filled in. A version in use is never edited."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    code = models.SlugField(_("代码"), max_length=40)
    version = models.PositiveSmallIntegerField(_("版本"))
    title = models.CharField(_("标题"), max_length=80)
    body = models.TextField(_("正文"))
    from_day = models.DateField(_("启用日期"))

    class Meta:
        verbose_name = _("消息模板")
        verbose_name_plural = _("消息模板")
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="messagetemplate_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class Message(models.Model):
    """A message (通知). With a person it stands in the inbox; one-time codes have no person and never show there."""

    privileges = "SELECT, INSERT, UPDATE"

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
    template = models.ForeignKey(
        MessageTemplate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("模板")
    )
    title = models.CharField(_("标题"), max_length=80)
    body = SealedField(_("正文"), mask="text")
    link = models.CharField(_("链接"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("已读时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("消息")
        verbose_name_plural = _("消息")
        indexes = [models.Index(fields=["person", "-created_at"], name="message_inbox")]

    def __str__(self) -> str:
        return self.title


class Dispatch(models.Model):
    """One message on one channel. Its key is the id the peer sees, so a second try is no second message."""

    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        WAITING = "waiting", _("等待发送")
        SENT = "sent", _("已发送")
        FAILED = "failed", _("没有送到")

    class Failure(models.TextChoices):
        """Why it did not arrive, in words a person understands."""

        NONE = "", ""
        NO_SUCH_NUMBER = "no_such_number", _("号码不存在,请换一个号码")
        REFUSED = "refused", _("对方拒收")
        UNREACHABLE = "unreachable", _("多次没有送到,请换一个号码")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(  # no index of its own: dispatch_once_per_channel begins with it
        Message, models.CASCADE, related_name="dispatches", db_index=False, verbose_name=_("消息")
    )
    channel = models.CharField(_("渠道"), max_length=5, choices=Channel.choices)
    address = SealedField(_("地址"), mask="text")
    state = models.CharField(_("状态"), max_length=7, choices=State.choices, default=State.WAITING)
    failure = models.CharField(_("原因"), max_length=16, choices=Failure.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(_("已试次数"), default=0)
    sent_at = models.DateTimeField(_("发出时间"), null=True, blank=True)
    receipt = models.CharField(_("对方回执"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("发送")
        verbose_name_plural = _("发送")
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="dispatch_once_per_channel"),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="dispatch_sent_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class Preference(models.Model):
    """How somebody wants to hear from us beside the inbox: text messages, mail, or neither."""

    keep_history = True
    merge_same = ()  # one to a person: after a merge the kept record's wish stands

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(
        "accounts.Person", models.CASCADE, related_name="notice_preference", verbose_name=_("人员")
    )
    sms = models.BooleanField(_("短信"), default=True)
    email = SealedField(_("邮箱"), mask="text", null=True)
    email_code = SealedField(_("邮箱验证码"), mask="text", null=True)
    email_confirmed_at = models.DateTimeField(_("邮箱确认时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("通知方式")
        verbose_name_plural = _("通知方式")
        constraints = [
            models.CheckConstraint(
                condition=Q(email_confirmed_at__isnull=True) | Q(email__isnull=False),
                name="preference_confirmed_mail_is_there",
            )
        ]

    def __str__(self) -> str:
        return str(self.person_id)
