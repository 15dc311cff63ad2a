import django.db.models.deletion
from django.db import migrations, models

import portal.kernel.fields
import portal.kernel.ids
from portal.kernel.first_migration import FirstMigration


class Migration(FirstMigration):
    replaces = [
        ("content", "0001_papers_demands_feedback"),
        ("content", "0002_extra_demand_opens_an_inquiry"),
    ]

    dependencies = [
        ("agencies", "0001_tables"),
        ("casework", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="PageFeedback",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("path", models.CharField(max_length=200, verbose_name="页面")),
                ("useful", models.BooleanField(help_text="空:只留了话。", null=True, verbose_name="有用")),
                (
                    "text",
                    portal.kernel.fields.SealedField(
                        blank=True, mask="text", null=True, verbose_name="哪里不好"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "页面评价",
                "verbose_name_plural": "页面评价",
                "ordering": ["-at"],
                "indexes": [models.Index(fields=["path", "useful"], name="pagefeedback_by_page")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("useful__isnull", False), ("text__isnull", False), _connector="OR"
                        ),
                        name="pagefeedback_says_something",
                        violation_error_message="要么评价,要么留话。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExtraDemand",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=24, unique=True, verbose_name="回执号")),
                ("paper", models.CharField(max_length=120, verbose_name="多要的材料")),
                (
                    "text",
                    portal.kernel.fields.SealedField(blank=True, mask="text", null=True, verbose_name="经过"),
                ),
                (
                    "contact",
                    portal.kernel.fields.SealedField(
                        blank=True, mask="phone", null=True, verbose_name="联系方式"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "已收到,正在核实"),
                            ("right", "属实,已要求改正"),
                            ("wrong", "核实后,这份材料确实要交"),
                            ("unclear", "没能核实"),
                        ],
                        default="received",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="答复")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extra_demands",
                        to="agencies.agency",
                        verbose_name="机构",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extra_demands",
                        to="casework.serviceitem",
                        verbose_name="事项",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.task",
                        verbose_name="核查任务",
                    ),
                ),
            ],
            options={
                "verbose_name": "多要材料反映",
                "verbose_name_plural": "多要材料反映",
                "ordering": ["-at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True), ("state", "received")),
                            models.Q(
                                models.Q(("state", "received"), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="extrademand_answered_or_waiting",
                        violation_error_message="改状态要写答复。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="材料名称")),
                ("legal_base", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                (
                    "replaced_by",
                    models.CharField(
                        choices=[
                            ("promise", "改为书面承诺"),
                            ("data", "改为部门核对"),
                            ("none", "不再要"),
                            ("kept", "还要提供"),
                        ],
                        max_length=8,
                        verbose_name="现在怎样",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="起始日")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="casework.serviceitem",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "证明材料",
                "verbose_name_plural": "证明材料清单",
                "ordering": ["item__position", "replaced_by", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "name"),
                        name="paper_once_per_item",
                        violation_error_message="这个事项已有同名材料。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replaced_by", "kept"), _negated=True),
                            models.Q(("legal_base", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="paper_kept_has_legal_base",
                        violation_error_message="还要提供的材料必须写明依据。",
                    ),
                ],
            },
        ),
    ]
