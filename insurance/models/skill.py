"""技能提升补贴: one row a case. What was granted stands against a second time, in the database itself."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7

SKILL = "skill-upgrade-subsidy"
NAMESPACE = "skill_certificate"


class SkillClaim(models.Model):
    """The certificate asked for and, once granted, its sum, its place in the year and what it comes after.

    `above` is the level granted before in this occupation: granted rows make a chain 5 → 4 → 3, one after another,
    so that neither the same nor a lower level can be granted twice, whoever asks at the same time.
    """

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        ASKED = "asked", _("已申请")
        GRANTED = "granted", _("已核定")
        REVOKED = "revoked", _("已撤销")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(
        "casework.Case", models.PROTECT, related_name="skill_claim", verbose_name=_("办件")
    )
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="skill_claims", verbose_name=_("人员")
    )
    number = SealedField(_("证书编号"), mask="text")
    number_index = models.BinaryField(_("证书编号索引"), max_length=33, editable=False)
    occupation = models.CharField(_("职业(工种)"), max_length=60)
    level = models.PositiveSmallIntegerField(_("等级"))
    issued = models.DateField(_("核发日期"))
    training_subsidy = models.BooleanField(_("这本证书领过培训补贴"), default=False)
    account = models.ForeignKey(
        "insurance.BankAccount",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("收款账户"),
    )
    state = models.CharField(_("状态"), max_length=7, choices=State.choices, default=State.ASKED)
    year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True)
    nth = models.PositiveSmallIntegerField(_("当年第几次"), null=True, blank=True)
    above = models.PositiveSmallIntegerField(_("此前领过的等级"), default=0)
    amount = models.DecimalField(_("金额"), max_digits=8, decimal_places=2, null=True, blank=True)
    payment = models.OneToOneField(
        "insurance.Payment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("拨付")
    )

    class Meta:
        verbose_name = _("技能提升补贴")
        verbose_name_plural = _("技能提升补贴")
        constraints = [
            models.UniqueConstraint(
                fields=["number_index"],
                condition=Q(state="granted"),
                name="skillclaim_certificate_once",
                violation_error_message=_("这本证书已经领过补贴。"),
            ),
            models.UniqueConstraint(
                fields=["person", "occupation", "level"],
                condition=Q(state="granted"),
                name="skillclaim_level_once",
                violation_error_message=_("同一职业同一等级只补一次。"),
            ),
            models.UniqueConstraint(
                fields=["person", "occupation", "above"],
                condition=Q(state="granted"),
                name="skillclaim_one_after_another",
                violation_error_message=_("同一职业的补贴要一级一级往上领。"),
            ),
            models.UniqueConstraint(
                fields=["person", "year", "nth"],
                condition=Q(state="granted"),
                name="skillclaim_times_a_year",
                violation_error_message=_("今年的次数已经用完。"),
            ),
            models.CheckConstraint(
                condition=Q(above=0) | Q(level__lt=F("above")),
                name="skillclaim_not_lower_after_higher",
                violation_error_message=_("领过同一职业更高等级的补贴,不再补低等级。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(amount__gt=0, year__isnull=False, nth__isnull=False),
                name="skillclaim_granted_whole",
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="skillclaim_level_known"),
        ]
        indexes = [models.Index(fields=["number_index"], name="skillclaim_number")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.occupation} {self.level}"
