"""稳岗返还 as an annual scheme: a scheme, its public batches, one entry a unit and year, and what is said against it.

    matched → ineligible | asked → confirmed → publicised → (objected) → approved → paid

An entry keeps the facts it was judged by, the values of the law and the verdict, so that it can be replayed.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7

REFUND = "stable-post-refund"


class RefundScheme(models.Model):
    """The scheme of one year (年度方案) over the contributions of the year before."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        OPEN = "open", _("办理中")
        CLOSED = "closed", _("已截止")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    year = models.PositiveSmallIntegerField(_("年度"))
    region = models.ForeignKey(
        "agencies.Region", models.PROTECT, related_name="+", verbose_name=_("适用地区")
    )
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    law_day = models.DateField(_("适用哪天的规定"))
    opens = models.DateField(_("开始日期"))
    closes = models.DateField(_("截止日期"))
    closes_basis = models.CharField(_("截止日期的依据"), max_length=120)
    closes_confidence = models.CharField(_("可信度"), max_length=1)
    publicity_days = models.PositiveSmallIntegerField(_("公示天数"), default=7)
    state = models.CharField(_("状态"), max_length=6, choices=State.choices, default=State.OPEN)
    made_by = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("制定人"))
    made_at = models.DateTimeField(_("制定时间"))
    matched_at = models.DateTimeField(_("最近比对时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("稳岗返还年度方案")
        verbose_name_plural = _("稳岗返还年度方案")
        ordering = ["-year", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "region"],
                name="refundscheme_once_a_year",
                violation_error_message=_("这个年度的方案已经有了。"),
            ),
            models.CheckConstraint(
                condition=Q(closes__gte=F("opens")),
                name="refundscheme_days_in_order",
                violation_error_message=_("截止日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(publicity_days__range=(1, 60)),
                name="refundscheme_is_public_some_days",
                violation_error_message=_("公示天数填1到60。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.region_id}"


class RefundBatch(models.Model):
    """The units shown to the public together (公示批次); approved by somebody else than who showed them."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scheme = models.ForeignKey(
        RefundScheme, models.PROTECT, related_name="batches", verbose_name=_("年度方案")
    )
    number = models.PositiveSmallIntegerField(_("第几批"))
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    begins = models.DateField(_("公示开始"))
    ends = models.DateField(_("公示结束"))
    shown_by = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("公示人"))
    approved_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审批人")
    )
    approved_at = models.DateTimeField(_("审批时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("稳岗返还公示批次")
        verbose_name_plural = _("稳岗返还公示批次")
        ordering = ["-begins", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="refundbatch_number_once"),
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="refundbatch_days_in_order"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("shown_by")),
                name="refundbatch_two_people",
                violation_error_message=_("公示和审批不能是同一个人。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.number}"


class RefundEntry(models.Model):
    """One unit in one year: facts found, verdict, where it stands. `wants` lists what is still missing."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        MATCHED = "matched", _("已比对")
        INELIGIBLE = "ineligible", _("不符合条件")
        ASKED = "asked", _("待单位确认")
        CONFIRMED = "confirmed", _("已确认,待公示")
        PUBLICISED = "publicised", _("公示中")
        OBJECTED = "objected", _("有异议,核对中")
        APPROVED = "approved", _("已审批,待拨付")
        PAID = "paid", _("已送拨付")

    class Size(models.TextChoices):
        SME = "sme", _("中小微企业")
        LARGE = "large", _("大型企业")

    class EntityKind(models.TextChoices):
        ENTERPRISE = "enterprise", _("企业")
        INDIVIDUAL = "individual", _("个体工商户")
        SOCIETY = "society", _("社会团体")
        FOUNDATION = "foundation", _("基金会")
        LAW_FIRM = "law_firm", _("律师事务所")
        SERVICE = "service", _("社会服务机构")
        DISPATCH = "dispatch", _("劳务派遣单位")
        OTHER = "other", _("其他参保单位")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scheme = models.ForeignKey(
        RefundScheme, models.PROTECT, related_name="entries", verbose_name=_("年度方案")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="refunds", verbose_name=_("单位")
    )
    county = models.ForeignKey("agencies.Region", models.PROTECT, related_name="+", verbose_name=_("参保地"))
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("经办机构")
    )
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.MATCHED)
    # facts
    average_insured = models.DecimalField(_("年平均参保人数"), max_digits=10, decimal_places=2)
    new_recipients = models.PositiveIntegerField(_("新增领金人数"))
    layoff_rate = models.DecimalField(_("裁员率"), max_digits=6, decimal_places=2)
    paid_last_year = models.DecimalField(_("上年度缴费"), max_digits=14, decimal_places=2)
    paid_months = models.PositiveSmallIntegerField(_("缴费月数"))
    size = models.CharField(_("规模"), max_length=5, choices=Size.choices, blank=True)
    entity_kind = models.CharField(_("单位性质"), max_length=10, choices=EntityKind.choices)
    kind_confirmed = models.BooleanField(_("性质已由工作人员确认"), default=False)
    dispatched_staff = models.PositiveIntegerField(_("派遣人数"), null=True, blank=True)
    allocation_agreed = models.BooleanField(_("已与用工单位约定分配"), default=False)
    bad_credit = models.BooleanField(_("严重失信"), default=False)
    bad_credit_reason = models.CharField(_("失信认定依据"), max_length=300, blank=True)
    account = models.ForeignKey(
        "insurance.BankAccount",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("收款账户"),
    )
    # judgement
    inputs = models.JSONField(_("判断所用事实"), default=dict)
    law = models.JSONField(_("判断所用规定"), default=list)
    verdict = models.JSONField(_("结论"), default=dict)
    amount = models.DecimalField(_("返还金额"), max_digits=14, decimal_places=2, null=True, blank=True)
    # the way
    told = models.PositiveSmallIntegerField(_("已通知次数"), default=0)
    told_on = models.DateField(_("最近通知"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("单位确认时间"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人")
    )
    declined_by = models.ForeignKey(
        "accounts.Clerk",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("认定不符合的工作人员"),
    )
    declined_at = models.DateTimeField(_("认定时间"), null=True, blank=True)
    letter = models.ForeignKey(
        "documents.Certificate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("告知书"),
    )
    batch = models.ForeignKey(
        RefundBatch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("公示批次"),
    )
    payment = models.OneToOneField(
        "insurance.Payment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("拨付")
    )

    class Meta:
        verbose_name = _("稳岗返还")
        verbose_name_plural = _("稳岗返还")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                name="refundentry_once_a_year",
                violation_error_message=_("一个单位一年只返还一次。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="ineligible") | Q(declined_by__isnull=False, letter__isnull=False),
                name="refundentry_declined_by_somebody",
                violation_error_message=_("认定不符合要有具名工作人员和告知书。"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "publicised", "objected", "approved", "paid"])
                | Q(account__isnull=False, amount__gt=0, confirmed_at__isnull=False) & Q(size__gt=""),
                name="refundentry_confirmed_whole",
                violation_error_message=_("确认以后才能公示和拨付。"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["publicised", "objected", "approved", "paid"])
                | Q(batch__isnull=False),
                name="refundentry_public_first",
                violation_error_message=_("公示以后才能审批和拨付。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(payment__isnull=False), name="refundentry_paid_by_payment"
            ),
            models.CheckConstraint(
                condition=Q(bad_credit=False) | Q(bad_credit_reason__gt=""),
                name="refundentry_credit_reasoned",
                violation_error_message=_("标为严重失信要写明依据。"),
            ),
        ]
        indexes = [
            models.Index(fields=["scheme", "state", "id"], name="refundentry_by_state"),
            models.Index(fields=["batch"], name="refundentry_of_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year} {self.state}"

    @property
    def wants(self) -> list[str]:
        """What is still missing (缺什么): size | account | kind | allocation."""
        out = []
        if not self.size:
            out.append("size")
        if not self.account_id:
            out.append("account")
        if self.entity_kind in TO_CONFIRM and not self.kind_confirmed:
            out.append("kind")
        if self.entity_kind == self.EntityKind.DISPATCH and not self.allocation_agreed:
            out.append("allocation")
        return out


LARGE_RATE = frozenset(
    {RefundEntry.EntityKind.SOCIETY, RefundEntry.EntityKind.FOUNDATION, RefundEntry.EntityKind.LAW_FIRM}
)
TO_CONFIRM = LARGE_RATE | {RefundEntry.EntityKind.OTHER}


class RefundObjection(models.Model):
    """What is said against an entry: by anybody while it is public, or by the unit against «不符合条件»."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Kind(models.TextChoices):
        PUBLIC = "public", _("公示异议")
        APPEAL = "appeal", _("单位申诉")

    class Outcome(models.TextChoices):
        OPEN = "open", _("核对中")
        UPHELD = "upheld", _("成立")
        REJECTED = "rejected", _("不成立")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("编号"), max_length=32, unique=True)
    entry = models.ForeignKey(RefundEntry, models.PROTECT, related_name="objections", verbose_name=_("单位"))
    kind = models.CharField(_("种类"), max_length=6, choices=Kind.choices)
    text = SealedField(_("内容"), mask="text")
    contact = SealedField(_("联系方式"), mask="text", null=True, blank=True)
    made_at = models.DateTimeField(_("提出时间"))
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提出人")
    )
    not_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("回避人")
    )
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    answer = models.CharField(_("答复"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("答复人")
    )

    class Meta:
        verbose_name = _("稳岗返还异议")
        verbose_name_plural = _("稳岗返还异议")
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(kind="appeal", outcome="open"),
                name="refundobjection_one_appeal",
                violation_error_message=_("申诉已经收到,正在核对。"),
            ),
            models.CheckConstraint(
                condition=Q(kind="appeal") | Q(contact__isnull=False),
                name="refundobjection_has_contact",
                violation_error_message=_("请留下联系方式。"),
            ),
            models.CheckConstraint(
                condition=Q(outcome="open")
                | Q(answered_by__isnull=False, answered_at__isnull=False, answer__gt=""),
                name="refundobjection_answered_by_somebody",
                violation_error_message=_("答复要具名并写明理由。"),
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | Q(not_by__isnull=True) | ~Q(answered_by=F("not_by")),
                name="refundobjection_not_by_same",
                violation_error_message=_("申诉要由另一位工作人员答复。"),
            ),
        ]
        indexes = [models.Index(fields=["entry", "outcome"], name="refundobjection_of_entry")]

    def __str__(self) -> str:
        return self.number
