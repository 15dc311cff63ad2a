"""就业见习: recognised bases (见习单位), agreements with interns, months for which a subsidy is asked."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7

RECOGNITION = "internship-base-recognition"
SUBSIDY = "internship-subsidy"
MOST_PLACES = 1000


class BaseRequest(models.Model):
    """What a unit promises when it asks to be recognised, and what the clerk saw on the spot (考察)."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(
        "casework.Case",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="base_request",
        verbose_name=_("办件"),
    )
    employer = models.ForeignKey(
        "jobs.Employer", models.PROTECT, related_name="base_requests", verbose_name=_("单位")
    )
    places = models.PositiveIntegerField(_("见习名额"))
    mentors = models.PositiveIntegerField(_("带教人数"))
    plan = models.TextField(_("岗位与带教计划"), max_length=2000)
    stipend = models.DecimalField(_("每月生活费"), max_digits=8, decimal_places=2)
    made_at = models.DateTimeField(_("时间"))
    inspected_on = models.DateField(_("考察日期"), null=True, blank=True)
    inspector = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("考察人")
    )
    inspected = models.TextField(_("考察情况"), max_length=500, blank=True)
    suitable = models.BooleanField(_("考察认为合适"), null=True, blank=True)

    class Meta:
        verbose_name = _("就业见习单位认定申请")
        verbose_name_plural = _("就业见习单位认定申请")
        constraints = [
            models.CheckConstraint(
                condition=Q(places__range=(1, MOST_PLACES), mentors__gte=1, mentors__lte=MOST_PLACES),
                name="baserequest_places",
                violation_error_message=_("见习名额和带教人数都在1到1000之间。"),
            ),
            models.CheckConstraint(
                condition=Q(stipend__gt=0),
                name="baserequest_stipend",
                violation_error_message=_("每月生活费要大于0。"),
            ),
            models.CheckConstraint(
                condition=Q(
                    inspected_on__isnull=True, inspector__isnull=True, inspected="", suitable__isnull=True
                )
                | Q(
                    inspected_on__isnull=False,
                    inspector__isnull=False,
                    inspected__gt="",
                    suitable__isnull=False,
                ),
                name="baserequest_inspected_whole",
                violation_error_message=_("考察要写日期、人、情况和结论。"),
            ),
        ]
        indexes = [models.Index(fields=["employer", "-made_at"], name="baserequest_of_employer")]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.made_at:%Y-%m-%d}"


class InternshipBase(models.Model):
    """A recognised unit (见习单位): holds until it is ended; `review_on` is the day of the next yearly review.

    finished, kept, rate are counted each night; rate is empty where it would tell of single persons.
    """

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("见习单位编号"), max_length=24, unique=True)
    request = models.OneToOneField(
        BaseRequest, models.PROTECT, related_name="base", verbose_name=_("认定申请")
    )
    employer = models.ForeignKey(
        "jobs.Employer", models.PROTECT, related_name="bases", verbose_name=_("单位")
    )
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("认定机构")
    )
    region = models.ForeignKey("agencies.Region", models.PROTECT, related_name="+", verbose_name=_("所在地"))
    places = models.PositiveIntegerField(_("见习名额"))
    mentors = models.PositiveIntegerField(_("带教人数"))
    plan = models.TextField(_("岗位与带教计划"), max_length=2000)
    stipend = models.DecimalField(_("每月生活费"), max_digits=8, decimal_places=2)
    recognised_on = models.DateField(_("认定日期"))
    review_on = models.DateField(_("下次评估"))
    ended_on = models.DateField(_("终止日期"), null=True, blank=True)
    finished = models.PositiveIntegerField(_("期满人数"), default=0)
    kept = models.PositiveIntegerField(_("留用人数"), default=0)
    rate = models.PositiveSmallIntegerField(_("公开的留用率"), null=True, blank=True)

    class Meta:
        verbose_name = _("就业见习单位")
        verbose_name_plural = _("就业见习单位")
        constraints = [
            models.UniqueConstraint(
                fields=["employer"],
                condition=Q(ended_on__isnull=True),
                name="base_once_standing",
                violation_error_message=_("这个单位已经是见习单位。"),
            ),
            models.CheckConstraint(
                condition=Q(review_on__gt=F("recognised_on")),
                name="base_reviewed_later",
                violation_error_message=_("评估日期要晚于认定日期。"),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("recognised_on")),
                name="base_ends_after_it_began",
                violation_error_message=_("终止日期不能早于认定日期。"),
            ),
            models.CheckConstraint(condition=Q(kept__lte=F("finished")), name="base_kept_of_finished"),
        ]
        indexes = [
            models.Index(
                fields=["-recognised_on", "-id"], name="base_newest", condition=Q(ended_on__isnull=True)
            ),
            models.Index(
                fields=["region", "-recognised_on", "-id"],
                name="base_of_county",
                condition=Q(ended_on__isnull=True),
            ),
            models.Index(fields=["review_on"], name="base_to_review", condition=Q(ended_on__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.number


class BaseReview(models.Model):
    """One yearly review (年度评估); an end is no result of it: that needs a notice and a second person."""

    privileges = "SELECT, INSERT"

    class Result(models.TextChoices):
        PASSED = "passed", _("合格")
        IMPROVE = "improve", _("限期整改")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    base = models.ForeignKey(
        InternshipBase, models.PROTECT, related_name="reviews", verbose_name=_("见习单位")
    )
    on = models.DateField(_("评估日期"))
    result = models.CharField(_("结果"), max_length=7, choices=Result.choices)
    text = models.CharField(_("评估情况"), max_length=500)
    next_on = models.DateField(_("下次评估"))
    clerk = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("评估人"))

    class Meta:
        verbose_name = _("见习单位评估")
        verbose_name_plural = _("见习单位评估")
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on__gt=F("on")),
                name="basereview_next_is_later",
                violation_error_message=_("下次评估要晚于这一次。"),
            )
        ]
        indexes = [models.Index(fields=["base", "-on"], name="basereview_of_base")]

    def __str__(self) -> str:
        return f"{self.base_id} {self.on}"


