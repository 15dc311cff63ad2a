"""Vacancies (岗位): the lawful fields, and a life from draft to closed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.ids import uuid7

PUBLICATION = "vacancy-publication"


class VacancyState(models.TextChoices):
    """Where a vacancy is; `services.vacancies.MOVES` is the table of its life."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("审核中")
    RETURNED = "returned", _("请修改")
    REFUSED = "refused", _("不予发布")
    OPEN = "open", _("招聘中")
    PAUSED = "paused", _("暂停")
    CLOSED = "closed", _("已结束")
    EXPIRED = "expired", _("已到期")
    REMOVED = "removed", _("已下架")


OPEN = VacancyState.OPEN
ENDED = frozenset({VacancyState.CLOSED, VacancyState.EXPIRED, VacancyState.REMOVED})


class Kind(models.TextChoices):
    """How one works."""

    FULL_TIME = "full_time", _("全职")
    PART_TIME = "part_time", _("非全日制")
    INTERNSHIP = "internship", _("就业见习")
    GIG = "gig", _("零工、日结")
    PLATFORM = "platform", _("新就业形态")


class PayUnit(models.TextChoices):
    MONTH = "month", _("元/月")
    DAY = "day", _("元/天")
    HOUR = "hour", _("元/小时")
    PIECE = "piece", _("元/件")
    YEAR = "year", _("元/年")


class Education(models.IntegerChoices):
    """What is asked for at least; the order is the order of GB/T 4658 turned round, so that ≤ means «enough»."""

    ANY = 0, _("不限")
    JUNIOR = 1, _("初中")
    SECONDARY = 2, _("中专、技校")
    HIGH = 3, _("高中")
    COLLEGE = 4, _("大专")
    BACHELOR = 5, _("本科")
    MASTER = 6, _("硕士")
    DOCTOR = 7, _("博士")


class Vacancy(models.Model):
    """One vacancy with its lawful fields.

    人力资源市场暂行条例第二十四条 asks for employer, headcount, conditions, content, place and basic pay; the notice of
    2025-12-25 adds the day it holds until.
    """

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("岗位编号"), max_length=24, unique=True)
    employer = models.ForeignKey(
        "jobs.Employer", models.PROTECT, related_name="vacancies", verbose_name=_("单位")
    )
    state = models.CharField(
        _("状态"), max_length=9, choices=VacancyState.choices, default=VacancyState.DRAFT
    )
    title = models.CharField(_("岗位名称"), max_length=60)
    occupation = models.ForeignKey(
        "jobs.Occupation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("职业")
    )
    occupation_suggested = models.BooleanField(
        _("职业是按岗位名称填的"), default=False, help_text=_("单位自己没有写,也没有改。")
    )
    kind = models.CharField(_("用工形式"), max_length=10, choices=Kind.choices, default=Kind.FULL_TIME)
    headcount = models.PositiveIntegerField(_("招聘人数"))
    pay_low = models.DecimalField(_("最低薪资"), max_digits=10, decimal_places=2)
    pay_high = models.DecimalField(_("最高薪资"), max_digits=10, decimal_places=2)
    pay_unit = models.CharField(_("薪资单位"), max_length=5, choices=PayUnit.choices, default=PayUnit.MONTH)
    region = models.ForeignKey(
        "agencies.Region", models.PROTECT, related_name="+", verbose_name=_("工作地区")
    )
    address = models.CharField(_("工作地址"), max_length=120)
    latitude = models.FloatField(_("纬度"), null=True, blank=True)
    longitude = models.FloatField(_("经度"), null=True, blank=True)
    education = models.PositiveSmallIntegerField(
        _("学历要求"), choices=Education.choices, default=Education.ANY
    )
    experience = models.PositiveSmallIntegerField(_("经验要求(年)"), default=0)
    description = models.TextField(_("岗位内容"), max_length=4000)
    benefits = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name=_("福利"))
    urgent = models.BooleanField(_("急招"), default=False)
    source = models.CharField(_("来源"), max_length=120, blank=True)
    valid_until = models.DateField(_("有效期至"))
    screening = models.JSONField(_("用语检查"), default=dict)
    by_promise = models.BooleanField(_("书面承诺发布"), default=False)
    made_at = models.DateTimeField(_("建立时间"))
    opened_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    confirmed_on = models.DateField(_("最后确认"), null=True, blank=True)
    extended = models.PositiveSmallIntegerField(_("已续期次数"), default=0)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("因举报隐藏"), null=True, blank=True)

    class Meta:
        verbose_name = _("岗位")
        verbose_name_plural = _("岗位")
        constraints = [
            models.CheckConstraint(
                condition=Q(pay_low__gt=0, pay_high__gte=F("pay_low"), pay_high__lte=10_000_000),
                name="vacancy_pay_is_a_range",
                violation_error_message=_("薪资要写范围:最低大于0,最高不低于最低。"),
            ),
            models.CheckConstraint(
                condition=Q(headcount__range=(1, 10_000)),
                name="vacancy_headcount",
                violation_error_message=_("招聘人数在1到10000之间。"),
            ),
            models.CheckConstraint(
                condition=Q(experience__lte=30),
                name="vacancy_experience",
                violation_error_message=_("经验要求最多写30年。"),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(3, 54), longitude__range=(73, 136)),
                name="vacancy_is_in_the_country",
                violation_error_message=_("这个位置不在国内,请核对经纬度。"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "paused"])
                | Q(opened_at__isnull=False, confirmed_on__isnull=False),
                name="vacancy_open_since",
                violation_error_message=_("招聘中的岗位要有发布时间和最后确认日期。"),
            ),
            models.CheckConstraint(condition=Q(state__in=VacancyState.values), name="vacancy_state_known"),
        ]
        indexes = [
            models.Index(fields=["employer", "-made_at"], name="vacancy_of_employer"),
            models.Index(
                fields=["valid_until"], name="vacancy_to_expire", condition=Q(state__in=["open", "paused"])
            ),
        ]

    def __str__(self) -> str:
        return self.title
