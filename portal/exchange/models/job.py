"""One file or request that came in, one file that went out, and what the other side says it got."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.ids import uuid7

from .partner import Direction, Partner


class Job(models.Model):
    """An import or an export. `errors`: [{"line": 3, "text": …}], the first thousand, without anybody's data.

    `digest` is the SHA-256 of the file; a file that was taken is not taken again.
    """

    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        RUNNING = "running", _("正在处理")
        DONE = "done", _("已完成")
        REFUSED = "refused", _("没有接收")
        FAILED = "failed", _("没有送到")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="jobs", verbose_name=_("部门"))
    direction = models.CharField(_("方向"), max_length=3, choices=Direction.choices)
    dataset = models.CharField(_("数据集"), max_length=60)
    version = models.PositiveSmallIntegerField(_("版本"))
    name = models.CharField(_("文件"), max_length=200, blank=True)
    as_of = models.DateField(_("数据日期"), null=True, blank=True)
    digest = models.CharField(_("校验值"), max_length=64)
    state = models.CharField(_("状态"), max_length=7, choices=State.choices, default=State.RUNNING)
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    lines = models.PositiveIntegerField(_("行数"), default=0)
    taken = models.PositiveIntegerField(_("接收"), default=0)
    unchanged = models.PositiveIntegerField(_("没有变化"), default=0)
    refused = models.PositiveIntegerField(_("退回"), default=0)
    errors = models.JSONField(_("错误"), default=list)
    begun_at = models.DateTimeField(_("开始时间"))
    done_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("交换任务")
        verbose_name_plural = _("交换任务")
        indexes = [
            models.Index(fields=["-begun_at", "-id"], name="exchange_job_newest"),
            models.Index(fields=["dataset", "-begun_at"], name="exchange_job_dataset"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "direction", "dataset", "version", "digest"],
                condition=Q(state__in=["running", "done"]),
                name="exchange_job_same_file_once",
            ),
            models.CheckConstraint(
                condition=Q(state="running") | Q(done_at__isnull=False), name="exchange_job_ended_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} v{self.version} {self.state}"


class Snapshot(models.Model):
    """An outbound file as it was counted: per region, so that the other side's receipt can be compared.

    regions, receipt: {"510104": {"rows": 12, "sha256": …}}. differences: [{"region", "ours", "theirs", "why"}],
    why one of rows, content, missing, extra.
    """

    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        WAITING = "waiting", _("待推送")
        SENT = "sent", _("已推送")
        RECEIVED = "received", _("已接收")
        DIFFERS = "differs", _("对不上")

    job = models.OneToOneField(
        Job, models.PROTECT, primary_key=True, related_name="snapshot", verbose_name=_("任务")
    )
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.WAITING)
    regions = models.JSONField(_("我方"), default=dict)
    receipt = models.JSONField(_("对方"), null=True, blank=True)
    differences = models.JSONField(_("不同"), default=list)
    reconciled_at = models.DateTimeField(_("对账时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("上报快照")
        verbose_name_plural = _("上报快照")

    def __str__(self) -> str:
        return f"{self.job_id} {self.state}"
