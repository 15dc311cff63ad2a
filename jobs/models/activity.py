"""体验式活动: 模拟求职 and 现场观摩, with places that are never sold twice."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7

MOST_PLACES = 500


class Activity(models.Model):
    """An activity of an agency; `taken` counts the bookings that stand and changes only with them."""

    privileges = "SELECT, INSERT, UPDATE"

    class Kind(models.TextChoices):
        MOCK = "mock", _("模拟求职")
        VISIT = "visit", _("现场观摩")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    made_by = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    kind = models.CharField(_("种类"), max_length=5, choices=Kind.choices)
    title = models.CharField(_("名称"), max_length=60)
    about = models.TextField(_("做什么"), max_length=1000)
    place = models.CharField(_("地点"), max_length=120)
    begins_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    capacity = models.PositiveIntegerField(_("名额"))
    taken = models.PositiveIntegerField(_("已约"), default=0)
    called_off_at = models.DateTimeField(_("取消时间"), null=True, blank=True)
    called_off_why = models.CharField(_("取消原因"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("体验式活动")
        verbose_name_plural = _("体验式活动")
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")),
                name="activity_not_oversold",
                violation_error_message=_("名额不能少于已经约出的人数。"),
            ),
            models.CheckConstraint(
                condition=Q(capacity__range=(1, MOST_PLACES)),
                name="activity_has_places",
                violation_error_message=_("名额要在1到500之间。"),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")),
                name="activity_ends_after_it_begins",
                violation_error_message=_("结束要晚于开始。"),
            ),
            models.CheckConstraint(
                condition=Q(called_off_at__isnull=True, called_off_why="")
                | Q(called_off_at__isnull=False) & ~Q(called_off_why=""),
                name="activity_called_off_says_why",
                violation_error_message=_("取消活动要写原因。"),
            ),
        ]
        indexes = [models.Index(fields=["begins_at", "id"], name="activity_by_day")]

    def __str__(self) -> str:
        return self.title


class Booking(models.Model):
    """A person's place; one standing booking for an activity."""

    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="bookings", verbose_name=_("活动"))
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="bookings", verbose_name=_("人员")
    )
    booked_at = models.DateTimeField(_("预约时间"))
    cancelled_at = models.DateTimeField(_("取消时间"), null=True, blank=True)
    attended_at = models.DateTimeField(_("到场时间"), null=True, blank=True)
    rating = models.PositiveSmallIntegerField(_("评价"), null=True, blank=True)
    words = SealedField(_("想说的"), mask="text", null=True)

    class Meta:
        verbose_name = _("活动预约")
        verbose_name_plural = _("活动预约")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"],
                condition=Q(cancelled_at__isnull=True),
                name="booking_once",
                violation_error_message=_("您已经约了这个活动。"),
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__range=(1, 5), attended_at__isnull=False),
                name="booking_rated_after_coming",
                violation_error_message=_("到场以后才能评价,1到5分。"),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(attended_at__isnull=True),
                name="booking_cancelled_or_attended",
                violation_error_message=_("已经到场的预约不能取消。"),
            ),
        ]
        indexes = [models.Index(fields=["person", "-booked_at"], name="booking_of_person")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.person_id}"
