"""Monthly contributions (缴费记录) by person and employer, and the files they came from."""

from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.ids import uuid7


class FirstOfMonth(Func):
    """The first day of a date's month, in the database."""

    template = "date_trunc('month', %(expressions)s::timestamp)::date"
    output_field = models.DateField()


class ContributionImport(models.Model):
    """A file of contributions: read and shown first, applied by somebody, undone while nothing rests on it."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("已读入,待确认")
        APPLIED = "applied", _("已生效")
        UNDONE = "undone", _("已撤销")
        DROPPED = "dropped", _("未采用")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.CharField(_("来源"), max_length=60)
    as_of = models.DateField(_("数据截至"))
    file_name = models.CharField(_("文件名"), max_length=120)
    digest = models.CharField(_("文件校验值"), max_length=64)
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.PREVIEWED)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    made_by = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("导入人"))
    made_at = models.DateTimeField(_("导入时间"))
    ended_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人")
    )
    ended_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    rows = models.PositiveIntegerField(_("总行数"), default=0)
    added = models.PositiveIntegerField(_("新增"), default=0)
    changed = models.PositiveIntegerField(_("更正"), default=0)
    same = models.PositiveIntegerField(_("相同"), default=0)
    refused = models.PositiveIntegerField(_("未采用的行"), default=0)
    effect = models.JSONField(_("影响"), default=dict)

    class Meta:
        verbose_name = _("缴费数据导入")
        verbose_name_plural = _("缴费数据导入")
        constraints = [
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(state="applied"),
                name="contributionimport_applied_once",
                violation_error_message=_("这个文件已经导入过,不会重复计算。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.as_of} {self.file_name}"


class ContributionLine(models.Model):
    """One line of a file as read: kept until the import is applied or dropped, and for its errors afterwards."""

    privileges = "SELECT, INSERT, UPDATE, DELETE"

    batch = models.ForeignKey(
        ContributionImport, models.CASCADE, related_name="lines", verbose_name=_("导入")
    )
    line = models.PositiveIntegerField(_("行号"))
    document_index = models.BinaryField(_("证件索引"), max_length=33, null=True, editable=False)
    employer_code = models.CharField(_("单位统一社会信用代码"), max_length=18, blank=True)
    county_code = models.CharField(_("参保地"), max_length=6, blank=True)
    person = models.ForeignKey(
        "accounts.Person", models.CASCADE, null=True, related_name="+", verbose_name=_("人员"), db_index=False
    )
    employer = models.ForeignKey(
        "accounts.Organisation",
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("单位"),
        db_index=False,
    )
    month = models.DateField(_("月份"), null=True)
    base = models.DecimalField(_("缴费基数"), max_digits=10, decimal_places=2, null=True)
    unit_paid = models.DecimalField(_("单位缴费"), max_digits=10, decimal_places=2, null=True)
    own_paid = models.DecimalField(_("个人缴费"), max_digits=10, decimal_places=2, null=True)
    problem = models.CharField(_("问题"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("缴费数据行")
        verbose_name_plural = _("缴费数据行")
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="contributionline_once")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.line}"


class Contribution(models.Model):
    """One month of one person with one employer. A month counts once, whoever paid it."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE, DELETE"
    merge_same = ("employer", "month")

    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="contributions", verbose_name=_("人员")
    )
    employer = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("单位"),
    )
    county = models.ForeignKey("agencies.Region", models.PROTECT, related_name="+", verbose_name=_("参保地"))
    month = models.DateField(_("月份"))
    base = models.DecimalField(_("缴费基数"), max_digits=10, decimal_places=2)
    unit_paid = models.DecimalField(_("单位缴费"), max_digits=10, decimal_places=2)
    own_paid = models.DecimalField(_("个人缴费"), max_digits=10, decimal_places=2)
    source = models.ForeignKey(
        ContributionImport,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("来源"),
    )
    transfer = models.ForeignKey(
        "insurance.Transfer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("转入"),
    )
    as_of = models.DateField(_("数据截至"))

    class Meta:
        verbose_name = _("缴费记录")
        verbose_name_plural = _("缴费记录")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "employer", "month"],
                nulls_distinct=False,
                name="contribution_once_a_month",
                violation_error_message=_("这个人这个单位这个月已经有一条缴费记录。"),
            ),
            models.CheckConstraint(
                condition=Q(month=FirstOfMonth(F("month"))),
                name="contribution_first_of_month",
                violation_error_message=_("月份要写成当月1日。"),
            ),
            models.CheckConstraint(
                condition=Q(base__gte=0, unit_paid__gte=0, own_paid__gte=0),
                name="contribution_not_negative",
                violation_error_message=_("缴费基数和金额不能是负数。"),
            ),
        ]
        indexes = [
            models.Index(fields=["employer", "month"], name="contribution_of_employer"),
            models.Index(fields=["source"], name="contribution_of_import"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.month:%Y-%m}"


class ContributionChange(models.Model):
    """What a contribution was before an import changed it; empty for one it added. An undo reads it."""

    privileges = "SELECT, INSERT"

    batch = models.ForeignKey(
        ContributionImport, models.PROTECT, related_name="changes", verbose_name=_("导入")
    )
    contribution_id = models.BigIntegerField(_("缴费记录"))
    before = models.JSONField(_("原值"), null=True)

    class Meta:
        verbose_name = _("缴费数据变动")
        verbose_name_plural = _("缴费数据变动")
        constraints = [
            models.UniqueConstraint(fields=["batch", "contribution_id"], name="contributionchange_once")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.contribution_id}"


TRANSFER = "ui-transfer"


class Transfer(models.Model):
    """Contributions and rights moved to or from another place (转移接续)."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Direction(models.TextChoices):
        IN = "in", _("转入")
        OUT = "out", _("转出")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(
        "casework.Case",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="insurance_transfer",
        verbose_name=_("办件"),
    )
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="insurance_transfers", verbose_name=_("人员")
    )
    direction = models.CharField(_("方向"), max_length=3, choices=Direction.choices)
    place = models.CharField(_("对方统筹地区"), max_length=60)
    county = models.ForeignKey("agencies.Region", models.PROTECT, related_name="+", verbose_name=_("本地"))
    first_month = models.DateField(_("缴费起月"), null=True, blank=True)
    last_month = models.DateField(_("缴费止月"), null=True, blank=True)
    claim = models.ForeignKey(
        "insurance.Claim",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="transfers",
        verbose_name=_("随转的领取"),
    )
    proof = models.CharField(_("对方函件编号"), max_length=60, blank=True)
    recorded_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("录入人")
    )
    entitled = models.PositiveSmallIntegerField(_("随转的未领月数"), default=0)
    money = models.DecimalField(_("随转资金"), max_digits=12, decimal_places=2, default=0)
    done_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("失业保险关系转移")
        verbose_name_plural = _("失业保险关系转移")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_month__gte=F("first_month")),
                name="transfer_months_in_order",
                violation_error_message=_("止月不能早于起月。"),
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(first_month__isnull=False, last_month__isnull=False),
                name="transfer_done_with_months",
                violation_error_message=_("办结前要录入缴费起止月份。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} {self.place}"
