"""What matching reads and writes: seekers as numbers, and the ten best of each side by run.

Never here: sex, age, 户籍, photo, what somebody clicked. The columns of Seeker are all that a score can know.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Seeker(models.Model):
    """A person who is matched, as search knows openings: one narrow row, written with the CV.

    groups: up to three groups of occupations (小类) as numbers, e.g. 4-01-02 → 40102; counties: where work is wished
    for, six digits, ending in zeros for a prefecture; pay: yuan a month; skills: bits of rules/skills.csv.
    """

    privileges = "SELECT, INSERT, UPDATE, DELETE"

    id = models.BigAutoField(primary_key=True)
    person = models.OneToOneField(
        "accounts.Person", models.CASCADE, related_name="seeker", verbose_name=_("人员")
    )
    occupations = ArrayField(models.IntegerField(), verbose_name=_("职业"))
    counties = ArrayField(models.IntegerField(), verbose_name=_("地区"))
    pay = models.IntegerField(_("月薪不低于"))
    education = models.SmallIntegerField(_("学历"))
    experience = models.SmallIntegerField(_("年限"))
    kinds = models.SmallIntegerField(_("用工形式"), help_text=_("按位"))
    skills = models.BigIntegerField(_("技能"), default=0, help_text=_("按位"))
    latitude = models.FloatField(_("纬度"), null=True)
    longitude = models.FloatField(_("经度"), null=True)

    class Meta:
        verbose_name = _("求职者")
        verbose_name_plural = _("求职者")

    def __str__(self) -> str:
        return str(self.person_id)


class MatchRun(models.Model):
    """One run over everybody; readers use the last finished one."""

    privileges = "SELECT, INSERT, UPDATE"

    begun_at = models.DateTimeField(_("开始"))
    finished_at = models.DateTimeField(_("完成"), null=True, blank=True)
    seekers = models.IntegerField(_("求职者"), default=0)
    openings = models.IntegerField(_("岗位"), default=0)

    class Meta:
        verbose_name = _("匹配批次")
        verbose_name_plural = _("匹配批次")
        indexes = [
            models.Index(
                fields=["-id"], name="match_run_finished", condition=models.Q(finished_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d}"


class SeekerMatch(models.Model):
    """The best openings of one seeker in one run, the best first; both arrays have the same length, ten at most."""

    privileges = "SELECT, INSERT, DELETE"

    seeker = models.ForeignKey(
        Seeker,
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("求职者"),
    )
    run = models.ForeignKey(
        MatchRun,
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("批次"),
    )
    openings = ArrayField(models.BigIntegerField(), verbose_name=_("岗位"))
    scores = ArrayField(models.SmallIntegerField(), verbose_name=_("得分"))
    pk = models.CompositePrimaryKey("seeker_id", "run_id")

    class Meta:
        verbose_name = _("求职者的匹配")
        verbose_name_plural = _("求职者的匹配")

    def __str__(self) -> str:
        return str(self.seeker_id)


class OpeningMatch(models.Model):
    """The best seekers of one opening in one run."""

    privileges = "SELECT, INSERT, DELETE"

    opening = models.ForeignKey(
        "jobs.Opening",
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("岗位"),
    )
    run = models.ForeignKey(
        MatchRun,
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("批次"),
    )
    seekers = ArrayField(models.BigIntegerField(), verbose_name=_("求职者"))
    scores = ArrayField(models.SmallIntegerField(), verbose_name=_("得分"))
    pk = models.CompositePrimaryKey("opening_id", "run_id")

    class Meta:
        verbose_name = _("岗位的匹配")
        verbose_name_plural = _("岗位的匹配")

    def __str__(self) -> str:
        return str(self.opening_id)
