"""An application (投递): one CV as it was sent to one vacancy, and all that happened to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class ApplicationState(models.TextChoices):
    """Where an application is; `services.applications.MOVES` is the table of its life."""

    SENT = "sent", _("已投递")
    SEEN = "seen", _("单位已查看")
    INTERVIEW = "interview", _("邀请面试")
    OFFERED = "offered", _("拟录用")
    HIRED = "hired", _("已录用")
    REJECTED = "rejected", _("未录用")
    WITHDRAWN = "withdrawn", _("已撤回")
    LAPSED = "lapsed", _("已自动结束")


class RejectReason(models.TextChoices):
    """The lawful reasons an employer chooses from."""

    FILLED = "filled", _("岗位已经招满")
    SKILLS = "skills", _("技能和岗位要求不符")
    EXPERIENCE = "experience", _("工作经验和岗位要求不符")
    EDUCATION = "education", _("学历或证书和岗位要求不符")
    TIME = "time", _("工作时间谈不拢")
    PAY = "pay", _("薪资谈不拢")
    ABSENT = "absent", _("没有参加面试")


class Application(models.Model):
    """One application; the CV is kept as it was sent, sealed."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vacancy = models.ForeignKey(
        "jobs.Vacancy", models.PROTECT, related_name="applications", verbose_name=_("岗位")
    )
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="applications", verbose_name=_("人员")
    )
    state = models.CharField(
        _("状态"), max_length=9, choices=ApplicationState.choices, default=ApplicationState.SENT
    )
    made_at = models.DateTimeField(_("投递时间"))
    resume = SealedField(_("投递时的简历"), mask="text")
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    reason = models.CharField(_("原因"), max_length=10, choices=RejectReason.choices, blank=True)
    text = SealedField(_("补充说明"), mask="text", null=True)
    reminded_at = models.DateTimeField(_("提醒单位时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("投递")
        verbose_name_plural = _("投递")
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "person"],
                condition=~Q(state="withdrawn"),
                name="application_once",
                violation_error_message=_("您已经投递过这个岗位。"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=ApplicationState.values),
                name="application_state_known",
                violation_error_message=_("没有这种投递状态。"),
            ),
            models.CheckConstraint(
                condition=Q(state="rejected", reason__gt="") | ~Q(state="rejected") & Q(reason=""),
                name="application_rejected_for_a_reason",
                violation_error_message=_("不录用要选一个原因。"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["interview", "offered", "hired", "rejected"])
                | Q(answered_at__isnull=False),
                name="application_answered_at",
                violation_error_message=_("答复要有答复时间。"),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-made_at"], name="application_of_person"),
            models.Index(
                fields=["made_at"],
                name="application_waiting",
                condition=Q(answered_at__isnull=True, state__in=["sent", "seen"]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ApplicationEvent(models.Model):
    """One step of an application, shown to the person; written once."""

    privileges = "SELECT, INSERT"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="events", verbose_name=_("投递")
    )
    state = models.CharField(_("状态"), max_length=9, choices=ApplicationState.choices)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("投递经过")
        verbose_name_plural = _("投递经过")
        indexes = [models.Index(fields=["application", "at"], name="application_events")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.state}"
