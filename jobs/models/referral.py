"""A referral (推荐信): a clerk recommends a person for an open vacancy; both sides say later what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class Referral(models.Model):
    """One person, one vacancy, one clerk; each side answers for itself, with one tap."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Consent(models.TextChoices):
        """How the person agreed that the employer learns name and phone."""

        PRESENT = "present", _("本人当面同意")
        PHONE = "phone", _("本人电话里同意")

    class Result(models.TextChoices):
        HIRED = "hired", _("已入职")
        INTERVIEW = "interview", _("面试中")
        UNFIT = "unfit", _("不合适")
        SILENT = "silent", _("没有联系上")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("推荐信编号"), max_length=24, unique=True)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="referrals", verbose_name=_("人员")
    )
    vacancy = models.ForeignKey(
        "jobs.Vacancy", models.PROTECT, related_name="referrals", verbose_name=_("岗位")
    )
    clerk = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("推荐人"))
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    consent = models.CharField(_("本人同意"), max_length=7, choices=Consent.choices)
    words = SealedField(_("推荐的话"), mask="text", null=True)
    made_at = models.DateTimeField(_("开具时间"))
    asked_at = models.DateTimeField(_("回访时间"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("本人不愿再被问"), null=True, blank=True)
    person_result = models.CharField(_("本人说的结果"), max_length=9, choices=Result.choices, blank=True)
    person_at = models.DateTimeField(_("本人答复时间"), null=True, blank=True)
    employer_result = models.CharField(_("单位说的结果"), max_length=9, choices=Result.choices, blank=True)
    employer_at = models.DateTimeField(_("单位答复时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("推荐信")
        verbose_name_plural = _("推荐信")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "vacancy"],
                name="referral_once",
                violation_error_message=_("已经为这个人开过这个岗位的推荐信。"),
            ),
            models.CheckConstraint(
                condition=Q(consent__in=["present", "phone"]),
                name="referral_with_consent",
                violation_error_message=_("本人同意后才能开推荐信。"),
            ),
            models.CheckConstraint(
                condition=Q(person_result="", person_at__isnull=True)
                | Q(person_result__in=["hired", "interview", "unfit", "silent"], person_at__isnull=False),
                name="referral_person_answered_at",
                violation_error_message=_("本人的答复要有时间。"),
            ),
            models.CheckConstraint(
                condition=Q(employer_result="", employer_at__isnull=True)
                | Q(employer_result__in=["hired", "interview", "unfit", "silent"], employer_at__isnull=False),
                name="referral_employer_answered_at",
                violation_error_message=_("单位的答复要有时间。"),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-made_at"], name="referral_of_agency"),
            models.Index(fields=["vacancy"], name="referral_of_vacancy"),
            models.Index(fields=["person", "-made_at"], name="referral_of_person"),
            models.Index(fields=["made_at"], name="referral_to_ask", condition=Q(asked_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.number
