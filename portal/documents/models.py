"""Certificates and letters that leave the house, and the record that some no longer hold."""

import json

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField, plaintext
from portal.kernel.ids import uuid7

from . import signing


class Certificate(models.Model):
    """A signed document: what it says (`claims`, sealed), its token (CWT, RFC 8392), its PDF when rendered.

    The token says what the claims say, so it is made anew (Ed25519 gives the same text) and never stored open.

    `subject` is the case or register row it rests on, by stable type and key: rooms above own those tables.
    """

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Family(models.TextChoices):
        CERTIFICATE = "certificate", _("证照")
        LETTER = "letter", _("文书")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    family = models.CharField(_("类别"), max_length=11, choices=Family.choices, default=Family.CERTIFICATE)
    number = models.CharField(_("证照编号"), max_length=30, unique=True)
    official_number = models.CharField(_("文号"), max_length=60, blank=True)
    kind = models.CharField(_("证照种类"), max_length=40)
    title = models.CharField(_("名称"), max_length=80)
    person = models.ForeignKey(
        "accounts.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name=_("持证人"),
    )
    organisation = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name=_("持证单位"),
    )
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("出证机构")
    )
    subject_type = models.CharField(_("依据类型"), max_length=40)
    subject_id = models.CharField(_("依据编号"), max_length=64)
    claims = SealedField(_("内容"), mask="text")
    body = SealedField(_("正文"), mask="text", null=True)
    issued_at = models.DateTimeField(_("出证时间"))
    rendered_at = models.DateTimeField(_("制成时间"), null=True, blank=True)
    file = models.CharField(_("文件"), max_length=120, blank=True)
    handed_at = models.DateTimeField(_("发出时间"), null=True, blank=True)
    handed_how = models.CharField(
        _("发出方式"),
        max_length=8,
        blank=True,
        choices=[("window", _("窗口领取")), ("post", _("邮寄")), ("online", _("网上"))],
    )
    handed_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("出件人")
    )
    revoked_at = models.DateTimeField(_("失效时间"), null=True, blank=True)
    revoked_reason = models.CharField(_("失效原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("证照")
        verbose_name_plural = _("证照")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                condition=Q(revoked_at__isnull=True, family="certificate"),
                name="certificate_one_living_per_subject",
                violation_error_message=_("这份登记已有一张有效证照。"),
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_reason=""),
                name="certificate_revoked_with_reason",
                violation_error_message=_("证照失效要写明原因。"),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(organisation__isnull=True),
                name="certificate_exactly_one_holder",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="certificate_of_subject"),
            models.Index(
                fields=["agency", "issued_at"],
                name="certificate_to_hand_out",
                condition=Q(handed_at__isnull=True, revoked_at__isnull=True),
            ),
            models.Index(
                fields=["revoked_at"], name="certificate_revoked", condition=Q(revoked_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def token(self) -> str:
        """The text of the QR code."""
        return signing.sign(json.loads(plaintext(self.claims)), serial=self.number, at=self.issued_at)


class NumberRange(models.Model):
    """The running number (文号) of one kind of paper at one agency in one year: drawn under its row's lock, no gaps."""

    privileges = "SELECT, INSERT, UPDATE"

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    kind = models.CharField(_("文书种类"), max_length=40)
    year = models.PositiveSmallIntegerField(_("年度"))
    last = models.PositiveIntegerField(_("已用到"), default=0)

    class Meta:
        verbose_name = _("文号")
        verbose_name_plural = _("文号")
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "year"], name="numberrange_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class Upload(models.Model):
    """A file somebody handed in, sealed on disk; only its fingerprint and size stand in the open."""

    privileges = "SELECT, INSERT"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="uploads", verbose_name=_("人员")
    )
    purpose = models.CharField(_("用途"), max_length=40)
    name = SealedField(_("文件名"), mask="text")
    content_type = models.CharField(_("类型"), max_length=40)
    size = models.PositiveIntegerField(_("字节"))
    sha256 = models.CharField(_("摘要"), max_length=64)
    at = models.DateTimeField(_("上传时间"))

    class Meta:
        verbose_name = _("上传文件")
        verbose_name_plural = _("上传文件")

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"
