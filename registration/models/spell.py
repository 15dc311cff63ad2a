"""The base register: who works, who does not, from when to when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from portal.kernel.ids import uuid7


class Spell(models.Model):
    """A time of employment (就业), unemployment (失业) or flexible work (灵活就业); `period` is «[from, to)».

    Unemployment never overlaps anything; a full-time post (`exclusive`) never overlaps another one.
    Part-time and flexible work may stand side by side.
    """

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Kind(models.TextChoices):
        EMPLOYMENT = "employment", _("就业")
        UNEMPLOYMENT = "unemployment", _("失业")
        FLEXIBLE = "flexible", _("灵活就业")

    class Ending(models.TextChoices):
        """就业服务与就业管理规定 第六十六条: the ten grounds on which unemployment registration ends."""

        HIRED = "hired", _("被用人单位录用")
        SELF_EMPLOYED = "self_employed", _("从事个体经营或创办企业并领取营业执照")
        EARNING = "earning", _("有稳定收入的劳动且收入不低于最低工资标准")
        PENSION = "pension", _("已享受基本养老保险待遇")
        UNABLE = "unable", _("完全丧失劳动能力")
        STUDY_ARMY_ABROAD = "study_army_abroad", _("入学、服兵役、移居境外")
        IMPRISONED = "imprisoned", _("被判刑收监执行")
        NO_WISH = "no_wish", _("终止就业要求或拒绝接受公共就业服务")
        NO_CONTACT = "no_contact", _("连续六个月未与公共就业服务机构联系")
        OTHER_LAW = "other_law", _("法律法规规定的已就业等情形")
        REVOKED = "revoked", _("登记被撤销")
        LEFT = "left", _("劳动关系终止或解除")  # an employment's end; its ground stands in Separation

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="spells", verbose_name=_("人员")
    )
    kind = models.CharField(_("种类"), max_length=12, choices=Kind.choices)
    exclusive = models.BooleanField(_("全日制"), default=True)
    period = DateRangeField(_("起止"))
    employer = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="spells",
        verbose_name=_("单位"),
    )
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("登记机构")
    )
    case = models.ForeignKey(
        "casework.Case", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("办件")
    )
    ending = models.CharField(_("终止原因"), max_length=18, choices=Ending.choices, blank=True)
    registered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("就业失业状态")
        verbose_name_plural = _("就业失业状态")
        constraints = [
            ExclusionConstraint(
                name="spell_work_and_unemployment_apart",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Case(When(kind="unemployment", then=Value(1)), default=Value(0)),
                        RangeOperators.NOT_EQUAL,
                    ),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("同一天不能既登记就业又登记失业。"),
            ),
            ExclusionConstraint(
                name="spell_exclusive_once",
                expressions=[("person", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(exclusive=True),
                violation_error_message=_("这段时间已经有一条登记。"),
            ),
            models.CheckConstraint(
                condition=~Q(kind="unemployment") | Q(exclusive=True), name="spell_unemployment_is_exclusive"
            ),
            models.CheckConstraint(
                condition=~Q(kind="flexible") | Q(exclusive=False), name="spell_flexible_is_not_exclusive"
            ),
            models.CheckConstraint(
                condition=Q(period__startswith__isnull=False) & Q(period__isempty=False),
                name="spell_begins_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(period__endswith__isnull=True) | ~Q(ending=""),
                name="spell_ended_with_a_ground",
                violation_error_message=_("终止登记要写明法定原因。"),
            ),
        ]
        indexes = [
            models.Index(F("person"), "kind", name="spell_of_person"),
            models.Index(
                fields=["employer", "-registered_at"],
                name="spell_of_unit",
                condition=Q(employer__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period}"
