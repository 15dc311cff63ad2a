import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import portal.kernel.fields
import portal.kernel.ids
from portal.kernel.fields import plaintext
from portal.kernel.sealing import blind_index


def fill_indexes(apps, schema_editor):
    """Blind indexes of names and phones for the rows there are; sealed values open only in Python."""
    Person = apps.get_model("accounts", "Person")
    columns = ["name_prefix1", "name_prefix2", "phone_index"]
    chunk = []
    for person in Person.objects.only("id", "name", "contact_phone").iterator(chunk_size=1000):
        name = plaintext(person.name)
        person.name_prefix1 = blind_index("name1", name[:1])
        person.name_prefix2 = blind_index("name2", name[:2])
        if person.contact_phone:
            person.phone_index = blind_index("phone", plaintext(person.contact_phone))
        chunk.append(person)
        if len(chunk) == 1000:
            Person.objects.bulk_update(chunk, columns)
            chunk = []
    Person.objects.bulk_update(chunk, columns)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_first"),
        ("agencies", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="IdentityCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("method", models.CharField(max_length=12, verbose_name="核验方式")),
                (
                    "result",
                    models.CharField(
                        choices=[("match", "一致"), ("mismatch", "不一致"), ("unknown", "库中无此号")],
                        max_length=8,
                        verbose_name="结果",
                    ),
                ),
                ("serial", models.CharField(blank=True, max_length=80, verbose_name="核验流水号")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "实名核验记录",
                "verbose_name_plural": "实名核验记录",
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("phone", portal.kernel.fields.SealedField(mask="phone", verbose_name="手机号码")),
                ("phone_index", models.BinaryField(max_length=33, verbose_name="手机号索引")),
                (
                    "role",
                    models.CharField(
                        choices=[("admin", "管理员"), ("recruiter", "招聘"), ("staffing", "用工")],
                        max_length=10,
                        verbose_name="角色",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="邀请时间")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="了结时间")),
                ("accepted", models.BooleanField(default=False, verbose_name="已接受")),
            ],
            options={
                "verbose_name": "成员邀请",
                "verbose_name_plural": "成员邀请",
            },
        ),
        migrations.CreateModel(
            name="MergedRows",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=63, verbose_name="表")),
                ("column", models.CharField(max_length=63, verbose_name="列")),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None, verbose_name="主键"
                    ),
                ),
            ],
            options={
                "verbose_name": "合并移动的记录",
                "verbose_name_plural": "合并移动的记录",
            },
        ),
        migrations.CreateModel(
            name="PasswordTries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number_index", models.BinaryField(max_length=33, unique=True, verbose_name="号码索引")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="已试次数")),
                ("locked_until", models.DateTimeField(blank=True, null=True, verbose_name="锁定至")),
            ],
            options={
                "verbose_name": "密码尝试",
                "verbose_name_plural": "密码尝试",
            },
        ),
        migrations.CreateModel(
            name="PersonMerge",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="合并时间")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("kept_before", models.JSONField(default=dict, verbose_name="合并前")),
                ("kept_after", models.JSONField(default=dict, verbose_name="合并后")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
            ],
            options={
                "verbose_name": "档案合并",
                "verbose_name_plural": "档案合并",
            },
        ),
        migrations.RemoveConstraint(
            model_name="mandate",
            name="mandate_for_somebody_else",
        ),
        migrations.AddField(
            model_name="clerk",
            name="away_from",
            field=models.DateField(blank=True, null=True, verbose_name="离岗开始"),
        ),
        migrations.AddField(
            model_name="clerk",
            name="away_until",
            field=models.DateField(blank=True, null=True, verbose_name="离岗截止"),
        ),
        migrations.AddField(
            model_name="clerk",
            name="pin_hash",
            field=models.CharField(blank=True, editable=False, max_length=128, verbose_name="锁屏口令"),
        ),
        migrations.AddField(
            model_name="clerk",
            name="substitute",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="covers",
                to="accounts.clerk",
                verbose_name="AB岗替岗人",
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="accepted_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="接受时间"),
        ),
        migrations.AddField(
            model_name="mandate",
            name="agent_index",
            field=models.BinaryField(max_length=33, null=True, verbose_name="受托人号码索引"),
        ),
        migrations.AddField(
            model_name="mandate",
            name="agent_name",
            field=portal.kernel.fields.SealedField(mask="name", null=True, verbose_name="受托人姓名或名称"),
        ),
        migrations.AddField(
            model_name="mandate",
            name="agent_organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mandates_held",
                to="accounts.organisation",
                verbose_name="受托单位",
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="ended_by",
            field=models.CharField(
                blank=True,
                choices=[("principal", "委托人"), ("agent", "受托人")],
                max_length=9,
                verbose_name="解除方",
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="核实时间"),
        ),
        migrations.AddField(
            model_name="person",
            name="name_prefix1",
            field=models.BinaryField(max_length=33, null=True, verbose_name="姓名首字索引"),
        ),
        migrations.AddField(
            model_name="person",
            name="name_prefix2",
            field=models.BinaryField(max_length=33, null=True, verbose_name="姓名前两字索引"),
        ),
        migrations.AddField(
            model_name="person",
            name="phone_index",
            field=models.BinaryField(max_length=33, null=True, verbose_name="联系电话索引"),
        ),
        migrations.AddField(
            model_name="person",
            name="verified_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("window", "窗口核对证件"),
                    ("video", "视频核对"),
                    ("data", "联网核验"),
                    ("oidc", "统一身份认证"),
                ],
                max_length=12,
                verbose_name="核验方式",
            ),
        ),
        migrations.AlterField(
            model_name="mandate",
            name="agent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mandates_held",
                to="accounts.person",
                verbose_name="受托人",
            ),
        ),
        migrations.AlterField(
            model_name="organisation",
            name="uscc",
            field=models.CharField(max_length=18, verbose_name="统一社会信用代码"),
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(
                condition=models.Q(("accepted_at__isnull", True), ("ended_at__isnull", True)),
                fields=["agent_index"],
                name="mandate_to_accept",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", True)),
                fields=["created_at", "id"],
                name="organisation_to_confirm",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["uscc"], name="organisation_code"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["name_prefix1", "birth", "id"], name="person_prefix1"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["name_prefix2", "birth", "id"], name="person_prefix2"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["phone_index"], name="person_phone"),
        ),
        migrations.AddConstraint(
            model_name="clerk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("substitute__isnull", True),
                    models.Q(("substitute", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="clerk_substitute_is_another",
                violation_error_message="替岗人不能是自己。",
            ),
        ),
        migrations.AddConstraint(
            model_name="clerk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("away_from__isnull", True), ("away_until__isnull", True)),
                    models.Q(
                        ("away_from__isnull", False),
                        ("away_until__gte", models.F("away_from")),
                        ("away_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="clerk_away_from_until",
                violation_error_message="离岗要写开始和截止两天,截止不早于开始。",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "ends__lte",
                        models.ExpressionWrapper(
                            django.db.models.expressions.CombinedExpression(
                                models.F("begins"), "+", models.Value(366)
                            ),
                            output_field=models.DateField(),
                        ),
                    )
                ),
                name="mandate_of_one_year_at_most",
                violation_error_message="委托最长一年。",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agent__isnull", True),
                    models.Q(("principal", models.F("agent")), _negated=True),
                    _connector="OR",
                ),
                name="mandate_for_somebody_else",
                violation_error_message="委托人和受托人不能是同一个人。",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agent__isnull", True), ("agent_organisation__isnull", True), _connector="OR"
                ),
                name="mandate_one_agent",
                violation_error_message="受托方只能是一个人或一个单位。",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agent__isnull", False),
                    ("agent_organisation__isnull", False),
                    models.Q(("accepted_at__isnull", True), ("agent_index__isnull", False)),
                    _connector="OR",
                ),
                name="mandate_names_an_agent",
                violation_error_message="请写明受托方。",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("items__len__gt", 0)),
                name="mandate_has_items",
                violation_error_message="请选择委托办理的事项。",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("confirmed_at__isnull", False)),
                fields=("uscc",),
                name="organisation_confirmed_code_once",
                violation_error_message="这个统一社会信用代码已有核实过的单位。",
            ),
        ),
        migrations.AddField(
            model_name="identitycheck",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="identity_checks",
                to="accounts.person",
                verbose_name="人员",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="邀请人",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to="accounts.organisation",
                verbose_name="单位",
            ),
        ),
        migrations.AddField(
            model_name="personmerge",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.clerk",
                verbose_name="经办人",
            ),
        ),
        migrations.AddField(
            model_name="personmerge",
            name="gone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges_out",
                to="accounts.person",
                verbose_name="并入的档案",
            ),
        ),
        migrations.AddField(
            model_name="personmerge",
            name="kept",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges_in",
                to="accounts.person",
                verbose_name="保留的档案",
            ),
        ),
        migrations.AddField(
            model_name="personmerge",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.clerk",
                verbose_name="撤销人",
            ),
        ),
        migrations.AddField(
            model_name="mergedrows",
            name="merge",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rows",
                to="accounts.personmerge",
                verbose_name="合并",
            ),
        ),
        migrations.AddIndex(
            model_name="identitycheck",
            index=models.Index(fields=["person", "-at"], name="identitycheck_of_person"),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["phone_index"], name="invitation_phone"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("organisation", "phone_index"),
                name="invitation_open_once",
                violation_error_message="这个手机号已有一份等待接受的邀请。",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted", False), ("closed_at__isnull", False), _connector="OR"),
                name="invitation_accepted_is_closed",
            ),
        ),
        migrations.AddIndex(
            model_name="personmerge",
            index=models.Index(fields=["-at", "-id"], name="merge_latest"),
        ),
        migrations.AddConstraint(
            model_name="personmerge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)),
                fields=("gone",),
                name="merge_gone_once",
                violation_error_message="这份档案已经并入另一份档案。",
            ),
        ),
        migrations.AddConstraint(
            model_name="personmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept", models.F("gone")), _negated=True),
                name="merge_of_two_records",
                violation_error_message="不能把一份档案并入它自己。",
            ),
        ),
        migrations.AddConstraint(
            model_name="personmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                    _connector="OR",
                ),
                name="merge_undone_by_somebody",
                violation_error_message="撤销合并要有撤销人和时间。",
            ),
        ),
        migrations.AddConstraint(
            model_name="mergedrows",
            constraint=models.UniqueConstraint(fields=("merge", "table", "column"), name="mergedrows_once"),
        ),
        migrations.RunPython(fill_indexes, migrations.RunPython.noop, elidable=True),
    ]
