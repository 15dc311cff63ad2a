"""Guidance at the desk: interviews, key groups by name (重点群体实名制), career plans."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7

MOST_STEPS = 8
DONE_BY = ("person", "clerk")


class Interview(models.Model):
    """求职意愿调查 with 失业原因分析; what was said on a day stays as it was written."""

    privileges = "SELECT, INSERT"

    class Cause(models.TextChoices):
        DISMISSED = "dismissed", _("单位裁减、关停")
        CONTRACT = "contract", _("合同到期")
        RESIGNED = "resigned", _("自己辞职")
        FIRST = "first", _("还没有工作过")
        FAMILY = "family", _("照顾家庭")
        HEALTH = "health", _("身体原因")
        LAND = "land", _("土地被征收")
        BUSINESS = "business", _("自己的生意停了")
        OTHER = "other", _("其他")

    class Barrier(models.TextChoices):
        SKILL = "skill", _("缺技能")
        EXPERIENCE = "experience", _("缺经验")
        AGE = "age", _("年龄")
        CARE = "care", _("要照顾家人")
        HEALTH = "health", _("身体条件")
        INFORMATION = "information", _("不知道哪里招人")
        DISTANCE = "distance", _("离家远")
        PAY = "pay", _("工资谈不拢")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", verbose_name=_("人员"))
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    clerk = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    held_at = models.DateTimeField(_("谈话时间"))
    cause = models.CharField(_("失业原因"), max_length=10, choices=Cause.choices)
    barriers = ArrayField(
        models.CharField(max_length=11, choices=Barrier.choices),
        default=list,
        blank=True,
        verbose_name=_("难在哪里"),
    )
    wishes = SealedField(_("想做什么"), mask="text")
    next_on = models.DateField(_("下次联系"))

    class Meta:
        verbose_name = _("求职意愿调查")
        verbose_name_plural = _("求职意愿调查")
        indexes = [models.Index(fields=["person", "-held_at"], name="interview_of_person")]

    def __str__(self) -> str:
        return str(self.person_id)


class KeyGroup(models.Model):
    """A person in a key group from a day on; ended, never deleted."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Group(models.TextChoices):
        HARDSHIP = "hardship", _("就业困难人员")
        POVERTY = "poverty", _("脱贫人口(含防返贫监测对象)")
        GRADUATE = "graduate", _("高校毕业生")
        VETERAN = "veteran", _("退役军人")
        LAID_OFF = "laid_off", _("下岗转岗职工")
        MIGRANT = "migrant", _("农民工")
        DISABLED = "disabled", _("残疾人")

    class Source(models.TextChoices):
        PAPER = "paper", _("本人证件")
        DATA = "data", _("部门数据")
        VISIT = "visit", _("走访了解")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="key_groups", verbose_name=_("人员")
    )
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    group = models.CharField(_("群体"), max_length=8, choices=Group.choices)
    begins = models.DateField(_("开始"))
    ends = models.DateField(_("结束"), null=True, blank=True)
    evidence = SealedField(_("依据"), mask="text")
    source = models.CharField(_("来源"), max_length=5, choices=Source.choices)
    set_by = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("认定人"))
    last_contact = models.DateField(_("上次联系"), null=True, blank=True)
    next_contact = models.DateField(_("下次联系"))

    class Meta:
        verbose_name = _("重点群体")
        verbose_name_plural = _("重点群体")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group"],
                condition=Q(ends__isnull=True),
                name="key_group_once",
                violation_error_message=_("已经在这个群体里了。"),
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="key_group_ends_after_it_begins",
                violation_error_message=_("结束不能早于开始。"),
            ),
        ]
        indexes = [
            models.Index(fields=["next_contact", "id"], name="key_group_due", condition=Q(ends__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.person_id}"


class CareerPlan(models.Model):
    """职业规划: agreed when both have signed, the clerk by name at the desk, the person by a tick online."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="career_plans", verbose_name=_("人员")
    )
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    clerk = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    goal = SealedField(_("目标"), mask="text")
    clerk_signed_at = models.DateTimeField(_("经办人签字"))
    person_signed_at = models.DateTimeField(_("本人签字"), null=True, blank=True)

    class Meta:
        verbose_name = _("职业规划")
        verbose_name_plural = _("职业规划")
        indexes = [models.Index(fields=["person", "-clerk_signed_at"], name="career_plan_of_person")]

    def __str__(self) -> str:
        return str(self.person_id)


class PlanStep(models.Model):
    """A step of a plan with its day; ticked as done by the person or the clerk, and un-ticked again."""

    privileges = "SELECT, INSERT, UPDATE"

    class DoneBy(models.TextChoices):
        PERSON = "person", _("本人")
        CLERK = "clerk", _("经办人")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(CareerPlan, models.CASCADE, related_name="steps", verbose_name=_("规划"))
    position = models.PositiveSmallIntegerField(_("顺序"))
    text = SealedField(_("做什么"), mask="text")
    due = models.DateField(_("哪天前"))
    done_at = models.DateTimeField(_("做到时间"), null=True, blank=True)
    done_by = models.CharField(_("谁记的"), max_length=6, choices=DoneBy.choices, blank=True)

    class Meta:
        verbose_name = _("规划的步骤")
        verbose_name_plural = _("规划的步骤")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="plan_step_position_once"),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_STEPS)),
                name="plan_step_at_most_eight",
                violation_error_message=_("一份规划最多八步。"),
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by="") | Q(done_at__isnull=False, done_by__in=DONE_BY),
                name="plan_step_done_says_by_whom",
                violation_error_message=_("做到的步骤要写明谁记的。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.position}"
