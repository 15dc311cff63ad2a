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


class Snapshot(models.Model):
    """One row of a public board: a measure of a period for a place, an item, a cut; made anew each night.

    Boards are drawn from these rows alone, so that nobody can reach a case through a board.
    """

    board = models.CharField(_("公开板"), max_length=40)
    period = models.CharField(_("期间"), max_length=7, help_text=_("年-月,如 2026-11"))
    agency = models.ForeignKey(
        "agencies.Agency", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("机构")
    )
    region = models.ForeignKey(
        "agencies.Region", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("地区")
    )
    item = models.ForeignKey(
        "casework.ServiceItem",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("事项"),
    )
    cut = models.CharField(_("分组"), max_length=40, blank=True)
    figures = models.JSONField(_("数字"))
    made_at = models.DateTimeField(_("计算时间"))

    class Meta:
        verbose_name = _("公开数据")
        verbose_name_plural = _("公开数据")
        constraints = [
            models.UniqueConstraint(
                fields=["board", "period", "agency", "region", "item", "cut"],
                nulls_distinct=False,
                name="snapshot_once",
            ),
            models.CheckConstraint(
                condition=Q(period__regex=r"^20[0-9]{2}-(0[1-9]|1[0-2])$"),
                name="snapshot_period_is_a_month",
                violation_error_message=_("期间写成年-月。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board} {self.period}"
