"""What the nightly patrol found that should not be."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Finding(models.Model):
    """One row somewhere that breaks a coherence no single constraint can hold; closed when it is gone."""

    check_name = models.CharField(_("检查"), max_length=80)
    subject = models.CharField(_("对象"), max_length=80)
    found_at = models.DateTimeField(_("发现时间"))
    gone_at = models.DateTimeField(_("消除时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("一致性问题")
        verbose_name_plural = _("一致性问题")
        constraints = [
            models.UniqueConstraint(
                fields=["check_name", "subject"], condition=Q(gone_at__isnull=True), name="finding_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_name}: {self.subject}"
