"""«您可以享受» (政策找人): what held data says somebody may have, found at night, accepted with one tap."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Offer(models.Model):
    """A benefit that the rule says yes to, from what is on record alone. It promises nothing and holds nothing."""

    privileges = "SELECT, INSERT, UPDATE"
    merge_same = ("benefit",)

    class State(models.TextChoices):
        OPEN = "open", _("待本人看")
        TAKEN = "taken", _("本人去办了")
        DISMISSED = "dismissed", _("本人不需要")
        GONE = "gone", _("条件已变化")

    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="offers", verbose_name=_("人员")
    )
    benefit = models.CharField(_("待遇"), max_length=60)
    item = models.ForeignKey("casework.ServiceItem", models.PROTECT, related_name="+", verbose_name=_("事项"))
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.OPEN)
    months = models.PositiveSmallIntegerField(_("月数"), null=True, blank=True)
    monthly = models.DecimalField(_("每月"), max_digits=10, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("合计"), max_digits=12, decimal_places=2, null=True, blank=True)
    article = models.CharField(_("依据"), max_length=300, blank=True)
    found_on = models.DateField(_("发现日期"))
    seen_on = models.DateField(_("最近一次仍符合"))

    class Meta:
        verbose_name = _("可享受的待遇")
        verbose_name_plural = _("可享受的待遇")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "benefit"],
                condition=~Q(state="gone"),
                name="offer_once",
                violation_error_message=_("这一项已经提示过。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.benefit}"
