import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.kernel.fields
import portal.kernel.ids
import registration.rules.archives
from portal.kernel.first_migration import FirstMigration


class Migration(FirstMigration):
    replaces = [
        ("registration", "0001_first"),
        ("registration", "0002_employment"),
        ("registration", "0003_archives"),
        ("registration", "0004_graduates"),
        ("registration", "0005_flexible"),
        ("registration", "0006_figures"),
    ]

    dependencies = [
        ("accounts", "0001_tables"),
        ("accounts", "__first__"),
        ("agencies", "0001_tables"),
        ("casework", "0001_tables"),
        ("documents", "0001_tables"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name="Filing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("hire", "就业登记和用工备案"), ("leave", "终止、解除劳动关系")],
                        max_length=5,
                        verbose_name="事项",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "正在读取"),
                            ("read", "待提交"),
                            ("waiting", "待审核"),
                            ("taking", "正在登记"),
                            ("done", "已办结"),
                            ("dropped", "未采用"),
                        ],
                        default="reading",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=120, verbose_name="文件名")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="行数")),
                ("bad", models.PositiveIntegerField(default=0, verbose_name="有错")),
                ("fresh", models.PositiveIntegerField(default=0, verbose_name="新登记")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="有变化")),
                ("same", models.PositiveIntegerField(default=0, verbose_name="已登记过")),
                ("late", models.PositiveIntegerField(default=0, verbose_name="超过期限")),
                ("made_at", models.DateTimeField(verbose_name="时间")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="登记机构",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employment_filing",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="accounts.organisation",
                        verbose_name="单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="用工地",
                    ),
                ),
            ],
            options={
                "verbose_name": "用工申报",
                "verbose_name_plural": "用工申报",
                "indexes": [
                    models.Index(fields=["organisation", "-made_at"], name="filing_of_unit"),
                    models.Index(
                        condition=models.Q(("state__in", ["reading", "taking"])),
                        fields=["made_at"],
                        name="filing_work",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Spell",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("employment", "就业"), ("unemployment", "失业"), ("flexible", "灵活就业")],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                ("exclusive", models.BooleanField(default=True, verbose_name="全日制")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="起止")),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hired", "被用人单位录用"),
                            ("self_employed", "从事个体经营或创办企业并领取营业执照"),
                            ("earning", "有稳定收入的劳动且收入不低于最低工资标准"),
                            ("pension", "已享受基本养老保险待遇"),
                            ("unable", "完全丧失劳动能力"),
                            ("study_army_abroad", "入学、服兵役、移居境外"),
                            ("imprisoned", "被判刑收监执行"),
                            ("no_wish", "终止就业要求或拒绝接受公共就业服务"),
                            ("no_contact", "连续六个月未与公共就业服务机构联系"),
                            ("other_law", "法律法规规定的已就业等情形"),
                            ("revoked", "登记被撤销"),
                            ("left", "劳动关系终止或解除"),
                        ],
                        max_length=18,
                        verbose_name="终止原因",
                    ),
                ),
                ("registered_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="登记机构",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spells",
                        to="accounts.organisation",
                        verbose_name="单位",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spells",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "就业失业状态",
                "verbose_name_plural": "就业失业状态",
                "indexes": [
                    models.Index(models.F("person"), models.F("kind"), name="spell_of_person"),
                    models.Index(
                        condition=models.Q(("employer__isnull", False)),
                        fields=["employer", "-registered_at"],
                        name="spell_of_unit",
                    ),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("person", "="),
                            (
                                models.Case(
                                    models.When(kind="unemployment", then=models.Value(1)),
                                    default=models.Value(0),
                                ),
                                "<>",
                            ),
                            ("period", "&&"),
                        ],
                        name="spell_work_and_unemployment_apart",
                        violation_error_message="同一天不能既登记就业又登记失业。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("exclusive", True)),
                        expressions=[("person", "="), ("period", "&&")],
                        name="spell_exclusive_once",
                        violation_error_message="这段时间已经有一条登记。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "unemployment"), _negated=True),
                            ("exclusive", True),
                            _connector="OR",
                        ),
                        name="spell_unemployment_is_exclusive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "flexible"), _negated=True),
                            ("exclusive", False),
                            _connector="OR",
                        ),
                        name="spell_flexible_is_not_exclusive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__startswith__isnull", False), ("period__isempty", False)),
                        name="spell_begins_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__endswith__isnull", True),
                            models.Q(("ending", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="spell_ended_with_a_ground",
                        violation_error_message="终止登记要写明法定原因。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="月份")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="更正原因")),
                ("counted_at", models.DateTimeField(verbose_name="统计时间")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="封账时间")),
            ],
            options={
                "verbose_name": "登记统计月份",
                "verbose_name_plural": "登记统计月份",
                "constraints": [
                    models.UniqueConstraint(fields=("month", "version"), name="figure_month_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("month",),
                        name="figure_month_open_once",
                        violation_error_message="这个月还有一份没有封账的统计。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="figure_month_corrected_with_a_reason",
                        violation_error_message="更正统计要写明原因。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="figure_month_is_a_first_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GraduateRoster",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "school_kind",
                    models.CharField(
                        choices=[
                            ("higher", "高等学校"),
                            ("vocational", "中等职业学校"),
                            ("technical", "技工学校"),
                        ],
                        max_length=10,
                        verbose_name="学校类别",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("read", "待提交"), ("done", "已登记"), ("dropped", "未采用")],
                        default="read",
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=120, verbose_name="文件名")),
                ("data", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="文件")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="行数")),
                ("bad", models.PositiveIntegerField(default=0, verbose_name="有错")),
                ("fresh", models.PositiveIntegerField(default=0, verbose_name="新登记")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="有变化")),
                ("same", models.PositiveIntegerField(default=0, verbose_name="已登记过")),
                ("tagged", models.PositiveIntegerField(default=0, verbose_name="未就业")),
                ("made_at", models.DateTimeField(verbose_name="时间")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="graduate_rosters",
                        to="accounts.organisation",
                        verbose_name="学校",
                    ),
                ),
            ],
            options={
                "verbose_name": "毕业生名册",
                "verbose_name_plural": "毕业生名册",
                "indexes": [
                    models.Index(fields=["school", "-made_at"], name="graduateroster_of_school"),
                    models.Index(
                        condition=models.Q(("data__isnull", False)),
                        fields=["made_at"],
                        name="graduateroster_kept",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GraduateSitting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("talk", "政策宣讲"),
                            ("guidance", "职业指导"),
                            ("referral", "岗位推荐"),
                            ("training", "培训或见习机会"),
                            ("other", "其他公共就业服务"),
                        ],
                        max_length=8,
                        verbose_name="办什么",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="哪天")),
                ("place", models.CharField(max_length=120, verbose_name="地点")),
                ("about", models.CharField(blank=True, max_length=200, verbose_name="内容")),
                (
                    "sheet_pages",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="签字表页数"),
                ),
                ("sheet_place", models.CharField(blank=True, max_length=80, verbose_name="签字表存放处")),
                ("opened_at", models.DateTimeField(verbose_name="开始时间")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
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
                    "clerk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="经办人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sittings",
                        to="accounts.organisation",
                        verbose_name="学校或单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "集中办理",
                "verbose_name_plural": "集中办理",
                "indexes": [models.Index(fields=["agency", "-opened_at"], name="graduatesitting_list")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            models.Q(("sheet_pages__gte", 1), models.Q(("sheet_place", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="graduatesitting_closed_with_its_sheet",
                        violation_error_message="结束前请写明签字表的页数和存放处。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonnelFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=30, unique=True, verbose_name="存档号")),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("private", "在非公有制企业或社会组织工作"),
                            ("resigned", "从机关事业单位辞职、辞退或取消录用"),
                            ("left", "和企事业单位解除或终止了劳动(聘用)关系"),
                            ("graduate", "还没有就业的高校、中专毕业生"),
                            ("abroad", "自费出国留学或因私出国(境)"),
                            ("foreign", "外国企业常驻代表机构的中方雇员"),
                            ("flexible", "自由职业或灵活就业"),
                        ],
                        max_length=8,
                        verbose_name="人员类别",
                    ),
                ),
                ("ever_cadre", models.BooleanField(verbose_name="曾任公务员、国企事业单位干部或文职")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("expected", "等待转来"),
                            ("kept", "在库"),
                            ("lent", "借出"),
                            ("travelling", "在途"),
                            ("arrived", "已收到,待入库"),
                            ("left", "已转走"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "outside",
                    models.CharField(blank=True, max_length=120, verbose_name="本系统以外的存档单位"),
                ),
                ("shelf", models.CharField(blank=True, max_length=24, verbose_name="架位")),
                ("opened_at", models.DateTimeField(verbose_name="建立时间")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="personnel_files",
                        to="agencies.agency",
                        verbose_name="存档机构",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="personnel_files",
                        to="accounts.person",
                        verbose_name="存档人",
                    ),
                ),
            ],
            options={
                "verbose_name": "人事档案",
                "verbose_name_plural": "人事档案",
                "indexes": [models.Index(fields=["agency", "state", "id"], name="personnelfile_of_agency")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person",),
                        name="personnelfile_one_per_person",
                        violation_error_message="两份记录各有一份人事档案。先核对实物,只能留一份。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("shelf", ""), _negated=True),
                        fields=("agency", "shelf"),
                        name="personnelfile_shelf_once",
                        violation_error_message="这个架位已经有档案。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agency__isnull", False),
                                ("state__in", ["kept", "lent"]),
                                models.Q(("shelf", ""), _negated=True),
                            ),
                            models.Q(models.Q(("state__in", ["kept", "lent"]), _negated=True), ("shelf", "")),
                            _connector="OR",
                        ),
                        name="personnelfile_on_a_shelf",
                        violation_error_message="在库的档案要有存档机构和架位。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agency__isnull", False),
                            models.Q(("outside", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="personnelfile_somebody_keeps_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateAsk",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("kept", "存档证明"), ("history", "经历证明"), ("kinship", "亲属关系证明")],
                        max_length=7,
                        verbose_name="证明种类",
                    ),
                ),
                ("purpose", models.CharField(max_length=120, verbose_name="用途")),
                ("wanted", models.CharField(blank=True, max_length=120, verbose_name="想证明什么")),
                ("found", models.BooleanField(null=True, verbose_name="档案里有记载")),
                (
                    "statement",
                    portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="记载内容"),
                ),
                ("looked_at", models.DateTimeField(blank=True, null=True, verbose_name="查证时间")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="archive_certificate",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "looked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="查证人一",
                    ),
                ),
                (
                    "looked_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="查证人二",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "档案证明",
                "verbose_name_plural": "档案证明",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("found__isnull", True),
                            models.Q(
                                ("looked_by__isnull", False),
                                ("looked_with__isnull", False),
                                models.Q(("looked_by", models.F("looked_with")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="certificateask_two_looked",
                        violation_error_message="查证要两个人。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FileRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("private", "在非公有制企业或社会组织工作"),
                            ("resigned", "从机关事业单位辞职、辞退或取消录用"),
                            ("left", "和企事业单位解除或终止了劳动(聘用)关系"),
                            ("graduate", "还没有就业的高校、中专毕业生"),
                            ("abroad", "自费出国留学或因私出国(境)"),
                            ("foreign", "外国企业常驻代表机构的中方雇员"),
                            ("flexible", "自由职业或灵活就业"),
                        ],
                        max_length=8,
                        verbose_name="人员类别",
                    ),
                ),
                ("ever_cadre", models.BooleanField(verbose_name="曾任公务员、国企事业单位干部或文职")),
                ("from_outside", models.CharField(blank=True, max_length=120, verbose_name="现存档单位")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file_request",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="存档地",
                    ),
                ),
                (
                    "from_county",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="现存档的县(市、区)",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "接收申请",
                "verbose_name_plural": "接收申请",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_county__isnull", True), ("from_outside", ""), _connector="OR"
                        ),
                        name="filerequest_one_place",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FilingSheet",
            fields=[
                (
                    "filing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="sheet",
                        serialize=False,
                        to="registration.filing",
                        verbose_name="申报",
                    ),
                ),
                ("data", portal.kernel.fields.SealedField(mask="text", verbose_name="文件")),
            ],
            options={
                "verbose_name": "申报文件",
                "verbose_name_plural": "申报文件",
            },
        ),
        migrations.CreateModel(
            name="Graduation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("school_name", models.CharField(max_length=120, verbose_name="学校名称")),
                (
                    "school_kind",
                    models.CharField(
                        choices=[
                            ("higher", "高等学校"),
                            ("vocational", "中等职业学校"),
                            ("technical", "技工学校"),
                        ],
                        max_length=10,
                        verbose_name="学校类别",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("doctor", "博士研究生"),
                            ("master", "硕士研究生"),
                            ("bachelor", "本科"),
                            ("college", "专科"),
                            ("secondary", "中职"),
                            ("skilled", "中级工班"),
                            ("senior", "高级工班"),
                            ("technician", "预备技师(技师)班"),
                        ],
                        max_length=10,
                        verbose_name="学历",
                    ),
                ),
                ("major", models.CharField(blank=True, max_length=60, verbose_name="专业")),
                ("graduated_on", models.DateField(verbose_name="毕业日期")),
                ("certificate_index", models.BinaryField(max_length=33, null=True, verbose_name="证书索引")),
                (
                    "destination",
                    models.CharField(
                        choices=[
                            ("unemployed", "还没有就业"),
                            ("employed", "单位就业"),
                            ("flexible", "灵活就业"),
                            ("startup", "自主创业"),
                            ("study", "升学"),
                            ("army", "入伍"),
                            ("abroad", "出国(境)"),
                        ],
                        max_length=10,
                        verbose_name="毕业去向",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=120, verbose_name="去向单位")),
                ("destination_on", models.DateField(verbose_name="去向日期")),
                (
                    "phone",
                    portal.kernel.fields.SealedField(mask="phone", null=True, verbose_name="学校留的手机"),
                ),
                ("made_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="graduations",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "roster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.graduateroster",
                        verbose_name="名册",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="graduations",
                        to="accounts.organisation",
                        verbose_name="学校",
                    ),
                ),
            ],
            options={
                "verbose_name": "毕业登记",
                "verbose_name_plural": "毕业登记",
                "indexes": [
                    models.Index(fields=["school", "-graduated_on", "id"], name="graduation_of_school")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "school", "graduated_on"),
                        name="graduation_once",
                        violation_error_message="这个人在这所学校这一天毕业,已经登记过。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("school__isnull", True)),
                        fields=("person", "school_name", "graduated_on"),
                        name="graduation_said_once",
                        violation_error_message="这次毕业已经登记过。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LostContact",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("last_heard", models.DateField(verbose_name="最近一次联系")),
                ("opened_on", models.DateField(verbose_name="列入日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("looking", "正在联系"),
                            ("notified", "已告知,等本人说明"),
                            ("found", "已联系上,登记保留"),
                            ("cancelled", "已注销"),
                        ],
                        default="looking",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("notified_on", models.DateField(blank=True, null=True, verbose_name="告知日期")),
                ("answer_until", models.DateField(blank=True, null=True, verbose_name="说明期限")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="决定时间")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
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
                    "notified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="告知人",
                    ),
                ),
                (
                    "spell",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lost_contacts",
                        to="registration.spell",
                        verbose_name="失业登记",
                    ),
                ),
            ],
            options={
                "verbose_name": "失去联系",
                "verbose_name_plural": "失去联系",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["looking", "notified"])),
                        fields=["opened_on"],
                        name="lost_contact_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["looking", "notified"])),
                        fields=("spell",),
                        name="lost_contact_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("notified_on__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="lost_contact_cancelled_by_somebody",
                        violation_error_message="注销前要先告知,并写明经办人和理由。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FileItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "material",
                    models.CharField(
                        choices=[
                            ("resume", "履历材料"),
                            ("autobiography", "自传和思想类材料"),
                            ("appraisal", "考核鉴定材料"),
                            ("education", "学历学位、职称和培训材料"),
                            ("vetting", "政审、审计和审核材料"),
                            ("party", "党、团类材料"),
                            ("honours", "表彰奖励材料"),
                            ("discipline", "第八类材料"),
                            ("service", "工资、任免、出国和会议代表材料"),
                            ("other", "其他可供参考的材料"),
                        ],
                        max_length=14,
                        verbose_name="类别",
                    ),
                ),
                ("pages", models.PositiveIntegerField(verbose_name="页数")),
                ("present", models.BooleanField(verbose_name="有")),
                ("counted_at", models.DateTimeField(verbose_name="清点时间")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="registration.personnelfile",
                        verbose_name="档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "材料类别",
                "verbose_name_plural": "材料类别",
                "constraints": [
                    models.UniqueConstraint(fields=("file", "material"), name="fileitem_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pages__gt", 0), ("present", True)),
                            models.Q(("pages", 0), ("present", False)),
                            _connector="OR",
                        ),
                        name="fileitem_pages_when_present",
                        violation_error_message="有材料的要填页数,缺的填0。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("material", "discipline"), ("present", False), _negated=True),
                        name="fileitem_none_of_kind_eight_is_missing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject_name", portal.kernel.fields.SealedField(mask="name", verbose_name="存档人姓名")),
                (
                    "subject_number",
                    portal.kernel.fields.SealedField(mask="document", verbose_name="存档人证件号码"),
                ),
                ("letter_number", models.CharField(max_length=60, verbose_name="函件文号")),
                ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("read", "查阅(在档案室里看)"),
                            ("borrow", "借阅(借出)"),
                            ("vetting", "政审(考察)"),
                        ],
                        max_length=7,
                        verbose_name="种类",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "已提出"),
                            ("approved", "已批准"),
                            ("out", "正在查(借)阅"),
                            ("returned", "已归还"),
                            ("revoked", "已撤销"),
                        ],
                        default="asked",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("purpose", models.CharField(max_length=200, verbose_name="用途")),
                ("first_reader", portal.kernel.fields.SealedField(mask="name", verbose_name="查阅人一")),
                ("second_reader", portal.kernel.fields.SealedField(mask="name", verbose_name="查阅人二")),
                ("out_at", models.DateTimeField(blank=True, null=True, verbose_name="取出时间")),
                ("due_back", models.DateField(blank=True, null=True, verbose_name="应归还日")),
                ("back_at", models.DateTimeField(blank=True, null=True, verbose_name="归还时间")),
                ("reminded_on", models.DateField(blank=True, null=True, verbose_name="催还日期")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "supervisor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="监督人",
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="收回人",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="单位",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.personnelfile",
                        verbose_name="档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "档案查(借)阅",
                "verbose_name_plural": "档案查(借)阅",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "out")), fields=["due_back"], name="consultation_out"
                    ),
                    models.Index(fields=["unit", "-asked_at"], name="consultation_of_unit"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "out")),
                        fields=("file",),
                        name="consultation_one_out",
                        violation_error_message="这份档案已经取出。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["out", "returned"]), _negated=True),
                            models.Q(
                                ("due_back__isnull", False),
                                ("file__isnull", False),
                                ("out_at__isnull", False),
                                ("supervisor__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="consultation_out_is_supervised",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "returned"), ("back_at__isnull", True), _connector="XOR"
                        ),
                        name="consultation_back_with_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterFigure",
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
                        choices=[("employment", "就业"), ("unemployment", "失业"), ("flexible", "灵活就业")],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                ("sex", models.CharField(blank=True, max_length=6, verbose_name="性别")),
                ("band", models.CharField(max_length=8, verbose_name="年龄段")),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hired", "被用人单位录用"),
                            ("self_employed", "从事个体经营或创办企业并领取营业执照"),
                            ("earning", "有稳定收入的劳动且收入不低于最低工资标准"),
                            ("pension", "已享受基本养老保险待遇"),
                            ("unable", "完全丧失劳动能力"),
                            ("study_army_abroad", "入学、服兵役、移居境外"),
                            ("imprisoned", "被判刑收监执行"),
                            ("no_wish", "终止就业要求或拒绝接受公共就业服务"),
                            ("no_contact", "连续六个月未与公共就业服务机构联系"),
                            ("other_law", "法律法规规定的已就业等情形"),
                            ("revoked", "登记被撤销"),
                            ("left", "劳动关系终止或解除"),
                        ],
                        max_length=18,
                        verbose_name="终止原因",
                    ),
                ),
                ("begun", models.PositiveIntegerField(verbose_name="本月开始")),
                ("ended", models.PositiveIntegerField(verbose_name="本月终止")),
                ("standing", models.PositiveIntegerField(verbose_name="月末在册")),
                (
                    "count",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="registration.figuremonth",
                        verbose_name="登记统计月份",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="地区",
                    ),
                ),
            ],
            options={
                "verbose_name": "登记统计",
                "verbose_name_plural": "登记统计",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("count", "region", "kind", "sex", "band", "ground"),
                        name="register_figure_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Separation",
            fields=[
                (
                    "spell",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="separation",
                        serialize=False,
                        to="registration.spell",
                        verbose_name="就业登记",
                    ),
                ),
                ("last_day", models.DateField(verbose_name="最后工作日")),
                ("ground", models.CharField(max_length=20, verbose_name="原因")),
                (
                    "said_by",
                    models.CharField(
                        choices=[("employer", "单位申报"), ("worker", "本人申报")],
                        max_length=8,
                        verbose_name="谁申报",
                    ),
                ),
                ("said_at", models.DateTimeField(verbose_name="申报时间")),
                (
                    "objected_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="本人提出异议的时间"),
                ),
                ("objection", models.CharField(blank=True, max_length=500, verbose_name="本人的说法")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="核实时间")),
                ("settlement", models.CharField(blank=True, max_length=500, verbose_name="核实结果")),
                (
                    "filing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.filing",
                        verbose_name="申报",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="核实人",
                    ),
                ),
            ],
            options={
                "verbose_name": "劳动关系终止",
                "verbose_name_plural": "劳动关系终止",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at__isnull", True),
                            models.Q(
                                ("objected_at__isnull", False),
                                ("settled_by__isnull", False),
                                models.Q(("settlement", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="separation_settled_by_somebody",
                        violation_error_message="核实异议要有经办人和理由。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FlexibleWork",
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
                            ("freelance", "灵活就业(零工、家政、摆摊等)"),
                            ("platform", "新就业形态(外卖、网约车、直播等平台)"),
                            ("self_employed", "个体经营(有营业执照)"),
                        ],
                        max_length=13,
                        verbose_name="种类",
                    ),
                ),
                ("content", models.CharField(max_length=60, verbose_name="做什么、在哪个平台")),
                (
                    "licence",
                    models.CharField(blank=True, max_length=18, verbose_name="营业执照上的统一社会信用代码"),
                ),
                (
                    "band",
                    models.CharField(
                        choices=[
                            ("unstable", "不稳定,有时够、有时不够最低工资"),
                            ("below", "稳定,但每月不到最低工资"),
                            ("above", "稳定,每月不低于最低工资"),
                        ],
                        max_length=8,
                        verbose_name="收入",
                    ),
                ),
                ("since", models.DateField(verbose_name="从哪天开始")),
                ("granted_on", models.DateField(blank=True, null=True, verbose_name="登记日期")),
                ("confirm_by", models.DateField(blank=True, null=True, verbose_name="该确认的日期")),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="提醒日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flexible_work",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="人员",
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
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flexible",
                        to="registration.spell",
                        verbose_name="登记",
                    ),
                ),
            ],
            options={
                "verbose_name": "灵活就业",
                "verbose_name_plural": "灵活就业",
                "indexes": [
                    models.Index(fields=["person", "-since"], name="flexible_of_person"),
                    models.Index(
                        condition=models.Q(("confirm_by__isnull", False), ("ended_on__isnull", True)),
                        fields=["confirm_by"],
                        name="flexible_to_confirm",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "self_employed"), _negated=True),
                            models.Q(("licence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="flexible_self_employed_has_a_licence",
                        violation_error_message="个体经营请填写营业执照上的统一社会信用代码。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("granted_on__isnull", False), _connector="OR"
                        ),
                        name="flexible_ends_after_it_was_registered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FilingLine",
            fields=[
                (
                    "key",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="新登记的编号",
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="行")),
                ("masked", models.CharField(blank=True, max_length=40, verbose_name="谁")),
                (
                    "document_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resident_id", "居民身份证"),
                            ("social_security_card", "社会保障卡"),
                            ("hmt_residence_permit", "港澳台居民居住证"),
                            ("hm_travel_permit", "港澳居民来往内地通行证"),
                            ("tw_travel_permit", "台湾居民来往大陆通行证"),
                        ],
                        max_length=24,
                        verbose_name="证件种类",
                    ),
                ),
                ("namespace", models.CharField(blank=True, max_length=24, verbose_name="号码空间")),
                ("number_index", models.BinaryField(max_length=33, null=True, verbose_name="号码索引")),
                ("name_index", models.BinaryField(max_length=33, null=True, verbose_name="姓名索引")),
                ("day", models.DateField(null=True, verbose_name="入职或离职日期")),
                ("post", models.CharField(blank=True, max_length=60, verbose_name="岗位")),
                (
                    "contract",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fixed", "固定期限"),
                            ("open", "无固定期限"),
                            ("task", "以完成一定工作任务为期限"),
                            ("part_time", "非全日制"),
                            ("dispatch", "劳务派遣"),
                        ],
                        max_length=9,
                        verbose_name="合同类型",
                    ),
                ),
                ("begins", models.DateField(null=True, verbose_name="合同开始")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="合同结束")),
                (
                    "hours",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("standard", "标准工时制"),
                            ("flexible", "不定时工作制"),
                            ("comprehensive", "综合计算工时工作制"),
                        ],
                        max_length=13,
                        verbose_name="工时制",
                    ),
                ),
                ("trial_until", models.DateField(blank=True, null=True, verbose_name="试用期至")),
                ("ground", models.CharField(blank=True, max_length=20, verbose_name="离职原因")),
                (
                    "effect",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "新登记"),
                            ("renewed", "续订合同"),
                            ("changed", "变更合同"),
                            ("ended", "终止登记"),
                            ("same", "没有变化"),
                        ],
                        max_length=8,
                        verbose_name="结果",
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=200, verbose_name="不能办的原因")),
                ("done", models.BooleanField(default=False, verbose_name="已办")),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="registration.filing",
                        verbose_name="申报",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "spell",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.spell",
                        verbose_name="登记",
                    ),
                ),
            ],
            options={
                "verbose_name": "申报明细",
                "verbose_name_plural": "申报明细",
                "constraints": [models.UniqueConstraint(fields=("filing", "line"), name="filingline_once")],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fixed", "固定期限"),
                            ("open", "无固定期限"),
                            ("task", "以完成一定工作任务为期限"),
                            ("part_time", "非全日制"),
                            ("dispatch", "劳务派遣"),
                        ],
                        max_length=9,
                        verbose_name="合同类型",
                    ),
                ),
                ("begins", models.DateField(verbose_name="开始")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="结束")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="实际终止")),
                (
                    "hours",
                    models.CharField(
                        choices=[
                            ("standard", "标准工时制"),
                            ("flexible", "不定时工作制"),
                            ("comprehensive", "综合计算工时工作制"),
                        ],
                        default="standard",
                        max_length=13,
                        verbose_name="工时制",
                    ),
                ),
                ("trial_until", models.DateField(blank=True, null=True, verbose_name="试用期至")),
                ("post", models.CharField(max_length=60, verbose_name="岗位")),
                ("renewal", models.PositiveSmallIntegerField(default=0, verbose_name="第几次续订")),
                ("filed_at", models.DateTimeField(verbose_name="备案时间")),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.filing",
                        verbose_name="申报",
                    ),
                ),
                (
                    "spell",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to="registration.spell",
                        verbose_name="就业登记",
                    ),
                ),
            ],
            options={
                "verbose_name": "劳动合同",
                "verbose_name_plural": "劳动合同",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_on__isnull", True), ("ends__isnull", False)),
                        fields=["ends"],
                        name="contract_ending",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("spell", "begins"),
                        name="contract_once",
                        violation_error_message="这份合同已经备案。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True), ("ends__gte", models.F("begins")), _connector="OR"
                        ),
                        name="contract_days_in_order",
                        violation_error_message="合同结束日期不能早于开始日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "fixed"), _negated=True),
                            ("ends__isnull", False),
                            _connector="OR",
                        ),
                        name="contract_fixed_has_an_end",
                        violation_error_message="固定期限合同要写结束日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "part_time"), _negated=True),
                            ("trial_until__isnull", True),
                            _connector="OR",
                        ),
                        name="contract_part_time_has_no_trial",
                        violation_error_message="非全日制用工不能约定试用期(劳动合同法第七十条)。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cancellation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ground", models.CharField(max_length=18, verbose_name="原因")),
                ("day", models.DateField(verbose_name="从哪天起")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cancellation",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "spell",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cancellations",
                        to="registration.spell",
                        verbose_name="失业登记",
                    ),
                ),
            ],
            options={
                "verbose_name": "失业登记注销",
                "verbose_name_plural": "失业登记注销",
            },
        ),
        migrations.CreateModel(
            name="SittingEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sheet_line", models.PositiveIntegerField(verbose_name="签字表序号")),
                ("consented", models.BooleanField(default=True, verbose_name="本人签字同意")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="registration.graduatesitting",
                        verbose_name="集中办理",
                    ),
                ),
            ],
            options={
                "verbose_name": "集中办理的人",
                "verbose_name_plural": "集中办理的人",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sitting", "person"),
                        name="sittingentry_person_once",
                        violation_error_message="这个人已经记过。",
                    ),
                    models.UniqueConstraint(
                        fields=("sitting", "sheet_line"),
                        name="sittingentry_line_once",
                        violation_error_message="签字表的这一行已经记了另一个人。",
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
                ("number", models.CharField(max_length=30, unique=True, verbose_name="转递编号")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("called", "已开调档函"),
                            ("reviewed", "转出审核通过"),
                            ("sent", "在途"),
                            ("received", "已签收"),
                            ("checked", "已核对"),
                            ("shelved", "已入库"),
                            ("closed", "已回执"),
                            ("declined", "不能转出"),
                            ("cancelled", "已取消"),
                        ],
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="原因")),
                ("from_outside", models.CharField(blank=True, max_length=120, verbose_name="转出单位")),
                ("to_outside", models.CharField(blank=True, max_length=120, verbose_name="接收单位")),
                ("due", models.DateField(blank=True, null=True, verbose_name="这一步的截止日")),
                ("reminded_on", models.DateField(blank=True, null=True, verbose_name="催办日期")),
                ("missing_told_at", models.DateTimeField(blank=True, null=True, verbose_name="缺件告知时间")),
                ("begun_at", models.DateTimeField(verbose_name="开始时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                (
                    "case",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="archive_transfer",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="registration.personnelfile",
                        verbose_name="档案",
                    ),
                ),
                (
                    "from_agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers_out",
                        to="agencies.agency",
                        verbose_name="转出机构",
                    ),
                ),
                (
                    "to_agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers_in",
                        to="agencies.agency",
                        verbose_name="接收机构",
                    ),
                ),
            ],
            options={
                "verbose_name": "档案转递",
                "verbose_name_plural": "档案转递",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["from_agency", "due"],
                        name="transfer_from",
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["to_agency", "due"],
                        name="transfer_to",
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)), fields=["due"], name="transfer_due"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    registration.rules.archives.State["CANCELLED"],
                                    registration.rules.archives.State["CLOSED"],
                                    registration.rules.archives.State["DECLINED"],
                                ),
                            ),
                            _negated=True,
                        ),
                        fields=("file",),
                        name="transfer_one_open",
                        violation_error_message="这份档案正在转递。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("from_agency__isnull", False),
                                models.Q(("from_outside", ""), _negated=True),
                                _connector="XOR",
                            ),
                            models.Q(
                                ("to_agency__isnull", False),
                                models.Q(("to_outside", ""), _negated=True),
                                _connector="XOR",
                            ),
                        ),
                        name="transfer_two_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_agency__isnull", False), ("to_agency__isnull", False), _connector="OR"
                        ),
                        name="transfer_one_end_is_here",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_agency__isnull", True),
                            ("to_agency__isnull", True),
                            models.Q(("from_agency", models.F("to_agency")), _negated=True),
                            _connector="OR",
                        ),
                        name="transfer_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            (
                                "state__in",
                                (
                                    registration.rules.archives.State["CANCELLED"],
                                    registration.rules.archives.State["CLOSED"],
                                    registration.rules.archives.State["DECLINED"],
                                ),
                            ),
                            _connector="XOR",
                        ),
                        name="transfer_ended_with_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["declined", "cancelled"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="transfer_stopped_with_a_reason",
                        violation_error_message="请写明原因。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TransferOutAsk",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject_name", portal.kernel.fields.SealedField(mask="name", verbose_name="存档人姓名")),
                (
                    "subject_number",
                    portal.kernel.fields.SealedField(mask="document", verbose_name="存档人证件号码"),
                ),
                ("letter_number", models.CharField(max_length=60, verbose_name="函件文号")),
                ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                ("issued_on", models.DateField(verbose_name="开具日期")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                ("authority", models.CharField(max_length=200, verbose_name="管档权限依据")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.personnelfile",
                        verbose_name="档案",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位调档",
                "verbose_name_plural": "单位调档",
            },
        ),
        migrations.CreateModel(
            name="UnemploymentRegistration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "retirement_kind",
                    models.CharField(
                        choices=[
                            ("male", "男职工"),
                            ("female55", "女职工(原55周岁退休:管理或专业技术岗位)"),
                            ("female50", "女职工(原50周岁退休:其他岗位)"),
                        ],
                        max_length=8,
                        verbose_name="退休类别",
                    ),
                ),
                (
                    "left_by",
                    models.CharField(
                        choices=[
                            ("never", "还没有工作过(毕业、退学等)"),
                            ("expired", "劳动合同到期"),
                            ("employer", "单位提出解除、辞退或裁员"),
                            ("resigned", "自己辞职"),
                            ("closed", "单位破产、关闭或自己的生意停了"),
                            ("land", "承包土地被征用"),
                            ("discharged", "退役"),
                            ("released", "刑满释放、戒毒等"),
                        ],
                        max_length=10,
                        verbose_name="离开原因",
                    ),
                ),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="最后工作日")),
                ("last_employer", models.CharField(blank=True, max_length=120, verbose_name="原单位")),
                ("able", models.BooleanField(verbose_name="有劳动能力")),
                ("wants_work", models.BooleanField(verbose_name="有就业要求")),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("disabled", "有残疾人证"),
                                ("low_income", "低保或低收入家庭"),
                                ("land_lost", "失地农民"),
                                ("zero_family", "家里劳动年龄的人都没有工作"),
                                ("graduate", "毕业两年内的毕业生"),
                                ("veteran", "退役军人"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="人员类别",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unemployment_registration",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="户籍地",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="人员",
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
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registration",
                        to="registration.spell",
                        verbose_name="登记",
                    ),
                ),
            ],
            options={
                "verbose_name": "失业登记",
                "verbose_name_plural": "失业登记",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_by", "never"), ("last_day__isnull", False), _connector="OR"
                        ),
                        name="unemployment_last_day_known",
                        violation_error_message="请填写最后一天上班的日期。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GraduateReception",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="graduate_reception",
                        serialize=False,
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                ("school_name", models.CharField(max_length=120, verbose_name="学校名称")),
                (
                    "school_kind",
                    models.CharField(
                        choices=[
                            ("higher", "高等学校"),
                            ("vocational", "中等职业学校"),
                            ("technical", "技工学校"),
                        ],
                        max_length=10,
                        verbose_name="学校类别",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("doctor", "博士研究生"),
                            ("master", "硕士研究生"),
                            ("bachelor", "本科"),
                            ("college", "专科"),
                            ("secondary", "中职"),
                            ("skilled", "中级工班"),
                            ("senior", "高级工班"),
                            ("technician", "预备技师(技师)班"),
                        ],
                        max_length=10,
                        verbose_name="学历",
                    ),
                ),
                ("major", models.CharField(blank=True, max_length=60, verbose_name="专业")),
                ("graduated_on", models.DateField(verbose_name="毕业日期")),
                ("certificate_index", models.BinaryField(max_length=33, null=True, verbose_name="证书索引")),
                (
                    "destination",
                    models.CharField(
                        choices=[
                            ("unemployed", "还没有就业"),
                            ("employed", "单位就业"),
                            ("flexible", "灵活就业"),
                            ("startup", "自主创业"),
                            ("study", "升学"),
                            ("army", "入伍"),
                            ("abroad", "出国(境)"),
                        ],
                        max_length=10,
                        verbose_name="毕业去向",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=120, verbose_name="去向单位")),
                (
                    "archive",
                    models.CharField(
                        choices=[
                            ("school", "还在学校"),
                            ("centre", "在人才服务机构"),
                            ("unit", "在工作单位"),
                            ("post", "正在邮寄"),
                            ("unknown", "不知道"),
                        ],
                        max_length=7,
                        verbose_name="档案在哪里",
                    ),
                ),
                ("wants_service", models.BooleanField(default=True, verbose_name="需要就业服务")),
                ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="接收时间")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="人员",
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
                    "graduation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receptions",
                        to="registration.graduation",
                        verbose_name="毕业登记",
                    ),
                ),
            ],
            options={
                "verbose_name": "毕业生接收",
                "verbose_name_plural": "毕业生接收",
            },
        ),
        migrations.CreateModel(
            name="GraduateLine",
            fields=[
                (
                    "key",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="新登记的编号",
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="行")),
                ("masked", models.CharField(blank=True, max_length=40, verbose_name="谁")),
                ("namespace", models.CharField(blank=True, max_length=24, verbose_name="号码空间")),
                (
                    "document_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resident_id", "居民身份证"),
                            ("social_security_card", "社会保障卡"),
                            ("hmt_residence_permit", "港澳台居民居住证"),
                            ("hm_travel_permit", "港澳居民来往内地通行证"),
                            ("tw_travel_permit", "台湾居民来往大陆通行证"),
                        ],
                        max_length=24,
                        verbose_name="证件种类",
                    ),
                ),
                ("number_index", models.BinaryField(max_length=33, null=True, verbose_name="号码索引")),
                ("name_index", models.BinaryField(max_length=33, null=True, verbose_name="姓名索引")),
                ("certificate_index", models.BinaryField(max_length=33, null=True, verbose_name="证书索引")),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("doctor", "博士研究生"),
                            ("master", "硕士研究生"),
                            ("bachelor", "本科"),
                            ("college", "专科"),
                            ("secondary", "中职"),
                            ("skilled", "中级工班"),
                            ("senior", "高级工班"),
                            ("technician", "预备技师(技师)班"),
                        ],
                        max_length=10,
                        verbose_name="学历",
                    ),
                ),
                ("major", models.CharField(blank=True, max_length=60, verbose_name="专业")),
                ("graduated_on", models.DateField(null=True, verbose_name="毕业日期")),
                (
                    "destination",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unemployed", "还没有就业"),
                            ("employed", "单位就业"),
                            ("flexible", "灵活就业"),
                            ("startup", "自主创业"),
                            ("study", "升学"),
                            ("army", "入伍"),
                            ("abroad", "出国(境)"),
                        ],
                        max_length=10,
                        verbose_name="毕业去向",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=120, verbose_name="去向单位")),
                ("home", models.CharField(blank=True, max_length=6, verbose_name="生源地")),
                (
                    "effect",
                    models.CharField(
                        blank=True,
                        choices=[("new", "新登记"), ("changed", "有变化"), ("same", "没有变化")],
                        max_length=7,
                        verbose_name="结果",
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=200, verbose_name="不能办的原因")),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "roster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="registration.graduateroster",
                        verbose_name="名册",
                    ),
                ),
                (
                    "graduation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.graduation",
                        verbose_name="毕业登记",
                    ),
                ),
            ],
            options={
                "verbose_name": "毕业生名册明细",
                "verbose_name_plural": "毕业生名册明细",
                "constraints": [models.UniqueConstraint(fields=("roster", "line"), name="graduateline_once")],
            },
        ),
        migrations.CreateModel(
            name="GraduateAct",
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
                            ("talk", "政策宣讲"),
                            ("guidance", "职业指导"),
                            ("referral", "岗位推荐"),
                            ("training", "培训或见习机会"),
                        ],
                        max_length=8,
                        verbose_name="服务",
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("source", models.CharField(max_length=80, verbose_name="来源")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("made_at", models.DateTimeField(verbose_name="记录时间")),
                (
                    "clerk",
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
                    "graduation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="registration.graduation",
                        verbose_name="毕业登记",
                    ),
                ),
            ],
            options={
                "verbose_name": "毕业生服务记录",
                "verbose_name_plural": "毕业生服务记录",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("graduation", "kind", "source"),
                        name="graduateact_counts_once",
                        violation_error_message="这一次已经记过。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactTry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("phone", "电话"),
                            ("sms", "短信"),
                            ("visit", "上门"),
                            ("letter", "信函"),
                            ("community", "社区(村)代为联系"),
                        ],
                        max_length=9,
                        verbose_name="方式",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="结果")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "clerk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="经办人",
                    ),
                ),
                (
                    "lost",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tries",
                        to="registration.lostcontact",
                        verbose_name="失去联系",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系记录",
                "verbose_name_plural": "联系记录",
            },
        ),
        migrations.CreateModel(
            name="PartyHandover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("in", "转入"), ("out", "转出")], max_length=3, verbose_name="方向"
                    ),
                ),
                ("letter_number", models.CharField(max_length=60, verbose_name="介绍信编号")),
                ("from_branch", models.CharField(max_length=120, verbose_name="转出党组织")),
                ("to_branch", models.CharField(max_length=120, verbose_name="接收党组织")),
                ("on", models.DateField(verbose_name="交接日期")),
                ("at", models.DateTimeField(verbose_name="记录时间")),
                (
                    "clerk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="经办人",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="registration.personnelfile",
                        verbose_name="档案",
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.transfer",
                        verbose_name="转递",
                    ),
                ),
            ],
            options={
                "verbose_name": "党员组织关系交接",
                "verbose_name_plural": "党员组织关系交接",
                "indexes": [models.Index(fields=["file", "-on"], name="partyhandover_of_file")],
            },
        ),
        migrations.CreateModel(
            name="FileMovement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=24, verbose_name="环节")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("expected", "等待转来"),
                            ("kept", "在库"),
                            ("lent", "借出"),
                            ("travelling", "在途"),
                            ("arrived", "已收到,待入库"),
                            ("left", "已转走"),
                        ],
                        max_length=10,
                        verbose_name="档案状态",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("actor_kind", models.CharField(max_length=12, verbose_name="谁")),
                ("actor_id", models.CharField(max_length=64, verbose_name="办理人编号")),
                ("actor_name", models.CharField(max_length=60, verbose_name="办理人")),
                ("agency_name", models.CharField(blank=True, max_length=120, verbose_name="机构")),
                ("text", models.CharField(max_length=300, verbose_name="怎样办的")),
                ("told", models.BooleanField(default=True, verbose_name="本人可见")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="registration.personnelfile",
                        verbose_name="档案",
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="registration.transfer",
                        verbose_name="转递",
                    ),
                ),
            ],
            options={
                "verbose_name": "档案流转",
                "verbose_name_plural": "档案流转",
                "indexes": [models.Index(fields=["file", "-at"], name="filemovement_of_file")],
            },
        ),
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cadre", models.BooleanField(verbose_name="只能机要或专人")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("confidential", "机要交通"),
                            ("courier", "专人送取"),
                            ("ems", "邮政特快专递(EMS)"),
                        ],
                        max_length=12,
                        verbose_name="转递方式",
                    ),
                ),
                ("tracking", models.CharField(max_length=60, verbose_name="机要号、邮件号或送取人")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="寄出时间")),
                ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="签收时间")),
                ("received_by", models.CharField(blank=True, max_length=60, verbose_name="签收人")),
                ("receipt", models.CharField(blank=True, max_length=60, verbose_name="回执编号")),
                ("receipt_at", models.DateTimeField(blank=True, null=True, verbose_name="回执时间")),
                (
                    "sealed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="密封人一",
                    ),
                ),
                (
                    "sealed_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="密封人二",
                    ),
                ),
                (
                    "transfer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatch",
                        to="registration.transfer",
                        verbose_name="转递",
                    ),
                ),
            ],
            options={
                "verbose_name": "寄送",
                "verbose_name_plural": "寄送",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cadre", True), ("way", "ems"), _negated=True),
                        name="dispatch_no_ems_for_cadres",
                        violation_error_message="这份档案只能走机要或专人。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("sealed_by__isnull", True),
                                ("sealed_with__isnull", True),
                                ("sent_at__isnull", True),
                            ),
                            models.Q(
                                ("sealed_by__isnull", False),
                                ("sealed_with__isnull", False),
                                ("sent_at__isnull", False),
                                models.Q(("sealed_by", models.F("sealed_with")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="dispatch_sealed_by_two",
                        violation_error_message="密封要两个人。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("receipt_at__isnull", True), ("received_at__isnull", False), _connector="OR"
                        ),
                        name="dispatch_receipt_after_arrival",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TransferLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="调档函文号")),
                ("issued_on", models.DateField(verbose_name="开具日期")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                ("seen_on", models.DateField(verbose_name="见函日期")),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.certificate",
                        verbose_name="文书",
                    ),
                ),
                (
                    "transfer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter",
                        to="registration.transfer",
                        verbose_name="转递",
                    ),
                ),
            ],
            options={
                "verbose_name": "调档函",
                "verbose_name_plural": "调档函",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="transferletter_valid_after_issue",
                        violation_error_message="有效期不能早于开具日期。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnemployedGraduate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="列入日期")),
                ("until", models.DateField(verbose_name="择业期至")),
                ("first_contact_due", models.DateField(verbose_name="首次联系期限")),
                ("contacted_on", models.DateField(blank=True, null=True, verbose_name="首次联系上")),
                (
                    "wish",
                    models.CharField(
                        choices=[
                            ("unknown", "还没问到意愿"),
                            ("wants", "需要服务"),
                            ("no_wish", "暂时不需要"),
                            ("lost", "失联"),
                        ],
                        default="unknown",
                        max_length=7,
                        verbose_name="服务意愿",
                    ),
                ),
                ("wish_on", models.DateField(blank=True, null=True, verbose_name="意愿日期")),
                ("wish_note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hired", "已办就业登记"),
                            ("said_works", "本人说已就业"),
                            ("school", "学校报来新去向"),
                            ("study", "升学"),
                            ("army", "入伍"),
                            ("abroad", "出国(境)"),
                            ("expired", "择业期满"),
                            ("mistake", "登记有误"),
                        ],
                        max_length=10,
                        verbose_name="结束原因",
                    ),
                ),
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
                    "graduation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tags",
                        to="registration.graduation",
                        verbose_name="毕业登记",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="服务专员",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unemployed_graduate",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="服务地",
                    ),
                ),
            ],
            options={
                "verbose_name": "未就业毕业生",
                "verbose_name_plural": "未就业毕业生",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=["agency", "until", "id"],
                        name="unemployedgraduate_list",
                    ),
                    models.Index(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=["until"],
                        name="unemployedgraduate_clock",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on__isnull", True), ("ending", "")),
                            models.Q(("ended_on__isnull", False), models.Q(("ending", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="unemployedgraduate_ended_with_a_ground",
                        violation_error_message="结束要写明原因。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("wish", "no_wish"), _negated=True),
                            ("wish_on__isnull", False),
                            _connector="OR",
                        ),
                        name="unemployedgraduate_wish_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GraduateContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "电话"),
                            ("message", "短信"),
                            ("visit", "上门"),
                            ("school", "经学校"),
                        ],
                        max_length=7,
                        verbose_name="方式",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("reached", "联系上了"),
                            ("no_answer", "没人接或没回"),
                            ("wrong", "号码或地址不对"),
                        ],
                        max_length=9,
                        verbose_name="结果",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "clerk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="经办人",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="registration.unemployedgraduate",
                        verbose_name="毕业生",
                    ),
                ),
            ],
            options={
                "verbose_name": "毕业生联系记录",
                "verbose_name_plural": "毕业生联系记录",
                "indexes": [models.Index(fields=["tag", "-at"], name="graduatecontact_of_tag")],
            },
        ),
    ]
