"""What reaches the citizen and when (送达); a revocation is announced before it is made; outages move windows."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class ElectronicService(models.Model):
    """电子送达确认书: somebody agrees that letters reach them here; ends when they say so."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="electronic_services", verbose_name=_("人员")
    )
    text = models.TextField(_("确认书内容"))
    agreed_at = models.DateTimeField(_("确认时间"))
    ended_at = models.DateTimeField(_("取消时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("电子送达确认书")
        verbose_name_plural = _("电子送达确认书")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="electronicservice_one_living"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.agreed_at:%Y-%m-%d}"


class ProofOfService(models.Model):
    """送达回证: a letter reached the applicant on a day in a way; appeals and answers count from that day."""

    privileges = "SELECT, INSERT"

    class Method(models.TextChoices):
        ELECTRONIC = "electronic", _("电子送达")
        IN_PERSON = "in_person", _("直接送达")
        POST = "post", _("邮寄送达")
        LEFT = "left", _("留置送达")
        PUBLIC = "public", _("公告送达")

    letter = models.OneToOneField(
        "documents.Certificate", models.PROTECT, related_name="served", verbose_name=_("文书")
    )
    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="served", verbose_name=_("办件"))
    method = models.CharField(_("方式"), max_length=10, choices=Method.choices)
    served_on = models.DateField(_("送达日"))
    noted_at = models.DateTimeField(_("登记时间"))
    proof = models.CharField(_("凭据"), max_length=200, blank=True)
    clerk = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("送达人")
    )

    class Meta:
        verbose_name = _("送达回证")
        verbose_name_plural = _("送达回证")
        constraints = [
            models.CheckConstraint(
                condition=Q(method="electronic") | (Q(clerk__isnull=False) & ~Q(proof="")),
                name="proof_on_paper_has_a_clerk",
                violation_error_message=_("非电子送达要写明送达人和凭据(单号、签收人等)。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.served_on}"


class RevocationNotice(models.Model):
    """撤销事先告知: why a grant may be taken back, and until when the holder may answer (陈述申辩)."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(
        "casework.Case", models.PROTECT, related_name="revocation_notices", verbose_name=_("办件")
    )
    reason = models.ForeignKey(
        "casework.ReasonCode", models.PROTECT, related_name="+", verbose_name=_("原因")
    )
    text = models.TextField(_("事实"), blank=True)
    given_at = models.DateTimeField(_("告知时间"))
    given_by = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("告知人"))
    answer_until = models.DateField(_("陈述申辩期限"))
    answer = SealedField(_("陈述申辩"), mask="text", null=True)
    answered_at = models.DateTimeField(_("陈述时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("了结时间"), null=True, blank=True)
    dropped = models.BooleanField(_("不予撤销"), default=False)

    class Meta:
        verbose_name = _("撤销事先告知")
        verbose_name_plural = _("撤销事先告知")
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(closed_at__isnull=True),
                name="revocationnotice_one_open_per_case",
                violation_error_message=_("这件已经发过撤销事先告知。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.given_at:%Y-%m-%d}"


class Outage(models.Model):
    """The portal was away (系统中断): whatever window it touched is made longer, each with an event."""

    privileges = "SELECT, INSERT"

    begins = models.DateTimeField(_("开始"))
    ends = models.DateTimeField(_("结束"))
    note = models.CharField(_("情况"), max_length=200)
    halls_too = models.BooleanField(_("窗口也停办"), default=False)
    noted_at = models.DateTimeField(_("登记时间"))
    noted_by = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("登记人"))
    moved = models.PositiveIntegerField(_("顺延件数"), default=0)

    class Meta:
        verbose_name = _("系统中断")
        verbose_name_plural = _("系统中断")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")),
                name="outage_ends_after_it_begins",
                violation_error_message=_("结束时间要晚于开始时间。"),
            ),
            models.UniqueConstraint(
                fields=["begins", "ends"],
                name="outage_once",
                violation_error_message=_("这次中断已经登记过。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.begins:%Y-%m-%d %H:%M}"
