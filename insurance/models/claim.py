"""A claim for unemployment benefit (失业保险金申领) and its balance of months.

What a claim was granted is moved between buckets by `MonthEntry` rows, never overwritten:

    granted + merged + extended  =  drawn + left + frozen + moved + forfeited

`drawn` is the number of months paid (`Payment` rows that stand), the others are sums of entries.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7

ITEM = "unemployment-insurance"


class Claim(models.Model):
    """The service's own row of a case: what was said, then what was granted."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        """停发, 暂停 and 终止 are three states: stopped keeps its months, suspended waits, ended is over."""

        ASKED = "asked", _("已申请")
        DRAWING = "drawing", _("正在领取")
        SUSPENDED = "suspended", _("暂停")
        STOPPED = "stopped", _("停发")
        ENDED = "ended", _("终止")

    case = models.OneToOneField(
        "casework.Case", models.PROTECT, related_name="insurance_claim", verbose_name=_("办件")
    )
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="insurance_claims", verbose_name=_("人员")
    )
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.ASKED)
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="insurance_claims", verbose_name=_("经办机构")
    )  # who looks after it now: the one that decided, until the person moves
    residence = models.ForeignKey(
        "agencies.Region", models.PROTECT, related_name="+", verbose_name=_("常住地")
    )
    ground = models.CharField(_("离职原因"), max_length=16)
    last_day = models.DateField(_("最后工作日"))
    last_employer = models.CharField(_("原单位"), max_length=120, blank=True)
    seeking = models.BooleanField(_("想找工作"))
    retirement_kind = models.CharField(_("退休类别"), max_length=8)
    account = models.ForeignKey(
        "insurance.BankAccount",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("收款账户"),
    )
    county = models.ForeignKey(
        "agencies.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("最后参保地"),
    )
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="next", verbose_name=_("前次申领")
    )
    counted = models.PositiveSmallIntegerField(_("计算的缴费月数"), null=True, blank=True)
    granted = models.PositiveSmallIntegerField(_("按缴费核定的月数"), default=0)
    merged = models.PositiveSmallIntegerField(_("并入的前次月数"), default=0)
    first_month = models.DateField(_("首发月份"), null=True, blank=True)
    monthly = models.DecimalField(_("核定时的月标准"), max_digits=8, decimal_places=2, null=True, blank=True)
    extended_until = models.DateField(_("延长领取至"), null=True, blank=True)
    spell = models.ForeignKey(
        "registration.Spell",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("失业登记"),
    )
    ended_on = models.DateField(_("停发或终止日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("失业保险金申领")
        verbose_name_plural = _("失业保险金申领")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=["drawing", "suspended"]),
                name="claim_one_running",
                violation_error_message=_("这个人正在领取失业保险金。"),
            ),
            models.CheckConstraint(
                condition=Q(state="asked")
                | Q(first_month__isnull=False, county__isnull=False, counted__isnull=False),
                name="claim_granted_whole",
            ),
        ]
        indexes = [models.Index(fields=["state", "county"], name="claim_by_state")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_state_display()}"

    @property
    def entitled(self) -> int:
        """Months in all."""
        return self.granted + self.merged


class MonthEntry(models.Model):
    """Months moved from one bucket to another (月数账); append only."""

    keep_history = False
    privileges = "SELECT, INSERT"

    class Kind(models.TextChoices):
        FROZEN = "frozen", _("冻结(停发后保留)")
        THAWED = "thawed", _("解冻")
        MOVED = "moved", _("并入下一次申领")
        FORFEITED = "forfeited", _("不再计算")
        REOPENED = "reopened", _("恢复计算")
        EXTENDED = "extended", _("延长至退休")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="entries", verbose_name=_("申领"))
    kind = models.CharField(_("种类"), max_length=9, choices=Kind.choices)
    months = models.PositiveSmallIntegerField(_("月数"))
    reason = models.CharField(_("原因"), max_length=120)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("月数账")
        verbose_name_plural = _("月数账")
        constraints = [models.CheckConstraint(condition=Q(months__gt=0), name="monthentry_positive")]
        indexes = [models.Index(fields=["claim"], name="monthentry_of_claim")]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.kind} {self.months}"


