"""Employers as job seekers see them, how they were verified (招聘资质核验), and who may not post."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7

VERIFICATION = "employer-verification"


class Employer(models.Model):
    """An organisation that hires: what its card shows, and until when its verification holds."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Ownership(models.TextChoices):
        PRIVATE = "private", _("民营企业")
        STATE = "state", _("国有企业")
        FOREIGN = "foreign", _("外商或港澳台投资企业")
        INDIVIDUAL = "individual", _("个体工商户")
        COOPERATIVE = "cooperative", _("合作社")
        PUBLIC = "public", _("机关事业单位")
        SOCIAL = "social", _("社会团体、民办非企业单位")
        STARTUP = "startup", _("创业实体")

    class Size(models.TextChoices):
        UNDER_20 = "19", _("20人以下")
        UNDER_100 = "99", _("20—99人")
        UNDER_500 = "499", _("100—499人")
        UNDER_1000 = "999", _("500—999人")
        MORE = "1000", _("1000人以上")

    class Basis(models.TextChoices):
        DOCUMENTS = "documents", _("资质已核验")
        PROMISE = "promise", _("书面承诺发布,待核实")

    class Need(models.TextChoices):
        URGENT = "urgent", _("急招")
        SHORT = "short", _("缺工")
        STEADY = "steady", _("常态")

    organisation = models.OneToOneField(
        "accounts.Organisation",
        models.PROTECT,
        primary_key=True,
        related_name="employer",
        verbose_name=_("单位"),
    )
    ownership = models.CharField(_("单位性质"), max_length=12, choices=Ownership.choices)
    size = models.CharField(_("人数规模"), max_length=4, choices=Size.choices, blank=True)
    address = models.CharField(_("地址"), max_length=120)
    intro = models.TextField(_("单位简介"), max_length=1000, blank=True)
    contact_phone = SealedField(_("招聘电话"), mask="phone")
    basis = models.CharField(_("核验方式"), max_length=9, choices=Basis.choices, blank=True)
    verified_on = models.DateField(_("核验日期"), null=True, blank=True)
    verified_until = models.DateField(_("下次核验"), null=True, blank=True)
    applied = models.PositiveIntegerField(_("收到投递"), default=0)
    answered = models.PositiveIntegerField(_("已答复"), default=0)
    answer_rate = models.PositiveSmallIntegerField(_("回复率"), null=True, blank=True)
    need = models.CharField(_("用工需求"), max_length=6, choices=Need.choices, default=Need.STEADY)
    listed = models.BooleanField(_("列入可投递单位"), default=True)
    officer = models.ForeignKey(
        "accounts.Clerk",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="served_employers",
        verbose_name=_("用工专员"),
    )

    class Meta:
        verbose_name = _("用人单位")
        verbose_name_plural = _("用人单位")
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True, verified_until__isnull=True, basis="")
                | Q(verified_on__isnull=False, verified_until__gt=F("verified_on"), basis__gt=""),
                name="employer_verified_for_a_time",
                violation_error_message=_("核验要写明方式、日期和有效期。"),
            )
        ]
        indexes = [models.Index(fields=["verified_until"], name="employer_to_reverify")]

    def __str__(self) -> str:
        return str(self.organisation_id)


class EmployerVerification(models.Model):
    """One application to be verified: by documents on record, or by its agent's written promise (经办人书面承诺)."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Ground(models.TextChoices):
        """Who may promise instead (四川省实施意见(三); other grounds by the clerk's own judgement)."""

        STARTUP = "startup", _("初创阶段,证照还没有办齐")
        FLEXIBLE = "flexible", _("灵活形式用工(平台、零工)")
        OTHER = "other", _("其他情况(说明原因)")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(
        "casework.Case",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="employer_verification",
        verbose_name=_("办件"),
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, related_name="verifications", verbose_name=_("单位")
    )
    basis = models.CharField(_("核验方式"), max_length=9, choices=Employer.Basis.choices)
    ground = models.CharField(_("承诺的原因"), max_length=8, choices=Ground.choices, blank=True)
    ground_text = models.CharField(_("说明"), max_length=200, blank=True)
    agent_name = SealedField(_("经办人姓名"), mask="name")
    agent_number = SealedField(_("经办人证件号码"), mask="document")
    agent_index = models.BinaryField(_("经办人号码索引"), max_length=33, editable=False)
    made_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("招聘资质核验")
        verbose_name_plural = _("招聘资质核验")
        constraints = [
            models.CheckConstraint(
                condition=Q(basis="documents", ground="") | Q(basis="promise", ground__gt=""),
                name="verification_promise_has_a_ground",
                violation_error_message=_("用书面承诺的,要选一个原因。"),
            ),
            models.CheckConstraint(
                condition=~Q(ground="other") | Q(ground_text__gt=""),
                name="verification_other_ground_is_told",
                violation_error_message=_("选了“其他情况”,请说明原因。"),
            ),
        ]
        indexes = [models.Index(fields=["employer", "-made_at"], name="verification_of_employer")]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.basis}"


class Ban(models.Model):
    """Who may not post: known again by code, by the agent's number or by phone, whatever name they bear now."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="bans", verbose_name=_("单位"))
    uscc = models.CharField(_("统一社会信用代码"), max_length=18)
    agent_index = models.BinaryField(_("经办人号码索引"), max_length=33, null=True, editable=False)
    phone_index = models.BinaryField(_("电话索引"), max_length=33, null=True, editable=False)
    reason = models.ForeignKey(
        "casework.ReasonCode", models.PROTECT, related_name="+", verbose_name=_("原因")
    )
    text = models.CharField(_("事实"), max_length=300)
    begins = models.DateField(_("开始"))
    ends = models.DateField(_("截止"))
    lifted_at = models.DateTimeField(_("解除时间"), null=True, blank=True)
    by = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("决定人"))

    class Meta:
        verbose_name = _("禁止发布")
        verbose_name_plural = _("禁止发布")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")),
                name="ban_ends",
                violation_error_message=_("禁止发布要有截止日期。"),
            )
        ]
        indexes = [
            models.Index(fields=["uscc"], name="ban_code"),
            models.Index(fields=["agent_index"], name="ban_agent"),
            models.Index(fields=["phone_index"], name="ban_phone"),
        ]

    def __str__(self) -> str:
        return f"{self.uscc} {self.begins}–{self.ends}"
