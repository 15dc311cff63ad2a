"""可投递单位: employers likely to hire, from whom they hired before. Written anew each night."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LikelyEmployer(models.Model):
    """How many an employer hired in twelve months, of one group of occupations in one county, and its stars.

    occupations: a group (小类) as a number, 4-01-02 → 40102; county: six digits.
    """

    privileges = "SELECT, INSERT, UPDATE, DELETE"

    employer = models.ForeignKey("jobs.Employer", models.CASCADE, related_name="+", verbose_name=_("单位"))
    occupations = models.IntegerField(_("职业小类"))
    county = models.IntegerField(_("地区"))
    hires = models.PositiveIntegerField(_("录用人次"))
    last_on = models.DateField(_("最近一次"))
    stars = models.PositiveSmallIntegerField(_("星级"))
    counted_on = models.DateField(_("计算日期"))

    class Meta:
        verbose_name = _("可投递单位")
        verbose_name_plural = _("可投递单位")
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "occupations", "county"], name="likely_employer_once"
            ),
            models.CheckConstraint(condition=Q(stars__range=(1, 3)), name="likely_employer_stars"),
        ]
        indexes = [
            models.Index(fields=["occupations", "-stars", "id"], name="likely_by_occupation"),
            models.Index(fields=["county", "-stars", "id"], name="likely_by_county"),
        ]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.occupations} {self.county}"
