import django.db.models.deletion
from django.db import migrations, models

from portal.kernel.first_migration import FirstMigration


class Migration(FirstMigration):
    replaces = [("events", "0001_first"), ("events", "0002_one_index_fewer"), ("events", "0003_preparation")]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("table", models.CharField(max_length=63, verbose_name="表")),
                ("pk_value", models.CharField(max_length=64, verbose_name="主键")),
                ("op", models.CharField(max_length=1, verbose_name="操作")),
                ("old", models.JSONField(null=True, verbose_name="原值")),
                ("actor", models.JSONField(null=True, verbose_name="操作人")),
                ("login", models.CharField(max_length=63, verbose_name="数据库登录")),
            ],
            options={
                "verbose_name": "变更记录",
                "verbose_name_plural": "变更记录",
                "indexes": [models.Index(fields=["table", "pk_value", "id"], name="change_row")],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("name", models.CharField(max_length=60, verbose_name="事件")),
                ("subject_type", models.CharField(max_length=40, verbose_name="对象类型")),
                ("subject_id", models.CharField(max_length=64, verbose_name="对象编号")),
                ("payload", models.JSONField(default=dict, verbose_name="内容")),
                ("actor", models.JSONField(default=dict, verbose_name="操作人")),
            ],
            options={
                "verbose_name": "事件",
                "verbose_name_plural": "事件",
                "indexes": [models.Index(fields=["subject_type", "subject_id", "id"], name="event_subject")],
            },
        ),
        migrations.CreateModel(
            name="Preparation",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("program", models.CharField(max_length=64, verbose_name="程序指纹")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "数据准备",
                "verbose_name_plural": "数据准备",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="preparation_is_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("listener", models.CharField(max_length=80, verbose_name="接收方")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="已尝试次数")),
                ("next_at", models.DateTimeField(verbose_name="下次尝试")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                ("failed", models.BooleanField(default=False, verbose_name="已放弃")),
                ("last_error", models.TextField(blank=True, verbose_name="最近一次错误")),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="events.event",
                        verbose_name="事件",
                    ),
                ),
            ],
            options={
                "verbose_name": "送达",
                "verbose_name_plural": "送达",
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True), ("failed", False)),
                        fields=["next_at", "id"],
                        name="delivery_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "listener"), name="delivery_once_per_listener"),
                    models.CheckConstraint(
                        condition=models.Q(("done_at__isnull", False), ("failed", True), _negated=True),
                        name="delivery_done_or_failed_not_both",
                    ),
                ],
            },
        ),
    ]
