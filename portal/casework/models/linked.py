"""Cases that belong to one thing in somebody's life (一件事): asked in one set of answers, each with its own clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkedCase(models.Model):
    """A case that was opened together with others; `group` is the same for all of them."""

    privileges = "SELECT, INSERT"

    case = models.OneToOneField(
        "casework.Case", models.PROTECT, primary_key=True, related_name="linked", verbose_name=_("办件")
    )
    group = models.UUIDField(_("一件事"))
    matter = models.CharField(_("哪件事"), max_length=20)
    made_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("一件事的办件")
        verbose_name_plural = _("一件事的办件")
        indexes = [models.Index(fields=["group"], name="linkedcase_group")]

    def __str__(self) -> str:
        return f"{self.matter} {self.case_id}"
