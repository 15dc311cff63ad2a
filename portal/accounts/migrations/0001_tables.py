import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import portal.kernel.fields
import portal.kernel.ids
from portal.kernel.first_migration import FirstMigration


class Migration(FirstMigration):
    replaces = [("accounts", "0001_first"), ("accounts", "0002_people_merged_mandated_and_organised")]

    dependencies = [
        ("agencies", "0001_tables"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
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
            name="PhoneCode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("phone_index", models.BinaryField(max_length=33, unique=True, verbose_name="手机号索引")),
                ("code", portal.kernel.fields.SealedField(mask="text", verbose_name="验证码")),
                ("expires_at", models.DateTimeField(verbose_name="有效期至")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="已试次数")),
                ("sent", models.PositiveSmallIntegerField(default=0, verbose_name="已发次数")),
                ("window_began", models.DateTimeField(verbose_name="计数起点")),
                ("locked_until", models.DateTimeField(blank=True, null=True, verbose_name="锁定至")),
            ],
            options={
                "verbose_name": "手机验证码",
                "verbose_name_plural": "手机验证码",
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                ),
                (
                    "phone_index",
                    models.BinaryField(max_length=33, null=True, unique=True, verbose_name="手机号索引"),
                ),
                ("phone_tail", models.CharField(blank=True, max_length=4, verbose_name="手机尾号")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "登录账号",
                "verbose_name_plural": "登录账号",
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="AccessEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("person_id", models.UUIDField(verbose_name="人员")),
                ("actor_kind", models.CharField(max_length=12, verbose_name="查看方")),
                ("actor_id", models.CharField(max_length=64, verbose_name="查看人编号")),
                ("actor_name", models.CharField(max_length=80, verbose_name="查看人")),
                ("agency_name", models.CharField(blank=True, max_length=120, verbose_name="机构")),
                ("what", models.CharField(max_length=80, verbose_name="查看内容")),
                ("purpose", models.CharField(max_length=200, verbose_name="用途")),
            ],
            options={
                "verbose_name": "查看记录",
                "verbose_name_plural": "查看记录",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["person_id", "-id"], name="access_of_person")],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("uscc", models.CharField(max_length=18, verbose_name="统一社会信用代码")),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("employer", "用人单位"),
                            ("school", "学校"),
                            ("trainer", "培训机构"),
                            ("hr_agency", "人力资源服务机构"),
                            ("community", "社区(村)"),
                            ("base", "基地"),
                        ],
                        default="employer",
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="建档时间")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="核实时间")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="所在地",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位",
                "verbose_name_plural": "单位",
                "indexes": [
                    models.Index(
                        condition=models.Q(("confirmed_at__isnull", True)),
                        fields=["created_at", "id"],
                        name="organisation_to_confirm",
                    ),
                    models.Index(fields=["uscc"], name="organisation_code"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", False)),
                        fields=("uscc",),
                        name="organisation_confirmed_code_once",
                        violation_error_message="这个统一社会信用代码已有核实过的单位。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SendBudget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(max_length=80, verbose_name="范围")),
                ("hour", models.DateTimeField(verbose_name="小时")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="次数")),
            ],
            options={
                "verbose_name": "验证码用量",
                "verbose_name_plural": "验证码用量",
                "constraints": [models.UniqueConstraint(fields=("scope", "hour"), name="sendbudget_once")],
            },
        ),
        migrations.CreateModel(
            name="Clerk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=50, verbose_name="姓名")),
                ("post", models.CharField(blank=True, max_length=50, verbose_name="岗位")),
                ("active", models.BooleanField(default=True, verbose_name="在岗")),
                (
                    "pin_hash",
                    models.CharField(blank=True, editable=False, max_length=128, verbose_name="锁屏口令"),
                ),
                ("away_from", models.DateField(blank=True, null=True, verbose_name="离岗开始")),
                ("away_until", models.DateField(blank=True, null=True, verbose_name="离岗截止")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clerks",
                        to="agencies.agency",
                        verbose_name="所在机构",
                    ),
                ),
                (
                    "substitute",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="covers",
                        to="accounts.clerk",
                        verbose_name="AB岗替岗人",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clerk",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "工作人员",
                "verbose_name_plural": "工作人员",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("substitute__isnull", True),
                            models.Q(("substitute", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="clerk_substitute_is_another",
                        violation_error_message="替岗人不能是自己。",
                    ),
                    models.CheckConstraint(
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("admin", "管理员"), ("recruiter", "招聘"), ("staffing", "用工")],
                        max_length=10,
                        verbose_name="角色",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="有效")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accounts.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位成员",
                "verbose_name_plural": "单位成员",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("active", True)),
                        fields=("user", "organisation"),
                        name="membership_once",
                        violation_error_message="这个人已经是单位成员。",
                    )
                ],
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
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="邀请人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="accounts.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "成员邀请",
                "verbose_name_plural": "成员邀请",
                "indexes": [models.Index(fields=["phone_index"], name="invitation_phone")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("organisation", "phone_index"),
                        name="invitation_open_once",
                        violation_error_message="这个手机号已有一份等待接受的邀请。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted", False), ("closed_at__isnull", False), _connector="OR"
                        ),
                        name="invitation_accepted_is_closed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", portal.kernel.fields.SealedField(mask="name", verbose_name="姓名")),
                ("name_index", models.BinaryField(max_length=33, verbose_name="姓名索引")),
                ("name_prefix1", models.BinaryField(max_length=33, null=True, verbose_name="姓名首字索引")),
                ("name_prefix2", models.BinaryField(max_length=33, null=True, verbose_name="姓名前两字索引")),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("male", "男"), ("female", "女")],
                        max_length=6,
                        verbose_name="性别",
                    ),
                ),
                ("birth", models.DateField(blank=True, null=True, verbose_name="出生日期")),
                (
                    "contact_phone",
                    portal.kernel.fields.SealedField(mask="phone", null=True, verbose_name="联系电话"),
                ),
                ("phone_index", models.BinaryField(max_length=33, null=True, verbose_name="联系电话索引")),
                (
                    "assurance",
                    models.CharField(
                        choices=[
                            ("declared", "本人填报"),
                            ("phone", "手机已核验"),
                            ("verified", "实名已核验"),
                        ],
                        default="declared",
                        max_length=8,
                        verbose_name="身份核验",
                    ),
                ),
                ("verified_at", models.DateTimeField(blank=True, null=True, verbose_name="核验时间")),
                (
                    "verified_by",
                    models.CharField(
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
                ("created_at", models.DateTimeField(verbose_name="建档时间")),
                (
                    "household_region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="户籍地",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="accounts.person",
                        verbose_name="并入",
                    ),
                ),
                (
                    "residence_region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.region",
                        verbose_name="常住地",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "人员",
                "verbose_name_plural": "人员",
                "indexes": [
                    models.Index(fields=["name_index", "birth"], name="person_name_birth"),
                    models.Index(fields=["name_prefix1", "birth", "id"], name="person_prefix1"),
                    models.Index(fields=["name_prefix2", "birth", "id"], name="person_prefix2"),
                    models.Index(fields=["phone_index"], name="person_phone"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("assurance", "verified"), _negated=True),
                            ("verified_at__isnull", False),
                            _connector="OR",
                        ),
                        name="person_verified_has_a_time",
                        violation_error_message="标为已核验的人员要有核验时间。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="person_not_merged_into_self",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClerkRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("window", "综合窗口"),
                            ("review", "业务审核"),
                            ("recheck", "复核"),
                            ("issue", "出件"),
                            ("finance", "财务"),
                            ("audit", "稽核"),
                            ("data", "数据管理"),
                            ("province_admin", "省管理员"),
                        ],
                        max_length=16,
                        verbose_name="角色",
                    ),
                ),
                (
                    "clerk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="accounts.clerk",
                        verbose_name="工作人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "角色",
                "verbose_name_plural": "角色",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clerk", "role"),
                        name="clerkrole_once",
                        violation_error_message="已有这个角色。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "agent_name",
                    portal.kernel.fields.SealedField(mask="name", null=True, verbose_name="受托人姓名或名称"),
                ),
                ("agent_index", models.BinaryField(max_length=33, null=True, verbose_name="受托人号码索引")),
                (
                    "items",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), size=None, verbose_name="事项"
                    ),
                ),
                ("begins", models.DateField(verbose_name="开始")),
                ("ends", models.DateField(verbose_name="截止")),
                ("consented_at", models.DateTimeField(verbose_name="同意时间")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="接受时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="解除时间")),
                (
                    "ended_by",
                    models.CharField(
                        blank=True,
                        choices=[("principal", "委托人"), ("agent", "受托人")],
                        max_length=9,
                        verbose_name="解除方",
                    ),
                ),
                (
                    "agent_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates_held",
                        to="accounts.organisation",
                        verbose_name="受托单位",
                    ),
                ),
                (
                    "agent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates_held",
                        to="accounts.person",
                        verbose_name="受托人",
                    ),
                ),
                (
                    "principal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates_given",
                        to="accounts.person",
                        verbose_name="委托人",
                    ),
                ),
            ],
            options={
                "verbose_name": "授权委托",
                "verbose_name_plural": "授权委托",
                "indexes": [
                    models.Index(
                        condition=models.Q(("accepted_at__isnull", True), ("ended_at__isnull", True)),
                        fields=["agent_index"],
                        name="mandate_to_accept",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("begins"))),
                        name="mandate_ends_after_it_begins",
                        violation_error_message="委托的截止日期不能早于开始日期。",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agent__isnull", True),
                            models.Q(("principal", models.F("agent")), _negated=True),
                            _connector="OR",
                        ),
                        name="mandate_for_somebody_else",
                        violation_error_message="委托人和受托人不能是同一个人。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agent__isnull", True), ("agent_organisation__isnull", True), _connector="OR"
                        ),
                        name="mandate_one_agent",
                        violation_error_message="受托方只能是一个人或一个单位。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agent__isnull", False),
                            ("agent_organisation__isnull", False),
                            models.Q(("accepted_at__isnull", True), ("agent_index__isnull", False)),
                            _connector="OR",
                        ),
                        name="mandate_names_an_agent",
                        violation_error_message="请写明受托方。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("items__len__gt", 0)),
                        name="mandate_has_items",
                        violation_error_message="请选择委托办理的事项。",
                    ),
                ],
            },
        ),
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identity_checks",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "实名核验记录",
                "verbose_name_plural": "实名核验记录",
                "indexes": [models.Index(fields=["person", "-at"], name="identitycheck_of_person")],
            },
        ),
        migrations.CreateModel(
            name="Document",
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
                            ("resident_id", "居民身份证"),
                            ("social_security_card", "社会保障卡"),
                            ("hmt_residence_permit", "港澳台居民居住证"),
                            ("hm_travel_permit", "港澳居民来往内地通行证"),
                            ("tw_travel_permit", "台湾居民来往大陆通行证"),
                        ],
                        max_length=24,
                        verbose_name="证件种类",
                    ),
                ),
                ("number", portal.kernel.fields.SealedField(mask="document", verbose_name="证件号码")),
                ("namespace", models.CharField(max_length=24, verbose_name="号码空间")),
                ("number_index", models.BinaryField(max_length=33, verbose_name="号码索引")),
                ("seen_at", models.DateTimeField(verbose_name="登记时间")),
                ("confirmed", models.BooleanField(default=False, verbose_name="已确认")),
                ("retired", models.BooleanField(default=False, verbose_name="已停用")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "身份证件",
                "verbose_name_plural": "身份证件",
                "indexes": [models.Index(fields=["namespace", "number_index"], name="document_number")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed", True), ("retired", False)),
                        fields=("namespace", "number_index"),
                        name="document_confirmed_number_once",
                        violation_error_message="这个证件号码已经登记在另一份档案上,请由窗口人员核对。",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "kind", "number_index"),
                        name="document_once_per_person",
                        violation_error_message="这份证件已经登记过。",
                    ),
                ],
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
                (
                    "by",
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
                    "gone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges_out",
                        to="accounts.person",
                        verbose_name="并入的档案",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges_in",
                        to="accounts.person",
                        verbose_name="保留的档案",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="撤销人",
                    ),
                ),
            ],
            options={
                "verbose_name": "档案合并",
                "verbose_name_plural": "档案合并",
                "indexes": [models.Index(fields=["-at", "-id"], name="merge_latest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("gone",),
                        name="merge_gone_once",
                        violation_error_message="这份档案已经并入另一份档案。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("gone")), _negated=True),
                        name="merge_of_two_records",
                        violation_error_message="不能把一份档案并入它自己。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="merge_undone_by_somebody",
                        violation_error_message="撤销合并要有撤销人和时间。",
                    ),
                ],
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
                (
                    "merge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="accounts.personmerge",
                        verbose_name="合并",
                    ),
                ),
            ],
            options={
                "verbose_name": "合并移动的记录",
                "verbose_name_plural": "合并移动的记录",
                "constraints": [
                    models.UniqueConstraint(fields=("merge", "table", "column"), name="mergedrows_once")
                ],
            },
        ),
    ]
