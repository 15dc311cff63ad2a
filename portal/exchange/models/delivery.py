"""One message to another department's system, from the first try to its answer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7

from .partner import Partner


class Delivery(models.Model):
    """What was told about one subject. Its key is the id the other side sees: a second try is no second message.

    `digest` is a blind index of dataset and payload, so that the same content about a subject is one row.
    """

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        WAITING = "waiting", _("待推送")
        SENT = "sent", _("已推送")
        RECEIVED = "received", _("已接收")
        RETURNED = "returned", _("退回")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dataset = models.CharField(_("数据集"), max_length=60)
    version = models.PositiveSmallIntegerField(_("版本"))
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="deliveries", verbose_name=_("部门")
    )
    subject_type = models.CharField(_("对象类型"), max_length=40)
    subject_id = models.CharField(_("对象编号"), max_length=64)
    payload = SealedField(_("内容"), mask="text")
    digest = models.BinaryField(_("内容索引"), max_length=33, editable=False)
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    receipt = models.CharField(_("对方回执"), max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(_("已试次数"), default=0)
    next_at = models.DateTimeField(_("下次推送"))
    made_at = models.DateTimeField(_("登记时间"))
    sent_at = models.DateTimeField(_("推送时间"), null=True, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("推送")
        verbose_name_plural = _("推送")
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="exchange_delivery_due"),
            models.Index(fields=["subject_type", "subject_id"], name="exchange_delivery_subject"),
            models.Index(fields=["state", "-made_at", "-id"], name="exchange_delivery_list"),
            models.Index(fields=["-made_at", "-id"], name="exchange_delivery_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "subject_type", "subject_id", "digest"],
                name="exchange_delivery_same_content_once",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(sent_at__isnull=False),
                name="exchange_delivery_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | (~Q(reason="") & Q(answered_at__isnull=False)),
                name="exchange_delivery_returned_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.state}"
