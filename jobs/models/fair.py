"""专项活动 and 招聘会: campaigns of a year, fairs with booths, the passes of seekers, what was agreed at a booth."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.ids import uuid7

MOST_BOOTHS = 500


class Campaign(models.Model):
    """A campaign in a year, rolled over from its template; days and words are then the province's to change."""

    privileges = "SELECT, INSERT, UPDATE"

    code = models.SlugField(_("模板"), max_length=30)
    year = models.PositiveSmallIntegerField(_("年份"))
    slug = models.SlugField(_("地址"), max_length=40, unique=True)
    title = models.CharField(_("名称"), max_length=60)
    about = models.TextField(_("做什么"), max_length=1000)
    begins = models.DateField(_("开始"))
    ends = models.DateField(_("结束"))

    class Meta:
        verbose_name = _("专项活动")
        verbose_name_plural = _("专项活动")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "year"],
                name="campaign_once_a_year",
                violation_error_message=_("这一年已经有这个专项活动了。"),
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("begins")),
                name="campaign_ends_after_it_begins",
                violation_error_message=_("结束不能早于开始。"),
            ),
        ]
        indexes = [models.Index(fields=["begins", "id"], name="campaign_by_day")]

    def __str__(self) -> str:
        return self.title


class JobFair(models.Model):
    """A job fair with numbered booths."""

    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(
        Campaign,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fairs",
        verbose_name=_("专项活动"),
    )
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("主办机构")
    )
    title = models.CharField(_("名称"), max_length=60)
    about = models.TextField(_("介绍"), max_length=1000, blank=True)
    place = models.CharField(_("地点"), max_length=120)
    begins_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    booths = models.PositiveSmallIntegerField(_("展位数"))
    asked_at = models.DateTimeField(_("问结果的时间"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("招聘会")
        verbose_name_plural = _("招聘会")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")),
                name="fair_ends_after_it_begins",
                violation_error_message=_("结束要晚于开始。"),
            ),
            models.CheckConstraint(
                condition=Q(booths__range=(1, MOST_BOOTHS)),
                name="fair_has_booths",
                violation_error_message=_("展位要在1到500个之间。"),
            ),
        ]
        indexes = [models.Index(fields=["begins_at", "id"], name="fair_by_day")]

    def __str__(self) -> str:
        return self.title


class Booth(models.Model):
    """A booth of an employer at a fair: one booth once, one booth an employer."""

    privileges = "SELECT, INSERT, UPDATE, DELETE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fair = models.ForeignKey(JobFair, models.PROTECT, related_name="taken", verbose_name=_("招聘会"))
    number = models.PositiveSmallIntegerField(_("展位号"))
    employer = models.ForeignKey("jobs.Employer", models.PROTECT, related_name="+", verbose_name=_("单位"))
    taken_at = models.DateTimeField(_("预订时间"))
    signed_in_at = models.DateTimeField(_("签到时间"), null=True, blank=True)
    hired = models.PositiveIntegerField(_("录用人数"), null=True, blank=True)
    told_at = models.DateTimeField(_("报结果的时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("展位")
        verbose_name_plural = _("展位")
        constraints = [
            models.UniqueConstraint(
                fields=["fair", "number"],
                name="booth_once",
                violation_error_message=_("这个展位已经有单位了。"),
            ),
            models.UniqueConstraint(
                fields=["fair", "employer"],
                name="booth_once_an_employer",
                violation_error_message=_("贵单位已经有展位了。"),
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, MOST_BOOTHS)),
                name="booth_number",
                violation_error_message=_("没有这个展位号。"),
            ),
            models.CheckConstraint(
                condition=Q(hired__isnull=True, told_at__isnull=True)
                | Q(hired__isnull=False, told_at__isnull=False),
                name="booth_result_has_a_time",
                violation_error_message=_("结果要有时间。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fair_id} {self.number}"


class FairPass(models.Model):
    """A seeker's pass; its number is all that an employer at a booth gets to know."""

    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fair = models.ForeignKey(JobFair, models.PROTECT, related_name="passes", verbose_name=_("招聘会"))
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="fair_passes", verbose_name=_("人员")
    )
    number = models.CharField(_("入场号"), max_length=6)
    taken_at = models.DateTimeField(_("领取时间"))
    came_at = models.DateTimeField(_("入场时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("入场码")
        verbose_name_plural = _("入场码")
        constraints = [
            models.UniqueConstraint(
                fields=["fair", "person"],
                name="fair_pass_once",
                violation_error_message=_("您已经领了入场码。"),
            ),
            models.UniqueConstraint(fields=["fair", "number"], name="fair_pass_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.fair_id} {self.number}"


class FairIntention(models.Model):
    """What an employer and a seeker came to at a booth (达成意向)."""

    privileges = "SELECT, INSERT, UPDATE"

    class Kind(models.TextChoices):
        TALKED = "talked", _("留了联系,再谈")
        INTERVIEW = "interview", _("约了面试")
        OFFER = "offer", _("当场录用")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    booth = models.ForeignKey(Booth, models.PROTECT, related_name="intentions", verbose_name=_("展位"))
    entry = models.ForeignKey(FairPass, models.PROTECT, related_name="intentions", verbose_name=_("入场码"))
    kind = models.CharField(_("意向"), max_length=9, choices=Kind.choices)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("招聘会意向")
        verbose_name_plural = _("招聘会意向")
        constraints = [
            models.UniqueConstraint(
                fields=["booth", "entry"],
                name="fair_intention_once",
                violation_error_message=_("这个入场号已经登记过了。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.booth_id} {self.kind}"
