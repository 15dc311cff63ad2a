"""四阶段递进式服务: where a person stands in the five distinctions (五分), every change of it, and what is pushed.

Source: 四川省实施意见 第十七条: 服务流程分阶段、服务对象分类别、就业难度分等级、服务项目分维度、服务主体分层级.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Level
from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7

from .guidance import KeyGroup


class Stage(models.IntegerChoices):
    """服务流程分阶段."""

    PUSHED = 1, _("分类智能推送")
    PROFILED = 2, _("“画像”精准推送")
    GUIDED = 3, _("分级指导服务")
    EXPERT = 4, _("专家重点服务")


class Grade(models.IntegerChoices):
    """就业难度分等级; shown to the desk, never to an employer, and no input of a push or a match."""

    USUAL = 1, _("一级(一般)")
    HARDER = 2, _("二级(较难)")
    HARD = 3, _("三级(困难)")


class Dimension(models.TextChoices):
    """服务项目分维度: what kind of service helps."""

    VACANCIES = "vacancies", _("岗位信息")
    GUIDANCE = "guidance", _("职业指导")
    TRAINING = "training", _("技能提升")
    SUPPORT = "support", _("困难帮扶")


CATEGORIES = [*KeyGroup.Group.choices, ("general", _("其他求职者"))]


class ServiceStage(models.Model):
    """One person's current row: 分类 category, 分级 grade, 分段 stage, 分维度 dimensions, 分层级 level.

    Failed steps count from `counted_from` on: the day the stage began, or the last time a clerk looked.
    """

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"
    merge_same = ()  # one to a person: after a merge the kept record's stands

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(
        "accounts.Person", models.PROTECT, related_name="service_stage", verbose_name=_("人员")
    )
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    stage = models.PositiveSmallIntegerField(_("阶段"), choices=Stage.choices, default=Stage.PUSHED)
    category = models.CharField(_("类别"), max_length=8, choices=CATEGORIES, default="general")
    grade = models.PositiveSmallIntegerField(_("难度等级"), choices=Grade.choices, default=Grade.USUAL)
    dimensions = ArrayField(
        models.CharField(max_length=9, choices=Dimension.choices), default=list, verbose_name=_("服务维度")
    )
    level = models.PositiveSmallIntegerField(_("服务层级"), choices=Level.choices[1:], default=Level.PROVINCE)
    opened_at = models.DateTimeField(_("开始"))
    stage_since = models.DateTimeField(_("进入这个阶段"))
    counted_from = models.DateTimeField(_("从何时计数"))
    closed_at = models.DateTimeField(_("结束"), null=True, blank=True)

    class Meta:
        verbose_name = _("服务阶段")
        verbose_name_plural = _("服务阶段")
        constraints = [
            models.CheckConstraint(condition=Q(stage__range=(1, 4)), name="service_stage_of_four"),
            models.CheckConstraint(condition=Q(grade__range=(1, 3)), name="service_stage_grade"),
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="service_stage_level"),
            models.CheckConstraint(
                condition=Q(category__in=[value for value, _word in CATEGORIES]),
                name="service_stage_category",
            ),
        ]
        indexes = [
            models.Index(
                fields=["stage", "id"], name="service_stage_open", condition=Q(closed_at__isnull=True)
            ),
            models.Index(fields=["agency", "stage"], name="service_stage_of_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.person_id}"


class StageTransition(models.Model):
    """One change of a row, with its reason and who or what made it; stage 0 is «not served»."""

    privileges = "SELECT, INSERT"

    class Reason(models.TextChoices):
        RESUME = "resume", _("写了求职意向")
        REGISTERED = "registered", _("办了失业登记")
        PROFILE = "profile", _("简历可以用来精准推送")
        ACCEPTED = "accepted", _("窗口同意升级")
        DECLINED = "declined", _("窗口看过,暂不升级")
        REFUSED = "refused", _("本人不需要")
        CONFERENCE = "conference", _("专家会诊后调整")
        REGRADED = "regraded", _("类别、等级或维度变化")
        HIRED = "hired", _("找到工作")
        ENDED = "ended", _("失业登记终止")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(
        ServiceStage, models.PROTECT, related_name="transitions", verbose_name=_("服务阶段")
    )
    at = models.DateTimeField(_("时间"))
    from_stage = models.PositiveSmallIntegerField(_("原阶段"))
    to_stage = models.PositiveSmallIntegerField(_("新阶段"))
    category = models.CharField(_("类别"), max_length=8, choices=CATEGORIES)
    grade = models.PositiveSmallIntegerField(_("难度等级"), choices=Grade.choices)
    reason = models.CharField(_("原因"), max_length=10, choices=Reason.choices)
    by_kind = models.CharField(_("谁"), max_length=12)
    by_name = models.CharField(_("姓名或岗位"), max_length=60)
    text = SealedField(_("说明"), mask="text", null=True)

    class Meta:
        verbose_name = _("阶段变化")
        verbose_name_plural = _("阶段变化")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_stage__range=(0, 4), to_stage__range=(0, 4)), name="transition_stages"
            ),
        ]
        indexes = [
            models.Index(fields=["service", "-at"], name="transition_of_service"),
            models.Index(fields=["at"], name="transition_at"),
        ]

    def __str__(self) -> str:
        return f"{self.from_stage}→{self.to_stage}"


class StageProposal(models.Model):
    """A proposal to the desk to move somebody up, with the facts it was made from; one waits at most."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        OPEN = "open", _("待处理")
        ACCEPTED = "accepted", _("已同意")
        DECLINED = "declined", _("暂不升级")
        GONE = "gone", _("不用了")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(
        ServiceStage, models.PROTECT, related_name="proposals", verbose_name=_("服务阶段")
    )
    to_stage = models.PositiveSmallIntegerField(_("建议阶段"), choices=Stage.choices)
    rejected = models.PositiveSmallIntegerField(_("未录用"), default=0)
    lapsed = models.PositiveSmallIntegerField(_("没有答复"), default=0)
    interviews = models.PositiveSmallIntegerField(_("面试后没有录用"), default=0)
    weeks = models.PositiveSmallIntegerField(_("周数"), default=0)
    made_at = models.DateTimeField(_("提出时间"))
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.OPEN)
    decided_at = models.DateTimeField(_("处理时间"), null=True, blank=True)
    clerk = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )

    class Meta:
        verbose_name = _("升级建议")
        verbose_name_plural = _("升级建议")
        constraints = [
            models.UniqueConstraint(
                fields=["service"],
                condition=Q(state="open"),
                name="proposal_one_waits",
                violation_error_message=_("已经有一条建议在等。"),
            ),
            models.CheckConstraint(condition=Q(to_stage__in=[3, 4]), name="proposal_goes_up"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True) | Q(decided_at__isnull=False),
                name="proposal_decided_at",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "declined"]) | Q(clerk__isnull=False),
                name="proposal_decided_by_somebody",
                violation_error_message=_("处理建议要写明经办人。"),
            ),
        ]
        indexes = [models.Index(fields=["made_at"], name="proposal_waiting", condition=Q(state="open"))]

    def __str__(self) -> str:
        return f"{self.service_id} {self.to_stage}"


