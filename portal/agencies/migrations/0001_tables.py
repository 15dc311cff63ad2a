import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from portal.kernel.first_migration import FirstMigration


class Migration(FirstMigration):
    replaces = [("agencies", "0001_first")]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=12, primary_key=True, serialize=False, verbose_name="区划代码"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("full_name", models.CharField(max_length=160, verbose_name="全称")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "国家"),
                            (1, "省"),
                            (2, "市(州)"),
                            (3, "县(市、区)"),
                            (4, "街道(乡镇)"),
                            (5, "社区(村)"),
                        ],
                        verbose_name="层级",
                    ),
                ),
                ("path", models.CharField(max_length=60, verbose_name="路径")),
                ("functional", models.BooleanField(default=False, verbose_name="功能区")),
                ("active", models.BooleanField(default=True, verbose_name="启用")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="agencies.region",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "行政区划",
                "verbose_name_plural": "行政区划",
                "ordering": ["code"],
                "indexes": [
                    models.Index(
                        django.contrib.postgres.indexes.OpClass("path", name="varchar_pattern_ops"),
                        name="region_subtree",
                    ),
                    models.Index(fields=["parent", "code"], name="region_children"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (0, 5))), name="region_level_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", 0), ("parent__isnull", True)),
                            models.Q(("level__gt", 0), ("parent__isnull", False)),
                            _connector="OR",
                        ),
                        name="region_only_the_nation_has_no_parent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="机构编码")),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "国家"),
                            (1, "省"),
                            (2, "市(州)"),
                            (3, "县(市、区)"),
                            (4, "街道(乡镇)"),
                            (5, "社区(村)"),
                        ],
                        verbose_name="层级",
                    ),
                ),
                ("path", models.CharField(max_length=80, verbose_name="路径")),
                ("phone", models.CharField(default="12333", max_length=30, verbose_name="电话")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="地址")),
                ("hours", models.CharField(blank=True, max_length=100, verbose_name="办公时间")),
                ("active", models.BooleanField(default=True, verbose_name="启用")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="agencies.agency",
                        verbose_name="上级机构",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agencies",
                        to="agencies.region",
                        verbose_name="服务地区",
                    ),
                ),
            ],
            options={
                "verbose_name": "公共就业服务机构",
                "verbose_name_plural": "公共就业服务机构",
                "ordering": ["code"],
                "indexes": [
                    models.Index(
                        django.contrib.postgres.indexes.OpClass("path", name="varchar_pattern_ops"),
                        name="agency_subtree",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 5))), name="agency_level_known"
                    ),
                    models.UniqueConstraint(
                        fields=("region", "name"),
                        name="agency_name_once_per_region",
                        violation_error_message="这个地区已有同名机构。",
                    ),
                ],
            },
        ),
    ]
