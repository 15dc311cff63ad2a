"""Every look at somebody's personal data: append-only, and shown to the person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessEntry(models.Model):
    """Who saw what of whom, when, why and from which agency."""

    privileges = "SELECT, INSERT"

    at = models.DateTimeField(_("时间"))
    person_id = models.UUIDField(_("人员"))
    actor_kind = models.CharField(_("查看方"), max_length=12)
    actor_id = models.CharField(_("查看人编号"), max_length=64)
    actor_name = models.CharField(_("查看人"), max_length=80)
    agency_name = models.CharField(_("机构"), max_length=120, blank=True)
    what = models.CharField(_("查看内容"), max_length=80)
    purpose = models.CharField(_("用途"), max_length=200)

    class Meta:
        verbose_name = _("查看记录")
        verbose_name_plural = _("查看记录")
        ordering = ["-id"]
        indexes = [models.Index(fields=["person_id", "-id"], name="access_of_person")]

    def __str__(self) -> str:
        return f"{self.actor_name} · {self.what}"
