import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.kernel.fields
import portal.kernel.ids
from portal.kernel.first_migration import FirstMigration


class Migration(FirstMigration):
    replaces = [
        ("casework", "0001_first"),
        ("casework", "0002_the_whole_case"),
        ("casework", "0003_the_clock_as_start_and_days"),
        ("casework", "0004_offers"),
        ("casework", "0005_linked"),
    ]

    dependencies = [
        ("accounts", "0001_tables"),
        ("accounts", "__first__"),
        ("agencies", "0001_tables"),
        ("documents", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceItem",
            fields=[
                (
                    "code",
                    models.SlugField(max_length=60, primary_key=True, serialize=False, verbose_name="代码"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="事项名称")),
                ("alias", models.CharField(blank=True, max_length=120, verbose_name="别名")),
                ("checklist", models.CharField(max_length=4, verbose_name="清单项")),
                ("official", models.BooleanField(default=False, verbose_name="目录标准名称")),
                ("app", models.CharField(max_length=40, verbose_name="所属应用")),
                (
                    "applicant",
                    models.CharField(
                        choices=[
                            ("person", "个人"),
                            ("employer", "单位"),
                            ("both", "个人或单位"),
                            ("agency", "机构"),
                        ],
                        max_length=10,
                        verbose_name="服务对象",
                    ),
                ),
                (
                    "channels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        default=list,
                        size=None,
                        verbose_name="办理渠道",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(verbose_name="承诺天数")),
                (
                    "days_unit",
                    models.CharField(
                        choices=[("wd", "工作日"), ("d", "自然日")],
                        default="wd",
                        max_length=2,
                        verbose_name="单位",
                    ),
                ),
                (
                    "days_start",
                    models.CharField(
                        choices=[("receipt", "自收件之日起"), ("acceptance", "自受理之日起")],
                        max_length=10,
                        verbose_name="起算",
                    ),
                ),
                ("days_confidence", models.CharField(default="D", max_length=1, verbose_name="天数可信度")),
                ("days_note", models.CharField(blank=True, max_length=200, verbose_name="天数说明")),
                ("four_eyes", models.BooleanField(default=False, verbose_name="收件与决定分开")),
                (
                    "inquiry_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="需要调查时的天数"),
                ),
                ("conditions", models.TextField(verbose_name="谁能办")),
                ("decide", models.CharField(max_length=120, verbose_name="决定机构")),
                ("accept", models.CharField(max_length=120, verbose_name="受理机构")),
                ("result_kind", models.CharField(max_length=12, verbose_name="结果种类")),
                ("result", models.CharField(max_length=200, verbose_name="办理结果")),
                ("guide", models.JSONField(default=dict, verbose_name="指南内容")),
                ("number_prefix", models.CharField(default="BJ", max_length=4, verbose_name="编号前缀")),
                (
                    "path",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("review", "初审"), ("recheck", "复核"), ("publicise", "公示")],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="审批环节",
                    ),
                ),
                ("publicity_days", models.PositiveSmallIntegerField(default=5, verbose_name="公示工作日")),
                ("verify_sample", models.PositiveSmallIntegerField(default=0, verbose_name="承诺核查比例%")),
                (
                    "archive_class",
                    models.CharField(
                        choices=[("permanent", "永久"), ("thirty", "30年"), ("ten", "10年")],
                        default="permanent",
                        max_length=9,
                        verbose_name="档案保管期限",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="启用")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="县级以上政府自己设立的事项才填(附件十一)。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_items",
                        to="agencies.agency",
                        verbose_name="设立机构",
                    ),
                ),
            ],
            options={
                "verbose_name": "服务事项",
                "verbose_name_plural": "服务事项",
                "ordering": ["position", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days_confidence__in", ["A", "B", "C", "D"])),
                        name="item_confidence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verify_sample__lte", 100)),
                        name="item_sample_is_a_percentage",
                        violation_error_message="核查比例在0到100之间。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ElectronicService",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="确认书内容")),
                ("agreed_at", models.DateTimeField(verbose_name="确认时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="取消时间")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="electronic_services",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "电子送达确认书",
                "verbose_name_plural": "电子送达确认书",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("person",),
                        name="electronicservice_one_living",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Outage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("begins", models.DateTimeField(verbose_name="开始")),
                ("ends", models.DateTimeField(verbose_name="结束")),
                ("note", models.CharField(max_length=200, verbose_name="情况")),
                ("halls_too", models.BooleanField(default=False, verbose_name="窗口也停办")),
                ("noted_at", models.DateTimeField(verbose_name="登记时间")),
                ("moved", models.PositiveIntegerField(default=0, verbose_name="顺延件数")),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "系统中断",
                "verbose_name_plural": "系统中断",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("begins"))),
                        name="outage_ends_after_it_begins",
                        violation_error_message="结束时间要晚于开始时间。",
                    ),
                    models.UniqueConstraint(
                        fields=("begins", "ends"),
                        name="outage_once",
                        violation_error_message="这次中断已经登记过。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReasonCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("send_back", "补正"),
                            ("decline", "不予受理"),
                            ("refuse", "不予准予"),
                            ("revoke", "撤销"),
                            ("suspend", "中止"),
                        ],
                        max_length=10,
                        verbose_name="用于",
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="代码")),
                ("text", models.CharField(max_length=200, verbose_name="告知当事人的话")),
                ("article", models.CharField(max_length=200, verbose_name="依据条款")),
                ("next_step", models.CharField(blank=True, max_length=200, verbose_name="下一步")),
                ("page", models.CharField(blank=True, max_length=40, verbose_name="要补正的问题")),
                ("active", models.BooleanField(default=True, verbose_name="启用")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reasons",
                        to="casework.serviceitem",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "原因码",
                "verbose_name_plural": "原因码",
                "ordering": ["item", "use", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "use", "code"), name="reason_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("text__startswith", "其他"), _negated=True),
                        name="reason_is_not_other",
                        violation_error_message="原因要写明,不能是“其他”。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", ""), _negated=True),
                        name="reason_has_article",
                        violation_error_message="原因要写明依据条款。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="版本")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "编辑中"),
                            ("proposed", "待发布"),
                            ("published", "已发布"),
                            ("dropped", "已作废"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("from_day", models.DateField(verbose_name="生效日")),
                ("name", models.CharField(max_length=120, verbose_name="事项名称")),
                ("conditions", models.TextField(verbose_name="谁能办")),
                ("accept", models.CharField(max_length=120, verbose_name="在哪办")),
                ("decide", models.CharField(max_length=120, verbose_name="谁决定")),
                ("result", models.CharField(max_length=200, verbose_name="办理结果")),
                (
                    "materials",
                    models.TextField(
                        blank=True, help_text="一行一样;不用带就空着。", verbose_name="要带什么"
                    ),
                ),
                ("basis", models.TextField(help_text="一行一条,写到条款。", verbose_name="依据")),
                ("route", models.TextField(help_text="一行一步。", verbose_name="怎么办")),
                (
                    "questions_answers",
                    models.TextField(blank=True, help_text="问和答各一行,交替写。", verbose_name="常见问题"),
                ),
                ("days", models.PositiveSmallIntegerField(verbose_name="承诺天数(工作日)")),
                (
                    "days_start",
                    models.CharField(
                        choices=[("receipt", "自收件之日起"), ("acceptance", "自受理之日起")],
                        default="receipt",
                        max_length=10,
                        verbose_name="起算",
                    ),
                ),
                (
                    "path",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("review", "初审"), ("recheck", "复核"), ("publicise", "公示")],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="审批环节",
                    ),
                ),
                ("publicity_days", models.PositiveSmallIntegerField(default=5, verbose_name="公示工作日")),
                ("commitment", models.TextField(blank=True, verbose_name="承诺内容")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="发布时间"),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="编辑人",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发布人",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="casework.serviceitem",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "事项版本",
                "verbose_name_plural": "事项版本",
                "ordering": ["item", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "number"), name="itemversion_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "published")),
                        fields=("item", "from_day"),
                        name="itemversion_one_per_day",
                        violation_error_message="这一天已有一个版本生效。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            models.Q(
                                ("published_at__isnull", False),
                                ("published_by__isnull", False),
                                models.Q(("published_by", models.F("prepared_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="itemversion_published_by_another",
                        violation_error_message="编辑人不能发布自己的版本,请另一位管理员发布。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Phrase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="数字键")),
                ("text", models.CharField(max_length=120, verbose_name="常用语")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phrases",
                        to="casework.serviceitem",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "常用补正语",
                "verbose_name_plural": "常用补正语",
                "ordering": ["item", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "position"), name="phrase_one_per_key"),
                    models.CheckConstraint(
                        condition=models.Q(("position__range", (1, 9))),
                        name="phrase_on_a_number_key",
                        violation_error_message="数字键是1到9。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("benefit", models.CharField(max_length=60, verbose_name="待遇")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待本人看"),
                            ("taken", "本人去办了"),
                            ("dismissed", "本人不需要"),
                            ("gone", "条件已变化"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="月数")),
                (
                    "monthly",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="每月"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="合计"
                    ),
                ),
                ("article", models.CharField(blank=True, max_length=300, verbose_name="依据")),
                ("found_on", models.DateField(verbose_name="发现日期")),
                ("seen_on", models.DateField(verbose_name="最近一次仍符合")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.serviceitem",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "可享受的待遇",
                "verbose_name_plural": "可享受的待遇",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "gone"), _negated=True),
                        fields=("person", "benefit"),
                        name="offer_once",
                        violation_error_message="这一项已经提示过。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "省"), (2, "市(州)"), (3, "县"), (4, "乡镇(街道)"), (5, "村(社区)")],
                        verbose_name="层级",
                    ),
                ),
                ("take", models.BooleanField(default=False, verbose_name="受理")),
                ("review", models.BooleanField(default=False, verbose_name="审核")),
                ("decide", models.BooleanField(default=False, verbose_name="决定")),
                ("assist", models.BooleanField(default=False, verbose_name="代办")),
                ("advise", models.BooleanField(default=True, verbose_name="咨询")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="levels",
                        to="casework.serviceitem",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "事项层级",
                "verbose_name_plural": "事项层级矩阵",
                "ordering": ["item", "level"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "level"), name="itemlevel_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", 5), _negated=True),
                            models.Q(("decide", False), ("review", False)),
                            _connector="OR",
                        ),
                        name="itemlevel_village_never_decides",
                        violation_error_message="村(社区)只能受理、代办和咨询,不能审核决定。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitmentText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("body", models.TextField(verbose_name="承诺内容")),
                ("consequences", models.TextField(verbose_name="不实后果")),
                ("text_hash", models.CharField(editable=False, max_length=64, verbose_name="文本摘要")),
                ("from_day", models.DateField(verbose_name="启用日期")),
                ("until_day", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="casework.serviceitem",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "承诺书版本",
                "verbose_name_plural": "承诺书版本",
                "ordering": ["item", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "version"), name="commitmenttext_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=24, unique=True, verbose_name="办件编号")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "已提交"),
                            ("returned", "待补正"),
                            ("accepted", "已受理"),
                            ("declined", "不予受理"),
                            ("reviewed", "已初审"),
                            ("rechecked", "已复核"),
                            ("publicised", "公示中"),
                            ("suspended", "已中止"),
                            ("granted", "已准予"),
                            ("refused", "不予准予"),
                            ("closed", "已办结"),
                            ("revoked", "已撤销"),
                            ("withdrawn", "已撤回"),
                            ("lapsed", "逾期失效"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("online", "网上"),
                            ("window", "窗口"),
                            ("kiosk", "自助机"),
                            ("agent", "代办"),
                            ("visit", "上门"),
                            ("group", "集中"),
                            ("phone", "电话视频"),
                        ],
                        max_length=8,
                        verbose_name="渠道",
                    ),
                ),
                ("subject_key", models.CharField(blank=True, max_length=64, verbose_name="办理对象")),
                ("responsible_path", models.CharField(max_length=80, verbose_name="决定机构路径")),
                ("taken_path", models.CharField(max_length=80, verbose_name="收件机构路径")),
                ("submitted_at", models.DateTimeField(verbose_name="提交时间")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="受理时间")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="决定时间")),
                ("by_rule", models.BooleanField(default=False, verbose_name="系统按规则办结")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                ("due", models.DateField(blank=True, null=True, verbose_name="承诺办结日")),
                ("due_provisional", models.BooleanField(default=False, verbose_name="暂定")),
                ("clock_from", models.DateField(blank=True, null=True, verbose_name="起算日")),
                (
                    "clock_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="承诺工作日"),
                ),
                ("stopped_at", models.DateField(blank=True, null=True, verbose_name="停钟日")),
                ("returned_until", models.DateField(blank=True, null=True, verbose_name="补正期限")),
                ("decision", models.JSONField(default=dict, verbose_name="决定依据")),
                (
                    "assignee",
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
                    "issue_at",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="出件机构",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="accounts.organisation",
                        verbose_name="申请单位",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="accounts.person",
                        verbose_name="申请人",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="agencies.agency",
                        verbose_name="决定机构",
                    ),
                ),
                (
                    "taken_at",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="收件机构",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="收件人",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="casework.itemversion",
                        verbose_name="事项版本",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.reasoncode",
                        verbose_name="原因",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="casework.serviceitem",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "办件",
                "verbose_name_plural": "办件",
                "indexes": [
                    models.Index(
                        django.contrib.postgres.indexes.OpClass(
                            "responsible_path", name="varchar_pattern_ops"
                        ),
                        models.F("due"),
                        models.F("id"),
                        condition=models.Q(
                            ("state__in", ["submitted", "accepted", "reviewed", "rechecked", "publicised"])
                        ),
                        name="case_queue",
                    ),
                    models.Index(
                        models.F("due"),
                        models.F("id"),
                        condition=models.Q(
                            ("state__in", ["submitted", "accepted", "reviewed", "rechecked", "publicised"])
                        ),
                        name="case_due",
                    ),
                    models.Index(fields=["person", "-submitted_at"], name="case_of_person"),
                    models.Index(fields=["issue_at", "-decided_at"], name="case_to_hand_out"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", True), ("organisation__isnull", True), _connector="XOR"
                        ),
                        name="case_exactly_one_applicant",
                        violation_error_message="办件要有且只有一个申请人或申请单位。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            (
                                "state__in",
                                [
                                    "accepted",
                                    "publicised",
                                    "rechecked",
                                    "returned",
                                    "reviewed",
                                    "submitted",
                                    "suspended",
                                ],
                            ),
                        ),
                        fields=("item", "person", "subject_key"),
                        name="case_one_open_per_person",
                        violation_error_message="这个事项您已有一件正在办理。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("organisation__isnull", False),
                            (
                                "state__in",
                                [
                                    "accepted",
                                    "publicised",
                                    "rechecked",
                                    "returned",
                                    "reviewed",
                                    "submitted",
                                    "suspended",
                                ],
                            ),
                        ),
                        fields=("item", "organisation", "subject_key"),
                        name="case_one_open_per_organisation",
                        violation_error_message="这个事项贵单位已有一件正在办理。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["refused", "declined", "revoked"]), _negated=True),
                            models.Q(
                                ("by_rule", False), ("decided_by__isnull", False), ("reason__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="case_adverse_needs_person_and_reason",
                        violation_error_message="不利决定要有具名的工作人员和原因码。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "granted"), _negated=True),
                            models.Q(("by_rule", True), ("decided_at__isnull", False)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="case_granted_by_somebody_or_rule",
                        violation_error_message="准予要写明由谁决定。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "submitted",
                                    "returned",
                                    "accepted",
                                    "declined",
                                    "reviewed",
                                    "rechecked",
                                    "publicised",
                                    "suspended",
                                    "granted",
                                    "refused",
                                    "closed",
                                    "revoked",
                                    "withdrawn",
                                    "lapsed",
                                ],
                            )
                        ),
                        name="case_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("page", models.SlugField(default="one", max_length=20, verbose_name="页")),
                ("name", models.SlugField(max_length=30, verbose_name="字段名")),
                ("label", models.CharField(max_length=80, verbose_name="问题")),
                ("hint", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "一行文字"),
                            ("long", "一段文字"),
                            ("number", "整数"),
                            ("money", "金额(元)"),
                            ("date", "日期"),
                            ("yes_no", "是或否"),
                            ("one", "单选"),
                            ("many", "多选"),
                            ("county", "省内县(市、区)"),
                        ],
                        max_length=8,
                        verbose_name="种类",
                    ),
                ),
                ("required", models.BooleanField(default=True, verbose_name="必填")),
                (
                    "choices",
                    models.TextField(blank=True, help_text="一行一个。单选、多选才填。", verbose_name="选项"),
                ),
                (
                    "least",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="最小"
                    ),
                ),
                (
                    "most",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="最大"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fields",
                        to="casework.itemversion",
                        verbose_name="事项版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "问题",
                "verbose_name_plural": "问题",
                "ordering": ["version", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "name"),
                        name="itemfield_name_once",
                        violation_error_message="字段名重复了。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["one", "many"]), _negated=True),
                            models.Q(("choices", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="itemfield_choice_has_choices",
                        violation_error_message="单选、多选要写选项。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("least__isnull", True),
                            ("most__isnull", True),
                            ("least__lte", models.F("most")),
                            _connector="OR",
                        ),
                        name="itemfield_least_not_above_most",
                        violation_error_message="最小值不能大于最大值。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=40, verbose_name="规则")),
                ("values", models.JSONField(blank=True, default=dict, verbose_name="参数")),
                ("article", models.CharField(max_length=200, verbose_name="依据条款")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="casework.itemversion",
                        verbose_name="事项版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "办理条件",
                "verbose_name_plural": "办理条件",
                "ordering": ["version", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("article", ""), _negated=True),
                        name="itemcheck_has_article",
                        violation_error_message="条件要写明依据条款。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("answers", portal.kernel.fields.SealedField(mask="text", verbose_name="答案")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="金额"
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="local_record",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
            ],
            options={
                "verbose_name": "地方事项记录",
                "verbose_name_plural": "地方事项记录",
            },
        ),
        migrations.CreateModel(
            name="Publicity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("begins", models.DateField(verbose_name="开始")),
                ("ends", models.DateField(verbose_name="最后一天")),
                ("shown_name", models.CharField(max_length=60, verbose_name="公示姓名")),
                ("shown", models.CharField(blank=True, max_length=200, verbose_name="公示内容")),
                ("over_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publicities",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
            ],
            options={
                "verbose_name": "公示",
                "verbose_name_plural": "公示",
                "indexes": [models.Index(fields=["-begins", "-id"], name="publicity_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("begins"))),
                        name="publicity_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("over_at__isnull", True)),
                        fields=("case",),
                        name="publicity_one_running_per_case",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (5, "非常满意"),
                            (4, "满意"),
                            (3, "基本满意"),
                            (2, "不满意"),
                            (1, "非常不满意"),
                        ],
                        verbose_name="评价",
                    ),
                ),
                ("comment", models.CharField(blank=True, max_length=500, verbose_name="意见")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
            ],
            options={
                "verbose_name": "评价",
                "verbose_name_plural": "评价",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 5))), name="rating_of_five_levels"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RevocationNotice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="事实")),
                ("given_at", models.DateTimeField(verbose_name="告知时间")),
                ("answer_until", models.DateField(verbose_name="陈述申辩期限")),
                ("answer", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="陈述申辩")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="陈述时间")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="了结时间")),
                ("dropped", models.BooleanField(default=False, verbose_name="不予撤销")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revocation_notices",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="告知人",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.reasoncode",
                        verbose_name="原因",
                    ),
                ),
            ],
            options={
                "verbose_name": "撤销事先告知",
                "verbose_name_plural": "撤销事先告知",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("case",),
                        name="revocationnotice_one_open_per_case",
                        violation_error_message="这件已经发过撤销事先告知。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("page", models.CharField(blank=True, max_length=40, verbose_name="停在哪一页")),
                ("answers", portal.kernel.fields.SealedField(mask="text", verbose_name="答案")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="版本")),
                ("saved_at", models.DateTimeField(verbose_name="保存时间")),
                ("expires_at", models.DateTimeField(verbose_name="保留至")),
                (
                    "clerk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="代填的窗口人员",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "returned_case",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft",
                        to="casework.case",
                        verbose_name="补正的办件",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.serviceitem",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "草稿",
                "verbose_name_plural": "草稿",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("clerk__isnull", True)),
                        fields=("person", "item"),
                        name="draft_one_per_item",
                        violation_error_message="这个事项已有一份草稿。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("clerk__isnull", False)),
                        fields=("person", "item", "clerk"),
                        name="draft_one_per_clerk",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
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
                            ("verify", "承诺核查"),
                            ("investigate", "必要调查"),
                            ("follow_up", "差评整改"),
                            ("contact", "联系本人"),
                            ("call", "电话回访"),
                        ],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                ("note", models.CharField(max_length=300, verbose_name="要做什么")),
                ("due", models.DateField(verbose_name="截止日")),
                ("created_at", models.DateTimeField(verbose_name="建立时间")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="结果")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="agencies.agency",
                        verbose_name="机构",
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="accounts.clerk",
                        verbose_name="承办人",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "not_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="被差评的经办人不能自己处理。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="回避人",
                    ),
                ),
            ],
            options={
                "verbose_name": "任务",
                "verbose_name_plural": "任务",
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["agency", "due", "id"],
                        name="task_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="task_done_has_outcome",
                        violation_error_message="完成任务要写明结果。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("assignee__isnull", True),
                            ("not_by__isnull", True),
                            models.Q(("assignee", models.F("not_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="task_not_by_whom_it_concerns",
                        violation_error_message="要回避的人不能承办这个任务。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("case__isnull", False), ("done_at__isnull", True)),
                        fields=("case", "kind"),
                        name="task_open_once_per_case_and_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkedCase",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="linked",
                        serialize=False,
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                ("group", models.UUIDField(verbose_name="一件事")),
                ("matter", models.CharField(max_length=20, verbose_name="哪件事")),
                ("made_at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "一件事的办件",
                "verbose_name_plural": "一件事的办件",
                "indexes": [models.Index(fields=["group"], name="linkedcase_group")],
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("step", models.CharField(max_length=16, verbose_name="步骤")),
                ("from_state", models.CharField(blank=True, max_length=10, verbose_name="原状态")),
                ("to_state", models.CharField(blank=True, max_length=10, verbose_name="新状态")),
                ("actor_kind", models.CharField(max_length=12, verbose_name="操作方")),
                ("actor_id", models.CharField(max_length=64, verbose_name="操作人编号")),
                ("actor_name", models.CharField(max_length=80, verbose_name="操作人")),
                ("agency_name", models.CharField(blank=True, max_length=120, verbose_name="机构")),
                ("on_behalf_of", models.UUIDField(blank=True, null=True, verbose_name="代谁办理")),
                ("channel", models.CharField(blank=True, max_length=8, verbose_name="渠道")),
                ("public_text", models.TextField(blank=True, verbose_name="告知内容")),
                ("detail", models.JSONField(default=dict, verbose_name="内容")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
            ],
            options={
                "verbose_name": "办件记录",
                "verbose_name_plural": "办件记录",
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["case", "id"], name="caseevent_case"),
                    models.Index(fields=["actor_id", "at"], name="caseevent_of_actor"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("agent", "代办人"), ("respondent", "被申请人"), ("household", "家庭成员")],
                        max_length=10,
                        verbose_name="身份",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="casework.case",
                        verbose_name="办件",
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
            ],
            options={
                "verbose_name": "办件参与人",
                "verbose_name_plural": "办件参与人",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", True), ("organisation__isnull", True), _connector="XOR"
                        ),
                        name="caseparty_exactly_one",
                    ),
                    models.UniqueConstraint(
                        fields=("case", "part", "person", "organisation"),
                        name="caseparty_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text_hash", models.CharField(max_length=64, verbose_name="文本摘要")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("tick", "网上勾选"),
                            ("pad", "签字板"),
                            ("typed", "键盘签名"),
                            ("paper", "纸质签字扫描"),
                            ("sms", "短信验证码"),
                        ],
                        max_length=6,
                        verbose_name="签署方式",
                    ),
                ),
                ("signature", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="签名")),
                ("signed_at", models.DateTimeField(verbose_name="签署时间")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.upload",
                        verbose_name="签字扫描件",
                    ),
                ),
                (
                    "witness",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="窗口人员",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.commitmenttext",
                        verbose_name="承诺书",
                    ),
                ),
            ],
            options={
                "verbose_name": "承诺",
                "verbose_name_plural": "承诺",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("method__in", ["pad", "typed", "sms"]), _negated=True),
                            models.Q(("signature__isnull", False), ("witness__isnull", False)),
                            _connector="OR",
                        ),
                        name="commitment_at_window_is_signed",
                        violation_error_message="窗口办理要有本人签名和在场的工作人员。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("method", "paper"), _negated=True),
                            models.Q(("scan__isnull", False), ("witness__isnull", False)),
                            _connector="OR",
                        ),
                        name="commitment_on_paper_has_a_scan",
                        violation_error_message="纸质承诺要有签字扫描件和在场的工作人员。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
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
                        choices=[
                            ("call_in", "来电"),
                            ("call_out", "去电"),
                            ("visit", "来访"),
                            ("note", "备注"),
                        ],
                        max_length=8,
                        verbose_name="方式",
                    ),
                ),
                ("text", portal.kernel.fields.SealedField(mask="text", verbose_name="内容")),
                ("at", models.DateTimeField(verbose_name="时间")),
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "clerk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="accounts.clerk",
                        verbose_name="工作人员",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "来电来访记录",
                "verbose_name_plural": "来电来访记录",
                "indexes": [
                    models.Index(fields=["person", "-at"], name="contact_of_person"),
                    models.Index(fields=["clerk", "-at"], name="contact_of_clerk"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeadlineWarning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(50, "50%"), (80, "80%"), (100, "100%")], verbose_name="已用时限%"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warnings",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
            ],
            options={
                "verbose_name": "时限预警",
                "verbose_name_plural": "时限预警",
                "constraints": [
                    models.UniqueConstraint(fields=("case", "level"), name="warning_once_per_level")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProofOfService",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("electronic", "电子送达"),
                            ("in_person", "直接送达"),
                            ("post", "邮寄送达"),
                            ("left", "留置送达"),
                            ("public", "公告送达"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("served_on", models.DateField(verbose_name="送达日")),
                ("noted_at", models.DateTimeField(verbose_name="登记时间")),
                ("proof", models.CharField(blank=True, max_length=200, verbose_name="凭据")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="served",
                        to="casework.case",
                        verbose_name="办件",
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
                        verbose_name="送达人",
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="served",
                        to="documents.certificate",
                        verbose_name="文书",
                    ),
                ),
            ],
            options={
                "verbose_name": "送达回证",
                "verbose_name_plural": "送达回证",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("method", "electronic"),
                            models.Q(("clerk__isnull", False), models.Q(("proof", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="proof_on_paper_has_a_clerk",
                        violation_error_message="非电子送达要写明送达人和凭据(单号、签收人等)。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=24, unique=True, verbose_name="编号")),
                ("text", portal.kernel.fields.SealedField(mask="text", verbose_name="异议内容")),
                (
                    "contact",
                    portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="联系方式"),
                ),
                ("made_at", models.DateTimeField(verbose_name="提出时间")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("open", "待处理"), ("upheld", "成立"), ("rejected", "不成立")],
                        default="open",
                        max_length=8,
                        verbose_name="结果",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="答复")),
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
                    "publicity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="casework.publicity",
                        verbose_name="公示",
                    ),
                ),
            ],
            options={
                "verbose_name": "异议",
                "verbose_name_plural": "异议",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "open"),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="objection_answered_by_somebody",
                        violation_error_message="异议要由具名的工作人员写明理由答复。",
                    )
                ],
            },
        ),
    ]
