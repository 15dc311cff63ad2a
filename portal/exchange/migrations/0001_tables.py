import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import portal.kernel.fields
import portal.kernel.ids
from portal.kernel.first_migration import FirstMigration


class Migration(FirstMigration):
    replaces = [("exchange", "0001_first")]

    dependencies = [
        ("accounts", "0001_tables"),
        ("agencies", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Partner",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="代码")),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("market", "市场监管部门"),
                            ("social", "社会保险经办机构"),
                            ("education", "教育部门"),
                            ("disabled", "残疾人联合会"),
                            ("civil", "民政部门"),
                            ("province", "省级系统"),
                        ],
                        max_length=9,
                        verbose_name="部门",
                    ),
                ),
                (
                    "transport",
                    models.CharField(
                        choices=[("http", "网络接口"), ("sftp", "SFTP"), ("folder", "交换目录")],
                        max_length=6,
                        verbose_name="方式",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="地址")),
                ("host_key", models.CharField(blank=True, max_length=800, verbose_name="主机公钥")),
                ("public_key", models.CharField(blank=True, max_length=44, verbose_name="签名公钥")),
                ("secret", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="共享密钥")),
                (
                    "sends",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="可以送来",
                    ),
                ),
                (
                    "receives",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="可以接收",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="启用")),
            ],
            options={
                "verbose_name": "交换部门",
                "verbose_name_plural": "交换部门",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dataset", models.SlugField(max_length=60, verbose_name="数据集")),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                (
                    "direction",
                    models.CharField(
                        choices=[("in", "接收"), ("out", "发送")], max_length=3, verbose_name="方向"
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="名称")),
                ("schema", models.JSONField(verbose_name="数据结构")),
                ("source", models.CharField(max_length=120, verbose_name="来源")),
                ("begins", models.DateField(verbose_name="启用")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="停用")),
            ],
            options={
                "verbose_name": "数据约定",
                "verbose_name_plural": "数据约定",
                "ordering": ["dataset", "-version", "direction"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dataset", "version", "direction"),
                        name="exchange_contract_once",
                        violation_error_message="这个版本已经有约定。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True), ("ends__gte", models.F("begins")), _connector="OR"
                        ),
                        name="exchange_contract_ends_after_it_begins",
                        violation_error_message="停用日期不能早于启用日期。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fact", models.CharField(max_length=60, verbose_name="事实")),
                ("about", models.CharField(blank=True, max_length=60, verbose_name="哪一条")),
                ("title", models.CharField(max_length=80, verbose_name="名称")),
                ("origin", models.CharField(max_length=80, verbose_name="来源")),
                ("owner", models.CharField(max_length=80, verbose_name="由谁核实")),
                ("text", portal.kernel.fields.SealedField(mask="text", verbose_name="本人说明")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "正在核实"), ("corrected", "已更正"), ("kept", "核实后没有改")],
                        default="open",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=500, verbose_name="答复")),
                ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="经办机构",
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
                        verbose_name="答复人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "更正申请",
                "verbose_name_plural": "更正申请",
                "indexes": [
                    models.Index(fields=["person", "-asked_at"], name="correction_of_person"),
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["agency", "asked_at"],
                        name="correction_queue",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("person", "fact", "about"),
                        name="correction_open_once",
                        violation_error_message="这一项已经在核实。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="correction_answered_by_somebody",
                        violation_error_message="请写明答复。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
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
                        choices=[("in", "接收"), ("out", "发送")], max_length=3, verbose_name="方向"
                    ),
                ),
                ("dataset", models.CharField(max_length=60, verbose_name="数据集")),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="文件")),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="数据日期")),
                ("digest", models.CharField(max_length=64, verbose_name="校验值")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "正在处理"),
                            ("done", "已完成"),
                            ("refused", "没有接收"),
                            ("failed", "没有送到"),
                        ],
                        default="running",
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                ("lines", models.PositiveIntegerField(default=0, verbose_name="行数")),
                ("taken", models.PositiveIntegerField(default=0, verbose_name="接收")),
                ("unchanged", models.PositiveIntegerField(default=0, verbose_name="没有变化")),
                ("refused", models.PositiveIntegerField(default=0, verbose_name="退回")),
                ("errors", models.JSONField(default=list, verbose_name="错误")),
                ("begun_at", models.DateTimeField(verbose_name="开始时间")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to="exchange.partner",
                        verbose_name="部门",
                    ),
                ),
            ],
            options={
                "verbose_name": "交换任务",
                "verbose_name_plural": "交换任务",
                "indexes": [
                    models.Index(fields=["-begun_at", "-id"], name="exchange_job_newest"),
                    models.Index(fields=["dataset", "-begun_at"], name="exchange_job_dataset"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["running", "done"])),
                        fields=("partner", "direction", "dataset", "version", "digest"),
                        name="exchange_job_same_file_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "running"), ("done_at__isnull", False), _connector="OR"),
                        name="exchange_job_ended_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("dataset", models.CharField(max_length=60, verbose_name="数据集")),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("subject_type", models.CharField(max_length=40, verbose_name="对象类型")),
                ("subject_id", models.CharField(max_length=64, verbose_name="对象编号")),
                ("payload", portal.kernel.fields.SealedField(mask="text", verbose_name="内容")),
                ("digest", models.BinaryField(max_length=33, verbose_name="内容索引")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待推送"),
                            ("sent", "已推送"),
                            ("received", "已接收"),
                            ("returned", "退回"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                ("receipt", models.CharField(blank=True, max_length=80, verbose_name="对方回执")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="已试次数")),
                ("next_at", models.DateTimeField(verbose_name="下次推送")),
                ("made_at", models.DateTimeField(verbose_name="登记时间")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="推送时间")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="exchange.partner",
                        verbose_name="部门",
                    ),
                ),
            ],
            options={
                "verbose_name": "推送",
                "verbose_name_plural": "推送",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["next_at"],
                        name="exchange_delivery_due",
                    ),
                    models.Index(fields=["subject_type", "subject_id"], name="exchange_delivery_subject"),
                    models.Index(fields=["state", "-made_at", "-id"], name="exchange_delivery_list"),
                    models.Index(fields=["-made_at", "-id"], name="exchange_delivery_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dataset", "subject_type", "subject_id", "digest"),
                        name="exchange_delivery_same_content_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "waiting"), ("sent_at__isnull", False), _connector="OR"),
                        name="exchange_delivery_sent_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(models.Q(("reason", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="exchange_delivery_returned_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nonce",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nonce", models.CharField(max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "partner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="exchange.partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "已见请求",
                "verbose_name_plural": "已见请求",
                "constraints": [
                    models.UniqueConstraint(fields=("partner", "nonce"), name="exchange_nonce_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "job",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="snapshot",
                        serialize=False,
                        to="exchange.job",
                        verbose_name="任务",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待推送"),
                            ("sent", "已推送"),
                            ("received", "已接收"),
                            ("differs", "对不上"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("regions", models.JSONField(default=dict, verbose_name="我方")),
                ("receipt", models.JSONField(blank=True, null=True, verbose_name="对方")),
                ("differences", models.JSONField(default=list, verbose_name="不同")),
                ("reconciled_at", models.DateTimeField(blank=True, null=True, verbose_name="对账时间")),
            ],
            options={
                "verbose_name": "上报快照",
                "verbose_name_plural": "上报快照",
            },
        ),
    ]
