"""Figures of the market: wage guidance that the bureaus publish, and supply and demand that we count."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .vacancy import PayUnit

ALL = "all"


class WageGuide(models.Model):
    """市场工资指导价位 of one occupation in one region and year: what the tenth, quarter, half … earn at most."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    year = models.PositiveSmallIntegerField(_("年份"))
    region = models.ForeignKey("agencies.Region", models.PROTECT, related_name="+", verbose_name=_("地区"))
    occupation = models.ForeignKey(
        "jobs.Occupation", models.PROTECT, related_name="+", verbose_name=_("职业")
    )
    p10 = models.DecimalField(_("低位(10%)"), max_digits=10, decimal_places=2)
    p25 = models.DecimalField(_("较低(25%)"), max_digits=10, decimal_places=2)
    p50 = models.DecimalField(_("中位(50%)"), max_digits=10, decimal_places=2)
    p75 = models.DecimalField(_("较高(75%)"), max_digits=10, decimal_places=2)
    p90 = models.DecimalField(_("高位(90%)"), max_digits=10, decimal_places=2)
    unit = models.CharField(_("单位"), max_length=5, choices=PayUnit.choices, default=PayUnit.YEAR)
    source = models.CharField(_("来源"), max_length=200)

    class Meta:
        verbose_name = _("市场工资指导价位")
        verbose_name_plural = _("市场工资指导价位")
        ordering = ["-year", "region_id", "occupation_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "region", "occupation"],
                name="wage_guide_once",
                violation_error_message=_("这一年这个地区这个职业已经有价位了。"),
            ),
            models.CheckConstraint(
                condition=Q(
                    p10__gt=0, p25__gte=F("p10"), p50__gte=F("p25"), p75__gte=F("p50"), p90__gte=F("p75")
                ),
                name="wage_guide_rises",
                violation_error_message=_("五个价位要大于0,从低到高。"),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(2000, 2100)),
                name="wage_guide_year",
                violation_error_message=_("年份写四位数字,比如 2026。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.occupation_id}"


class MarketSnapshot(models.Model):
    """Supply and demand of one quarter, prefecture and major group; computed, replaced as a whole.

    quarter: 2026Q4. prefecture: 510000 for the whole province. group: the first code of the classification,
    4-00-00-00; empty for vacancies without a code; «all» for all together, where a person counts once.
    """

    privileges = "SELECT, INSERT, DELETE"

    quarter = models.CharField(_("季度"), max_length=6)
    prefecture = models.CharField(_("市(州)"), max_length=6)
    group = models.CharField(_("职业大类"), max_length=11, blank=True)
    demand = models.PositiveIntegerField(_("需求人数"))
    supply = models.PositiveIntegerField(_("求职人数"))
    made_at = models.DateTimeField(_("计算时间"))

    class Meta:
        verbose_name = _("市场供求")
        verbose_name_plural = _("市场供求")
        constraints = [
            models.UniqueConstraint(
                fields=["quarter", "prefecture", "group"],
                name="market_snapshot_once",
                violation_error_message=_("这个季度已经算过了。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.quarter} {self.prefecture} {self.group}"
