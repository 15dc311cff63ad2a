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

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("证照编号"), max_length=30, unique=True)
    kind = models.CharField(_("证照种类"), max_length=40)
    title = models.CharField(_("名称"), max_length=80)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="certificates", verbose_name=_("持证人")
    )
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("出证机构")
    )
    subject_type = models.CharField(_("依据类型"), max_length=40)
    subject_id = models.CharField(_("依据编号"), max_length=64)
    claims = SealedField(_("内容"), mask="text")
    issued_at = models.DateTimeField(_("出证时间"))
    rendered_at = models.DateTimeField(_("制成时间"), null=True, blank=True)
    file = models.CharField(_("文件"), max_length=120, blank=True)
    revoked_at = models.DateTimeField(_("失效时间"), null=True, blank=True)
    revoked_reason = models.CharField(_("失效原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("证照")
        verbose_name_plural = _("证照")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                condition=Q(revoked_at__isnull=True),
                name="certificate_one_living_per_subject",
                violation_error_message=_("这份登记已有一张有效证照。"),
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_reason=""),
                name="certificate_revoked_with_reason",
                violation_error_message=_("证照失效要写明原因。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["revoked_at"], name="certificate_revoked", condition=Q(revoked_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def token(self) -> str:
        """The text of the QR code."""
        return signing.sign(json.loads(plaintext(self.claims)), serial=self.number, at=self.issued_at)
