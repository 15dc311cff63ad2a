"""灵活就业登记: work without an employer, as somebody told it; who could not be reached while registered unemployed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

FLEXIBLE = "flexible-employment-registration"
CANCELLATION = "unemployment-registration-cancellation"


class FlexibleWork(models.Model):
    """What one case of 灵活就业登记 says: the work, since when, how it earns; the spell it led to, if any.

    Work that earns less than the minimum wage, or not steadily, does not end a registration as unemployed
    (就业服务与就业管理规定 第六十六条 names only steady income not below it); the register cannot hold both on one
    day, so such work is kept here without a spell until the registration ends or the income rises.
    """

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Kind(models.TextChoices):
        FREELANCE = "freelance", _("灵活就业(零工、家政、摆摊等)")
        PLATFORM = "platform", _("新就业形态(外卖、网约车、直播等平台)")
        SELF_EMPLOYED = "self_employed", _("个体经营(有营业执照)")

    class Band(models.TextChoices):
        UNSTABLE = "unstable", _("不稳定,有时够、有时不够最低工资")
        BELOW = "below", _("稳定,但每月不到最低工资")
        ABOVE = "above", _("稳定,每月不低于最低工资")

    case = models.OneToOneField(
        "casework.Case", models.PROTECT, related_name="flexible_work", verbose_name=_("办件")
    )
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", verbose_name=_("人员"))
    residence = models.ForeignKey(
        "agencies.Region", models.PROTECT, related_name="+", verbose_name=_("常住地")
    )
    kind = models.CharField(_("种类"), max_length=13, choices=Kind.choices)
    content = models.CharField(_("做什么、在哪个平台"), max_length=60)
    licence = models.CharField(_("营业执照上的统一社会信用代码"), max_length=18, blank=True)
    band = models.CharField(_("收入"), max_length=8, choices=Band.choices)
    since = models.DateField(_("从哪天开始"))
    spell = models.OneToOneField(
        "registration.Spell",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="flexible",
        verbose_name=_("登记"),
    )
    granted_on = models.DateField(_("登记日期"), null=True, blank=True)
    confirm_by = models.DateField(_("该确认的日期"), null=True, blank=True)
    asked_on = models.DateField(_("提醒日期"), null=True, blank=True)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("灵活就业")
        verbose_name_plural = _("灵活就业")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="self_employed") | ~Q(licence=""),
                name="flexible_self_employed_has_a_licence",
                violation_error_message=_("个体经营请填写营业执照上的统一社会信用代码。"),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(granted_on__isnull=False),
                name="flexible_ends_after_it_was_registered",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-since"], name="flexible_of_person"),
            models.Index(
                fields=["confirm_by"],
                name="flexible_to_confirm",
                condition=Q(ended_on__isnull=True, confirm_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.since}"


class Cancellation(models.Model):
    """失业登记注销 asked for by the person: the ground and the day it holds from."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    case = models.OneToOneField(
        "casework.Case", models.PROTECT, related_name="cancellation", verbose_name=_("办件")
    )
    spell = models.ForeignKey(
        "registration.Spell", models.PROTECT, related_name="cancellations", verbose_name=_("失业登记")
    )
    ground = models.CharField(_("原因"), max_length=18)
    day = models.DateField(_("从哪天起"))

    class Meta:
        verbose_name = _("失业登记注销")
        verbose_name_plural = _("失业登记注销")

    def __str__(self) -> str:
        return f"{self.ground} {self.day}"


class LostContact(models.Model):
    """Nothing was heard of somebody registered as unemployed for six months: looked for before anything is decided."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        LOOKING = "looking", _("正在联系")
        NOTIFIED = "notified", _("已告知,等本人说明")
        FOUND = "found", _("已联系上,登记保留")
        CANCELLED = "cancelled", _("已注销")

    id = models.BigAutoField(primary_key=True)
    spell = models.ForeignKey(
        "registration.Spell", models.PROTECT, related_name="lost_contacts", verbose_name=_("失业登记")
    )
    last_heard = models.DateField(_("最近一次联系"))
    opened_on = models.DateField(_("列入日期"))
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.LOOKING)
    notified_on = models.DateField(_("告知日期"), null=True, blank=True)
    answer_until = models.DateField(_("说明期限"), null=True, blank=True)
    notified_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("告知人")
    )
    decided_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定人")
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("失去联系")
        verbose_name_plural = _("失去联系")
        constraints = [
            models.UniqueConstraint(
                fields=["spell"],
                condition=Q(state__in=["looking", "notified"]),
                name="lost_contact_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled")
                | Q(notified_on__isnull=False, decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(reason=""),
                name="lost_contact_cancelled_by_somebody",
                violation_error_message=_("注销前要先告知,并写明经办人和理由。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["opened_on"], name="lost_contact_open", condition=Q(state__in=["looking", "notified"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.spell_id} {self.state}"


class ContactTry(models.Model):
    """One try to reach somebody: by which way, when, by whom, what came of it. Traces are never changed."""

    privileges = "SELECT, INSERT"

    class Way(models.TextChoices):
        PHONE = "phone", _("电话")
        SMS = "sms", _("短信")
        VISIT = "visit", _("上门")
        LETTER = "letter", _("信函")
        COMMUNITY = "community", _("社区(村)代为联系")

    lost = models.ForeignKey(LostContact, models.PROTECT, related_name="tries", verbose_name=_("失去联系"))
    way = models.CharField(_("方式"), max_length=9, choices=Way.choices)
    text = models.CharField(_("结果"), max_length=200)
    clerk = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("联系记录")
        verbose_name_plural = _("联系记录")

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.at}"
