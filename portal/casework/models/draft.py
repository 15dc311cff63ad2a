"""What somebody has filled in so far. The only JSON before submission, sealed, and gone after it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class Draft(models.Model):
    """Answers of one person for one item; kept thirty days after the last page."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person", models.CASCADE, related_name="drafts", verbose_name=_("人员")
    )
    item = models.ForeignKey("casework.ServiceItem", models.PROTECT, related_name="+", verbose_name=_("事项"))
    returned_case = models.OneToOneField(
        "casework.Case",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="draft",
        verbose_name=_("补正的办件"),
    )
    clerk = models.ForeignKey(
        "accounts.Clerk",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("代填的窗口人员"),
    )
    page = models.CharField(_("停在哪一页"), max_length=40, blank=True)
    answers = SealedField(_("答案"), mask="text")
    version = models.PositiveIntegerField(_("版本"), default=0)
    saved_at = models.DateTimeField(_("保存时间"))
    expires_at = models.DateTimeField(_("保留至"))

    class Meta:
        verbose_name = _("草稿")
        verbose_name_plural = _("草稿")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item"],
                condition=Q(clerk__isnull=True),
                name="draft_one_per_item",
                violation_error_message=_("这个事项已有一份草稿。"),
            ),
            models.UniqueConstraint(
                fields=["person", "item", "clerk"],
                condition=Q(clerk__isnull=False),
                name="draft_one_per_clerk",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.id}"
