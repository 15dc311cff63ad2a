"""One case for every service: its state, its agencies, its clock, and each thing that happened to it."""

from datetime import date

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.casework.steps import OPEN_STATES, State
from portal.kernel.dates import day_of
from portal.kernel.ids import uuid7


class Channel(models.TextChoices):
    """How a case came in."""

    ONLINE = "online", _("网上")
    WINDOW = "window", _("窗口")
    KIOSK = "kiosk", _("自助机")
    AGENT = "agent", _("代办")
    VISIT = "visit", _("上门")
    GROUP = "group", _("集中")
    PHONE = "phone", _("电话视频")


class Case(models.Model):
    """A case (办件). Its state changes only by a step of `steps.STEPS`; the database refuses anything else."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("办件编号"), max_length=24, unique=True)
    item = models.ForeignKey(
        "casework.ServiceItem", models.PROTECT, related_name="cases", verbose_name=_("事项")
    )
    version = models.ForeignKey(
        "casework.ItemVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("事项版本"),
    )
    state = models.CharField(_("状态"), max_length=10, choices=State.choices)
    channel = models.CharField(_("渠道"), max_length=8, choices=Channel.choices)
    person = models.ForeignKey(
        "accounts.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("申请人"),
    )
    organisation = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("申请单位"),
    )
    subject_key = models.CharField(_("办理对象"), max_length=64, blank=True)
    taken_at = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("收件机构")
    )
    responsible = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="cases", verbose_name=_("决定机构")
    )
    issue_at = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("出件机构")
    )
    responsible_path = models.CharField(_("决定机构路径"), max_length=80)
    taken_path = models.CharField(_("收件机构路径"), max_length=80)
    taken_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("收件人")
    )
    assignee = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("承办人")
    )
    submitted_at = models.DateTimeField(_("提交时间"))
    accepted_at = models.DateTimeField(_("受理时间"), null=True, blank=True)
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定人")
    )
    by_rule = models.BooleanField(_("系统按规则办结"), default=False)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    due = models.DateField(_("承诺办结日"), null=True, blank=True)
    due_provisional = models.BooleanField(_("暂定"), default=False)
    clock_from = models.DateField(_("起算日"), null=True, blank=True)
    clock_days = models.PositiveSmallIntegerField(_("承诺工作日"), null=True, blank=True)
    stopped_at = models.DateField(_("停钟日"), null=True, blank=True)
    returned_until = models.DateField(_("补正期限"), null=True, blank=True)
    reason = models.ForeignKey(
        "casework.ReasonCode", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("原因")
    )
    decision = models.JSONField(_("决定依据"), default=dict)

    class Meta:
        verbose_name = _("办件")
        verbose_name_plural = _("办件")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(organisation__isnull=True),
                name="case_exactly_one_applicant",
                violation_error_message=_("办件要有且只有一个申请人或申请单位。"),
            ),
            models.UniqueConstraint(
                fields=["item", "person", "subject_key"],
                condition=Q(state__in=sorted(OPEN_STATES), person__isnull=False),
                name="case_one_open_per_person",
                violation_error_message=_("这个事项您已有一件正在办理。"),
            ),
            models.UniqueConstraint(
                fields=["item", "organisation", "subject_key"],
                condition=Q(state__in=sorted(OPEN_STATES), organisation__isnull=False),
                name="case_one_open_per_organisation",
                violation_error_message=_("这个事项贵单位已有一件正在办理。"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "declined", "revoked"])
                | Q(reason__isnull=False, decided_by__isnull=False, by_rule=False),
                name="case_adverse_needs_person_and_reason",
                violation_error_message=_("不利决定要有具名的工作人员和原因码。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="granted")
                | Q(decided_at__isnull=False, by_rule=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="case_granted_by_somebody_or_rule",
                violation_error_message=_("准予要写明由谁决定。"),
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="case_state_known"),
        ]
        indexes = [
            models.Index(
                OpClass("responsible_path", name="varchar_pattern_ops"),
                "due",
                "id",
                name="case_queue",
                condition=Q(state__in=["submitted", "accepted", "reviewed", "rechecked", "publicised"]),
            ),
            models.Index(
                "due",
                "id",
                name="case_due",
                condition=Q(state__in=["submitted", "accepted", "reviewed", "rechecked", "publicised"]),
            ),
            models.Index(fields=["person", "-submitted_at"], name="case_of_person"),
            models.Index(fields=["issue_at", "-decided_at"], name="case_to_hand_out"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def received_on(self) -> date:
        """The day it came in, in Asia/Shanghai: what is filed at one in the morning is of that day."""
        return day_of(self.submitted_at)


class CaseEvent(models.Model):
    """One thing that happened to a case, with who and why: append-only."""

    privileges = "SELECT, INSERT"

    case = models.ForeignKey(Case, models.PROTECT, related_name="events", verbose_name=_("办件"))
    at = models.DateTimeField(_("时间"))
    step = models.CharField(_("步骤"), max_length=16)
    from_state = models.CharField(_("原状态"), max_length=10, blank=True)
    to_state = models.CharField(_("新状态"), max_length=10, blank=True)
    actor_kind = models.CharField(_("操作方"), max_length=12)
    actor_id = models.CharField(_("操作人编号"), max_length=64)
    actor_name = models.CharField(_("操作人"), max_length=80)
    agency_name = models.CharField(_("机构"), max_length=120, blank=True)
    on_behalf_of = models.UUIDField(_("代谁办理"), null=True, blank=True)
    channel = models.CharField(_("渠道"), max_length=8, blank=True)
    public_text = models.TextField(_("告知内容"), blank=True)
    detail = models.JSONField(_("内容"), default=dict)

    class Meta:
        verbose_name = _("办件记录")
        verbose_name_plural = _("办件记录")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["case", "id"], name="caseevent_case"),
            models.Index(fields=["actor_id", "at"], name="caseevent_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.at:%Y-%m-%d %H:%M}"


class CaseParty(models.Model):
    """Somebody else in a case: who acts for the applicant, against whom it runs, who shares the household."""

    privileges = "SELECT, INSERT"

    class Part(models.TextChoices):
        AGENT = "agent", _("代办人")
        RESPONDENT = "respondent", _("被申请人")
        HOUSEHOLD = "household", _("家庭成员")

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties", verbose_name=_("办件"))
    part = models.CharField(_("身份"), max_length=10, choices=Part.choices)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人员")
    )
    organisation = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("单位"),
    )

    class Meta:
        verbose_name = _("办件参与人")
        verbose_name_plural = _("办件参与人")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(organisation__isnull=True), name="caseparty_exactly_one"
            ),
            models.UniqueConstraint(
                fields=["case", "part", "person", "organisation"],
                nulls_distinct=False,
                name="caseparty_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.part}"


class DeadlineWarning(models.Model):
    """A case that has used 50, 80 or 100 % of its time; each told once."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="warnings", verbose_name=_("办件"))
    level = models.PositiveSmallIntegerField(
        _("已用时限%"), choices=[(50, "50%"), (80, "80%"), (100, "100%")]
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("时限预警")
        verbose_name_plural = _("时限预警")
        constraints = [models.UniqueConstraint(fields=["case", "level"], name="warning_once_per_level")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.level}%"