class Interruption(models.Model):
    """停发, 暂停 or 终止 of a claim: since when, on which ground of the law, by whom; lifted when it ends.

    No month from `unpaid_from` on is paid, up to `paid_again_from` where that stands. A suspension leaves both
    empty: what waited is paid when it is lifted.
    """

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Kind(models.TextChoices):
        STOPPED = "stopped", _("停发")
        SUSPENDED = "suspended", _("暂停")
        ENDED = "ended", _("终止")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="interruptions", verbose_name=_("申领"))
    kind = models.CharField(_("种类"), max_length=9, choices=Kind.choices)
    code = models.CharField(_("情形"), max_length=40)
    article = models.CharField(_("依据"), max_length=120)
    text = models.CharField(_("说明"), max_length=300, blank=True)
    from_day = models.DateField(_("自"))
    unpaid_from = models.DateField(_("不再发放的第一个月"), null=True, blank=True)
    set_aside = models.PositiveSmallIntegerField(_("冻结或不再计算的月数"), default=0)
    lifted_on = models.DateField(_("解除日期"), null=True, blank=True)
    paid_again_from = models.DateField(_("恢复发放的第一个月"), null=True, blank=True)
    inquiry = models.ForeignKey(
        "insurance.Inquiry", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核实")
    )
    decided_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定人")
    )
    letter = models.ForeignKey(
        "documents.Certificate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("文书"),
    )
    made_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("停发、暂停、终止")
        verbose_name_plural = _("停发、暂停、终止")
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(lifted_on__isnull=True), name="interruption_one_standing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.get_kind_display()}"


class ChangeReport(models.Model):
    """情况变化报告: what the person told of a change; never a condition of being paid."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Kind(models.TextChoices):
        NONE = "none", _("没有变化,还在找工作")
        WORK = "work", _("找到工作了")
        PENSION = "pension", _("开始领养老金了")
        ARMY = "army", _("参军了")
        ABROAD = "abroad", _("移居境外了")
        CONTACT = "contact", _("只是换了电话或账户")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="reports", verbose_name=_("申领"))
    kind = models.CharField(_("情况"), max_length=8, choices=Kind.choices)
    since = models.DateField(_("从哪天起"), null=True, blank=True)
    employer = models.CharField(_("单位名称"), max_length=120, blank=True)
    at = models.DateTimeField(_("报告时间"))

    class Meta:
        verbose_name = _("情况变化报告")
        verbose_name_plural = _("情况变化报告")
        indexes = [models.Index(fields=["claim", "-at"], name="changereport_of_claim")]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.kind}"


class Inquiry(models.Model):
    """疑点核实: a match or flag that a named clerk looks into. It holds one instalment at most, with notice."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Source(models.TextChoices):
        EMPLOYER = "employer", _("有单位为其登记就业,本人未确认")
        CONTRIBUTION = "contribution", _("有单位为其缴纳社会保险")
        REFUSED = "refused", _("没有接受介绍的工作或培训")
        SHARED = "shared", _("账户、电话或住址与他人相同")
        STATISTICAL = "statistical", _("统计模型提示")

    class Outcome(models.TextChoices):
        OPEN = "open", _("核实中")
        CLEARED = "cleared", _("查无问题")
        CONFIRMED = "confirmed", _("情况属实")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="inquiries", verbose_name=_("申领"))
    source = models.CharField(_("来源"), max_length=12, choices=Source.choices)
    key = models.CharField(_("事由"), max_length=80)
    found = models.CharField(_("查到什么"), max_length=300)
    since = models.DateField(_("从哪天起"), null=True, blank=True)
    opened_at = models.DateTimeField(_("开始时间"))
    clerk = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("承办人")
    )
    held_month = models.DateField(_("暂缓的一期"), null=True, blank=True)
    held_until = models.DateField(_("最晚暂缓到"), null=True, blank=True)
    held_reason = models.CharField(_("暂缓原因"), max_length=300, blank=True)
    answer_until = models.DateField(_("答复期限"), null=True, blank=True)
    answer = SealedField(_("本人说明"), mask="text", null=True, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=9, choices=Outcome.choices, default=Outcome.OPEN)
    decision = models.CharField(_("结论说明"), max_length=300, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    letter = models.ForeignKey(
        "documents.Certificate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("告知书"),
    )

    class Meta:
        verbose_name = _("疑点核实")
        verbose_name_plural = _("疑点核实")
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "source", "key"],
                name="inquiry_once",
                violation_error_message=_("这件事已经在核实。"),
            ),
            models.CheckConstraint(
                condition=Q(held_month__isnull=True)
                | (
                    ~Q(source="statistical")
                    & ~Q(source="shared")
                    & ~Q(source="refused")
                    & Q(clerk__isnull=False, held_until__isnull=False, held_reason__gt="")
                    & Q(answer_until__isnull=False)
                ),
                name="inquiry_hold_is_reasoned",
                violation_error_message=_("暂缓发放要有具名承办人、原因、期限和答复时间;统计提示不能暂缓。"),
            ),
        ]
        indexes = [
            models.Index(fields=["claim", "held_month"], condition=Q(outcome="open"), name="inquiry_holding")
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.source}"
