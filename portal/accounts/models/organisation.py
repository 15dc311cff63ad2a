"""Organisations we serve or work with, their members, and who may act for whom."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.ids import uuid7


class Organisation(models.Model):
    """A unit with a unified social credit code (统一社会信用代码, GB 32100)."""

    keep_history = True

    class Kind(models.TextChoices):
        EMPLOYER = "employer", _("用人单位")
        SCHOOL = "school", _("学校")
        TRAINER = "trainer", _("培训机构")
        HR_AGENCY = "hr_agency", _("人力资源服务机构")
        COMMUNITY = "community", _("社区(村)")
        BASE = "base", _("基地")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("种类"), max_length=12, choices=Kind.choices, default=Kind.EMPLOYER)
    region = models.ForeignKey("agencies.Region", models.PROTECT, related_name="+", verbose_name=_("所在地"))
    created_at = models.DateTimeField(_("建档时间"))

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A user's part in an organisation."""

    keep_history = True

    class Role(models.TextChoices):
        ADMIN = "admin", _("管理员")
        RECRUITER = "recruiter", _("招聘")
        STAFFING = "staffing", _("用工")

    user = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="memberships", verbose_name=_("账号")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("单位")
    )
    role = models.CharField(_("角色"), max_length=10, choices=Role.choices)
    active = models.BooleanField(_("有效"), default=True)

    class Meta:
        verbose_name = _("单位成员")
        verbose_name_plural = _("单位成员")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(active=True),
                name="membership_once",
                violation_error_message=_("这个人已经是单位成员。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} @ {self.organisation}"


class Mandate(models.Model):
    """A written authority (授权委托) to act for a person: scope, dates and consent; never open-ended."""

    keep_history = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    principal = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="mandates_given", verbose_name=_("委托人")
    )
    agent = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="mandates_held", verbose_name=_("受托人")
    )
    items = ArrayField(models.CharField(max_length=60), verbose_name=_("事项"))
    begins = models.DateField(_("开始"))
    ends = models.DateField(_("截止"))
    consented_at = models.DateTimeField(_("同意时间"))
    ended_at = models.DateTimeField(_("解除时间"), null=True, blank=True)

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
                condition=~Q(principal=F("agent")),
                name="mandate_for_somebody_else",
                violation_error_message=_("委托人和受托人不能是同一个人。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} → {self.principal_id}"
