import django.db.models.deletion
from django.db import migrations, models

import portal.kernel.fields
import portal.kernel.ids
from portal.kernel.first_migration import FirstMigration


class Migration(FirstMigration):
    replaces = [("documents", "0001_first"), ("documents", "0002_letters_and_uploads")]

    dependencies = [
        ("accounts", "0001_tables"),
        ("agencies", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("purpose", models.CharField(max_length=40, verbose_name="用途")),
                ("name", portal.kernel.fields.SealedField(mask="text", verbose_name="文件名")),
                ("content_type", models.CharField(max_length=40, verbose_name="类型")),
                ("size", models.PositiveIntegerField(verbose_name="字节")),
                ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                ("at", models.DateTimeField(verbose_name="上传时间")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploads",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "上传文件",
                "verbose_name_plural": "上传文件",
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "family",
                    models.CharField(
                        choices=[("certificate", "证照"), ("letter", "文书")],
                        default="certificate",
                        max_length=11,
                        verbose_name="类别",
                    ),
                ),
                ("number", models.CharField(max_length=30, unique=True, verbose_name="证照编号")),
                ("official_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("kind", models.CharField(max_length=40, verbose_name="证照种类")),
                ("title", models.CharField(max_length=80, verbose_name="名称")),
                ("subject_type", models.CharField(max_length=40, verbose_name="依据类型")),
                ("subject_id", models.CharField(max_length=64, verbose_name="依据编号")),
                ("claims", portal.kernel.fields.SealedField(mask="text", verbose_name="内容")),
                ("body", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="正文")),
                ("issued_at", models.DateTimeField(verbose_name="出证时间")),
                ("rendered_at", models.DateTimeField(blank=True, null=True, verbose_name="制成时间")),
                ("file", models.CharField(blank=True, max_length=120, verbose_name="文件")),
                ("handed_at", models.DateTimeField(blank=True, null=True, verbose_name="发出时间")),
                (
                    "handed_how",
                    models.CharField(
                        blank=True,
                        choices=[("window", "窗口领取"), ("post", "邮寄"), ("online", "网上")],
                        max_length=8,
                        verbose_name="发出方式",
                    ),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="失效时间")),
                ("revoked_reason", models.CharField(blank=True, max_length=200, verbose_name="失效原因")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="出证机构",
                    ),
                ),
                (
                    "handed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="出件人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="accounts.organisation",
                        verbose_name="持证单位",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="accounts.person",
                        verbose_name="持证人",
                    ),
                ),
            ],
            options={
                "verbose_name": "证照",
                "verbose_name_plural": "证照",
                "indexes": [
                    models.Index(fields=["subject_type", "subject_id"], name="certificate_of_subject"),
                    models.Index(
                        condition=models.Q(("handed_at__isnull", True), ("revoked_at__isnull", True)),
                        fields=["agency", "issued_at"],
                        name="certificate_to_hand_out",
                    ),
                    models.Index(
                        condition=models.Q(("revoked_at__isnull", False)),
                        fields=["revoked_at"],
                        name="certificate_revoked",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("family", "certificate"), ("revoked_at__isnull", True)),
                        fields=("kind", "subject_type", "subject_id"),
                        name="certificate_one_living_per_subject",
                        violation_error_message="这份登记已有一张有效证照。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at__isnull", True),
                            models.Q(("revoked_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="certificate_revoked_with_reason",
                        violation_error_message="证照失效要写明原因。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", True), ("organisation__isnull", True), _connector="XOR"
                        ),
                        name="certificate_exactly_one_holder",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberRange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="文书种类")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="已用到")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="机构",
                    ),
                ),
            ],
            options={
                "verbose_name": "文号",
                "verbose_name_plural": "文号",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "kind", "year"), name="numberrange_once")
                ],
            },
        ),
    ]
