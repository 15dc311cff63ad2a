"""Vacancies from a spreadsheet: one job a file, one row a line, kept until the employer has dealt with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kernel.ids import uuid7


class ImportJob(models.Model):
    """One file handed in, and how far it is read. The page can be left and come back to."""

    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        WAITING = "waiting", _("排队中")
        RUNNING = "running", _("处理中")
        DONE = "done", _("已读完")
        SENDING = "sending", _("提交中")
        SENT = "sent", _("已提交审核")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    employer = models.ForeignKey(
        "jobs.Employer", models.CASCADE, related_name="imports", verbose_name=_("单位")
    )
    name = models.CharField(_("文件名"), max_length=120)
    state = models.CharField(_("状态"), max_length=7, choices=State.choices, default=State.WAITING)
    total = models.PositiveIntegerField(_("行数"), default=0)
    good = models.PositiveIntegerField(_("可用"), default=0)
    bad = models.PositiveIntegerField(_("有误"), default=0)
    sender = models.ForeignKey(
        "accounts.Membership",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("提交人"),
    )
    promise_text = models.IntegerField(_("承诺文本"), null=True, blank=True)
    made_at = models.DateTimeField(_("上传时间"))
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("岗位导入")
        verbose_name_plural = _("岗位导入")
        indexes = [models.Index(fields=["employer", "-made_at"], name="import_of_employer")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(total__gte=models.F("good") + models.F("bad")),
                name="import_counts_add_up",
                violation_error_message=_("可用和有误的行数不能多于总行数。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """One line of the file. errors: {column: what is wrong}; vacancy: the draft it became."""

    privileges = "SELECT, INSERT, UPDATE"

    id = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(
        ImportJob, models.CASCADE, related_name="rows", db_index=False, verbose_name=_("导入")
    )
    line = models.PositiveIntegerField(_("行号"))
    cells = models.JSONField(_("内容"))
    errors = models.JSONField(_("问题"), default=dict)
    done = models.BooleanField(_("已处理"), default=False)
    vacancy = models.ForeignKey(
        "jobs.Vacancy", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("岗位")
    )

    class Meta:
        verbose_name = _("导入的行")
        verbose_name_plural = _("导入的行")
        constraints = [
            models.UniqueConstraint(
                fields=["job", "line"],
                name="import_row_once",
                violation_error_message=_("这一行已经读过了。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.line)
