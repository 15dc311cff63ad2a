"""The narrow table that search reads: one row for each open vacancy, nothing a filter does not need."""

from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

NARROWER = 0.8616  # a degree of longitude against one of latitude at 30.5° north, the middle of the province


class Spot(models.Func):
    """A place as a point on the plane of `search.asked.SPOT`; the index and the query must say it alike."""

    function = "point"
    output_field = models.FloatField()


class Opening(models.Model):
    """An open vacancy as search knows it; written with the vacancy in one transaction, gone when it ends.

    county: the six digits of the place. pay: the lowest pay a month in yuan, other units turned for comparing.
    skills: bits of rules/skills.csv; applied: applications so far, for fair exposure.
    """

    privileges = "SELECT, INSERT, UPDATE, DELETE"

    id = models.BigAutoField(primary_key=True)
    vacancy = models.OneToOneField(
        "jobs.Vacancy", models.CASCADE, related_name="opening", verbose_name=_("岗位")
    )
    posted = models.DateTimeField(_("发布时间"))
    county = models.IntegerField(_("地区"))
    occupation = models.CharField(_("职业"), max_length=11, blank=True)
    kind = models.CharField(_("用工形式"), max_length=10)
    pay = models.IntegerField(_("月薪"))
    education = models.SmallIntegerField(_("学历"))
    experience = models.SmallIntegerField(_("经验"))
    urgent = models.BooleanField(_("急招"))
    skills = models.BigIntegerField(_("要求的技能"), default=0)
    headcount = models.IntegerField(_("人数"), default=1)
    applied = models.IntegerField(_("投递数"), default=0)
    latitude = models.FloatField(_("纬度"), null=True)
    longitude = models.FloatField(_("经度"), null=True)
    words = SearchVectorField(_("词"))

    class Meta:
        verbose_name = _("在招岗位")
        verbose_name_plural = _("在招岗位")
        indexes = [
            GinIndex("words", name="opening_words", fastupdate=False),
            models.Index(
                "posted",
                "id",
                name="opening_newest",
                include=["county", "occupation", "kind", "pay", "education", "experience", "urgent"],
            ),
            models.Index(
                "county",
                "posted",
                "id",
                name="opening_county",
                include=["kind", "pay", "education", "experience", "urgent"],
            ),
            models.Index("pay", name="opening_pay"),
            GistIndex(Spot(models.F("longitude") * NARROWER, models.F("latitude")), name="opening_spot"),
            models.Index(
                OpClass("occupation", name="varchar_pattern_ops"), "posted", "id", name="opening_occupation"
            ),
        ]

    def __str__(self) -> str:
        return str(self.vacancy_id)
