import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import insurance.models.contribution
import portal.kernel.fields
import portal.kernel.ids
from portal.kernel.first_migration import FirstMigration


class Migration(FirstMigration):
    replaces = [
        ("insurance", "0001_first"),
        ("insurance", "0002_lines"),
        ("insurance", "0003_changes"),
        ("insurance", "0004_firms"),
        ("insurance", "0005_set_off"),
        ("insurance", "0006_transfers"),
    ]

    dependencies = [
        ("accounts", "0001_tables"),
        ("accounts", "__first__"),
        ("agencies", "0001_tables"),
        ("casework", "0001_tables"),
        ("documents", "0001_tables"),
        ("registration", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="BankAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("holder", portal.kernel.fields.SealedField(mask="name", verbose_name="户名")),
                ("bank", models.CharField(max_length=60, verbose_name="开户银行")),
                ("number", portal.kernel.fields.SealedField(mask="bank", verbose_name="账号")),
                ("number_index", models.BinaryField(max_length=33, verbose_name="账号索引")),
                ("given_at", models.DateTimeField(verbose_name="登记时间")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="停用时间")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_accounts",
                        to="accounts.organisation",
                        verbose_name="单位",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_accounts",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "收款账户",
                "verbose_name_plural": "收款账户",
                "indexes": [models.Index(fields=["number_index"], name="bankaccount_number")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", True), ("person__isnull", False)),
                            models.Q(("organisation__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="bankaccount_of_one",
                        violation_error_message="账户属于一个人或者一个单位。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Budget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fund",
                    models.CharField(
                        choices=[("unemployment", "失业保险基金"), ("employment", "就业补助资金")],
                        max_length=12,
                        verbose_name="资金",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="预算")),
            ],
            options={
                "verbose_name": "年度预算",
                "verbose_name_plural": "年度预算",
                "constraints": [
                    models.UniqueConstraint(fields=("fund", "year"), name="budget_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="budget_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContributionImport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.CharField(max_length=60, verbose_name="来源")),
                ("as_of", models.DateField(verbose_name="数据截至")),
                ("file_name", models.CharField(max_length=120, verbose_name="文件名")),
                ("digest", models.CharField(max_length=64, verbose_name="文件校验值")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("previewed", "已读入,待确认"),
                            ("applied", "已生效"),
                            ("undone", "已撤销"),
                            ("dropped", "未采用"),
                        ],
                        default="previewed",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="导入时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="总行数")),
                ("added", models.PositiveIntegerField(default=0, verbose_name="新增")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="更正")),
                ("same", models.PositiveIntegerField(default=0, verbose_name="相同")),
                ("refused", models.PositiveIntegerField(default=0, verbose_name="未采用的行")),
                ("effect", models.JSONField(default=dict, verbose_name="影响")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="机构",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="确认人",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="导入人",
                    ),
                ),
            ],
            options={
                "verbose_name": "缴费数据导入",
                "verbose_name_plural": "缴费数据导入",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "applied")),
                        fields=("digest",),
                        name="contributionimport_applied_once",
                        violation_error_message="这个文件已经导入过,不会重复计算。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RefundScheme",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("law_day", models.DateField(verbose_name="适用哪天的规定")),
                ("opens", models.DateField(verbose_name="开始日期")),
                ("closes", models.DateField(verbose_name="截止日期")),
                ("closes_basis", models.CharField(max_length=120, verbose_name="截止日期的依据")),
                ("closes_confidence", models.CharField(max_length=1, verbose_name="可信度")),
                ("publicity_days", models.PositiveSmallIntegerField(default=7, verbose_name="公示天数")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "办理中"), ("closed", "已截止")],
                        default="open",
                        max_length=6,
                        verbose_name="状态",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="制定时间")),
                ("matched_at", models.DateTimeField(blank=True, null=True, verbose_name="最近比对时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="机构",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="制定人",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="适用地区",
                    ),
                ),
            ],
            options={
                "verbose_name": "稳岗返还年度方案",
                "verbose_name_plural": "稳岗返还年度方案",
                "ordering": ["-year", "region"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "region"),
                        name="refundscheme_once_a_year",
                        violation_error_message="这个年度的方案已经有了。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes__gte", models.F("opens"))),
                        name="refundscheme_days_in_order",
                        violation_error_message="截止日期不能早于开始日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("publicity_days__range", (1, 60))),
                        name="refundscheme_is_public_some_days",
                        violation_error_message="公示天数填1到60。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=32, unique=True, verbose_name="批次号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("monthly", "按月发放"),
                            ("again", "退票重发"),
                            ("firms", "单位补贴"),
                            ("lump", "一次性待遇"),
                        ],
                        max_length=8,
                        verbose_name="种类",
                    ),
                ),
                (
                    "fund",
                    models.CharField(
                        choices=[("unemployment", "失业保险基金"), ("employment", "就业补助资金")],
                        default="unemployment",
                        max_length=12,
                        verbose_name="资金",
                    ),
                ),
                ("month", models.DateField(verbose_name="月份")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("made", "已生成,待复核"),
                            ("approved", "已复核,待送银行"),
                            ("sent", "已送银行"),
                            ("settled", "已回盘"),
                            ("cancelled", "已取消"),
                        ],
                        default="made",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="制单时间")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="复核时间")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="笔数")),
                (
                    "total",
                    models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name="金额"),
                ),
                ("standards", models.JSONField(default=dict, verbose_name="所用标准")),
                ("left_out", models.JSONField(default=dict, verbose_name="未发原因")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="机构",
                    ),
                ),
                (
                    "checker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="复核人",
                    ),
                ),
                (
                    "maker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="制单人",
                    ),
                ),
            ],
            options={
                "verbose_name": "发放批次",
                "verbose_name_plural": "发放批次",
                "indexes": [models.Index(fields=["state", "-made_at"], name="run_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checker__isnull", True),
                            ("maker__isnull", True),
                            models.Q(("checker", models.F("maker")), _negated=True),
                            _connector="OR",
                        ),
                        name="run_two_people",
                        violation_error_message="制单和复核不能是同一个人。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["made", "cancelled"]), ("checker__isnull", False), _connector="OR"
                        ),
                        name="run_approved_by_somebody",
                        violation_error_message="批次要由另一个人复核。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("out", "报盘"), ("back", "回盘")], max_length=4, verbose_name="方向"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="文件名")),
                ("digest", models.CharField(max_length=64, verbose_name="校验值")),
                ("count", models.PositiveIntegerField(verbose_name="笔数")),
                ("total", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="金额")),
                ("content", portal.kernel.fields.SealedField(mask="text", verbose_name="内容")),
                ("made_at", models.DateTimeField(verbose_name="时间")),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="经办人",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="insurance.run",
                        verbose_name="批次",
                    ),
                ),
            ],
            options={
                "verbose_name": "银行文件",
                "verbose_name_plural": "银行文件",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("direction", "digest"),
                        name="bankfile_once",
                        violation_error_message="这个文件已经处理过,不会重复记账。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "已申请"),
                            ("drawing", "正在领取"),
                            ("suspended", "暂停"),
                            ("stopped", "停发"),
                            ("ended", "终止"),
                        ],
                        default="asked",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("ground", models.CharField(max_length=16, verbose_name="离职原因")),
                ("last_day", models.DateField(verbose_name="最后工作日")),
                ("last_employer", models.CharField(blank=True, max_length=120, verbose_name="原单位")),
                ("seeking", models.BooleanField(verbose_name="想找工作")),
                ("retirement_kind", models.CharField(max_length=8, verbose_name="退休类别")),
                (
                    "counted",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="计算的缴费月数"),
                ),
                ("granted", models.PositiveSmallIntegerField(default=0, verbose_name="按缴费核定的月数")),
                ("merged", models.PositiveSmallIntegerField(default=0, verbose_name="并入的前次月数")),
                ("first_month", models.DateField(blank=True, null=True, verbose_name="首发月份")),
                (
                    "monthly",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="核定时的月标准"
                    ),
                ),
                ("extended_until", models.DateField(blank=True, null=True, verbose_name="延长领取至")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="停发或终止日期")),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="insurance.bankaccount",
                        verbose_name="收款账户",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="insurance_claim",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="最后参保地",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="insurance_claims",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="insurance.claim",
                        verbose_name="前次申领",
                    ),
                ),
                (
                    "residence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="常住地",
                    ),
                ),
                (
                    "spell",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="registration.spell",
                        verbose_name="失业登记",
                    ),
                ),
            ],
            options={
                "verbose_name": "失业保险金申领",
                "verbose_name_plural": "失业保险金申领",
                "indexes": [models.Index(fields=["state", "county"], name="claim_by_state")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["drawing", "suspended"])),
                        fields=("person",),
                        name="claim_one_running",
                        violation_error_message="这个人正在领取失业保险金。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "asked"),
                            models.Q(
                                ("counted__isnull", False),
                                ("county__isnull", False),
                                ("first_month__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="claim_granted_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContributionChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("contribution_id", models.BigIntegerField(verbose_name="缴费记录")),
                ("before", models.JSONField(null=True, verbose_name="原值")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="insurance.contributionimport",
                        verbose_name="导入",
                    ),
                ),
            ],
            options={
                "verbose_name": "缴费数据变动",
                "verbose_name_plural": "缴费数据变动",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "contribution_id"), name="contributionchange_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContributionLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="行号")),
                ("document_index", models.BinaryField(max_length=33, null=True, verbose_name="证件索引")),
                (
                    "employer_code",
                    models.CharField(blank=True, max_length=18, verbose_name="单位统一社会信用代码"),
                ),
                ("county_code", models.CharField(blank=True, max_length=6, verbose_name="参保地")),
                ("month", models.DateField(null=True, verbose_name="月份")),
                (
                    "base",
                    models.DecimalField(decimal_places=2, max_digits=10, null=True, verbose_name="缴费基数"),
                ),
                (
                    "unit_paid",
                    models.DecimalField(decimal_places=2, max_digits=10, null=True, verbose_name="单位缴费"),
                ),
                (
                    "own_paid",
                    models.DecimalField(decimal_places=2, max_digits=10, null=True, verbose_name="个人缴费"),
                ),
                ("problem", models.CharField(blank=True, max_length=120, verbose_name="问题")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="insurance.contributionimport",
                        verbose_name="导入",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="单位",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "缴费数据行",
                "verbose_name_plural": "缴费数据行",
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "line"), name="contributionline_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RefundBatch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="第几批")),
                ("begins", models.DateField(verbose_name="公示开始")),
                ("ends", models.DateField(verbose_name="公示结束")),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="审批时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="机构",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="审批人",
                    ),
                ),
                (
                    "shown_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="公示人",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="insurance.refundscheme",
                        verbose_name="年度方案",
                    ),
                ),
            ],
            options={
                "verbose_name": "稳岗返还公示批次",
                "verbose_name_plural": "稳岗返还公示批次",
                "ordering": ["-begins", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="refundbatch_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("begins"))),
                        name="refundbatch_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("shown_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="refundbatch_two_people",
                        violation_error_message="公示和审批不能是同一个人。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("none", "没有变化,还在找工作"),
                            ("work", "找到工作了"),
                            ("pension", "开始领养老金了"),
                            ("army", "参军了"),
                            ("abroad", "移居境外了"),
                            ("contact", "只是换了电话或账户"),
                        ],
                        max_length=8,
                        verbose_name="情况",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="从哪天起")),
                ("employer", models.CharField(blank=True, max_length=120, verbose_name="单位名称")),
                ("at", models.DateTimeField(verbose_name="报告时间")),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="insurance.claim",
                        verbose_name="申领",
                    ),
                ),
            ],
            options={
                "verbose_name": "情况变化报告",
                "verbose_name_plural": "情况变化报告",
                "indexes": [models.Index(fields=["claim", "-at"], name="changereport_of_claim")],
            },
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("employer", "有单位为其登记就业,本人未确认"),
                            ("contribution", "有单位为其缴纳社会保险"),
                            ("refused", "没有接受介绍的工作或培训"),
                            ("shared", "账户、电话或住址与他人相同"),
                            ("statistical", "统计模型提示"),
                        ],
                        max_length=12,
                        verbose_name="来源",
                    ),
                ),
                ("key", models.CharField(max_length=80, verbose_name="事由")),
                ("found", models.CharField(max_length=300, verbose_name="查到什么")),
                ("since", models.DateField(blank=True, null=True, verbose_name="从哪天起")),
                ("opened_at", models.DateTimeField(verbose_name="开始时间")),
                ("held_month", models.DateField(blank=True, null=True, verbose_name="暂缓的一期")),
                ("held_until", models.DateField(blank=True, null=True, verbose_name="最晚暂缓到")),
                ("held_reason", models.CharField(blank=True, max_length=300, verbose_name="暂缓原因")),
                ("answer_until", models.DateField(blank=True, null=True, verbose_name="答复期限")),
                (
                    "answer",
                    portal.kernel.fields.SealedField(
                        blank=True, mask="text", null=True, verbose_name="本人说明"
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("open", "核实中"), ("cleared", "查无问题"), ("confirmed", "情况属实")],
                        default="open",
                        max_length=9,
                        verbose_name="结果",
                    ),
                ),
                ("decision", models.CharField(blank=True, max_length=300, verbose_name="结论说明")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
                        to="insurance.claim",
                        verbose_name="申领",
                    ),
                ),
                (
                    "clerk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="承办人",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.certificate",
                        verbose_name="告知书",
                    ),
                ),
            ],
            options={
                "verbose_name": "疑点核实",
                "verbose_name_plural": "疑点核实",
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "open")),
                        fields=["claim", "held_month"],
                        name="inquiry_holding",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "source", "key"),
                        name="inquiry_once",
                        violation_error_message="这件事已经在核实。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_month__isnull", True),
                            models.Q(
                                models.Q(("source", "statistical"), _negated=True),
                                models.Q(("source", "shared"), _negated=True),
                                models.Q(("source", "refused"), _negated=True),
                                ("clerk__isnull", False),
                                ("held_reason__gt", ""),
                                ("held_until__isnull", False),
                                ("answer_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="inquiry_hold_is_reasoned",
                        violation_error_message="暂缓发放要有具名承办人、原因、期限和答复时间;统计提示不能暂缓。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("frozen", "冻结(停发后保留)"),
                            ("thawed", "解冻"),
                            ("moved", "并入下一次申领"),
                            ("forfeited", "不再计算"),
                            ("reopened", "恢复计算"),
                            ("extended", "延长至退休"),
                        ],
                        max_length=9,
                        verbose_name="种类",
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(verbose_name="月数")),
                ("reason", models.CharField(max_length=120, verbose_name="原因")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="insurance.claim",
                        verbose_name="申领",
                    ),
                ),
            ],
            options={
                "verbose_name": "月数账",
                "verbose_name_plural": "月数账",
                "indexes": [models.Index(fields=["claim"], name="monthentry_of_claim")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("months__gt", 0)), name="monthentry_positive")
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "benefit",
                    models.CharField(
                        choices=[
                            ("monthly", "失业保险金"),
                            ("medical", "代缴职工基本医疗保险费"),
                            ("pension", "代缴职工基本养老保险费"),
                            ("price", "价格临时补贴"),
                            ("survivors", "丧葬补助金和抚恤金"),
                            ("birth", "一次性生育补助"),
                            ("rural", "农民合同制工人一次性生活补助"),
                            ("refund", "稳岗返还"),
                            ("skill", "技能提升补贴"),
                            ("expansion", "一次性扩岗补助"),
                        ],
                        max_length=10,
                        verbose_name="待遇",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=60, verbose_name="事由")),
                ("month", models.DateField(blank=True, null=True, verbose_name="所属月份")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额")),
                (
                    "kept",
                    models.DecimalField(
                        db_default=0, decimal_places=2, default=0, max_digits=12, verbose_name="抵扣多发待遇"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("made", "待复核"),
                            ("approved", "已复核"),
                            ("sent", "已送银行"),
                            ("paid", "已到账"),
                            ("failed", "银行退回"),
                            ("cancelled", "已取消"),
                        ],
                        default="made",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("fail_reason", models.CharField(blank=True, max_length=80, verbose_name="退回原因")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="到账日期")),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="insurance.bankaccount",
                        verbose_name="收款账户",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="insurance.claim",
                        verbose_name="申领",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="单位",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="insurance.run",
                        verbose_name="批次",
                    ),
                ),
            ],
            options={
                "verbose_name": "发放明细",
                "verbose_name_plural": "发放明细",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("claim__isnull", False), models.Q(("state", "cancelled"), _negated=True)
                        ),
                        fields=("claim", "month", "benefit"),
                        name="payment_once_a_month",
                        violation_error_message="这个月的这项待遇已经发过。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("subject__gt", ""), models.Q(("state", "cancelled"), _negated=True)
                        ),
                        fields=("benefit", "subject"),
                        name="payment_once_a_subject",
                        violation_error_message="这一笔已经发过。",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="payment_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("kept__gte", 0), ("kept__lt", models.F("amount"))),
                        name="payment_keeps_a_part",
                        violation_error_message="抵扣不能超过这一笔待遇。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claim__isnull", False), ("month__isnull", False)),
                            ("subject__gt", ""),
                            _connector="OR",
                        ),
                        name="payment_for_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("in", "转入"), ("out", "转出")], max_length=3, verbose_name="方向"
                    ),
                ),
                ("place", models.CharField(max_length=60, verbose_name="对方统筹地区")),
                ("first_month", models.DateField(blank=True, null=True, verbose_name="缴费起月")),
                ("last_month", models.DateField(blank=True, null=True, verbose_name="缴费止月")),
                ("proof", models.CharField(blank=True, max_length=60, verbose_name="对方函件编号")),
                ("entitled", models.PositiveSmallIntegerField(default=0, verbose_name="随转的未领月数")),
                (
                    "money",
                    models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name="随转资金"),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                (
                    "case",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="insurance_transfer",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="insurance.claim",
                        verbose_name="随转的领取",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="本地",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="insurance_transfers",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="录入人",
                    ),
                ),
            ],
            options={
                "verbose_name": "失业保险关系转移",
                "verbose_name_plural": "失业保险关系转移",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_month__gte", models.F("first_month"))),
                        name="transfer_months_in_order",
                        violation_error_message="止月不能早于起月。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            models.Q(("first_month__isnull", False), ("last_month__isnull", False)),
                            _connector="OR",
                        ),
                        name="transfer_done_with_months",
                        violation_error_message="办结前要录入缴费起止月份。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interruption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("stopped", "停发"), ("suspended", "暂停"), ("ended", "终止")],
                        max_length=9,
                        verbose_name="种类",
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="情形")),
                ("article", models.CharField(max_length=120, verbose_name="依据")),
                ("text", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("from_day", models.DateField(verbose_name="自")),
                ("unpaid_from", models.DateField(blank=True, null=True, verbose_name="不再发放的第一个月")),
                (
                    "set_aside",
                    models.PositiveSmallIntegerField(default=0, verbose_name="冻结或不再计算的月数"),
                ),
                ("lifted_on", models.DateField(blank=True, null=True, verbose_name="解除日期")),
                (
                    "paid_again_from",
                    models.DateField(blank=True, null=True, verbose_name="恢复发放的第一个月"),
                ),
                ("made_at", models.DateTimeField(verbose_name="时间")),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interruptions",
                        to="insurance.claim",
                        verbose_name="申领",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="决定人",
                    ),
                ),
                (
                    "inquiry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="insurance.inquiry",
                        verbose_name="核实",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.certificate",
                        verbose_name="文书",
                    ),
                ),
            ],
            options={
                "verbose_name": "停发、暂停、终止",
                "verbose_name_plural": "停发、暂停、终止",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_on__isnull", True)),
                        fields=("claim",),
                        name="interruption_one_standing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fund",
                    models.CharField(
                        choices=[("unemployment", "失业保险基金"), ("employment", "就业补助资金")],
                        default="unemployment",
                        max_length=12,
                        verbose_name="资金",
                    ),
                ),
                (
                    "account",
                    models.CharField(
                        choices=[
                            ("spent", "待遇支出"),
                            ("owed", "应付待遇"),
                            ("bank", "银行存款"),
                            ("back", "应收退还"),
                        ],
                        max_length=5,
                        verbose_name="科目",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额")),
                ("step", models.CharField(max_length=10, verbose_name="步骤")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "payment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="insurance.payment",
                        verbose_name="明细",
                    ),
                ),
            ],
            options={
                "verbose_name": "基金账",
                "verbose_name_plural": "基金账",
                "indexes": [models.Index(fields=["payment"], name="ledgerentry_of_payment")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="ledgerentry_not_zero"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BankLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="行号")),
                (
                    "answer",
                    models.CharField(
                        choices=[("waiting", "等待银行"), ("paid", "成功"), ("failed", "失败")],
                        default="waiting",
                        max_length=7,
                        verbose_name="结果",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=80, verbose_name="原因")),
                (
                    "answered_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="insurance.bankfile",
                        verbose_name="回盘文件",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="insurance.bankfile",
                        verbose_name="文件",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_lines",
                        to="insurance.payment",
                        verbose_name="明细",
                    ),
                ),
            ],
            options={
                "verbose_name": "银行明细",
                "verbose_name_plural": "银行明细",
                "constraints": [
                    models.UniqueConstraint(fields=("file", "line"), name="bankline_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("answer", "waiting")),
                        fields=("payment",),
                        name="bankline_one_waiting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RefundEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("matched", "已比对"),
                            ("ineligible", "不符合条件"),
                            ("asked", "待单位确认"),
                            ("confirmed", "已确认,待公示"),
                            ("publicised", "公示中"),
                            ("objected", "有异议,核对中"),
                            ("approved", "已审批,待拨付"),
                            ("paid", "已送拨付"),
                        ],
                        default="matched",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "average_insured",
                    models.DecimalField(decimal_places=2, max_digits=10, verbose_name="年平均参保人数"),
                ),
                ("new_recipients", models.PositiveIntegerField(verbose_name="新增领金人数")),
                ("layoff_rate", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="裁员率")),
                (
                    "paid_last_year",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="上年度缴费"),
                ),
                ("paid_months", models.PositiveSmallIntegerField(verbose_name="缴费月数")),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[("sme", "中小微企业"), ("large", "大型企业")],
                        max_length=5,
                        verbose_name="规模",
                    ),
                ),
                (
                    "entity_kind",
                    models.CharField(
                        choices=[
                            ("enterprise", "企业"),
                            ("individual", "个体工商户"),
                            ("society", "社会团体"),
                            ("foundation", "基金会"),
                            ("law_firm", "律师事务所"),
                            ("service", "社会服务机构"),
                            ("dispatch", "劳务派遣单位"),
                            ("other", "其他参保单位"),
                        ],
                        max_length=10,
                        verbose_name="单位性质",
                    ),
                ),
                ("kind_confirmed", models.BooleanField(default=False, verbose_name="性质已由工作人员确认")),
                (
                    "dispatched_staff",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="派遣人数"),
                ),
                (
                    "allocation_agreed",
                    models.BooleanField(default=False, verbose_name="已与用工单位约定分配"),
                ),
                ("bad_credit", models.BooleanField(default=False, verbose_name="严重失信")),
                (
                    "bad_credit_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="失信认定依据"),
                ),
                ("inputs", models.JSONField(default=dict, verbose_name="判断所用事实")),
                ("law", models.JSONField(default=list, verbose_name="判断所用规定")),
                ("verdict", models.JSONField(default=dict, verbose_name="结论")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="返还金额"
                    ),
                ),
                ("told", models.PositiveSmallIntegerField(default=0, verbose_name="已通知次数")),
                ("told_on", models.DateField(blank=True, null=True, verbose_name="最近通知")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="单位确认时间")),
                ("declined_at", models.DateTimeField(blank=True, null=True, verbose_name="认定时间")),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="insurance.bankaccount",
                        verbose_name="收款账户",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="经办机构",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="insurance.refundbatch",
                        verbose_name="公示批次",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="参保地",
                    ),
                ),
                (
                    "declined_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="认定不符合的工作人员",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.certificate",
                        verbose_name="告知书",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="accounts.organisation",
                        verbose_name="单位",
                    ),
                ),
                (
                    "payment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="insurance.payment",
                        verbose_name="拨付",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="insurance.refundscheme",
                        verbose_name="年度方案",
                    ),
                ),
            ],
            options={
                "verbose_name": "稳岗返还",
                "verbose_name_plural": "稳岗返还",
                "indexes": [
                    models.Index(fields=["scheme", "state", "id"], name="refundentry_by_state"),
                    models.Index(fields=["batch"], name="refundentry_of_batch"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "year"),
                        name="refundentry_once_a_year",
                        violation_error_message="一个单位一年只返还一次。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ineligible"), _negated=True),
                            models.Q(("declined_by__isnull", False), ("letter__isnull", False)),
                            _connector="OR",
                        ),
                        name="refundentry_declined_by_somebody",
                        violation_error_message="认定不符合要有具名工作人员和告知书。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["confirmed", "publicised", "objected", "approved", "paid"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("account__isnull", False),
                                ("amount__gt", 0),
                                ("confirmed_at__isnull", False),
                                ("size__gt", ""),
                            ),
                            _connector="OR",
                        ),
                        name="refundentry_confirmed_whole",
                        violation_error_message="确认以后才能公示和拨付。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["publicised", "objected", "approved", "paid"]), _negated=True
                            ),
                            ("batch__isnull", False),
                            _connector="OR",
                        ),
                        name="refundentry_public_first",
                        violation_error_message="公示以后才能审批和拨付。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "paid"), _negated=True),
                            ("payment__isnull", False),
                            _connector="OR",
                        ),
                        name="refundentry_paid_by_payment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bad_credit", False), ("bad_credit_reason__gt", ""), _connector="OR"
                        ),
                        name="refundentry_credit_reasoned",
                        violation_error_message="标为严重失信要写明依据。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SkillClaim",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", portal.kernel.fields.SealedField(mask="text", verbose_name="证书编号")),
                ("number_index", models.BinaryField(max_length=33, verbose_name="证书编号索引")),
                ("occupation", models.CharField(max_length=60, verbose_name="职业(工种)")),
                ("level", models.PositiveSmallIntegerField(verbose_name="等级")),
                ("issued", models.DateField(verbose_name="核发日期")),
                ("training_subsidy", models.BooleanField(default=False, verbose_name="这本证书领过培训补贴")),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "已申请"), ("granted", "已核定"), ("revoked", "已撤销")],
                        default="asked",
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="年度")),
                ("nth", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="当年第几次")),
                ("above", models.PositiveSmallIntegerField(default=0, verbose_name="此前领过的等级")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="金额"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="insurance.bankaccount",
                        verbose_name="收款账户",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skill_claim",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "payment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="insurance.payment",
                        verbose_name="拨付",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skill_claims",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "技能提升补贴",
                "verbose_name_plural": "技能提升补贴",
                "indexes": [models.Index(fields=["number_index"], name="skillclaim_number")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "granted")),
                        fields=("number_index",),
                        name="skillclaim_certificate_once",
                        violation_error_message="这本证书已经领过补贴。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "granted")),
                        fields=("person", "occupation", "level"),
                        name="skillclaim_level_once",
                        violation_error_message="同一职业同一等级只补一次。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "granted")),
                        fields=("person", "occupation", "above"),
                        name="skillclaim_one_after_another",
                        violation_error_message="同一职业的补贴要一级一级往上领。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "granted")),
                        fields=("person", "year", "nth"),
                        name="skillclaim_times_a_year",
                        violation_error_message="今年的次数已经用完。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("above", 0), ("level__lt", models.F("above")), _connector="OR"),
                        name="skillclaim_not_lower_after_higher",
                        violation_error_message="领过同一职业更高等级的补贴,不再补低等级。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "granted"), _negated=True),
                            models.Q(("amount__gt", 0), ("nth__isnull", False), ("year__isnull", False)),
                            _connector="OR",
                        ),
                        name="skillclaim_granted_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 5))), name="skillclaim_level_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="月份")),
                ("base", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="缴费基数")),
                ("unit_paid", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="单位缴费")),
                ("own_paid", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="个人缴费")),
                ("as_of", models.DateField(verbose_name="数据截至")),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="参保地",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="accounts.organisation",
                        verbose_name="单位",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="insurance.contributionimport",
                        verbose_name="来源",
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="insurance.transfer",
                        verbose_name="转入",
                    ),
                ),
            ],
            options={
                "verbose_name": "缴费记录",
                "verbose_name_plural": "缴费记录",
                "indexes": [
                    models.Index(fields=["employer", "month"], name="contribution_of_employer"),
                    models.Index(fields=["source"], name="contribution_of_import"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "employer", "month"),
                        name="contribution_once_a_month",
                        nulls_distinct=False,
                        violation_error_message="这个人这个单位这个月已经有一条缴费记录。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("month", insurance.models.contribution.FirstOfMonth(models.F("month")))
                        ),
                        name="contribution_first_of_month",
                        violation_error_message="月份要写成当月1日。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("base__gte", 0), ("own_paid__gte", 0), ("unit_paid__gte", 0)),
                        name="contribution_not_negative",
                        violation_error_message="缴费基数和金额不能是负数。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Overpayment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("agency", "经办差错"),
                            ("person", "本人漏报"),
                            ("fraud", "骗取"),
                            ("third", "单位或其他部门的数据差错"),
                        ],
                        max_length=6,
                        verbose_name="原因类别",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="金额")),
                ("months", models.JSONField(default=list, verbose_name="涉及月份")),
                ("text", models.CharField(max_length=300, verbose_name="说明")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("found", "已发现,听取意见中"),
                            ("owed", "应退还"),
                            ("waived", "不予追回"),
                            ("settled", "已退清"),
                        ],
                        default="found",
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
                ("answer_until", models.DateField(verbose_name="答复期限")),
                ("found_at", models.DateTimeField(verbose_name="发现时间")),
                ("decision", models.CharField(blank=True, max_length=300, verbose_name="决定说明")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="决定时间")),
                (
                    "consented_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="本人同意抵扣的时间"),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overpayments",
                        to="insurance.claim",
                        verbose_name="申领",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="决定人",
                    ),
                ),
                (
                    "interruption",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overpayments",
                        to="insurance.interruption",
                        verbose_name="停发",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.certificate",
                        verbose_name="文书",
                    ),
                ),
            ],
            options={
                "verbose_name": "多发待遇",
                "verbose_name_plural": "多发待遇",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="overpayment_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "found"), ("decided_by__isnull", False), _connector="OR"
                        ),
                        name="overpayment_decided_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RefundObjection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=32, unique=True, verbose_name="编号")),
                (
                    "kind",
                    models.CharField(
                        choices=[("public", "公示异议"), ("appeal", "单位申诉")],
                        max_length=6,
                        verbose_name="种类",
                    ),
                ),
                ("text", portal.kernel.fields.SealedField(mask="text", verbose_name="内容")),
                (
                    "contact",
                    portal.kernel.fields.SealedField(
                        blank=True, mask="text", null=True, verbose_name="联系方式"
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="提出时间")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("open", "核对中"), ("upheld", "成立"), ("rejected", "不成立")],
                        default="open",
                        max_length=8,
                        verbose_name="结果",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="答复")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="答复人",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="insurance.refundentry",
                        verbose_name="单位",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "not_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="回避人",
                    ),
                ),
            ],
            options={
                "verbose_name": "稳岗返还异议",
                "verbose_name_plural": "稳岗返还异议",
                "indexes": [models.Index(fields=["entry", "outcome"], name="refundobjection_of_entry")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "appeal"), ("outcome", "open")),
                        fields=("entry",),
                        name="refundobjection_one_appeal",
                        violation_error_message="申诉已经收到,正在核对。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "appeal"), ("contact__isnull", False), _connector="OR"),
                        name="refundobjection_has_contact",
                        violation_error_message="请留下联系方式。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "open"),
                            models.Q(
                                ("answer__gt", ""),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="refundobjection_answered_by_somebody",
                        violation_error_message="答复要具名并写明理由。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by__isnull", True),
                            ("not_by__isnull", True),
                            models.Q(("answered_by", models.F("not_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="refundobjection_not_by_same",
                        violation_error_message="申诉要由另一位工作人员答复。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OverpaymentAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", portal.kernel.fields.SealedField(mask="text", verbose_name="本人说明")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "overpayment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="insurance.overpayment",
                        verbose_name="多发待遇",
                    ),
                ),
            ],
            options={
                "verbose_name": "多发待遇的本人说明",
                "verbose_name_plural": "多发待遇的本人说明",
            },
        ),
        migrations.CreateModel(
            name="Recovery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("cash", "本人退还"), ("set_off", "从以后的待遇中抵扣")],
                        max_length=7,
                        verbose_name="方式",
                    ),
                ),
                ("due", models.DateField(verbose_name="应退日期")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="金额")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                (
                    "overpayment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recoveries",
                        to="insurance.overpayment",
                        verbose_name="多发待遇",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="insurance.payment",
                        verbose_name="抵扣的明细",
                    ),
                ),
            ],
            options={
                "verbose_name": "退还",
                "verbose_name_plural": "退还",
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("done_at__isnull", True), ("how", "set_off"), ("payment__isnull", True)
                        ),
                        fields=["due"],
                        name="recovery_to_keep",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="recovery_positive")
                ],
            },
        ),
    ]
