import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.db.models.deletion
from django.db import migrations, models

from portal.kernel.first_migration import FirstMigration


class Migration(FirstMigration):
    replaces = [("rules", "0001_first")]

    dependencies = [
        ("agencies", "0001_tables"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="日期")),
                ("working", models.BooleanField(verbose_name="工作日")),
                ("name", models.CharField(blank=True, max_length=40, verbose_name="节假日")),
            ],
            options={
                "verbose_name": "日历",
                "verbose_name_plural": "日历",
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="Instrument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.SlugField(allow_unicode=True, max_length=80, unique=True, verbose_name="代码"),
                ),
                ("number", models.CharField(blank=True, max_length=80, verbose_name="文号")),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("issuer", models.CharField(blank=True, max_length=120, verbose_name="发文机关")),
                ("in_force", models.DateField(blank=True, null=True, verbose_name="施行日期")),
                ("read", models.BooleanField(default=False, verbose_name="原文已核对")),
            ],
            options={
                "verbose_name": "法规文件",
                "verbose_name_plural": "法规文件",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="RuleKey",
            fields=[
                (
                    "key",
                    models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name="参数"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("money", "金额(元)"),
                            ("percent", "百分比"),
                            ("integer", "整数"),
                            ("months", "月数"),
                            ("days", "自然日"),
                            ("workdays", "工作日"),
                            ("grid", "分档表"),
                            ("table", "对照表"),
                            ("bool", "是否"),
                            ("code", "代码"),
                        ],
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=30, verbose_name="单位")),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
            ],
            options={
                "verbose_name": "参数",
                "verbose_name_plural": "参数",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="RuleValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("in_force", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="施行期间")),
                ("value", models.JSONField(verbose_name="值")),
                ("article", models.CharField(max_length=300, verbose_name="条款或依据")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("A", "A 已读原文"),
                            ("B", "B 见于二手来源"),
                            ("C", "C 凭记忆,较确信"),
                            ("D", "D 待核实"),
                        ],
                        max_length=1,
                        verbose_name="可信度",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="说明")),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="rules.instrument",
                        verbose_name="依据文件",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="rules.rulekey",
                        verbose_name="参数",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="agencies.region",
                        verbose_name="适用地区",
                    ),
                ),
            ],
            options={
                "verbose_name": "参数值",
                "verbose_name_plural": "参数值",
                "ordering": ["key_id", "region_id", "in_force"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("key", "="), ("region", "="), ("in_force", "&&")],
                        name="rulevalue_one_a_day",
                        violation_error_message="同一参数在同一地区同一天只能有一个值,请先为旧值定下截止日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_force__startswith__isnull", False), ("in_force__isempty", False)
                        ),
                        name="rulevalue_begins_on_a_day",
                        violation_error_message="请填写开始施行的日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["A", "B", "C", "D"])),
                        name="rulevalue_confidence_known",
                    ),
                ],
            },
        ),
    ]
