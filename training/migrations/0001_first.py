import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import portal.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("agencies", "0001_tables"),
        ("casework", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="TrainingInterest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=portal.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "directions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("elder_care", "养老护理"),
                                ("child_care", "育婴、保育"),
                                ("housekeeping", "家政服务"),
                                ("cooking", "川菜、面点"),
                                ("commerce", "电商、直播"),
                                ("digital", "电脑和数字技能"),
                                ("electrician", "电工"),
                                ("welding", "焊工"),
                                ("vehicles", "汽车维修"),
                                ("drones", "无人机"),
                                ("crafts", "蜀绣、竹编等手艺"),
                                ("farming", "种植、养殖"),
                                ("start_up", "创业培训"),
                                ("unsure", "还没想好,想听听建议"),
                            ],
                            max_length=12,
                        ),
                        size=None,
                        verbose_name="想学什么",
                    ),
                ),
                (
                    "hours",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("day", "工作日白天"),
                                ("evening", "晚上"),
                                ("weekend", "周末"),
                                ("online", "在网上学"),
                            ],
                            max_length=8,
                        ),
                        size=None,
                        verbose_name="什么时候方便",
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=100, verbose_name="补充")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "等待开班"), ("placed", "已联系到班"), ("closed", "不再需要")],
                        default="waiting",
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
                ("since", models.DateField(verbose_name="登记日期")),
                ("course", models.CharField(blank=True, max_length=120, verbose_name="班期")),
                ("begins", models.DateField(blank=True, null=True, verbose_name="开班日期")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="地点和电话")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="机构",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_interest",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_interests",
                        to="accounts.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.clerk",
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "培训意愿",
                "verbose_name_plural": "培训意愿",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["agency", "since", "id"],
                        name="traininginterest_waiting",
                    ),
                    models.Index(fields=["person", "-since"], name="traininginterest_of_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("person",),
                        name="traininginterest_one_waiting",
                        violation_error_message="已经登记了培训意愿,直接修改就行。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "placed"), _negated=True),
                            models.Q(
                                ("begins__isnull", False),
                                ("placed_by__isnull", False),
                                models.Q(("course", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="traininginterest_placed_in_a_class",
                        violation_error_message="联系到班要写明班期和开班日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("directions__len__gte", 1), ("directions__len__lte", 3)),
                        name="traininginterest_one_to_three",
                        violation_error_message="请选一到三项。",
                    ),
                ],
            },
        ),
    ]
