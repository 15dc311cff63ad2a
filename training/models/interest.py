"""培训意愿: what somebody wants to learn and when they can; classes are opened by what is asked for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.ids import uuid7

ITEM = "training-enrolment"


class Direction(models.TextChoices):
    """What can be learned, in the words of those who ask."""

    ELDER_CARE = "elder_care", _("养老护理")
    CHILD_CARE = "child_care", _("育婴、保育")
    HOUSEKEEPING = "housekeeping", _("家政服务")
    COOKING = "cooking", _("川菜、面点")
    COMMERCE = "commerce", _("电商、直播")
    DIGITAL = "digital", _("电脑和数字技能")
    ELECTRICIAN = "electrician", _("电工")
    WELDING = "welding", _("焊工")
    VEHICLES = "vehicles", _("汽车维修")
    DRONES = "drones", _("无人机")
    CRAFTS = "crafts", _("蜀绣、竹编等手艺")
    FARMING = "farming", _("种植、养殖")
    START_UP = "start_up", _("创业培训")
    UNSURE = "unsure", _("还没想好,想听听建议")


class Hours(models.TextChoices):
    """When somebody can come."""

    DAY = "day", _("工作日白天")
    EVENING = "evening", _("晚上")
    WEEKEND = "weekend", _("周末")
    ONLINE = "online", _("在网上学")


class TrainingInterest(models.Model):
    """One wish to learn, from the day it was said until a class was found or it was taken back."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        WAITING = "waiting", _("等待开班")
        PLACED = "placed", _("已联系到班")
        CLOSED = "closed", _("不再需要")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(
        "casework.Case", models.PROTECT, related_name="training_interest", verbose_name=_("办件")
    )
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="training_interests", verbose_name=_("人员")
    )
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    directions = ArrayField(
        models.CharField(max_length=12, choices=Direction.choices), verbose_name=_("想学什么")
    )
    hours = ArrayField(models.CharField(max_length=8, choices=Hours.choices), verbose_name=_("什么时候方便"))
    remark = models.CharField(_("补充"), max_length=100, blank=True)
    state = models.CharField(_("状态"), max_length=7, choices=State.choices, default=State.WAITING)
    since = models.DateField(_("登记日期"))
    course = models.CharField(_("班期"), max_length=120, blank=True)
    begins = models.DateField(_("开班日期"), null=True, blank=True)
    place = models.CharField(_("地点和电话"), max_length=120, blank=True)
    placed_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("培训意愿")
        verbose_name_plural = _("培训意愿")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="waiting"),
                name="traininginterest_one_waiting",
                violation_error_message=_("已经登记了培训意愿,直接修改就行。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="placed")
                | Q(begins__isnull=False, placed_by__isnull=False) & ~Q(course=""),
                name="traininginterest_placed_in_a_class",
                violation_error_message=_("联系到班要写明班期和开班日期。"),
            ),
            models.CheckConstraint(
                condition=Q(directions__len__gte=1) & Q(directions__len__lte=3),
                name="traininginterest_one_to_three",
                violation_error_message=_("请选一到三项。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "since", "id"],
                name="traininginterest_waiting",
                condition=Q(state="waiting"),
            ),
            models.Index(fields=["person", "-since"], name="traininginterest_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.since}"

    @property
    def wants(self) -> str:
        """«养老护理、电工»."""
        return "、".join(str(Direction(each).label) for each in self.directions)

    @property
    def can(self) -> str:
        """«晚上、周末»."""
        return "、".join(str(Hours(each).label) for each in self.hours)
