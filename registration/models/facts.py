"""What other departments know of a person and told us: kept with where it is from and of which day."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class HeldFact(models.Model):
    """One fact of a person as its keeper told it last; an ended one has its day. Nobody but the verb writes it."""

    keep_history = True
    merge_same = ("kind",)
    privileges = "SELECT, INSERT, UPDATE"

    class Kind(models.TextChoices):
        DISABLED = "disabled", _("残疾人证")
        MINIMUM_LIVING = "minimum_living", _("最低生活保障")
        INSURED = "insured", _("职工社会保险")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="held_facts", verbose_name=_("人员")
    )
    kind = models.CharField(_("种类"), max_length=16, choices=Kind.choices)
    value = SealedField(_("内容"), mask="text")
    source = models.CharField(_("来源"), max_length=80)
    as_of = models.DateField(_("数据日期"))
    valid_until = models.DateField(_("有效期至"), null=True, blank=True)
    ended = models.BooleanField(_("已经停止"), default=False)
    held_at = models.DateTimeField(_("收到时间"))

    class Meta:
        verbose_name = _("部门提供的信息")
        verbose_name_plural = _("部门提供的信息")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="held_fact_once"),
            models.CheckConstraint(condition=~Q(source=""), name="held_fact_has_a_source"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("as_of")) | Q(ended=True),
                name="held_fact_valid_or_ended",
                violation_error_message=_("有效期已过的,要写明已经停止。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.as_of}"
