"""Runs, payments, files to and from the bank, and the ledger of the fund.

A payment is unique by claim, month and benefit: a run made twice pays once. Every step of a payment writes its
two ledger rows in one statement, and the database refuses a statement that does not balance payment by payment.
"""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class Fund(models.TextChoices):
    UNEMPLOYMENT = "unemployment", _("失业保险基金")
    EMPLOYMENT = "employment", _("就业补助资金")


class Benefit(models.TextChoices):
    """What is paid (待遇项目)."""

    MONTHLY = "monthly", _("失业保险金")
    MEDICAL = "medical", _("代缴职工基本医疗保险费")
    PENSION = "pension", _("代缴职工基本养老保险费")
    PRICE = "price", _("价格临时补贴")
    SURVIVORS = "survivors", _("丧葬补助金和抚恤金")
    BIRTH = "birth", _("一次性生育补助")
    RURAL = "rural", _("农民合同制工人一次性生活补助")
    REFUND = "refund", _("稳岗返还")
    SKILL = "skill", _("技能提升补贴")
    EXPANSION = "expansion", _("一次性扩岗补助")


class Run(models.Model):
    """A batch (发放批次): made by one person, approved by another, sent to the bank, settled by its answer."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Kind(models.TextChoices):
        MONTHLY = "monthly", _("按月发放")
        AGAIN = "again", _("退票重发")
        FIRMS = "firms", _("单位补贴")
        LUMP = "lump", _("一次性待遇")

    class State(models.TextChoices):
        MADE = "made", _("已生成,待复核")
        APPROVED = "approved", _("已复核,待送银行")
        SENT = "sent", _("已送银行")
        SETTLED = "settled", _("已回盘")
        CANCELLED = "cancelled", _("已取消")

    number = models.CharField(_("批次号"), max_length=32, unique=True)
    kind = models.CharField(_("种类"), max_length=8, choices=Kind.choices)
    fund = models.CharField(_("资金"), max_length=12, choices=Fund.choices, default=Fund.UNEMPLOYMENT)
    month = models.DateField(_("月份"))
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.MADE)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    maker = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("制单人")
    )
    made_at = models.DateTimeField(_("制单时间"))
    checker = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("复核人")
    )
    checked_at = models.DateTimeField(_("复核时间"), null=True, blank=True)
    count = models.PositiveIntegerField(_("笔数"), default=0)
    total = models.DecimalField(_("金额"), max_digits=14, decimal_places=2, default=0)
    standards = models.JSONField(_("所用标准"), default=dict)
    left_out = models.JSONField(_("未发原因"), default=dict)

    class Meta:
        verbose_name = _("发放批次")
        verbose_name_plural = _("发放批次")
        constraints = [
            models.CheckConstraint(
                condition=Q(checker__isnull=True) | Q(maker__isnull=True) | ~Q(checker=F("maker")),
                name="run_two_people",
                violation_error_message=_("制单和复核不能是同一个人。"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["made", "cancelled"]) | Q(checker__isnull=False),
                name="run_approved_by_somebody",
                violation_error_message=_("批次要由另一个人复核。"),
            ),
        ]
        indexes = [models.Index(fields=["state", "-made_at"], name="run_by_state")]

    def __str__(self) -> str:
        return self.number


class Payment(models.Model):
    """One sum to one payee. `subject` tells payments apart that have no claim (a scheme's year, a certificate)."""

    keep_history = False  # its life is in the ledger and in the bank's lines, both append only
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        MADE = "made", _("待复核")
        APPROVED = "approved", _("已复核")
        SENT = "sent", _("已送银行")
        PAID = "paid", _("已到账")
        FAILED = "failed", _("银行退回")
        CANCELLED = "cancelled", _("已取消")

    run = models.ForeignKey(Run, models.PROTECT, related_name="payments", verbose_name=_("批次"))
    benefit = models.CharField(_("待遇"), max_length=10, choices=Benefit.choices)
    claim = models.ForeignKey(
        "insurance.Claim",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        verbose_name=_("申领"),
        db_index=False,
    )
    organisation = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("单位"),
    )
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人员")
    )
    subject = models.CharField(_("事由"), max_length=60, blank=True)
    month = models.DateField(_("所属月份"), null=True, blank=True)
    amount = models.DecimalField(_("金额"), max_digits=12, decimal_places=2)
    kept = models.DecimalField(_("抵扣多发待遇"), max_digits=12, decimal_places=2, default=0, db_default=0)
    account = models.ForeignKey(
        "insurance.BankAccount",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("收款账户"),
        db_index=False,
    )
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.MADE)
    fail_reason = models.CharField(_("退回原因"), max_length=80, blank=True)
    paid_on = models.DateField(_("到账日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("发放明细")
        verbose_name_plural = _("发放明细")
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "month", "benefit"],
                condition=Q(claim__isnull=False) & ~Q(state="cancelled"),
                name="payment_once_a_month",
                violation_error_message=_("这个月的这项待遇已经发过。"),
            ),
            models.UniqueConstraint(
                fields=["benefit", "subject"],
                condition=Q(subject__gt="") & ~Q(state="cancelled"),
                name="payment_once_a_subject",
                violation_error_message=_("这一笔已经发过。"),
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_positive"),
            models.CheckConstraint(
                condition=Q(kept__gte=0, kept__lt=F("amount")),
                name="payment_keeps_a_part",
                violation_error_message=_("抵扣不能超过这一笔待遇。"),
            ),
            models.CheckConstraint(
                condition=Q(claim__isnull=False, month__isnull=False) | Q(subject__gt=""),
                name="payment_for_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_benefit_display()} {self.amount}"

    @property
    def net(self) -> Decimal:
        """What the bank pays: the sum less what is set off, in yuan."""
        return self.amount - self.kept


class BankFile(models.Model):
    """A file sent to the bank (报盘) or received from it (回盘), with its checksum; what it says is sealed."""

    keep_history = False
    privileges = "SELECT, INSERT"

    class Direction(models.TextChoices):
        OUT = "out", _("报盘")
        BACK = "back", _("回盘")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="files", verbose_name=_("批次"))
    direction = models.CharField(_("方向"), max_length=4, choices=Direction.choices)
    name = models.CharField(_("文件名"), max_length=80, unique=True)
    digest = models.CharField(_("校验值"), max_length=64)
    count = models.PositiveIntegerField(_("笔数"))
    total = models.DecimalField(_("金额"), max_digits=14, decimal_places=2)
    content = SealedField(_("内容"), mask="text")
    made_at = models.DateTimeField(_("时间"))
    made_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )

    class Meta:
        verbose_name = _("银行文件")
        verbose_name_plural = _("银行文件")
        constraints = [
            models.UniqueConstraint(
                fields=["direction", "digest"],
                name="bankfile_once",
                violation_error_message=_("这个文件已经处理过,不会重复记账。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class BankLine(models.Model):
    """A payment's line in a file that went out, and what the bank answered to it."""

    keep_history = False
    privileges = "SELECT, INSERT, UPDATE"

    class Answer(models.TextChoices):
        WAITING = "waiting", _("等待银行")
        PAID = "paid", _("成功")
        FAILED = "failed", _("失败")

    file = models.ForeignKey(BankFile, models.PROTECT, related_name="lines", verbose_name=_("文件"))
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="bank_lines", verbose_name=_("明细"))
    line = models.PositiveIntegerField(_("行号"))
    answer = models.CharField(_("结果"), max_length=7, choices=Answer.choices, default=Answer.WAITING)
    reason = models.CharField(_("原因"), max_length=80, blank=True)
    answered_in = models.ForeignKey(
        BankFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("回盘文件")
    )

    class Meta:
        verbose_name = _("银行明细")
        verbose_name_plural = _("银行明细")
        constraints = [
            models.UniqueConstraint(fields=["file", "line"], name="bankline_once"),
            models.UniqueConstraint(
                fields=["payment"], condition=Q(answer="waiting"), name="bankline_one_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.line}"


class Account(models.TextChoices):
    """Accounts of the ledger (会计科目)."""

    SPENT = "spent", _("待遇支出")
    OWED = "owed", _("应付待遇")
    BANK = "bank", _("银行存款")
    BACK = "back", _("应收退还")


class LedgerEntry(models.Model):
    """One side of a step: yuan, positive is debit (借), negative is credit (贷). Append only."""

    keep_history = False
    privileges = "SELECT, INSERT"

    fund = models.CharField(_("资金"), max_length=12, choices=Fund.choices, default=Fund.UNEMPLOYMENT)
    account = models.CharField(_("科目"), max_length=5, choices=Account.choices)
    amount = models.DecimalField(_("金额"), max_digits=12, decimal_places=2)
    payment = models.ForeignKey(
        Payment, models.PROTECT, related_name="entries", verbose_name=_("明细"), db_index=False
    )
    step = models.CharField(_("步骤"), max_length=10)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("基金账")
        verbose_name_plural = _("基金账")
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="ledgerentry_not_zero"),
        ]
        indexes = [models.Index(fields=["payment"], name="ledgerentry_of_payment")]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"


class Budget(models.Model):
    """What a fund may spend in a year (年度预算); a run beyond it is not approved."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    fund = models.CharField(_("资金"), max_length=12, choices=Fund.choices)
    year = models.PositiveSmallIntegerField(_("年度"))
    amount = models.DecimalField(_("预算"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("年度预算")
        verbose_name_plural = _("年度预算")
        constraints = [
            models.UniqueConstraint(fields=["fund", "year"], name="budget_once_a_year"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.get_fund_display()} {self.year}"


class Overpayment(models.Model):
    """What was paid without right (多发待遇): its cause decides what may be asked back, and how."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Cause(models.TextChoices):
        AGENCY = "agency", _("经办差错")
        PERSON = "person", _("本人漏报")
        FRAUD = "fraud", _("骗取")
        THIRD = "third", _("单位或其他部门的数据差错")

    class State(models.TextChoices):
        FOUND = "found", _("已发现,听取意见中")
        OWED = "owed", _("应退还")
        WAIVED = "waived", _("不予追回")
        SETTLED = "settled", _("已退清")

    claim = models.ForeignKey(
        "insurance.Claim", models.PROTECT, related_name="overpayments", verbose_name=_("申领")
    )
    cause = models.CharField(_("原因类别"), max_length=6, choices=Cause.choices)
    amount = models.DecimalField(_("金额"), max_digits=10, decimal_places=2)
    months = models.JSONField(_("涉及月份"), default=list)
    text = models.CharField(_("说明"), max_length=300)
    state = models.CharField(_("状态"), max_length=7, choices=State.choices, default=State.FOUND)
    answer_until = models.DateField(_("答复期限"))
    found_at = models.DateTimeField(_("发现时间"))
    decided_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定人")
    )
    decision = models.CharField(_("决定说明"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    consented_at = models.DateTimeField(_("本人同意抵扣的时间"), null=True, blank=True)
    interruption = models.ForeignKey(
        "insurance.Interruption",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="overpayments",
        verbose_name=_("停发"),
    )
    letter = models.ForeignKey(
        "documents.Certificate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("文书"),
    )

    class Meta:
        verbose_name = _("多发待遇")
        verbose_name_plural = _("多发待遇")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="overpayment_positive"),
            models.CheckConstraint(
                condition=Q(state="found") | Q(decided_by__isnull=False),
                name="overpayment_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.amount}"


class OverpaymentAnswer(models.Model):
    """What the person said to an overpayment (陈述申辩), word for word; append only."""

    keep_history = False
    privileges = "SELECT, INSERT"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    overpayment = models.ForeignKey(
        Overpayment, models.PROTECT, related_name="answers", verbose_name=_("多发待遇")
    )
    text = SealedField(_("本人说明"), mask="text")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("多发待遇的本人说明")
        verbose_name_plural = _("多发待遇的本人说明")

    def __str__(self) -> str:
        return f"{self.overpayment_id}"


class Recovery(models.Model):
    """One instalment of what is to be given back: paid in, or set off against a later month."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class How(models.TextChoices):
        CASH = "cash", _("本人退还")
        SET_OFF = "set_off", _("从以后的待遇中抵扣")

    overpayment = models.ForeignKey(
        Overpayment, models.PROTECT, related_name="recoveries", verbose_name=_("多发待遇")
    )
    how = models.CharField(_("方式"), max_length=7, choices=How.choices)
    due = models.DateField(_("应退日期"))
    amount = models.DecimalField(_("金额"), max_digits=10, decimal_places=2)
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("抵扣的明细")
    )
    done_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("退还")
        verbose_name_plural = _("退还")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="recovery_positive")]
        indexes = [
            models.Index(
                fields=["due"],
                name="recovery_to_keep",
                condition=Q(how="set_off", done_at__isnull=True, payment__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.overpayment_id} {self.due} {self.amount}"
