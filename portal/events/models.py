"""Events, the deliveries they cause, and the change history. All three are written, never rewritten."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """Something that happened, in one stable name («case.granted»), about one subject."""

    privileges = "SELECT, INSERT"

    at = models.DateTimeField(_("时间"))
    name = models.CharField(_("事件"), max_length=60)
    subject_type = models.CharField(_("对象类型"), max_length=40)
    subject_id = models.CharField(_("对象编号"), max_length=64)
    payload = models.JSONField(_("内容"), default=dict)
    actor = models.JSONField(_("操作人"), default=dict)

    class Meta:
        verbose_name = _("事件")
        verbose_name_plural = _("事件")
        indexes = [models.Index(fields=["subject_type", "subject_id", "id"], name="event_subject")]

    def __str__(self) -> str:
        return f"{self.name} {self.subject_type}/{self.subject_id}"


class Delivery(models.Model):
    """One listener's share of one event: done exactly once, tried at most `listener.attempts` times."""

    event = models.ForeignKey(  # no index of its own: delivery_once_per_listener begins with it
        Event, models.PROTECT, related_name="deliveries", db_index=False, verbose_name=_("事件")
    )
    listener = models.CharField(_("接收方"), max_length=80)
    attempts = models.PositiveSmallIntegerField(_("已尝试次数"), default=0)
    next_at = models.DateTimeField(_("下次尝试"))
    done_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    failed = models.BooleanField(_("已放弃"), default=False)
    last_error = models.TextField(_("最近一次错误"), blank=True)

    class Meta:
        verbose_name = _("送达")
        verbose_name_plural = _("送达")
        constraints = [
            models.UniqueConstraint(fields=["event", "listener"], name="delivery_once_per_listener"),
            models.CheckConstraint(
                condition=~Q(done_at__isnull=False, failed=True), name="delivery_done_or_failed_not_both"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at", "id"], name="delivery_due", condition=Q(done_at__isnull=True, failed=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.listener} ← {self.event_id}"


class Change(models.Model):
    """The old row of every update and delete, and every insert's key, written by one database trigger.

    The application role may read it and nothing else.
    """

    privileges = "SELECT"

    at = models.DateTimeField(_("时间"))
    table = models.CharField(_("表"), max_length=63)
    pk_value = models.CharField(_("主键"), max_length=64)
    op = models.CharField(_("操作"), max_length=1)
    old = models.JSONField(_("原值"), null=True)
    actor = models.JSONField(_("操作人"), null=True)
    login = models.CharField(_("数据库登录"), max_length=63)

    class Meta:
        verbose_name = _("变更记录")
        verbose_name_plural = _("变更记录")
        indexes = [models.Index(fields=["table", "pk_value", "id"], name="change_row")]

    def __str__(self) -> str:
        return f"{self.op} {self.table}/{self.pk_value}"


class Preparation(models.Model):
    """Which program prepared this database last (one row): while it is the same, a start has nothing to load."""

    privileges = "SELECT"

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    program = models.CharField(_("程序指纹"), max_length=64)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("数据准备")
        verbose_name_plural = _("数据准备")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="preparation_is_one_row")]

    def __str__(self) -> str:
        return self.program[:12]
