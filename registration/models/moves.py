"""跨区域转移 (moving to another county): one act, one row that both agencies see, with one clock."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.ids import uuid7


class PersonMove(models.Model):
    """A person went to live in another county of the province; `due` is when the new agency has taken over."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="moves", verbose_name=_("人员")
    )
    from_region = models.ForeignKey(
        "agencies.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("原常住地")
    )
    to_region = models.ForeignKey(
        "agencies.Region", models.PROTECT, related_name="+", verbose_name=_("新常住地")
    )
    from_agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moved_away",
        verbose_name=_("转出机构"),
    )
    to_agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="moved_here", verbose_name=_("转入机构")
    )
    file_case = models.ForeignKey(
        "casework.Case",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("人事档案的办件"),
    )
    taken_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("窗口人员")
    )
    asked_at = models.DateTimeField(_("转移时间"))
    due = models.DateField(_("最晚接收日"))
    received_at = models.DateTimeField(_("接收时间"), null=True, blank=True)
    received_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("接收人")
    )
    note = models.CharField(_("接收情况"), max_length=200, blank=True)
    passed_on_at = models.DateTimeField(_("又转走的时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("跨区域转移")
        verbose_name_plural = _("跨区域转移")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(received_at__isnull=True, passed_on_at__isnull=True),
                name="personmove_one_open",
                violation_error_message=_("两份记录各有一次还没接收的转移,先请转入机构接收。"),
            ),
            models.CheckConstraint(
                condition=Q(from_region__isnull=True) | ~Q(from_region=F("to_region")),
                name="personmove_elsewhere",
                violation_error_message=_("已经在这个县(市、区)了。"),
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True, received_by__isnull=True)
                | Q(received_at__isnull=False, received_by__isnull=False),
                name="personmove_received_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_agency", "due", "id"],
                name="personmove_to_receive",
                condition=Q(received_at__isnull=True, passed_on_at__isnull=True),
            ),
            models.Index(fields=["from_agency", "-asked_at"], name="personmove_gone"),
            models.Index(fields=["person", "-asked_at"], name="personmove_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.to_region_id}"

    @property
    def open(self) -> bool:
        """Whether the new agency has still to take over."""
        return self.received_at is None and self.passed_on_at is None


class MovedThing(models.Model):
    """One thing that went along: what it is in words, and which agency had it before; append only."""

    privileges = "SELECT, INSERT"

    move = models.ForeignKey(PersonMove, models.PROTECT, related_name="things", verbose_name=_("转移"))
    kind = models.CharField(_("种类"), max_length=12)
    subject_id = models.CharField(_("编号"), max_length=40)
    title = models.CharField(_("内容"), max_length=120)
    from_agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("原机构")
    )

    class Meta:
        verbose_name = _("随同转移的事项")
        verbose_name_plural = _("随同转移的事项")
        constraints = [models.UniqueConstraint(fields=["move", "kind", "subject_id"], name="movedthing_once")]

    def __str__(self) -> str:
        return self.title
