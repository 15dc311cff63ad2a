"""核查 of a written promise: its result, the credit record (信用记录) of a broken one, the objection (异议)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7

from .employer import Employer
from .vacancy import VacancyState


class PromiseCheck(models.Model):
    """The check that follows each verification by promise (四川省实施意见(三)): by whom, how, what was found."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Result(models.TextChoices):
        OPEN = "open", _("待核查")
        KEPT = "kept", _("承诺属实")
        PAPERS = "papers", _("承诺属实,证照已经办齐")
        FAILED = "failed", _("核查未通过")

    class Way(models.TextChoices):
        OFFICES = "offices", _("部门信息核查")
        VISIT = "visit", _("工作人员调查")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    verification = models.OneToOneField(
        "jobs.EmployerVerification", models.PROTECT, related_name="check_made", verbose_name=_("资质核验")
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, related_name="promise_checks", verbose_name=_("单位")
    )
    task = models.OneToOneField(
        "casework.Task", models.PROTECT, related_name="promise_check", verbose_name=_("任务")
    )
    result = models.CharField(_("结果"), max_length=6, choices=Result.choices, default=Result.OPEN)
    way = models.CharField(_("核查方式"), max_length=7, choices=Way.choices, blank=True)
    facts = SealedField(_("事实"), mask="text", null=True)
    reason = models.ForeignKey(
        "casework.ReasonCode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("原因"),
    )
    decided_at = models.DateTimeField(_("核查时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核查人")
    )
    was_basis = models.CharField(_("原核验方式"), max_length=9, blank=True, editable=False)
    was_on = models.DateField(_("原核验日期"), null=True, blank=True, editable=False)
    was_until = models.DateField(_("原下次核验"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("承诺核查")
        verbose_name_plural = _("承诺核查")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    result="open",
                    way="",
                    facts__isnull=True,
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                )
                | Q(
                    result__in=["kept", "papers", "failed"],
                    way__in=["offices", "visit"],
                    facts__isnull=False,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="promise_check_result_by_somebody",
                violation_error_message=_("核查结果要写明方式、事实、时间和核查人。"),
            ),
            models.CheckConstraint(
                condition=Q(result="failed", reason__isnull=False)
                | ~Q(result="failed") & Q(reason__isnull=True),
                name="promise_check_failed_for_a_reason",
                violation_error_message=_("核查未通过要选一个原因。"),
            ),
        ]
        indexes = [models.Index(fields=["employer", "-id"], name="promise_check_of_employer")]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.result}"


class TakenDown(models.Model):
    """A vacancy that a failed check took down, and what it was before: what an upheld objection can bring back."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    check_made = models.ForeignKey(
        PromiseCheck, models.PROTECT, related_name="taken_down", verbose_name=_("承诺核查")
    )
    vacancy = models.ForeignKey("jobs.Vacancy", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    state = models.CharField(_("原状态"), max_length=9, choices=VacancyState.choices)
    restored_at = models.DateTimeField(_("恢复时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("因核查下架")
        verbose_name_plural = _("因核查下架")
        constraints = [
            models.UniqueConstraint(fields=["check_made", "vacancy"], name="taken_down_once"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "paused"]), name="taken_down_from_a_running_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vacancy_id} {self.state}"


class CreditRecord(models.Model):
    """信用记录 «核查未通过»: counted and shown while it stands; one withdrawn stays as history only."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    check_made = models.OneToOneField(
        PromiseCheck, models.PROTECT, related_name="credit", verbose_name=_("承诺核查")
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, related_name="credit_records", verbose_name=_("单位")
    )
    made_at = models.DateTimeField(_("记录时间"))
    made_by = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("记录人"))
    objection_until = models.DateField(_("异议截止日"))
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("撤销人")
    )

    class Meta:
        verbose_name = _("信用记录")
        verbose_name_plural = _("信用记录")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="credit_record_withdrawn_by_somebody",
                violation_error_message=_("撤销信用记录要有时间和撤销人。"),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True) | ~Q(withdrawn_by=F("made_by")),
                name="credit_record_not_withdrawn_by_its_maker",
                violation_error_message=_("记录的人不能自己撤销,要由另一位工作人员复核。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["employer"], name="credit_record_standing", condition=Q(withdrawn_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.made_at:%Y-%m-%d}"


class CreditObjection(models.Model):
    """异议: the employer's side, once for a record, answered by somebody else than who made the record."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Outcome(models.TextChoices):
        OPEN = "open", _("复核中")
        UPHELD = "upheld", _("异议成立,记录已撤销")
        REJECTED = "rejected", _("异议不成立,记录保留")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    record = models.OneToOneField(
        CreditRecord, models.PROTECT, related_name="objection", verbose_name=_("信用记录")
    )
    task = models.OneToOneField(
        "casework.Task", models.PROTECT, related_name="credit_objection", verbose_name=_("任务")
    )
    text = SealedField(_("异议理由"), mask="text")
    made_at = models.DateTimeField(_("提出时间"))
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("提出人"))
    not_by = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("回避人"))
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    answer = SealedField(_("复核理由"), mask="text", null=True)
    decided_at = models.DateTimeField(_("复核时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("复核人")
    )

    class Meta:
        verbose_name = _("信用异议")
        verbose_name_plural = _("信用异议")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    outcome="open", answer__isnull=True, decided_at__isnull=True, decided_by__isnull=True
                )
                | Q(
                    outcome__in=["upheld", "rejected"],
                    answer__isnull=False,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="credit_objection_answered_by_somebody",
                violation_error_message=_("复核要写明理由、时间和复核人。"),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("not_by")),
                name="credit_objection_by_another_clerk",
                violation_error_message=_("核查的人不能自己复核异议。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.outcome}"