class ExpertConference(models.Model):
    """专家会诊: when and where experts and the person meet, and what came of it."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Next(models.TextChoices):
        PLAN = "plan", _("一起写职业规划")
        TRAINING = "training", _("推荐培训")
        VACANCY = "vacancy", _("一对一荐岗")
        SUPPORT = "support", _("转就业援助")
        RETURN = "return", _("回到分级指导")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(
        ServiceStage, models.PROTECT, related_name="conferences", verbose_name=_("服务阶段")
    )
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    clerk = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    begins_at = models.DateTimeField(_("时间"))
    minutes = models.PositiveSmallIntegerField(_("时长(分钟)"), default=60)
    place = models.CharField(_("地点"), max_length=120)
    experts = models.CharField(_("专家"), max_length=120)
    booked_at = models.DateTimeField(_("预约时间"))
    cancelled_at = models.DateTimeField(_("取消时间"), null=True, blank=True)
    held_at = models.DateTimeField(_("记录时间"), null=True, blank=True)
    result = SealedField(_("会诊意见"), mask="text", null=True)
    next_step = models.CharField(_("下一步"), max_length=8, choices=Next.choices, blank=True)

    class Meta:
        verbose_name = _("专家会诊")
        verbose_name_plural = _("专家会诊")
        constraints = [
            models.UniqueConstraint(
                fields=["service"],
                condition=Q(held_at__isnull=True, cancelled_at__isnull=True),
                name="conference_one_is_coming",
                violation_error_message=_("已经约了一次会诊。"),
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, next_step="", result__isnull=True)
                | Q(held_at__isnull=False, next_step__gt="", result__isnull=False, cancelled_at__isnull=True),
                name="conference_held_says_what_next",
                violation_error_message=_("记录会诊要写意见和下一步。"),
            ),
            models.CheckConstraint(condition=Q(minutes__range=(15, 240)), name="conference_minutes"),
        ]
        indexes = [models.Index(fields=["service", "-begins_at"], name="conference_of_service")]

    def __str__(self) -> str:
        return f"{self.service_id} {self.begins_at:%Y-%m-%d}"


class PushMark(models.Model):
    """What was pushed to a person last: until when openings were told, when by profile, and which."""

    privileges = "SELECT, INSERT, UPDATE"

    service = models.OneToOneField(
        ServiceStage, models.PROTECT, primary_key=True, related_name="mark", verbose_name=_("服务阶段")
    )
    told_until = models.DateTimeField(_("已告知到"), null=True)
    profile_on = models.DateField(_("上次精准推送"), null=True)
    told = ArrayField(models.BigIntegerField(), default=list, verbose_name=_("已推送的岗位"))

    class Meta:
        verbose_name = _("推送记录")
        verbose_name_plural = _("推送记录")

    def __str__(self) -> str:
        return str(self.service_id)


class PushStop(models.Model):
    """What somebody does not want pushed: a topic («40102-510104»), a kind of push, or «all»."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"
    merge_same = ("topic",)
    ALL = "all"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="push_stops", verbose_name=_("人员")
    )
    topic = models.CharField(_("不推送什么"), max_length=24)
    stopped = models.BooleanField(_("停止"), default=True)
    changed_at = models.DateTimeField(_("更新时间"))

    class Meta:
        verbose_name = _("不再推送")
        verbose_name_plural = _("不再推送")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "topic"],
                name="push_stop_once",
                violation_error_message=_("这一类已经记过了。"),
            )
        ]
        indexes = [models.Index(F("person"), name="push_stopped", condition=Q(stopped=True))]

    def __str__(self) -> str:
        return self.topic
