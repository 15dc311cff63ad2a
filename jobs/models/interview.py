"""Times for interviews (面试时间) that a unit offers and applicants book."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.ids import uuid7


class InterviewSlot(models.Model):
    """One time at one place; it holds one application at most, and an application one slot."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vacancy = models.ForeignKey("jobs.Vacancy", models.PROTECT, related_name="slots", verbose_name=_("岗位"))
    begins = models.DateTimeField(_("开始时间"))
    minutes = models.PositiveSmallIntegerField(_("时长(分钟)"))
    place = models.CharField(_("地点"), max_length=120)
    application = models.ForeignKey(
        "jobs.Application",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="slots",
        verbose_name=_("投递"),
    )
    booked_at = models.DateTimeField(_("预约时间"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("取消时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("面试时间")
        verbose_name_plural = _("面试时间")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                name="slot_one_for_an_application",
                violation_error_message=_("您已经约好了一个时间。"),
            ),
            models.UniqueConstraint(
                fields=["vacancy", "begins", "place"],
                condition=Q(cancelled_at__isnull=True),
                name="slot_once",
                violation_error_message=_("这个时间已经有了。"),
            ),
            models.CheckConstraint(
                condition=Q(application__isnull=True, booked_at__isnull=True)
                | Q(application__isnull=False, booked_at__isnull=False, cancelled_at__isnull=True),
                name="slot_booked_or_free",
                violation_error_message=_("约好的时间要有人;取消的时间不能有人。"),
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 240)),
                name="slot_minutes",
                violation_error_message=_("一次面试在5到240分钟之间。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vacancy_id} {self.begins:%Y-%m-%d %H:%M}"
