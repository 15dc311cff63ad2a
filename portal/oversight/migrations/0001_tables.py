import django.db.models.deletion
from django.db import migrations, models

from portal.kernel.first_migration import FirstMigration


class Migration(FirstMigration):
    replaces = [("oversight", "0001_first"), ("oversight", "0002_snapshots_of_boards")]

    dependencies = [
        ("agencies", "0001_tables"),
        ("casework", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("check_name", models.CharField(max_length=80, verbose_name="检查")),
                ("subject", models.CharField(max_length=80, verbose_name="对象")),
                ("found_at", models.DateTimeField(verbose_name="发现时间")),
                ("gone_at", models.DateTimeField(blank=True, null=True, verbose_name="消除时间")),
            ],
            options={
                "verbose_name": "一致性问题",
                "verbose_name_plural": "一致性问题",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("gone_at__isnull", True)),
                        fields=("check_name", "subject"),
                        name="finding_open_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("board", models.CharField(max_length=40, verbose_name="公开板")),
                ("period", models.CharField(help_text="年-月,如 2026-11", max_length=7, verbose_name="期间")),
                ("cut", models.CharField(blank=True, max_length=40, verbose_name="分组")),
                ("figures", models.JSONField(verbose_name="数字")),
                ("made_at", models.DateTimeField(verbose_name="计算时间")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="机构",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="casework.serviceitem",
                        verbose_name="事项",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="地区",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开数据",
                "verbose_name_plural": "公开数据",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("board", "period", "agency", "region", "item", "cut"),
                        name="snapshot_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__regex", "^20[0-9]{2}-(0[1-9]|1[0-2])$")),
                        name="snapshot_period_is_a_month",
                        violation_error_message="期间写成年-月。",
                    ),
                ],
            },
        ),
    ]
