"""劳动用工: what a unit files of the people it hires and lets go, and the labour contracts between them.

A `Filing` is one act of a unit (one person, or a file of up to 100,000 lines) with one case and one receipt. Its
lines are staged, held against the register, and taken; a line that was taken is forgotten, one that was not
keeps its reason. The status itself stands in `Spell`.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.identity import DocumentKind
from portal.kernel.ids import uuid7

EMPLOYMENT = "employment-registration"
TERMINATION = "employment-termination-filing"


class ContractKind(models.TextChoices):
    """中华人民共和国劳动合同法 第十二条, 第五十八条, 第六十八条."""

    FIXED = "fixed", _("固定期限")
    OPEN = "open", _("无固定期限")
    TASK = "task", _("以完成一定工作任务为期限")
    PART_TIME = "part_time", _("非全日制")
    DISPATCH = "dispatch", _("劳务派遣")


class Hours(models.TextChoices):
    """中华人民共和国劳动法 第三十六条, 第三十九条."""

    STANDARD = "standard", _("标准工时制")
    FLEXIBLE = "flexible", _("不定时工作制")
    COMPREHENSIVE = "comprehensive", _("综合计算工时工作制")


class Filing(models.Model):
    """One act of a unit: hiring (就业登记+劳动用工备案) or ending (终止、解除劳动关系备案)."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Kind(models.TextChoices):
        HIRE = "hire", _("就业登记和用工备案")
        LEAVE = "leave", _("终止、解除劳动关系")

    class State(models.TextChoices):
        READING = "reading", _("正在读取")
        READ = "read", _("待提交")
        WAITING = "waiting", _("待审核")
        TAKING = "taking", _("正在登记")
        DONE = "done", _("已办结")
        DROPPED = "dropped", _("未采用")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="filings", verbose_name=_("单位")
    )
    kind = models.CharField(_("事项"), max_length=5, choices=Kind.choices)
    region = models.ForeignKey("agencies.Region", models.PROTECT, related_name="+", verbose_name=_("用工地"))
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("登记机构")
    )
    case = models.OneToOneField(
        "casework.Case",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="employment_filing",
        verbose_name=_("办件"),
    )
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.READING)
    file_name = models.CharField(_("文件名"), max_length=120, blank=True)
    total = models.PositiveIntegerField(_("行数"), default=0)
    bad = models.PositiveIntegerField(_("有错"), default=0)
    fresh = models.PositiveIntegerField(_("新登记"), default=0)
    changed = models.PositiveIntegerField(_("有变化"), default=0)
    same = models.PositiveIntegerField(_("已登记过"), default=0)
    late = models.PositiveIntegerField(_("超过期限"), default=0)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("经办人")
    )
    made_at = models.DateTimeField(_("时间"))
    finished_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("用工申报")
        verbose_name_plural = _("用工申报")
        indexes = [
            models.Index(fields=["organisation", "-made_at"], name="filing_of_unit"),
            models.Index(
                fields=["made_at"], name="filing_work", condition=Q(state__in=["reading", "taking"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.file_name}"


class FilingSheet(models.Model):
    """The file as it was handed in, sealed: names and numbers stand nowhere else until a line is taken."""

    privileges = "SELECT, INSERT, UPDATE, DELETE"

    filing = models.OneToOneField(
        Filing, models.PROTECT, primary_key=True, related_name="sheet", verbose_name=_("申报")
    )
    data = SealedField(_("文件"))

    class Meta:
        verbose_name = _("申报文件")
        verbose_name_plural = _("申报文件")

    def __str__(self) -> str:
        return str(self.filing_id)


class FilingLine(models.Model):
    """A line read: typed cells, who it speaks of, what it would do. Numbers and names only as blind indexes."""

    privileges = "SELECT, INSERT, UPDATE, DELETE"

    class Effect(models.TextChoices):
        NEW = "new", _("新登记")
        RENEWED = "renewed", _("续订合同")
        CHANGED = "changed", _("变更合同")
        ENDED = "ended", _("终止登记")
        SAME = "same", _("没有变化")

    key = models.UUIDField(_("新登记的编号"), primary_key=True, default=uuid7, editable=False)
    filing = models.ForeignKey(  # no index of its own: filingline_once begins with it
        Filing, models.PROTECT, related_name="lines", verbose_name=_("申报"), db_index=False
    )
    line = models.PositiveIntegerField(_("行"))
    masked = models.CharField(_("谁"), max_length=40, blank=True)
    document_kind = models.CharField(_("证件种类"), max_length=24, choices=DocumentKind.choices, blank=True)
    namespace = models.CharField(_("号码空间"), max_length=24, blank=True)
    number_index = models.BinaryField(_("号码索引"), max_length=33, null=True, editable=False)
    name_index = models.BinaryField(_("姓名索引"), max_length=33, null=True, editable=False)
    person = (
        models.ForeignKey(  # staged: neither index nor constraint, or every line would pay for them thrice
            "accounts.Person",
            models.PROTECT,
            null=True,
            blank=True,
            related_name="+",
            verbose_name=_("人员"),
            db_index=False,
            db_constraint=False,
        )
    )
    day = models.DateField(_("入职或离职日期"), null=True)
    post = models.CharField(_("岗位"), max_length=60, blank=True)
    contract = models.CharField(_("合同类型"), max_length=9, choices=ContractKind.choices, blank=True)
    begins = models.DateField(_("合同开始"), null=True)
    ends = models.DateField(_("合同结束"), null=True, blank=True)
    hours = models.CharField(_("工时制"), max_length=13, choices=Hours.choices, blank=True)
    trial_until = models.DateField(_("试用期至"), null=True, blank=True)
    ground = models.CharField(_("离职原因"), max_length=20, blank=True)
    spell = models.ForeignKey(
        "registration.Spell",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("登记"),
        db_index=False,
        db_constraint=False,
    )
    effect = models.CharField(_("结果"), max_length=8, choices=Effect.choices, blank=True)
    problem = models.CharField(_("不能办的原因"), max_length=200, blank=True)
    done = models.BooleanField(_("已办"), default=False)

    class Meta:
        verbose_name = _("申报明细")
        verbose_name_plural = _("申报明细")
        constraints = [models.UniqueConstraint(fields=["filing", "line"], name="filingline_once")]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.line}"


class Contract(models.Model):
    """A labour contract (劳动合同) as filed: what was agreed, from when to when; changes are kept as history."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.BigAutoField(primary_key=True)
    spell = models.ForeignKey(
        "registration.Spell", models.PROTECT, related_name="contracts", verbose_name=_("就业登记")
    )
    kind = models.CharField(_("合同类型"), max_length=9, choices=ContractKind.choices)
    begins = models.DateField(_("开始"))
    ends = models.DateField(_("结束"), null=True, blank=True)
    ended_on = models.DateField(_("实际终止"), null=True, blank=True)
    hours = models.CharField(_("工时制"), max_length=13, choices=Hours.choices, default=Hours.STANDARD)
    trial_until = models.DateField(_("试用期至"), null=True, blank=True)
    post = models.CharField(_("岗位"), max_length=60)
    renewal = models.PositiveSmallIntegerField(_("第几次续订"), default=0)
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="+", verbose_name=_("申报"))
    filed_at = models.DateTimeField(_("备案时间"))

    class Meta:
        verbose_name = _("劳动合同")
        verbose_name_plural = _("劳动合同")
        constraints = [
            models.UniqueConstraint(
                fields=["spell", "begins"],
                name="contract_once",
                violation_error_message=_("这份合同已经备案。"),
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="contract_days_in_order",
                violation_error_message=_("合同结束日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=~Q(kind="fixed") | Q(ends__isnull=False),
                name="contract_fixed_has_an_end",
                violation_error_message=_("固定期限合同要写结束日期。"),
            ),
            models.CheckConstraint(
                condition=~Q(kind="part_time") | Q(trial_until__isnull=True),
                name="contract_part_time_has_no_trial",
                violation_error_message=_("非全日制用工不能约定试用期(劳动合同法第七十条)。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends"],
                name="contract_ending",
                condition=Q(ended_on__isnull=True, ends__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.begins}—{self.ends or ''}"


class Separation(models.Model):
    """How an employment ended: the ground of the law that decides over the worker's benefit, and who said so."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Said(models.TextChoices):
        EMPLOYER = "employer", _("单位申报")
        WORKER = "worker", _("本人申报")

    spell = models.OneToOneField(
        "registration.Spell",
        models.PROTECT,
        primary_key=True,
        related_name="separation",
        verbose_name=_("就业登记"),
    )
    last_day = models.DateField(_("最后工作日"))
    ground = models.CharField(_("原因"), max_length=20)
    said_by = models.CharField(_("谁申报"), max_length=8, choices=Said.choices)
    filing = models.ForeignKey(
        Filing, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("申报")
    )
    said_at = models.DateTimeField(_("申报时间"))
    objected_at = models.DateTimeField(_("本人提出异议的时间"), null=True, blank=True)
    objection = models.CharField(_("本人的说法"), max_length=500, blank=True)
    settled_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核实人")
    )
    settled_at = models.DateTimeField(_("核实时间"), null=True, blank=True)
    settlement = models.CharField(_("核实结果"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("劳动关系终止")
        verbose_name_plural = _("劳动关系终止")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True)
                | Q(settled_by__isnull=False, objected_at__isnull=False) & ~Q(settlement=""),
                name="separation_settled_by_somebody",
                violation_error_message=_("核实异议要有经办人和理由。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.ground} {self.last_day}"
