import django.db.models.deletion
from django.db import migrations, models

import portal.kernel.fields
import portal.kernel.ids
from portal.kernel.first_migration import FirstMigration


class Migration(FirstMigration):
    replaces = [("notices", "0001_first"), ("notices", "0002_channels"), ("notices", "0003_one_index_fewer")]

    dependencies = [
        ("accounts", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="MessageTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="代码")),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("title", models.CharField(max_length=80, verbose_name="标题")),
                ("body", models.TextField(verbose_name="正文")),
                ("from_day", models.DateField(verbose_name="启用日期")),
            ],
            options={
                "verbose_name": "消息模板",
                "verbose_name_plural": "消息模板",
                "ordering": ["code", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "version"), name="messagetemplate_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sms", models.BooleanField(default=True, verbose_name="短信")),
                ("email", portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="邮箱")),
                (
                    "email_code",
                    portal.kernel.fields.SealedField(mask="text", null=True, verbose_name="邮箱验证码"),
                ),
                (
                    "email_confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="邮箱确认时间"),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_preference",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知方式",
                "verbose_name_plural": "通知方式",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email_confirmed_at__isnull", True), ("email__isnull", False), _connector="OR"
                        ),
                        name="preference_confirmed_mail_is_there",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True, verbose_name="去重键")),
                ("kind", models.CharField(max_length=40, verbose_name="种类")),
                ("title", models.CharField(max_length=80, verbose_name="标题")),
                ("body", portal.kernel.fields.SealedField(mask="text", verbose_name="正文")),
                ("link", models.CharField(blank=True, max_length=200, verbose_name="链接")),
                ("created_at", models.DateTimeField(verbose_name="时间")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="已读时间")),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="accounts.person",
                        verbose_name="收件人",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notices.messagetemplate",
                        verbose_name="模板",
                    ),
                ),
            ],
            options={
                "verbose_name": "消息",
                "verbose_name_plural": "消息",
                "indexes": [models.Index(fields=["person", "-created_at"], name="message_inbox")],
            },
        ),
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("sms", "短信"), ("email", "邮件")], max_length=5, verbose_name="渠道"
                    ),
                ),
                ("address", portal.kernel.fields.SealedField(mask="text", verbose_name="地址")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "等待发送"), ("sent", "已发送"), ("failed", "没有送到")],
                        default="waiting",
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("no_such_number", "号码不存在,请换一个号码"),
                            ("refused", "对方拒收"),
                            ("unreachable", "多次没有送到,请换一个号码"),
                        ],
                        max_length=16,
                        verbose_name="原因",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="已试次数")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="发出时间")),
                ("receipt", models.CharField(blank=True, max_length=80, verbose_name="对方回执")),
                (
                    "message",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dispatches",
                        to="notices.message",
                        verbose_name="消息",
                    ),
                ),
            ],
            options={
                "verbose_name": "发送",
                "verbose_name_plural": "发送",
                "constraints": [
                    models.UniqueConstraint(fields=("message", "channel"), name="dispatch_once_per_channel"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="dispatch_sent_has_a_time",
                    ),
                ],
            },
        ),
    ]
