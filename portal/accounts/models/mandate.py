"""Who may act for whom: a written authority (授权委托) with scope, dates and the agent's acceptance."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7

LONGEST = 366  # days: one year, whichever years they fall in


class Mandate(models.Model):
    """A mandate of a person. The agent is named by name and number, and joins by accepting it signed in."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class EndedBy(models.TextChoices):
        PRINCIPAL = "principal", _("委托人")
        AGENT = "agent", _("受托人")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    principal = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="mandates_given", verbose_name=_("委托人")
    )
    agent = models.ForeignKey(
        "accounts.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates_held",
        verbose_name=_("受托人"),
    )
    agent_organisation = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates_held",
        verbose_name=_("受托单位"),
    )
    agent_name = SealedField(_("受托人姓名或名称"), mask="name", null=True)
    agent_index = models.BinaryField(_("受托人号码索引"), max_length=33, null=True, editable=False)
    items = ArrayField(models.CharField(max_length=60), verbose_name=_("事项"))
    begins = models.DateField(_("开始"))
    ends = models.DateField(_("截止"))
    consented_at = models.DateTimeField(_("同意时间"))
    accepted_at = models.DateTimeField(_("接受时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("解除时间"), null=True, blank=True)
    ended_by = models.CharField(_("解除方"), max_length=9, choices=EndedBy.choices, blank=True)

    class Meta:
        verbose_name = _("授权委托")
        verbose_name_plural = _("授权委托")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("begins")),
                name="mandate_ends_after_it_begins",
                violation_error_message=_("委托的截止日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(
                    ends__lte=models.ExpressionWrapper(F("begins") + LONGEST, output_field=models.DateField())
                ),
                name="mandate_of_one_year_at_most",
                violation_error_message=_("委托最长一年。"),
            ),
            models.CheckConstraint(
                condition=Q(agent__isnull=True) | ~Q(principal=F("agent")),
                name="mandate_for_somebody_else",
                violation_error_message=_("委托人和受托人不能是同一个人。"),
            ),
            models.CheckConstraint(
                condition=Q(agent__isnull=True) | Q(agent_organisation__isnull=True),
                name="mandate_one_agent",
                violation_error_message=_("受托方只能是一个人或一个单位。"),
            ),
            models.CheckConstraint(
                condition=Q(agent__isnull=False)
                | Q(agent_organisation__isnull=False)
                | Q(agent_index__isnull=False, accepted_at__isnull=True),
                name="mandate_names_an_agent",
                violation_error_message=_("请写明受托方。"),
            ),
            models.CheckConstraint(
                condition=Q(items__len__gt=0),
                name="mandate_has_items",
                violation_error_message=_("请选择委托办理的事项。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agent_index"],
                name="mandate_to_accept",
                condition=Q(accepted_at__isnull=True, ended_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.agent_id or self.agent_organisation_id or '?'} → {self.principal_id}"
