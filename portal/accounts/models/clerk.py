"""Agency staff and the roles of a hall, where taking in and deciding are kept apart (受办分离)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The posts of a service hall."""

    WINDOW = "window", _("综合窗口")
    REVIEW = "review", _("业务审核")
    RECHECK = "recheck", _("复核")
    ISSUE = "issue", _("出件")
    FINANCE = "finance", _("财务")
    AUDIT = "audit", _("稽核")
    DATA = "data", _("数据管理")
    PROVINCE_ADMIN = "province_admin", _("省管理员")


INCOMPATIBLE: frozenset[frozenset[str]] = frozenset(
    frozenset(pair)
    for pair in [
        (Role.REVIEW, Role.RECHECK),
        (Role.REVIEW, Role.FINANCE),
        (Role.REVIEW, Role.AUDIT),
        (Role.REVIEW, Role.DATA),
        (Role.RECHECK, Role.FINANCE),
        (Role.RECHECK, Role.AUDIT),
        (Role.RECHECK, Role.DATA),
        (Role.FINANCE, Role.AUDIT),
        (Role.FINANCE, Role.DATA),
        (Role.AUDIT, Role.DATA),
        (Role.WINDOW, Role.FINANCE),
        (Role.WINDOW, Role.AUDIT),
    ]
)


class Clerk(models.Model):
    """A named member of staff at one agency."""

    keep_history = True

    user = models.OneToOneField("accounts.User", models.PROTECT, related_name="clerk", verbose_name=_("账号"))
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="clerks", verbose_name=_("所在机构")
    )
    name = models.CharField(_("姓名"), max_length=50)
    post = models.CharField(_("岗位"), max_length=50, blank=True)
    active = models.BooleanField(_("在岗"), default=True)
    pin_hash = models.CharField(_("锁屏口令"), max_length=128, blank=True, editable=False)
    substitute = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="covers", verbose_name=_("AB岗替岗人")
    )
    away_from = models.DateField(_("离岗开始"), null=True, blank=True)
    away_until = models.DateField(_("离岗截止"), null=True, blank=True)

    class Meta:
        verbose_name = _("工作人员")
        verbose_name_plural = _("工作人员")
        constraints = [
            models.CheckConstraint(
                condition=Q(substitute__isnull=True) | ~Q(substitute=F("id")),
                name="clerk_substitute_is_another",
                violation_error_message=_("替岗人不能是自己。"),
            ),
            models.CheckConstraint(
                condition=Q(away_from__isnull=True, away_until__isnull=True)
                | Q(away_from__isnull=False, away_until__isnull=False, away_until__gte=F("away_from")),
                name="clerk_away_from_until",
                violation_error_message=_("离岗要写开始和截止两天,截止不早于开始。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}({self.agency.name})"

    def clean(self) -> None:
        if self.substitute_id and self.substitute.agency_id != self.agency_id:
            raise ValidationError({"substitute": _("替岗人要在同一个机构。")})


class ClerkRole(models.Model):
    """A role given to a clerk; pairs that may not meet in one person are refused."""

    keep_history = True

    clerk = models.ForeignKey(Clerk, models.CASCADE, related_name="roles", verbose_name=_("工作人员"))
    role = models.CharField(_("角色"), max_length=16, choices=Role.choices)

    class Meta:
        verbose_name = _("角色")
        verbose_name_plural = _("角色")
        constraints = [
            models.UniqueConstraint(
                fields=["clerk", "role"], name="clerkrole_once", violation_error_message=_("已有这个角色。")
            )
        ]

    def __str__(self) -> str:
        return self.get_role_display()

    def clean(self) -> None:
        held = ClerkRole.objects.filter(clerk_id=self.clerk_id).exclude(pk=self.pk)
        for other in held.values_list("role", flat=True):
            if frozenset((other, self.role)) in INCOMPATIBLE:
                raise ValidationError(
                    {
                        "role": _("“%(new)s”和“%(old)s”不能由同一人担任。")
                        % {"new": self.get_role_display(), "old": Role(other).label}
                    }
                )
