import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import jobs.models.opening
import portal.kernel.fields
import portal.kernel.ids
from portal.kernel.first_migration import FirstMigration


class Migration(FirstMigration):
    replaces = [
        ("jobs", "0001_first"),
        ("jobs", "0002_seekers_matching_and_changes"),
        ("jobs", "0003_seekers_guided"),
        ("jobs", "0004_applications"),
        ("jobs", "0005_market_and_imports"),
        ("jobs", "0006_search_by_place_and_pay"),
        ("jobs", "0007_reports_and_interviews"),
        ("jobs", "0008_activities_and_fairs"),
        ("jobs", "0009_visits_to_employers"),
        ("jobs", "0010_internships"),
        ("jobs", "0011_stages"),
        ("jobs", "0012_checks_and_referrals"),
        ("jobs", "0013_statistics_of_words"),
    ]

    dependencies = [
        ("accounts", "0001_tables"),
        ("accounts", "__first__"),
        ("agencies", "0001_tables"),
        ("casework", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceStage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "stage",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "分类智能推送"),
                            (2, "“画像”精准推送"),
                            (3, "分级指导服务"),
                            (4, "专家重点服务"),
                        ],
                        default=1,
                        verbose_name="阶段",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("hardship", "就业困难人员"),
                            ("poverty", "脱贫人口(含防返贫监测对象)"),
                            ("graduate", "高校毕业生"),
                            ("veteran", "退役军人"),
                            ("laid_off", "下岗转岗职工"),
                            ("migrant", "农民工"),
                            ("disabled", "残疾人"),
                            ("general", "其他求职者"),
                        ],
                        default="general",
                        max_length=8,
                        verbose_name="类别",
                    ),
                ),
                (
                    "grade",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "一级(一般)"), (2, "二级(较难)"), (3, "三级(困难)")],
                        default=1,
                        verbose_name="难度等级",
                    ),
                ),
                (
                    "dimensions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("vacancies", "岗位信息"),
                                ("guidance", "职业指导"),
                                ("training", "技能提升"),
                                ("support", "困难帮扶"),
                            ],
                            max_length=9,
                        ),
                        default=list,
                        size=None,
                        verbose_name="服务维度",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "省"),
                            (2, "市(州)"),
                            (3, "县(市、区)"),
                            (4, "街道(乡镇)"),
                            (5, "社区(村)"),
                        ],
                        default=1,
                        verbose_name="服务层级",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="开始")),
                ("stage_since", models.DateTimeField(verbose_name="进入这个阶段")),
                ("counted_from", models.DateTimeField(verbose_name="从何时计数")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="结束")),
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
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_stage",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "服务阶段",
                "verbose_name_plural": "服务阶段",
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["stage", "id"],
                        name="service_stage_open",
                    ),
                    models.Index(fields=["agency", "stage"], name="service_stage_of_agency"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stage__range", (1, 4))), name="service_stage_of_four"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grade__range", (1, 3))), name="service_stage_grade"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 5))), name="service_stage_level"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                [
                                    "hardship",
                                    "poverty",
                                    "graduate",
                                    "veteran",
                                    "laid_off",
                                    "migrant",
                                    "disabled",
                                    "general",
                                ],
                            )
                        ),
                        name="service_stage_category",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Activity",
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
                        choices=[("mock", "模拟求职"), ("visit", "现场观摩")],
                        max_length=5,
                        verbose_name="种类",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("about", models.TextField(max_length=1000, verbose_name="做什么")),
                ("place", models.CharField(max_length=120, verbose_name="地点")),
                ("begins_at", models.DateTimeField(verbose_name="开始")),
                ("ends_at", models.DateTimeField(verbose_name="结束")),
                ("capacity", models.PositiveIntegerField(verbose_name="名额")),
                ("taken", models.PositiveIntegerField(default=0, verbose_name="已约")),
                ("called_off_at", models.DateTimeField(blank=True, null=True, verbose_name="取消时间")),
                ("called_off_why", models.CharField(blank=True, max_length=100, verbose_name="取消原因")),
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
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "体验式活动",
                "verbose_name_plural": "体验式活动",
                "indexes": [models.Index(fields=["begins_at", "id"], name="activity_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("taken__lte", models.F("capacity"))),
                        name="activity_not_oversold",
                        violation_error_message="名额不能少于已经约出的人数。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__range", (1, 500))),
                        name="activity_has_places",
                        violation_error_message="名额要在1到500之间。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("begins_at"))),
                        name="activity_ends_after_it_begins",
                        violation_error_message="结束要晚于开始。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("called_off_at__isnull", True), ("called_off_why", "")),
                            models.Q(
                                ("called_off_at__isnull", False),
                                models.Q(("called_off_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="activity_called_off_says_why",
                        violation_error_message="取消活动要写原因。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("answers", portal.kernel.fields.SealedField(mask="text", verbose_name="回答")),
                ("begun_at", models.DateTimeField(verbose_name="开始")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="完成")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "职业素质测评",
                "verbose_name_plural": "职业素质测评",
                "indexes": [models.Index(fields=["person", "-finished_at"], name="assessment_finished")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=("person",),
                        name="assessment_one_open",
                        violation_error_message="您有一次测评还没有做完。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=30, verbose_name="模板")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("slug", models.SlugField(max_length=40, unique=True, verbose_name="地址")),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("about", models.TextField(max_length=1000, verbose_name="做什么")),
                ("begins", models.DateField(verbose_name="开始")),
                ("ends", models.DateField(verbose_name="结束")),
            ],
            options={
                "verbose_name": "专项活动",
                "verbose_name_plural": "专项活动",
                "indexes": [models.Index(fields=["begins", "id"], name="campaign_by_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "year"),
                        name="campaign_once_a_year",
                        violation_error_message="这一年已经有这个专项活动了。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("begins"))),
                        name="campaign_ends_after_it_begins",
                        violation_error_message="结束不能早于开始。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CareerPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("goal", portal.kernel.fields.SealedField(mask="text", verbose_name="目标")),
                ("clerk_signed_at", models.DateTimeField(verbose_name="经办人签字")),
                ("person_signed_at", models.DateTimeField(blank=True, null=True, verbose_name="本人签字")),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="career_plans",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "职业规划",
                "verbose_name_plural": "职业规划",
                "indexes": [
                    models.Index(fields=["person", "-clerk_signed_at"], name="career_plan_of_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="CountyRetention",
            fields=[
                (
                    "region",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="agencies.region",
                        verbose_name="地区",
                    ),
                ),
                ("bases", models.PositiveIntegerField(verbose_name="见习单位数")),
                ("finished", models.PositiveIntegerField(verbose_name="期满人数")),
                ("kept", models.PositiveIntegerField(verbose_name="留用人数")),
                (
                    "rate",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="公开的留用率"),
                ),
                ("made_at", models.DateTimeField(verbose_name="计算时间")),
            ],
            options={
                "verbose_name": "就业见习留用率",
                "verbose_name_plural": "就业见习留用率",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kept__lte", models.F("finished"))),
                        name="retention_kept_of_finished",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Employer",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="employer",
                        serialize=False,
                        to="accounts.organisation",
                        verbose_name="单位",
                    ),
                ),
                (
                    "ownership",
                    models.CharField(
                        choices=[
                            ("private", "民营企业"),
                            ("state", "国有企业"),
                            ("foreign", "外商或港澳台投资企业"),
                            ("individual", "个体工商户"),
                            ("cooperative", "合作社"),
                            ("public", "机关事业单位"),
                            ("social", "社会团体、民办非企业单位"),
                            ("startup", "创业实体"),
                        ],
                        max_length=12,
                        verbose_name="单位性质",
                    ),
                ),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("19", "20人以下"),
                            ("99", "20—99人"),
                            ("499", "100—499人"),
                            ("999", "500—999人"),
                            ("1000", "1000人以上"),
                        ],
                        max_length=4,
                        verbose_name="人数规模",
                    ),
                ),
                ("address", models.CharField(max_length=120, verbose_name="地址")),
                ("intro", models.TextField(blank=True, max_length=1000, verbose_name="单位简介")),
                ("contact_phone", portal.kernel.fields.SealedField(mask="phone", verbose_name="招聘电话")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[("documents", "资质已核验"), ("promise", "书面承诺发布,待核实")],
                        max_length=9,
                        verbose_name="核验方式",
                    ),
                ),
                ("verified_on", models.DateField(blank=True, null=True, verbose_name="核验日期")),
                ("verified_until", models.DateField(blank=True, null=True, verbose_name="下次核验")),
                ("applied", models.PositiveIntegerField(default=0, verbose_name="收到投递")),
                ("answered", models.PositiveIntegerField(default=0, verbose_name="已答复")),
                (
                    "answer_rate",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="回复率"),
                ),
                (
                    "need",
                    models.CharField(
                        choices=[("urgent", "急招"), ("short", "缺工"), ("steady", "常态")],
                        default="steady",
                        max_length=6,
                        verbose_name="用工需求",
                    ),
                ),
                ("listed", models.BooleanField(default=True, verbose_name="列入可投递单位")),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="served_employers",
                        to="accounts.clerk",
                        verbose_name="用工专员",
                    ),
                ),
            ],
            options={
                "verbose_name": "用人单位",
                "verbose_name_plural": "用人单位",
                "indexes": [models.Index(fields=["verified_until"], name="employer_to_reverify")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("basis", ""), ("verified_on__isnull", True), ("verified_until__isnull", True)
                            ),
                            models.Q(
                                ("basis__gt", ""),
                                ("verified_on__isnull", False),
                                ("verified_until__gt", models.F("verified_on")),
                            ),
                            _connector="OR",
                        ),
                        name="employer_verified_for_a_time",
                        violation_error_message="核验要写明方式、日期和有效期。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Interview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("held_at", models.DateTimeField(verbose_name="谈话时间")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("dismissed", "单位裁减、关停"),
                            ("contract", "合同到期"),
                            ("resigned", "自己辞职"),
                            ("first", "还没有工作过"),
                            ("family", "照顾家庭"),
                            ("health", "身体原因"),
                            ("land", "土地被征收"),
                            ("business", "自己的生意停了"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="失业原因",
                    ),
                ),
                (
                    "barriers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("skill", "缺技能"),
                                ("experience", "缺经验"),
                                ("age", "年龄"),
                                ("care", "要照顾家人"),
                                ("health", "身体条件"),
                                ("information", "不知道哪里招人"),
                                ("distance", "离家远"),
                                ("pay", "工资谈不拢"),
                            ],
                            max_length=11,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="难在哪里",
                    ),
                ),
                ("wishes", portal.kernel.fields.SealedField(mask="text", verbose_name="想做什么")),
                ("next_on", models.DateField(verbose_name="下次联系")),
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
                "verbose_name": "求职意愿调查",
                "verbose_name_plural": "求职意愿调查",
                "indexes": [models.Index(fields=["person", "-held_at"], name="interview_of_person")],
            },
        ),
        migrations.CreateModel(
            name="KeyGroup",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("hardship", "就业困难人员"),
                            ("poverty", "脱贫人口(含防返贫监测对象)"),
                            ("graduate", "高校毕业生"),
                            ("veteran", "退役军人"),
                            ("laid_off", "下岗转岗职工"),
                            ("migrant", "农民工"),
                            ("disabled", "残疾人"),
                        ],
                        max_length=8,
                        verbose_name="群体",
                    ),
                ),
                ("begins", models.DateField(verbose_name="开始")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="结束")),
                ("evidence", portal.kernel.fields.SealedField(mask="text", verbose_name="依据")),
                (
                    "source",
                    models.CharField(
                        choices=[("paper", "本人证件"), ("data", "部门数据"), ("visit", "走访了解")],
                        max_length=5,
                        verbose_name="来源",
                    ),
                ),
                ("last_contact", models.DateField(blank=True, null=True, verbose_name="上次联系")),
                ("next_contact", models.DateField(verbose_name="下次联系")),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="key_groups",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="认定人",
                    ),
                ),
            ],
            options={
                "verbose_name": "重点群体",
                "verbose_name_plural": "重点群体",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ends__isnull", True)),
                        fields=["next_contact", "id"],
                        name="key_group_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends__isnull", True)),
                        fields=("person", "group"),
                        name="key_group_once",
                        violation_error_message="已经在这个群体里了。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True), ("ends__gte", models.F("begins")), _connector="OR"
                        ),
                        name="key_group_ends_after_it_begins",
                        violation_error_message="结束不能早于开始。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MarketSnapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter", models.CharField(max_length=6, verbose_name="季度")),
                ("prefecture", models.CharField(max_length=6, verbose_name="市(州)")),
                ("group", models.CharField(blank=True, max_length=11, verbose_name="职业大类")),
                ("demand", models.PositiveIntegerField(verbose_name="需求人数")),
                ("supply", models.PositiveIntegerField(verbose_name="求职人数")),
                ("made_at", models.DateTimeField(verbose_name="计算时间")),
            ],
            options={
                "verbose_name": "市场供求",
                "verbose_name_plural": "市场供求",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("quarter", "prefecture", "group"),
                        name="market_snapshot_once",
                        violation_error_message="这个季度已经算过了。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("begun_at", models.DateTimeField(verbose_name="开始")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="完成")),
                ("seekers", models.IntegerField(default=0, verbose_name="求职者")),
                ("openings", models.IntegerField(default=0, verbose_name="岗位")),
            ],
            options={
                "verbose_name": "匹配批次",
                "verbose_name_plural": "匹配批次",
                "indexes": [
                    models.Index(
                        condition=models.Q(("finished_at__isnull", False)),
                        fields=["-id"],
                        name="match_run_finished",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Occupation",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=11, primary_key=True, serialize=False, verbose_name="职业编码"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="职业名称")),
                ("level", models.PositiveSmallIntegerField(verbose_name="层级")),
                ("path", models.CharField(max_length=48, verbose_name="路径")),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="别名",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="jobs.occupation",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "职业",
                "verbose_name_plural": "职业",
                "ordering": ["code"],
                "indexes": [
                    models.Index(
                        django.contrib.postgres.indexes.OpClass("path", name="varchar_pattern_ops"),
                        name="occupation_subtree",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 4))),
                        name="occupation_level_known",
                        violation_error_message="职业分为四层。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PushStop",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("topic", models.CharField(max_length=24, verbose_name="不推送什么")),
                ("stopped", models.BooleanField(default=True, verbose_name="停止")),
                ("changed_at", models.DateTimeField(verbose_name="更新时间")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="push_stops",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "不再推送",
                "verbose_name_plural": "不再推送",
                "indexes": [
                    models.Index(
                        models.F("person"), condition=models.Q(("stopped", True)), name="push_stopped"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "topic"),
                        name="push_stop_once",
                        violation_error_message="这一类已经记过了。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Resume",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "education",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "初中"),
                            (2, "中专、技校"),
                            (3, "高中"),
                            (4, "大专"),
                            (5, "本科"),
                            (6, "硕士"),
                            (7, "博士"),
                        ],
                        null=True,
                        verbose_name="学历",
                    ),
                ),
                ("experience", models.PositiveSmallIntegerField(default=0, verbose_name="工作年限")),
                (
                    "skills",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        help_text="技能词表里的代码",
                        size=None,
                        verbose_name="会什么",
                    ),
                ),
                ("intro", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="自我介绍")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="纬度")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="经度")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("hidden", "只有我自己和我投递的单位看得到"),
                            ("agencies", "公共就业服务机构也看得到"),
                            ("employers", "核验过的单位也看得到(不显示姓名和电话)"),
                        ],
                        default="hidden",
                        max_length=9,
                        verbose_name="谁看得到",
                    ),
                ),
                ("matching", models.BooleanField(default=True, verbose_name="为我匹配岗位")),
                ("made_at", models.DateTimeField(verbose_name="建立时间")),
                ("changed_at", models.DateTimeField(verbose_name="更新时间")),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resume",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="现居地",
                    ),
                ),
            ],
            options={
                "verbose_name": "简历",
                "verbose_name_plural": "简历",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("experience__lte", 60)),
                        name="resume_experience",
                        violation_error_message="工作年限最多写60年。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(("latitude__range", (3, 54)), ("longitude__range", (73, 136))),
                            _connector="OR",
                        ),
                        name="resume_is_in_the_country",
                        violation_error_message="这个位置不在国内,请核对。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("query", models.CharField(max_length=400, verbose_name="条件")),
                ("title", models.CharField(max_length=80, verbose_name="名称")),
                ("token", models.CharField(editable=False, max_length=43, unique=True)),
                ("made_at", models.DateTimeField(verbose_name="保存时间")),
                ("seen_until", models.DateTimeField(verbose_name="已告知到")),
                ("stopped_at", models.DateTimeField(blank=True, null=True, verbose_name="停止时间")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="saved_searches",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "保存的搜索",
                "verbose_name_plural": "保存的搜索",
                "indexes": [
                    models.Index(
                        condition=models.Q(("stopped_at__isnull", True)),
                        fields=["id"],
                        name="saved_search_running",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stopped_at__isnull", True)),
                        fields=("person", "query"),
                        name="saved_search_once",
                        violation_error_message="这个搜索已经保存了。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Seeker",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "occupations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=None, verbose_name="职业"
                    ),
                ),
                (
                    "counties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=None, verbose_name="地区"
                    ),
                ),
                ("pay", models.IntegerField(verbose_name="月薪不低于")),
                ("education", models.SmallIntegerField(verbose_name="学历")),
                ("experience", models.SmallIntegerField(verbose_name="年限")),
                ("kinds", models.SmallIntegerField(help_text="按位", verbose_name="用工形式")),
                ("skills", models.BigIntegerField(default=0, help_text="按位", verbose_name="技能")),
                ("latitude", models.FloatField(null=True, verbose_name="纬度")),
                ("longitude", models.FloatField(null=True, verbose_name="经度")),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seeker",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "求职者",
                "verbose_name_plural": "求职者",
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("booked_at", models.DateTimeField(verbose_name="预约时间")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="取消时间")),
                ("attended_at", models.DateTimeField(blank=True, null=True, verbose_name="到场时间")),
                ("rating", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="评价")),
                ("words", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="想说的")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="jobs.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "活动预约",
                "verbose_name_plural": "活动预约",
                "indexes": [models.Index(fields=["person", "-booked_at"], name="booking_of_person")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        fields=("activity", "person"),
                        name="booking_once",
                        violation_error_message="您已经约了这个活动。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating__isnull", True),
                            models.Q(("attended_at__isnull", False), ("rating__range", (1, 5))),
                            _connector="OR",
                        ),
                        name="booking_rated_after_coming",
                        violation_error_message="到场以后才能评价,1到5分。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cancelled_at__isnull", True), ("attended_at__isnull", True), _connector="OR"
                        ),
                        name="booking_cancelled_or_attended",
                        violation_error_message="已经到场的预约不能取消。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BaseRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("places", models.PositiveIntegerField(verbose_name="见习名额")),
                ("mentors", models.PositiveIntegerField(verbose_name="带教人数")),
                ("plan", models.TextField(max_length=2000, verbose_name="岗位与带教计划")),
                ("stipend", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="每月生活费")),
                ("made_at", models.DateTimeField(verbose_name="时间")),
                ("inspected_on", models.DateField(blank=True, null=True, verbose_name="考察日期")),
                ("inspected", models.TextField(blank=True, max_length=500, verbose_name="考察情况")),
                ("suitable", models.BooleanField(blank=True, null=True, verbose_name="考察认为合适")),
                (
                    "case",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="base_request",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "inspector",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="考察人",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="base_requests",
                        to="jobs.employer",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "就业见习单位认定申请",
                "verbose_name_plural": "就业见习单位认定申请",
                "indexes": [models.Index(fields=["employer", "-made_at"], name="baserequest_of_employer")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mentors__gte", 1), ("mentors__lte", 1000), ("places__range", (1, 1000))
                        ),
                        name="baserequest_places",
                        violation_error_message="见习名额和带教人数都在1到1000之间。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stipend__gt", 0)),
                        name="baserequest_stipend",
                        violation_error_message="每月生活费要大于0。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("inspected", ""),
                                ("inspected_on__isnull", True),
                                ("inspector__isnull", True),
                                ("suitable__isnull", True),
                            ),
                            models.Q(
                                ("inspected__gt", ""),
                                ("inspected_on__isnull", False),
                                ("inspector__isnull", False),
                                ("suitable__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="baserequest_inspected_whole",
                        violation_error_message="考察要写日期、人、情况和结论。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ban",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("uscc", models.CharField(max_length=18, verbose_name="统一社会信用代码")),
                ("agent_index", models.BinaryField(max_length=33, null=True, verbose_name="经办人号码索引")),
                ("phone_index", models.BinaryField(max_length=33, null=True, verbose_name="电话索引")),
                ("text", models.CharField(max_length=300, verbose_name="事实")),
                ("begins", models.DateField(verbose_name="开始")),
                ("ends", models.DateField(verbose_name="截止")),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="解除时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="决定人",
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
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bans",
                        to="jobs.employer",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "禁止发布",
                "verbose_name_plural": "禁止发布",
                "indexes": [
                    models.Index(fields=["uscc"], name="ban_code"),
                    models.Index(fields=["agent_index"], name="ban_agent"),
                    models.Index(fields=["phone_index"], name="ban_phone"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("begins"))),
                        name="ban_ends",
                        violation_error_message="禁止发布要有截止日期。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EmployerVerification",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("documents", "资质已核验"), ("promise", "书面承诺发布,待核实")],
                        max_length=9,
                        verbose_name="核验方式",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("startup", "初创阶段,证照还没有办齐"),
                            ("flexible", "灵活形式用工(平台、零工)"),
                            ("other", "其他情况(说明原因)"),
                        ],
                        max_length=8,
                        verbose_name="承诺的原因",
                    ),
                ),
                ("ground_text", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("agent_name", portal.kernel.fields.SealedField(mask="name", verbose_name="经办人姓名")),
                (
                    "agent_number",
                    portal.kernel.fields.SealedField(mask="document", verbose_name="经办人证件号码"),
                ),
                ("agent_index", models.BinaryField(max_length=33, verbose_name="经办人号码索引")),
                ("made_at", models.DateTimeField(verbose_name="时间")),
                (
                    "case",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employer_verification",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verifications",
                        to="jobs.employer",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "招聘资质核验",
                "verbose_name_plural": "招聘资质核验",
                "indexes": [models.Index(fields=["employer", "-made_at"], name="verification_of_employer")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "documents"), ("ground", "")),
                            models.Q(("basis", "promise"), ("ground__gt", "")),
                            _connector="OR",
                        ),
                        name="verification_promise_has_a_ground",
                        violation_error_message="用书面承诺的,要选一个原因。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ground", "other"), _negated=True),
                            ("ground_text__gt", ""),
                            _connector="OR",
                        ),
                        name="verification_other_ground_is_told",
                        violation_error_message="选了“其他情况”,请说明原因。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportJob",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "排队中"),
                            ("running", "处理中"),
                            ("done", "已读完"),
                            ("sending", "提交中"),
                            ("sent", "已提交审核"),
                        ],
                        default="waiting",
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="行数")),
                ("good", models.PositiveIntegerField(default=0, verbose_name="可用")),
                ("bad", models.PositiveIntegerField(default=0, verbose_name="有误")),
                ("promise_text", models.IntegerField(blank=True, null=True, verbose_name="承诺文本")),
                ("made_at", models.DateTimeField(verbose_name="上传时间")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imports",
                        to="jobs.employer",
                        verbose_name="单位",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.membership",
                        verbose_name="提交人",
                    ),
                ),
            ],
            options={
                "verbose_name": "岗位导入",
                "verbose_name_plural": "岗位导入",
                "indexes": [models.Index(fields=["employer", "-made_at"], name="import_of_employer")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "total__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("good"), "+", models.F("bad")
                                ),
                            )
                        ),
                        name="import_counts_add_up",
                        violation_error_message="可用和有误的行数不能多于总行数。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JobFair",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("about", models.TextField(blank=True, max_length=1000, verbose_name="介绍")),
                ("place", models.CharField(max_length=120, verbose_name="地点")),
                ("begins_at", models.DateTimeField(verbose_name="开始")),
                ("ends_at", models.DateTimeField(verbose_name="结束")),
                ("booths", models.PositiveSmallIntegerField(verbose_name="展位数")),
                (
                    "asked_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="问结果的时间"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="主办机构",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fairs",
                        to="jobs.campaign",
                        verbose_name="专项活动",
                    ),
                ),
            ],
            options={
                "verbose_name": "招聘会",
                "verbose_name_plural": "招聘会",
                "indexes": [models.Index(fields=["begins_at", "id"], name="fair_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("begins_at"))),
                        name="fair_ends_after_it_begins",
                        violation_error_message="结束要晚于开始。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("booths__range", (1, 500))),
                        name="fair_has_booths",
                        violation_error_message="展位要在1到500个之间。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LikelyEmployer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("occupations", models.IntegerField(verbose_name="职业小类")),
                ("county", models.IntegerField(verbose_name="地区")),
                ("hires", models.PositiveIntegerField(verbose_name="录用人次")),
                ("last_on", models.DateField(verbose_name="最近一次")),
                ("stars", models.PositiveSmallIntegerField(verbose_name="星级")),
                ("counted_on", models.DateField(verbose_name="计算日期")),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="jobs.employer",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "可投递单位",
                "verbose_name_plural": "可投递单位",
                "indexes": [
                    models.Index(fields=["occupations", "-stars", "id"], name="likely_by_occupation"),
                    models.Index(fields=["county", "-stars", "id"], name="likely_by_county"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employer", "occupations", "county"), name="likely_employer_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stars__range", (1, 3))), name="likely_employer_stars"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OccupationHint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="岗位名称")),
                ("count", models.PositiveIntegerField(default=1, verbose_name="次数")),
                ("changed_at", models.DateTimeField(verbose_name="最后更正")),
                (
                    "occupation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="jobs.occupation",
                        verbose_name="职业",
                    ),
                ),
            ],
            options={
                "verbose_name": "职业更正",
                "verbose_name_plural": "职业更正",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("title", "occupation"),
                        name="occupation_hint_once",
                        violation_error_message="这个更正已经记过了。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1)),
                        name="occupation_hint_counted",
                        violation_error_message="次数至少是1。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("text", portal.kernel.fields.SealedField(mask="text", verbose_name="做什么")),
                ("due", models.DateField(verbose_name="哪天前")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="做到时间")),
                (
                    "done_by",
                    models.CharField(
                        blank=True,
                        choices=[("person", "本人"), ("clerk", "经办人")],
                        max_length=6,
                        verbose_name="谁记的",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="jobs.careerplan",
                        verbose_name="规划",
                    ),
                ),
            ],
            options={
                "verbose_name": "规划的步骤",
                "verbose_name_plural": "规划的步骤",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "position"), name="plan_step_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(("position__range", (1, 8))),
                        name="plan_step_at_most_eight",
                        violation_error_message="一份规划最多八步。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by", "")),
                            models.Q(("done_at__isnull", False), ("done_by__in", ("person", "clerk"))),
                            _connector="OR",
                        ),
                        name="plan_step_done_says_by_whom",
                        violation_error_message="做到的步骤要写明谁记的。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PushMark",
            fields=[
                (
                    "service",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="mark",
                        serialize=False,
                        to="jobs.servicestage",
                        verbose_name="服务阶段",
                    ),
                ),
                ("told_until", models.DateTimeField(null=True, verbose_name="已告知到")),
                ("profile_on", models.DateField(null=True, verbose_name="上次精准推送")),
                (
                    "told",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="已推送的岗位",
                    ),
                ),
            ],
            options={
                "verbose_name": "推送记录",
                "verbose_name_plural": "推送记录",
            },
        ),
        migrations.CreateModel(
            name="ExpertConference",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("begins_at", models.DateTimeField(verbose_name="时间")),
                ("minutes", models.PositiveSmallIntegerField(default=60, verbose_name="时长(分钟)")),
                ("place", models.CharField(max_length=120, verbose_name="地点")),
                ("experts", models.CharField(max_length=120, verbose_name="专家")),
                ("booked_at", models.DateTimeField(verbose_name="预约时间")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="取消时间")),
                ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="记录时间")),
                ("result", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="会诊意见")),
                (
                    "next_step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("plan", "一起写职业规划"),
                            ("training", "推荐培训"),
                            ("vacancy", "一对一荐岗"),
                            ("support", "转就业援助"),
                            ("return", "回到分级指导"),
                        ],
                        max_length=8,
                        verbose_name="下一步",
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
                    "clerk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="经办人",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conferences",
                        to="jobs.servicestage",
                        verbose_name="服务阶段",
                    ),
                ),
            ],
            options={
                "verbose_name": "专家会诊",
                "verbose_name_plural": "专家会诊",
                "indexes": [models.Index(fields=["service", "-begins_at"], name="conference_of_service")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at__isnull", True), ("held_at__isnull", True)),
                        fields=("service",),
                        name="conference_one_is_coming",
                        violation_error_message="已经约了一次会诊。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_at__isnull", True), ("next_step", ""), ("result__isnull", True)),
                            models.Q(
                                ("cancelled_at__isnull", True),
                                ("held_at__isnull", False),
                                ("next_step__gt", ""),
                                ("result__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="conference_held_says_what_next",
                        violation_error_message="记录会诊要写意见和下一步。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__range", (15, 240))), name="conference_minutes"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Intention",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("pay_floor", models.PositiveIntegerField(default=0, verbose_name="月薪不低于(元)")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full_time", "全职"),
                            ("part_time", "非全日制"),
                            ("internship", "就业见习"),
                            ("gig", "零工、日结"),
                            ("platform", "新就业形态"),
                        ],
                        max_length=10,
                        verbose_name="用工形式",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="想去的地方",
                    ),
                ),
                (
                    "occupation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="jobs.occupation",
                        verbose_name="想做的职业",
                    ),
                ),
                (
                    "resume",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="intentions",
                        to="jobs.resume",
                        verbose_name="简历",
                    ),
                ),
            ],
            options={
                "verbose_name": "求职意向",
                "verbose_name_plural": "求职意向",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("resume", "position"),
                        name="intention_position_once",
                    ),
                    models.UniqueConstraint(
                        fields=("resume", "occupation", "region"),
                        name="intention_once",
                        violation_error_message="这个意向已经有了。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__range", (1, 3))),
                        name="intention_three_at_most",
                        violation_error_message="求职意向最多三个。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pay_floor__lte", 300000)),
                        name="intention_pay_floor",
                        violation_error_message="期望月薪太高了,请核对。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResumeEntry",
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
                            ("work", "工作经历"),
                            ("education", "教育经历"),
                            ("training", "培训经历"),
                            ("certificate", "证书"),
                        ],
                        max_length=11,
                        verbose_name="种类",
                    ),
                ),
                ("place", portal.kernel.fields.SealedField(mask="text", verbose_name="单位、学校或发证机构")),
                ("title", models.CharField(max_length=60, verbose_name="岗位、专业或证书名称")),
                ("begins", models.DateField(blank=True, null=True, verbose_name="开始")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="结束")),
                ("text", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="说明")),
                (
                    "resume",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="jobs.resume",
                        verbose_name="简历",
                    ),
                ),
            ],
            options={
                "verbose_name": "简历条目",
                "verbose_name_plural": "简历条目",
                "indexes": [models.Index(fields=["resume", "kind", "-begins"], name="resume_entries")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("begins__isnull", True),
                            ("ends__isnull", True),
                            ("ends__gte", models.F("begins")),
                            _connector="OR",
                        ),
                        name="resume_entry_ends_after_it_begins",
                        violation_error_message="结束时间不能早于开始时间。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SeekerMatch",
            fields=[
                (
                    "openings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None, verbose_name="岗位"
                    ),
                ),
                (
                    "scores",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), size=None, verbose_name="得分"
                    ),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "seeker_id", "run_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="jobs.matchrun",
                        verbose_name="批次",
                    ),
                ),
                (
                    "seeker",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="jobs.seeker",
                        verbose_name="求职者",
                    ),
                ),
            ],
            options={
                "verbose_name": "求职者的匹配",
                "verbose_name_plural": "求职者的匹配",
            },
        ),
        migrations.CreateModel(
            name="StageProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "to_stage",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "分类智能推送"),
                            (2, "“画像”精准推送"),
                            (3, "分级指导服务"),
                            (4, "专家重点服务"),
                        ],
                        verbose_name="建议阶段",
                    ),
                ),
                ("rejected", models.PositiveSmallIntegerField(default=0, verbose_name="未录用")),
                ("lapsed", models.PositiveSmallIntegerField(default=0, verbose_name="没有答复")),
                ("interviews", models.PositiveSmallIntegerField(default=0, verbose_name="面试后没有录用")),
                ("weeks", models.PositiveSmallIntegerField(default=0, verbose_name="周数")),
                ("made_at", models.DateTimeField(verbose_name="提出时间")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待处理"),
                            ("accepted", "已同意"),
                            ("declined", "暂不升级"),
                            ("gone", "不用了"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="处理时间")),
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
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="jobs.servicestage",
                        verbose_name="服务阶段",
                    ),
                ),
            ],
            options={
                "verbose_name": "升级建议",
                "verbose_name_plural": "升级建议",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["made_at"], name="proposal_waiting"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("service",),
                        name="proposal_one_waits",
                        violation_error_message="已经有一条建议在等。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_stage__in", [3, 4])), name="proposal_goes_up"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "open")),
                            ("decided_at__isnull", False),
                            _connector="OR",
                        ),
                        name="proposal_decided_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["accepted", "declined"]), _negated=True),
                            ("clerk__isnull", False),
                            _connector="OR",
                        ),
                        name="proposal_decided_by_somebody",
                        violation_error_message="处理建议要写明经办人。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StageTransition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("from_stage", models.PositiveSmallIntegerField(verbose_name="原阶段")),
                ("to_stage", models.PositiveSmallIntegerField(verbose_name="新阶段")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("hardship", "就业困难人员"),
                            ("poverty", "脱贫人口(含防返贫监测对象)"),
                            ("graduate", "高校毕业生"),
                            ("veteran", "退役军人"),
                            ("laid_off", "下岗转岗职工"),
                            ("migrant", "农民工"),
                            ("disabled", "残疾人"),
                            ("general", "其他求职者"),
                        ],
                        max_length=8,
                        verbose_name="类别",
                    ),
                ),
                (
                    "grade",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "一级(一般)"), (2, "二级(较难)"), (3, "三级(困难)")],
                        verbose_name="难度等级",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("resume", "写了求职意向"),
                            ("registered", "办了失业登记"),
                            ("profile", "简历可以用来精准推送"),
                            ("accepted", "窗口同意升级"),
                            ("declined", "窗口看过,暂不升级"),
                            ("refused", "本人不需要"),
                            ("conference", "专家会诊后调整"),
                            ("regraded", "类别、等级或维度变化"),
                            ("hired", "找到工作"),
                            ("ended", "失业登记终止"),
                        ],
                        max_length=10,
                        verbose_name="原因",
                    ),
                ),
                ("by_kind", models.CharField(max_length=12, verbose_name="谁")),
                ("by_name", models.CharField(max_length=60, verbose_name="姓名或岗位")),
                ("text", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="说明")),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transitions",
                        to="jobs.servicestage",
                        verbose_name="服务阶段",
                    ),
                ),
            ],
            options={
                "verbose_name": "阶段变化",
                "verbose_name_plural": "阶段变化",
                "indexes": [
                    models.Index(fields=["service", "-at"], name="transition_of_service"),
                    models.Index(fields=["at"], name="transition_at"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_stage__range", (0, 4)), ("to_stage__range", (0, 4))),
                        name="transition_stages",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Vacancy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=24, unique=True, verbose_name="岗位编号")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "审核中"),
                            ("returned", "请修改"),
                            ("refused", "不予发布"),
                            ("open", "招聘中"),
                            ("paused", "暂停"),
                            ("closed", "已结束"),
                            ("expired", "已到期"),
                            ("removed", "已下架"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="岗位名称")),
                (
                    "occupation_suggested",
                    models.BooleanField(
                        default=False,
                        help_text="单位自己没有写,也没有改。",
                        verbose_name="职业是按岗位名称填的",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("full_time", "全职"),
                            ("part_time", "非全日制"),
                            ("internship", "就业见习"),
                            ("gig", "零工、日结"),
                            ("platform", "新就业形态"),
                        ],
                        default="full_time",
                        max_length=10,
                        verbose_name="用工形式",
                    ),
                ),
                ("headcount", models.PositiveIntegerField(verbose_name="招聘人数")),
                ("pay_low", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="最低薪资")),
                ("pay_high", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="最高薪资")),
                (
                    "pay_unit",
                    models.CharField(
                        choices=[
                            ("month", "元/月"),
                            ("day", "元/天"),
                            ("hour", "元/小时"),
                            ("piece", "元/件"),
                            ("year", "元/年"),
                        ],
                        default="month",
                        max_length=5,
                        verbose_name="薪资单位",
                    ),
                ),
                ("address", models.CharField(max_length=120, verbose_name="工作地址")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="纬度")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="经度")),
                (
                    "education",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "不限"),
                            (1, "初中"),
                            (2, "中专、技校"),
                            (3, "高中"),
                            (4, "大专"),
                            (5, "本科"),
                            (6, "硕士"),
                            (7, "博士"),
                        ],
                        default=0,
                        verbose_name="学历要求",
                    ),
                ),
                ("experience", models.PositiveSmallIntegerField(default=0, verbose_name="经验要求(年)")),
                ("description", models.TextField(max_length=4000, verbose_name="岗位内容")),
                (
                    "benefits",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="福利",
                    ),
                ),
                ("urgent", models.BooleanField(default=False, verbose_name="急招")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="来源")),
                ("valid_until", models.DateField(verbose_name="有效期至")),
                ("screening", models.JSONField(default=dict, verbose_name="用语检查")),
                ("by_promise", models.BooleanField(default=False, verbose_name="书面承诺发布")),
                ("made_at", models.DateTimeField(verbose_name="建立时间")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="发布时间")),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="最后确认")),
                ("extended", models.PositiveSmallIntegerField(default=0, verbose_name="已续期次数")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                ("hidden_at", models.DateTimeField(blank=True, null=True, verbose_name="因举报隐藏")),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vacancies",
                        to="jobs.employer",
                        verbose_name="单位",
                    ),
                ),
                (
                    "occupation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="jobs.occupation",
                        verbose_name="职业",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="工作地区",
                    ),
                ),
            ],
            options={
                "verbose_name": "岗位",
                "verbose_name_plural": "岗位",
                "indexes": [
                    models.Index(fields=["employer", "-made_at"], name="vacancy_of_employer"),
                    models.Index(
                        condition=models.Q(("state__in", ["open", "paused"])),
                        fields=["valid_until"],
                        name="vacancy_to_expire",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pay_high__gte", models.F("pay_low")),
                            ("pay_high__lte", 10000000),
                            ("pay_low__gt", 0),
                        ),
                        name="vacancy_pay_is_a_range",
                        violation_error_message="薪资要写范围:最低大于0,最高不低于最低。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("headcount__range", (1, 10000))),
                        name="vacancy_headcount",
                        violation_error_message="招聘人数在1到10000之间。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("experience__lte", 30)),
                        name="vacancy_experience",
                        violation_error_message="经验要求最多写30年。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(("latitude__range", (3, 54)), ("longitude__range", (73, 136))),
                            _connector="OR",
                        ),
                        name="vacancy_is_in_the_country",
                        violation_error_message="这个位置不在国内,请核对经纬度。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["open", "paused"]), _negated=True),
                            models.Q(("confirmed_on__isnull", False), ("opened_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="vacancy_open_since",
                        violation_error_message="招聘中的岗位要有发布时间和最后确认日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "submitted",
                                    "returned",
                                    "refused",
                                    "open",
                                    "paused",
                                    "closed",
                                    "expired",
                                    "removed",
                                ],
                            )
                        ),
                        name="vacancy_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "way",
                    models.CharField(
                        choices=[("visit", "上门走访"), ("phone", "电话"), ("online", "线上")],
                        max_length=6,
                        verbose_name="方式",
                    ),
                ),
                ("text", portal.kernel.fields.SealedField(mask="text", verbose_name="谈了什么")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="下次联系")),
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
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="jobs.employer",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "走访记录",
                "verbose_name_plural": "走访记录",
                "indexes": [models.Index(fields=["employer", "-at"], name="visit_of_employer")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["visit", "phone", "online"])), name="visit_way_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WageGuide",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("p10", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="低位(10%)")),
                ("p25", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="较低(25%)")),
                ("p50", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="中位(50%)")),
                ("p75", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="较高(75%)")),
                ("p90", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="高位(90%)")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("month", "元/月"),
                            ("day", "元/天"),
                            ("hour", "元/小时"),
                            ("piece", "元/件"),
                            ("year", "元/年"),
                        ],
                        default="year",
                        max_length=5,
                        verbose_name="单位",
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                (
                    "occupation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="jobs.occupation",
                        verbose_name="职业",
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
                "verbose_name": "市场工资指导价位",
                "verbose_name_plural": "市场工资指导价位",
                "ordering": ["-year", "region_id", "occupation_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "region", "occupation"),
                        name="wage_guide_once",
                        violation_error_message="这一年这个地区这个职业已经有价位了。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("p10__gt", 0),
                            ("p25__gte", models.F("p10")),
                            ("p50__gte", models.F("p25")),
                            ("p75__gte", models.F("p50")),
                            ("p90__gte", models.F("p75")),
                        ),
                        name="wage_guide_rises",
                        violation_error_message="五个价位要大于0,从低到高。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (2000, 2100))),
                        name="wage_guide_year",
                        violation_error_message="年份写四位数字,比如 2026。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("posted", models.DateTimeField(verbose_name="发布时间")),
                ("county", models.IntegerField(verbose_name="地区")),
                ("occupation", models.CharField(blank=True, max_length=11, verbose_name="职业")),
                ("kind", models.CharField(max_length=10, verbose_name="用工形式")),
                ("pay", models.IntegerField(verbose_name="月薪")),
                ("education", models.SmallIntegerField(verbose_name="学历")),
                ("experience", models.SmallIntegerField(verbose_name="经验")),
                ("urgent", models.BooleanField(verbose_name="急招")),
                ("skills", models.BigIntegerField(default=0, verbose_name="要求的技能")),
                ("headcount", models.IntegerField(default=1, verbose_name="人数")),
                ("applied", models.IntegerField(default=0, verbose_name="投递数")),
                ("latitude", models.FloatField(null=True, verbose_name="纬度")),
                ("longitude", models.FloatField(null=True, verbose_name="经度")),
                ("words", django.contrib.postgres.search.SearchVectorField(verbose_name="词")),
                (
                    "vacancy",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opening",
                        to="jobs.vacancy",
                        verbose_name="岗位",
                    ),
                ),
            ],
            options={
                "verbose_name": "在招岗位",
                "verbose_name_plural": "在招岗位",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        models.F("words"), fastupdate=False, name="opening_words"
                    ),
                    models.Index(
                        models.F("posted"),
                        models.F("id"),
                        include=("county", "occupation", "kind", "pay", "education", "experience", "urgent"),
                        name="opening_newest",
                    ),
                    models.Index(
                        models.F("county"),
                        models.F("posted"),
                        models.F("id"),
                        include=("kind", "pay", "education", "experience", "urgent"),
                        name="opening_county",
                    ),
                    models.Index(models.F("pay"), name="opening_pay"),
                    django.contrib.postgres.indexes.GistIndex(
                        jobs.models.opening.Spot(
                            django.db.models.expressions.CombinedExpression(
                                models.F("longitude"), "*", models.Value(0.8616)
                            ),
                            models.F("latitude"),
                        ),
                        name="opening_spot",
                    ),
                    models.Index(
                        django.contrib.postgres.indexes.OpClass("occupation", name="varchar_pattern_ops"),
                        models.F("posted"),
                        models.F("id"),
                        name="opening_occupation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "已投递"),
                            ("seen", "单位已查看"),
                            ("interview", "邀请面试"),
                            ("offered", "拟录用"),
                            ("hired", "已录用"),
                            ("rejected", "未录用"),
                            ("withdrawn", "已撤回"),
                            ("lapsed", "已自动结束"),
                        ],
                        default="sent",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="投递时间")),
                ("resume", portal.kernel.fields.SealedField(mask="text", verbose_name="投递时的简历")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("filled", "岗位已经招满"),
                            ("skills", "技能和岗位要求不符"),
                            ("experience", "工作经验和岗位要求不符"),
                            ("education", "学历或证书和岗位要求不符"),
                            ("time", "工作时间谈不拢"),
                            ("pay", "薪资谈不拢"),
                            ("absent", "没有参加面试"),
                        ],
                        max_length=10,
                        verbose_name="原因",
                    ),
                ),
                ("text", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="补充说明")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="提醒单位时间")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="jobs.vacancy",
                        verbose_name="岗位",
                    ),
                ),
            ],
            options={
                "verbose_name": "投递",
                "verbose_name_plural": "投递",
                "indexes": [
                    models.Index(fields=["person", "-made_at"], name="application_of_person"),
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True), ("state__in", ["sent", "seen"])),
                        fields=["made_at"],
                        name="application_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("vacancy", "person"),
                        name="application_once",
                        violation_error_message="您已经投递过这个岗位。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "sent",
                                    "seen",
                                    "interview",
                                    "offered",
                                    "hired",
                                    "rejected",
                                    "withdrawn",
                                    "lapsed",
                                ],
                            )
                        ),
                        name="application_state_known",
                        violation_error_message="没有这种投递状态。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason__gt", ""), ("state", "rejected")),
                            models.Q(models.Q(("state", "rejected"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="application_rejected_for_a_reason",
                        violation_error_message="不录用要选一个原因。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["interview", "offered", "hired", "rejected"]), _negated=True
                            ),
                            ("answered_at__isnull", False),
                            _connector="OR",
                        ),
                        name="application_answered_at",
                        violation_error_message="答复要有答复时间。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Booth",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="展位号")),
                ("taken_at", models.DateTimeField(verbose_name="预订时间")),
                ("signed_in_at", models.DateTimeField(blank=True, null=True, verbose_name="签到时间")),
                ("hired", models.PositiveIntegerField(blank=True, null=True, verbose_name="录用人数")),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="报结果的时间")),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="jobs.employer",
                        verbose_name="单位",
                    ),
                ),
                (
                    "fair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken",
                        to="jobs.jobfair",
                        verbose_name="招聘会",
                    ),
                ),
            ],
            options={
                "verbose_name": "展位",
                "verbose_name_plural": "展位",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fair", "number"),
                        name="booth_once",
                        violation_error_message="这个展位已经有单位了。",
                    ),
                    models.UniqueConstraint(
                        fields=("fair", "employer"),
                        name="booth_once_an_employer",
                        violation_error_message="贵单位已经有展位了。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__range", (1, 500))),
                        name="booth_number",
                        violation_error_message="没有这个展位号。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hired__isnull", True), ("told_at__isnull", True)),
                            models.Q(("hired__isnull", False), ("told_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="booth_result_has_a_time",
                        violation_error_message="结果要有时间。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FairPass",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=6, verbose_name="入场号")),
                ("taken_at", models.DateTimeField(verbose_name="领取时间")),
                ("came_at", models.DateTimeField(blank=True, null=True, verbose_name="入场时间")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fair_passes",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "fair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passes",
                        to="jobs.jobfair",
                        verbose_name="招聘会",
                    ),
                ),
            ],
            options={
                "verbose_name": "入场码",
                "verbose_name_plural": "入场码",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fair", "person"),
                        name="fair_pass_once",
                        violation_error_message="您已经领了入场码。",
                    ),
                    models.UniqueConstraint(fields=("fair", "number"), name="fair_pass_number_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="InternshipBase",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=24, unique=True, verbose_name="见习单位编号")),
                ("places", models.PositiveIntegerField(verbose_name="见习名额")),
                ("mentors", models.PositiveIntegerField(verbose_name="带教人数")),
                ("plan", models.TextField(max_length=2000, verbose_name="岗位与带教计划")),
                ("stipend", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="每月生活费")),
                ("recognised_on", models.DateField(verbose_name="认定日期")),
                ("review_on", models.DateField(verbose_name="下次评估")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                ("finished", models.PositiveIntegerField(default=0, verbose_name="期满人数")),
                ("kept", models.PositiveIntegerField(default=0, verbose_name="留用人数")),
                (
                    "rate",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="公开的留用率"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="认定机构",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bases",
                        to="jobs.employer",
                        verbose_name="单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="所在地",
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="base",
                        to="jobs.baserequest",
                        verbose_name="认定申请",
                    ),
                ),
            ],
            options={
                "verbose_name": "就业见习单位",
                "verbose_name_plural": "就业见习单位",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=["-recognised_on", "-id"],
                        name="base_newest",
                    ),
                    models.Index(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=["region", "-recognised_on", "-id"],
                        name="base_of_county",
                    ),
                    models.Index(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=["review_on"],
                        name="base_to_review",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("employer",),
                        name="base_once_standing",
                        violation_error_message="这个单位已经是见习单位。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("review_on__gt", models.F("recognised_on"))),
                        name="base_reviewed_later",
                        violation_error_message="评估日期要晚于认定日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("recognised_on")),
                            _connector="OR",
                        ),
                        name="base_ends_after_it_began",
                        violation_error_message="终止日期不能早于认定日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept__lte", models.F("finished"))), name="base_kept_of_finished"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromiseCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("open", "待核查"),
                            ("kept", "承诺属实"),
                            ("papers", "承诺属实,证照已经办齐"),
                            ("failed", "核查未通过"),
                        ],
                        default="open",
                        max_length=6,
                        verbose_name="结果",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[("offices", "部门信息核查"), ("visit", "工作人员调查")],
                        max_length=7,
                        verbose_name="核查方式",
                    ),
                ),
                ("facts", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="事实")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="核查时间")),
                (
                    "was_basis",
                    models.CharField(blank=True, editable=False, max_length=9, verbose_name="原核验方式"),
                ),
                (
                    "was_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="原核验日期"),
                ),
                (
                    "was_until",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="原下次核验"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="核查人",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promise_checks",
                        to="jobs.employer",
                        verbose_name="单位",
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
                    "task",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promise_check",
                        to="casework.task",
                        verbose_name="任务",
                    ),
                ),
                (
                    "verification",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_made",
                        to="jobs.employerverification",
                        verbose_name="资质核验",
                    ),
                ),
            ],
            options={
                "verbose_name": "承诺核查",
                "verbose_name_plural": "承诺核查",
                "indexes": [models.Index(fields=["employer", "-id"], name="promise_check_of_employer")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("facts__isnull", True),
                                ("result", "open"),
                                ("way", ""),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("facts__isnull", False),
                                ("result__in", ["kept", "papers", "failed"]),
                                ("way__in", ["offices", "visit"]),
                            ),
                            _connector="OR",
                        ),
                        name="promise_check_result_by_somebody",
                        violation_error_message="核查结果要写明方式、事实、时间和核查人。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason__isnull", False), ("result", "failed")),
                            models.Q(models.Q(("result", "failed"), _negated=True), ("reason__isnull", True)),
                            _connector="OR",
                        ),
                        name="promise_check_failed_for_a_reason",
                        violation_error_message="核查未通过要选一个原因。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=64, verbose_name="举报人标记")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("fake", "岗位是假的,或和实际不符"),
                            ("money", "要我交钱(押金、培训费、体检费等)"),
                            ("keeps", "扣留我的身份证或其他证件"),
                            ("unfair", "有歧视,如限性别、民族、地域"),
                            ("other", "其他问题(请写清楚)"),
                        ],
                        max_length=6,
                        verbose_name="原因",
                    ),
                ),
                ("text", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="说明")),
                ("made_at", models.DateTimeField(verbose_name="举报时间")),
                ("made_on", models.DateField(verbose_name="举报日")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "待处理"),
                            ("upheld", "属实,岗位已下架"),
                            ("dismissed", "没有查实"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="结果",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="处理时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="处理人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="accounts.person",
                        verbose_name="举报人",
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="jobs.vacancy",
                        verbose_name="岗位",
                    ),
                ),
            ],
            options={
                "verbose_name": "举报",
                "verbose_name_plural": "举报",
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "open")), fields=["made_at"], name="report_waiting"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("vacancy", "key"),
                        name="report_once",
                        violation_error_message="您已经举报过这个岗位。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", "other"), _negated=True),
                            ("text__isnull", False),
                            _connector="OR",
                        ),
                        name="report_other_is_told",
                        violation_error_message="选了“其他问题”,请写清楚。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("outcome", "open"),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("outcome__in", ["upheld", "dismissed"]),
                            ),
                            _connector="OR",
                        ),
                        name="report_decided_by_somebody",
                        violation_error_message="处理过的举报要有处理时间和处理人。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=24, unique=True, verbose_name="推荐信编号")),
                (
                    "consent",
                    models.CharField(
                        choices=[("present", "本人当面同意"), ("phone", "本人电话里同意")],
                        max_length=7,
                        verbose_name="本人同意",
                    ),
                ),
                ("words", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="推荐的话")),
                ("made_at", models.DateTimeField(verbose_name="开具时间")),
                ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="回访时间")),
                ("stopped_at", models.DateTimeField(blank=True, null=True, verbose_name="本人不愿再被问")),
                (
                    "person_result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hired", "已入职"),
                            ("interview", "面试中"),
                            ("unfit", "不合适"),
                            ("silent", "没有联系上"),
                        ],
                        max_length=9,
                        verbose_name="本人说的结果",
                    ),
                ),
                ("person_at", models.DateTimeField(blank=True, null=True, verbose_name="本人答复时间")),
                (
                    "employer_result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hired", "已入职"),
                            ("interview", "面试中"),
                            ("unfit", "不合适"),
                            ("silent", "没有联系上"),
                        ],
                        max_length=9,
                        verbose_name="单位说的结果",
                    ),
                ),
                ("employer_at", models.DateTimeField(blank=True, null=True, verbose_name="单位答复时间")),
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
                        verbose_name="推荐人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="jobs.vacancy",
                        verbose_name="岗位",
                    ),
                ),
            ],
            options={
                "verbose_name": "推荐信",
                "verbose_name_plural": "推荐信",
                "indexes": [
                    models.Index(fields=["agency", "-made_at"], name="referral_of_agency"),
                    models.Index(fields=["vacancy"], name="referral_of_vacancy"),
                    models.Index(fields=["person", "-made_at"], name="referral_of_person"),
                    models.Index(
                        condition=models.Q(("asked_at__isnull", True)),
                        fields=["made_at"],
                        name="referral_to_ask",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "vacancy"),
                        name="referral_once",
                        violation_error_message="已经为这个人开过这个岗位的推荐信。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("consent__in", ["present", "phone"])),
                        name="referral_with_consent",
                        violation_error_message="本人同意后才能开推荐信。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person_at__isnull", True), ("person_result", "")),
                            models.Q(
                                ("person_at__isnull", False),
                                ("person_result__in", ["hired", "interview", "unfit", "silent"]),
                            ),
                            _connector="OR",
                        ),
                        name="referral_person_answered_at",
                        violation_error_message="本人的答复要有时间。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("employer_at__isnull", True), ("employer_result", "")),
                            models.Q(
                                ("employer_at__isnull", False),
                                ("employer_result__in", ["hired", "interview", "unfit", "silent"]),
                            ),
                            _connector="OR",
                        ),
                        name="referral_employer_answered_at",
                        violation_error_message="单位的答复要有时间。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("line", models.PositiveIntegerField(verbose_name="行号")),
                ("cells", models.JSONField(verbose_name="内容")),
                ("errors", models.JSONField(default=dict, verbose_name="问题")),
                ("done", models.BooleanField(default=False, verbose_name="已处理")),
                (
                    "job",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="jobs.importjob",
                        verbose_name="导入",
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.vacancy",
                        verbose_name="岗位",
                    ),
                ),
            ],
            options={
                "verbose_name": "导入的行",
                "verbose_name_plural": "导入的行",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("job", "line"),
                        name="import_row_once",
                        violation_error_message="这一行已经读过了。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VacancyChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("xid", models.BigIntegerField(editable=False)),
                (
                    "op",
                    models.CharField(
                        choices=[("upsert", "发布或更新"), ("removed", "已结束")],
                        max_length=7,
                        verbose_name="变化",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "vacancy",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="jobs.vacancy",
                        verbose_name="岗位",
                    ),
                ),
            ],
            options={
                "verbose_name": "岗位变化",
                "verbose_name_plural": "岗位变化",
                "indexes": [models.Index(fields=["xid", "id"], name="vacancy_changes_in_order")],
            },
        ),
        migrations.CreateModel(
            name="ApplicationEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "已投递"),
                            ("seen", "单位已查看"),
                            ("interview", "邀请面试"),
                            ("offered", "拟录用"),
                            ("hired", "已录用"),
                            ("rejected", "未录用"),
                            ("withdrawn", "已撤回"),
                            ("lapsed", "已自动结束"),
                        ],
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="jobs.application",
                        verbose_name="投递",
                    ),
                ),
            ],
            options={
                "verbose_name": "投递经过",
                "verbose_name_plural": "投递经过",
                "indexes": [models.Index(fields=["application", "at"], name="application_events")],
            },
        ),
        migrations.CreateModel(
            name="CreditRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="记录时间")),
                ("objection_until", models.DateField(verbose_name="异议截止日")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="记录人",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="撤销人",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_records",
                        to="jobs.employer",
                        verbose_name="单位",
                    ),
                ),
                (
                    "check_made",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit",
                        to="jobs.promisecheck",
                        verbose_name="承诺核查",
                    ),
                ),
            ],
            options={
                "verbose_name": "信用记录",
                "verbose_name_plural": "信用记录",
                "indexes": [
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["employer"],
                        name="credit_record_standing",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="credit_record_withdrawn_by_somebody",
                        violation_error_message="撤销信用记录要有时间和撤销人。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_by__isnull", True),
                            models.Q(("withdrawn_by", models.F("made_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="credit_record_not_withdrawn_by_its_maker",
                        violation_error_message="记录的人不能自己撤销,要由另一位工作人员复核。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FairIntention",
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
                            ("talked", "留了联系,再谈"),
                            ("interview", "约了面试"),
                            ("offer", "当场录用"),
                        ],
                        max_length=9,
                        verbose_name="意向",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "booth",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intentions",
                        to="jobs.booth",
                        verbose_name="展位",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intentions",
                        to="jobs.fairpass",
                        verbose_name="入场码",
                    ),
                ),
            ],
            options={
                "verbose_name": "招聘会意向",
                "verbose_name_plural": "招聘会意向",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("booth", "entry"),
                        name="fair_intention_once",
                        violation_error_message="这个入场号已经登记过了。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Internship",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=24, unique=True, verbose_name="协议编号")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "等本人同意"),
                            ("running", "协议生效"),
                            ("declined", "本人没有同意"),
                            ("cancelled", "没有开始"),
                            ("ended", "见习结束"),
                        ],
                        default="offered",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("begins", models.DateField(verbose_name="开始日期")),
                ("ends", models.DateField(verbose_name="结束日期")),
                ("mentor", portal.kernel.fields.SealedField(mask="name", verbose_name="带教人")),
                ("stipend", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="每月生活费")),
                ("policy", portal.kernel.fields.SealedField(mask="text", verbose_name="保险单号")),
                ("graduated_on", models.DateField(blank=True, null=True, verbose_name="毕业日期")),
                ("made_at", models.DateTimeField(verbose_name="写协议的时间")),
                ("agreed_at", models.DateTimeField(blank=True, null=True, verbose_name="本人同意的时间")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="实际结束日期")),
                (
                    "ended_by",
                    models.CharField(
                        blank=True,
                        choices=[("term", "期满"), ("unit", "单位提前结束"), ("person", "本人提前结束")],
                        max_length=6,
                        verbose_name="怎么结束的",
                    ),
                ),
                ("why", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="原因")),
                ("kept", models.BooleanField(blank=True, null=True, verbose_name="单位说已留用")),
                ("kept_at", models.DateTimeField(blank=True, null=True, verbose_name="单位填写的时间")),
                ("confirmed", models.BooleanField(blank=True, null=True, verbose_name="本人说属实")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="internships",
                        to="jobs.application",
                        verbose_name="投递",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="internships",
                        to="accounts.person",
                        verbose_name="见习人员",
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="internships",
                        to="jobs.internshipbase",
                        verbose_name="见习单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "就业见习协议",
                "verbose_name_plural": "就业见习协议",
                "indexes": [
                    models.Index(fields=["base", "-begins", "-id"], name="internship_of_base"),
                    models.Index(fields=["person", "-begins"], name="internship_of_person"),
                    models.Index(
                        condition=models.Q(("state", "running")), fields=["ends"], name="internship_to_end"
                    ),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state__in", ["running", "ended"])),
                        expressions=[
                            ("person", "="),
                            (
                                models.Func(
                                    models.F("begins"),
                                    django.db.models.functions.comparison.Coalesce("ended_on", "ends"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="internship_one_at_a_time",
                        violation_error_message="这段时间已经有另一份见习协议。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["offered", "running", "ended"])),
                        fields=("application",),
                        name="internship_once_an_application",
                        violation_error_message="这份投递已经有见习协议。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("begins"))),
                        name="internship_ends_after_it_begins",
                        violation_error_message="结束日期要晚于开始日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stipend__gt", 0)),
                        name="internship_stipend",
                        violation_error_message="每月生活费要大于0。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["running", "ended"]), _negated=True),
                            ("agreed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="internship_agreed_before_it_runs",
                        violation_error_message="本人同意后协议才生效。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_by__gt", ""),
                                ("ended_on__gte", models.F("begins")),
                                ("ended_on__lte", models.F("ends")),
                                ("state", "ended"),
                            ),
                            models.Q(
                                models.Q(("state", "ended"), _negated=True),
                                ("ended_by", ""),
                                ("ended_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="internship_ended_on_a_day",
                        violation_error_message="结束要写日期和方式,日期在协议期内。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_by__in", ["unit", "person"]), _negated=True),
                            ("why__isnull", False),
                            _connector="OR",
                        ),
                        name="internship_early_end_says_why",
                        violation_error_message="提前结束要写原因。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed__isnull", True), ("kept__isnull", True), ("kept_at__isnull", True)
                            ),
                            models.Q(("kept__isnull", False), ("kept_at__isnull", False), ("state", "ended")),
                            _connector="OR",
                        ),
                        name="internship_kept_after_the_end",
                        violation_error_message="见习结束后才能填写是否留用。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BaseReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("on", models.DateField(verbose_name="评估日期")),
                (
                    "result",
                    models.CharField(
                        choices=[("passed", "合格"), ("improve", "限期整改")],
                        max_length=7,
                        verbose_name="结果",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="评估情况")),
                ("next_on", models.DateField(verbose_name="下次评估")),
                (
                    "clerk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="评估人",
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="jobs.internshipbase",
                        verbose_name="见习单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "见习单位评估",
                "verbose_name_plural": "见习单位评估",
                "indexes": [models.Index(fields=["base", "-on"], name="basereview_of_base")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("next_on__gt", models.F("on"))),
                        name="basereview_next_is_later",
                        violation_error_message="下次评估要晚于这一次。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OpeningMatch",
            fields=[
                (
                    "seekers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None, verbose_name="求职者"
                    ),
                ),
                (
                    "scores",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), size=None, verbose_name="得分"
                    ),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "opening_id", "run_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "opening",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="jobs.opening",
                        verbose_name="岗位",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="jobs.matchrun",
                        verbose_name="批次",
                    ),
                ),
            ],
            options={
                "verbose_name": "岗位的匹配",
                "verbose_name_plural": "岗位的匹配",
            },
        ),
        migrations.CreateModel(
            name="SubsidyClaim",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="时间")),
                (
                    "total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="核定金额"
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="jobs.internshipbase",
                        verbose_name="见习单位",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subsidy_claim",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
            ],
            options={
                "verbose_name": "就业见习补贴申领",
                "verbose_name_plural": "就业见习补贴申领",
                "indexes": [models.Index(fields=["base", "-made_at"], name="subsidyclaim_of_base")],
            },
        ),
        migrations.CreateModel(
            name="TakenDown",
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
                            ("draft", "草稿"),
                            ("submitted", "审核中"),
                            ("returned", "请修改"),
                            ("refused", "不予发布"),
                            ("open", "招聘中"),
                            ("paused", "暂停"),
                            ("closed", "已结束"),
                            ("expired", "已到期"),
                            ("removed", "已下架"),
                        ],
                        max_length=9,
                        verbose_name="原状态",
                    ),
                ),
                ("restored_at", models.DateTimeField(blank=True, null=True, verbose_name="恢复时间")),
                (
                    "check_made",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_down",
                        to="jobs.promisecheck",
                        verbose_name="承诺核查",
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="jobs.vacancy",
                        verbose_name="岗位",
                    ),
                ),
            ],
            options={
                "verbose_name": "因核查下架",
                "verbose_name_plural": "因核查下架",
                "constraints": [
                    models.UniqueConstraint(fields=("check_made", "vacancy"), name="taken_down_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "paused"])),
                        name="taken_down_from_a_running_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InterviewSlot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("begins", models.DateTimeField(verbose_name="开始时间")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="时长(分钟)")),
                ("place", models.CharField(max_length=120, verbose_name="地点")),
                ("booked_at", models.DateTimeField(blank=True, null=True, verbose_name="预约时间")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="取消时间")),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slots",
                        to="jobs.application",
                        verbose_name="投递",
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slots",
                        to="jobs.vacancy",
                        verbose_name="岗位",
                    ),
                ),
            ],
            options={
                "verbose_name": "面试时间",
                "verbose_name_plural": "面试时间",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application",),
                        name="slot_one_for_an_application",
                        violation_error_message="您已经约好了一个时间。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        fields=("vacancy", "begins", "place"),
                        name="slot_once",
                        violation_error_message="这个时间已经有了。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("application__isnull", True), ("booked_at__isnull", True)),
                            models.Q(
                                ("application__isnull", False),
                                ("booked_at__isnull", False),
                                ("cancelled_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="slot_booked_or_free",
                        violation_error_message="约好的时间要有人;取消的时间不能有人。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__range", (5, 240))),
                        name="slot_minutes",
                        violation_error_message="一次面试在5到240分钟之间。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditObjection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", portal.kernel.fields.SealedField(mask="text", verbose_name="异议理由")),
                ("made_at", models.DateTimeField(verbose_name="提出时间")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "复核中"),
                            ("upheld", "异议成立,记录已撤销"),
                            ("rejected", "异议不成立,记录保留"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="结果",
                    ),
                ),
                ("answer", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="复核理由")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="复核时间")),
                (
                    "decided_by",
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
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "not_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="回避人",
                    ),
                ),
                (
                    "task",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_objection",
                        to="casework.task",
                        verbose_name="任务",
                    ),
                ),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objection",
                        to="jobs.creditrecord",
                        verbose_name="信用记录",
                    ),
                ),
            ],
            options={
                "verbose_name": "信用异议",
                "verbose_name_plural": "信用异议",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer__isnull", True),
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("outcome", "open"),
                            ),
                            models.Q(
                                ("answer__isnull", False),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("outcome__in", ["upheld", "rejected"]),
                            ),
                            _connector="OR",
                        ),
                        name="credit_objection_answered_by_somebody",
                        violation_error_message="复核要写明理由、时间和复核人。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("not_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="credit_objection_by_another_clerk",
                        violation_error_message="核查的人不能自己复核异议。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubsidyMonth",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="第几个月")),
                ("first", models.DateField(verbose_name="从")),
                ("last", models.DateField(verbose_name="到")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("claimed", "审核中"),
                            ("approved", "待拨付"),
                            ("dropped", "没有补贴"),
                            ("revoked", "已撤销"),
                        ],
                        default="claimed",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="核定金额"
                    ),
                ),
                ("used", models.JSONField(default=dict, verbose_name="用到的法规参数")),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="months",
                        to="jobs.subsidyclaim",
                        verbose_name="申领",
                    ),
                ),
                (
                    "internship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="months",
                        to="jobs.internship",
                        verbose_name="见习协议",
                    ),
                ),
            ],
            options={
                "verbose_name": "就业见习补贴月份",
                "verbose_name_plural": "就业见习补贴月份",
                "indexes": [models.Index(fields=["claim", "first"], name="subsidymonth_of_claim")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["claimed", "approved"])),
                        fields=("internship", "number"),
                        name="subsidymonth_once",
                        violation_error_message="这个月已经申领过。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount__gt", 0),
                                ("amount__isnull", False),
                                ("state__in", ["approved", "revoked"]),
                            ),
                            models.Q(("amount__isnull", True), ("state__in", ["claimed", "dropped"])),
                            _connector="OR",
                        ),
                        name="subsidymonth_sum_after_the_decision",
                        violation_error_message="准予以后才有金额。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gt", models.F("first")), ("number__gte", 1)),
                        name="subsidymonth_is_a_month",
                        violation_error_message="补贴按见习满月计算。",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            sql="ALTER TABLE jobs_opening ALTER COLUMN words SET STATISTICS 300",
            reverse_sql="ALTER TABLE jobs_opening ALTER COLUMN words SET STATISTICS -1",
        ),
    ]
