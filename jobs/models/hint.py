"""What clerks taught: this title is that occupation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OccupationHint(models.Model):
    """One correction of a title's code, and how often it was made; the title as `rules.suggesting.plain` has it."""

    privileges = "SELECT, INSERT, UPDATE"

    title = models.CharField(_("岗位名称"), max_length=60)
    occupation = models.ForeignKey(
        "jobs.Occupation", models.PROTECT, related_name="+", verbose_name=_("职业")
    )
    count = models.PositiveIntegerField(_("次数"), default=1)
    changed_at = models.DateTimeField(_("最后更正"))

    class Meta:
        verbose_name = _("职业更正")
        verbose_name_plural = _("职业更正")
        constraints = [
            models.UniqueConstraint(
                fields=["title", "occupation"],
                name="occupation_hint_once",
                violation_error_message=_("这个更正已经记过了。"),
            ),
            models.CheckConstraint(
                condition=models.Q(count__gte=1),
                name="occupation_hint_counted",
                violation_error_message=_("次数至少是1。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title
