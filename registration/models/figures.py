"""Monthly figures of the register: how many spells began, ended and stand, by region, kind, sex and age band."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .spell import Spell


class FigureMonth(models.Model):
    """One count of a month; a closed count is never touched, a correction is a new version with its reason."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    month = models.DateField(_("月份"))
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    reason = models.CharField(_("更正原因"), max_length=200, blank=True)
    counted_at = models.DateTimeField(_("统计时间"))
    closed_at = models.DateTimeField(_("封账时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("登记统计月份")
        verbose_name_plural = _("登记统计月份")
        constraints = [
            models.UniqueConstraint(fields=["month", "version"], name="figure_month_version_once"),
            models.UniqueConstraint(
                fields=["month"],
                condition=Q(closed_at__isnull=True),
                name="figure_month_open_once",
                violation_error_message=_("这个月还有一份没有封账的统计。"),
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""),
                name="figure_month_corrected_with_a_reason",
                violation_error_message=_("更正统计要写明原因。"),
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="figure_month_is_a_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} v{self.version}"


class RegisterFigure(models.Model):
    """Counts of one region, kind, sex, age band and ground; higher regions are sums, see queries.figures.

    `ground` is the reason of an ending in the month, empty for spells that did not end in it.
    """

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    count = models.ForeignKey(
        FigureMonth, models.PROTECT, related_name="figures", verbose_name=_("登记统计月份")
    )
    region = models.ForeignKey("agencies.Region", models.PROTECT, related_name="+", verbose_name=_("地区"))
    kind = models.CharField(_("种类"), max_length=12, choices=Spell.Kind.choices)
    sex = models.CharField(_("性别"), max_length=6, blank=True)
    band = models.CharField(_("年龄段"), max_length=8)
    ground = models.CharField(_("终止原因"), max_length=18, choices=Spell.Ending.choices, blank=True)
    begun = models.PositiveIntegerField(_("本月开始"))
    ended = models.PositiveIntegerField(_("本月终止"))
    standing = models.PositiveIntegerField(_("月末在册"))

    class Meta:
        verbose_name = _("登记统计")
        verbose_name_plural = _("登记统计")
        constraints = [
            models.UniqueConstraint(
                fields=["count", "region", "kind", "sex", "band", "ground"], name="register_figure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.kind} {self.band}"
