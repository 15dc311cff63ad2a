"""Organisations we serve or work with, and their members."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
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
    uscc = models.CharField(_("统一社会信用代码"), max_length=18)
    name = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("种类"), max_length=12, choices=Kind.choices, default=Kind.EMPLOYER)
    region = models.ForeignKey("agencies.Region", models.PROTECT, related_name="+", verbose_name=_("所在地"))
    created_at = models.DateTimeField(_("建档时间"))
    confirmed_at = models.DateTimeField(_("核实时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        constraints = [
            models.UniqueConstraint(
                fields=["uscc"],
                condition=Q(confirmed_at__isnull=False),
                name="organisation_confirmed_code_once",
                violation_error_message=_("这个统一社会信用代码已有核实过的单位。"),
            )
        ]
        indexes = [
            models.Index(
                fields=["created_at", "id"],
                name="organisation_to_confirm",
                condition=Q(confirmed_at__isnull=True),
            ),
            models.Index(fields=["uscc"], name="organisation_code"),
        ]

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


class Invitation(models.Model):
    """A seat in an organisation offered to a phone; who signs in with that phone may take it."""

    keep_history = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations", verbose_name=_("单位")
    )
    phone = SealedField(_("手机号码"), mask="phone")
    phone_index = models.BinaryField(_("手机号索引"), max_length=33, editable=False)
    role = models.CharField(_("角色"), max_length=10, choices=Membership.Role.choices)
    made_at = models.DateTimeField(_("邀请时间"))
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("邀请人"))
    closed_at = models.DateTimeField(_("了结时间"), null=True, blank=True)
    accepted = models.BooleanField(_("已接受"), default=False)

    class Meta:
        verbose_name = _("成员邀请")
        verbose_name_plural = _("成员邀请")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "phone_index"],
                condition=Q(closed_at__isnull=True),
                name="invitation_open_once",
                violation_error_message=_("这个手机号已有一份等待接受的邀请。"),
            ),
            models.CheckConstraint(
                condition=Q(accepted=False) | Q(closed_at__isnull=False), name="invitation_accepted_is_closed"
            ),
        ]
        indexes = [models.Index(fields=["phone_index"], name="invitation_phone")]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.get_role_display()}"