class Internship(models.Model):
    """One agreement (见习协议): written by the unit, agreed to by the intern, ended by its day or by either side."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        OFFERED = "offered", _("等本人同意")
        RUNNING = "running", _("协议生效")
        DECLINED = "declined", _("本人没有同意")
        CANCELLED = "cancelled", _("没有开始")
        ENDED = "ended", _("见习结束")

    class EndedBy(models.TextChoices):
        TERM = "term", _("期满")
        UNIT = "unit", _("单位提前结束")
        PERSON = "person", _("本人提前结束")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("协议编号"), max_length=24, unique=True)
    base = models.ForeignKey(
        InternshipBase, models.PROTECT, related_name="internships", verbose_name=_("见习单位")
    )
    application = models.ForeignKey(
        "jobs.Application", models.PROTECT, related_name="internships", verbose_name=_("投递")
    )
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="internships", verbose_name=_("见习人员")
    )
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.OFFERED)
    begins = models.DateField(_("开始日期"))
    ends = models.DateField(_("结束日期"))
    mentor = SealedField(_("带教人"), mask="name")
    stipend = models.DecimalField(_("每月生活费"), max_digits=8, decimal_places=2)
    policy = SealedField(_("保险单号"), mask="text")
    graduated_on = models.DateField(_("毕业日期"), null=True, blank=True)
    made_at = models.DateTimeField(_("写协议的时间"))
    agreed_at = models.DateTimeField(_("本人同意的时间"), null=True, blank=True)
    ended_on = models.DateField(_("实际结束日期"), null=True, blank=True)
    ended_by = models.CharField(_("怎么结束的"), max_length=6, choices=EndedBy.choices, blank=True)
    why = SealedField(_("原因"), mask="text", null=True)
    kept = models.BooleanField(_("单位说已留用"), null=True, blank=True)
    kept_at = models.DateTimeField(_("单位填写的时间"), null=True, blank=True)
    confirmed = models.BooleanField(_("本人说属实"), null=True, blank=True)

    class Meta:
        verbose_name = _("就业见习协议")
        verbose_name_plural = _("就业见习协议")
        constraints = [
            ExclusionConstraint(
                name="internship_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func(
                            F("begins"),
                            Coalesce("ended_on", "ends"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state__in=["running", "ended"]),
                violation_error_message=_("这段时间已经有另一份见习协议。"),
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state__in=["offered", "running", "ended"]),
                name="internship_once_an_application",
                violation_error_message=_("这份投递已经有见习协议。"),
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")),
                name="internship_ends_after_it_begins",
                violation_error_message=_("结束日期要晚于开始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(stipend__gt=0),
                name="internship_stipend",
                violation_error_message=_("每月生活费要大于0。"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["running", "ended"]) | Q(agreed_at__isnull=False),
                name="internship_agreed_before_it_runs",
                violation_error_message=_("本人同意后协议才生效。"),
            ),
            models.CheckConstraint(
                condition=Q(
                    state="ended", ended_on__gte=F("begins"), ended_on__lte=F("ends"), ended_by__gt=""
                )
                | ~Q(state="ended") & Q(ended_on__isnull=True, ended_by=""),
                name="internship_ended_on_a_day",
                violation_error_message=_("结束要写日期和方式,日期在协议期内。"),
            ),
            models.CheckConstraint(
                condition=~Q(ended_by__in=["unit", "person"]) | Q(why__isnull=False),
                name="internship_early_end_says_why",
                violation_error_message=_("提前结束要写原因。"),
            ),
            models.CheckConstraint(
                condition=Q(kept__isnull=True, kept_at__isnull=True, confirmed__isnull=True)
                | Q(state="ended", kept__isnull=False, kept_at__isnull=False),
                name="internship_kept_after_the_end",
                violation_error_message=_("见习结束后才能填写是否留用。"),
            ),
        ]
        indexes = [
            models.Index(fields=["base", "-begins", "-id"], name="internship_of_base"),
            models.Index(fields=["person", "-begins"], name="internship_of_person"),
            models.Index(fields=["ends"], name="internship_to_end", condition=Q(state="running")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def last(self) -> date:
        """The last day it ran, or is to run."""
        return self.ended_on or self.ends


class SubsidyClaim(models.Model):
    """One claim of a base for months of its interns; its sum is known after the decision only."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(
        "casework.Case",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subsidy_claim",
        verbose_name=_("办件"),
    )
    base = models.ForeignKey(
        InternshipBase, models.PROTECT, related_name="claims", verbose_name=_("见习单位")
    )
    made_at = models.DateTimeField(_("时间"))
    total = models.DecimalField(_("核定金额"), max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("就业见习补贴申领")
        verbose_name_plural = _("就业见习补贴申领")
        indexes = [models.Index(fields=["base", "-made_at"], name="subsidyclaim_of_base")]

    def __str__(self) -> str:
        return f"{self.base_id} {self.made_at:%Y-%m-%d}"


class SubsidyMonth(models.Model):
    """One month of one intern in a claim. A month that is asked for or approved stands once in the whole table."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        CLAIMED = "claimed", _("审核中")
        APPROVED = "approved", _("待拨付")
        DROPPED = "dropped", _("没有补贴")
        REVOKED = "revoked", _("已撤销")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(SubsidyClaim, models.PROTECT, related_name="months", verbose_name=_("申领"))
    internship = models.ForeignKey(
        Internship, models.PROTECT, related_name="months", verbose_name=_("见习协议")
    )
    number = models.PositiveIntegerField(_("第几个月"))
    first = models.DateField(_("从"))
    last = models.DateField(_("到"))
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.CLAIMED)
    amount = models.DecimalField(_("核定金额"), max_digits=10, decimal_places=2, null=True, blank=True)
    used = models.JSONField(_("用到的法规参数"), default=dict)

    class Meta:
        verbose_name = _("就业见习补贴月份")
        verbose_name_plural = _("就业见习补贴月份")
        constraints = [
            models.UniqueConstraint(
                fields=["internship", "number"],
                condition=Q(state__in=["claimed", "approved"]),
                name="subsidymonth_once",
                violation_error_message=_("这个月已经申领过。"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "revoked"], amount__isnull=False, amount__gt=0)
                | Q(state__in=["claimed", "dropped"], amount__isnull=True),
                name="subsidymonth_sum_after_the_decision",
                violation_error_message=_("准予以后才有金额。"),
            ),
            models.CheckConstraint(
                condition=Q(last__gt=F("first"), number__gte=1),
                name="subsidymonth_is_a_month",
                violation_error_message=_("补贴按见习满月计算。"),
            ),
        ]
        indexes = [models.Index(fields=["claim", "first"], name="subsidymonth_of_claim")]

    def __str__(self) -> str:
        return f"{self.internship_id} {self.number}"


class CountyRetention(models.Model):
    """留用率 of one county, counted each night; the rate is empty where it would tell of single persons."""

    privileges = "SELECT, INSERT, UPDATE"

    region = models.OneToOneField(
        "agencies.Region", models.PROTECT, primary_key=True, related_name="+", verbose_name=_("地区")
    )
    bases = models.PositiveIntegerField(_("见习单位数"))
    finished = models.PositiveIntegerField(_("期满人数"))
    kept = models.PositiveIntegerField(_("留用人数"))
    rate = models.PositiveSmallIntegerField(_("公开的留用率"), null=True, blank=True)
    made_at = models.DateTimeField(_("计算时间"))

    class Meta:
        verbose_name = _("就业见习留用率")
        verbose_name_plural = _("就业见习留用率")
        constraints = [
            models.CheckConstraint(condition=Q(kept__lte=F("finished")), name="retention_kept_of_finished")
        ]

    def __str__(self) -> str:
        return self.region_id
