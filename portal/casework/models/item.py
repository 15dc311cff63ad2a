"""Service items (服务事项) of the province's list, the texts people promise by, and reason codes."""

import hashlib

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

PATH_STEPS = [("review", _("初审")), ("recheck", _("复核")), ("publicise", _("公示"))]


class ArchiveClass(models.TextChoices):
    """How long the volume (案卷) of a case is kept after it ends; never shorter, whatever happens to an account."""

    PERMANENT = "permanent", _("永久")
    THIRTY = "thirty", _("30年")
    TEN = "ten", _("10年")


class ServiceItem(models.Model):
    """One item of the list (附件): who asks, where, who decides, how long, what comes out.

    `guide` keeps the descriptive parts of the catalogue as they were published; nothing decides by it.
    """

    keep_history = True

    class Applicant(models.TextChoices):
        PERSON = "person", _("个人")
        EMPLOYER = "employer", _("单位")
        BOTH = "both", _("个人或单位")
        AGENCY = "agency", _("机构")

    class ClockStart(models.TextChoices):
        RECEIPT = "receipt", _("自收件之日起")
        ACCEPTANCE = "acceptance", _("自受理之日起")

    code = models.SlugField(_("代码"), max_length=60, primary_key=True)
    name = models.CharField(_("事项名称"), max_length=120)
    alias = models.CharField(_("别名"), max_length=120, blank=True)
    checklist = models.CharField(_("清单项"), max_length=4)
    official = models.BooleanField(_("目录标准名称"), default=False)
    app = models.CharField(_("所属应用"), max_length=40)
    applicant = models.CharField(_("服务对象"), max_length=10, choices=Applicant.choices)
    channels = ArrayField(models.CharField(max_length=10), verbose_name=_("办理渠道"), default=list)
    days = models.PositiveSmallIntegerField(_("承诺天数"))
    days_unit = models.CharField(
        _("单位"), max_length=2, choices=[("wd", _("工作日")), ("d", _("自然日"))], default="wd"
    )
    days_start = models.CharField(_("起算"), max_length=10, choices=ClockStart.choices)
    days_confidence = models.CharField(_("天数可信度"), max_length=1, default="D")
    days_note = models.CharField(_("天数说明"), max_length=200, blank=True)
    four_eyes = models.BooleanField(_("收件与决定分开"), default=False)
    inquiry_days = models.PositiveSmallIntegerField(_("需要调查时的天数"), null=True, blank=True)
    conditions = models.TextField(_("谁能办"))
    decide = models.CharField(_("决定机构"), max_length=120)
    accept = models.CharField(_("受理机构"), max_length=120)
    result_kind = models.CharField(_("结果种类"), max_length=12)
    result = models.CharField(_("办理结果"), max_length=200)
    guide = models.JSONField(_("指南内容"), default=dict)
    number_prefix = models.CharField(_("编号前缀"), max_length=4, default="BJ")
    path = ArrayField(
        models.CharField(max_length=10, choices=PATH_STEPS),
        verbose_name=_("审批环节"),
        default=list,
        blank=True,
    )
    publicity_days = models.PositiveSmallIntegerField(_("公示工作日"), default=5)
    verify_sample = models.PositiveSmallIntegerField(_("承诺核查比例%"), default=0)
    archive_class = models.CharField(
        _("档案保管期限"), max_length=9, choices=ArchiveClass.choices, default=ArchiveClass.PERMANENT
    )
    owner = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="own_items",
        verbose_name=_("设立机构"),
        help_text=_("县级以上政府自己设立的事项才填(附件十一)。"),
    )
    active = models.BooleanField(_("启用"), default=True)
    position = models.PositiveSmallIntegerField(_("顺序"), default=0)

    class Meta:
        verbose_name = _("服务事项")
        verbose_name_plural = _("服务事项")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days_confidence__in=["A", "B", "C", "D"]), name="item_confidence_known"
            ),
            models.CheckConstraint(
                condition=Q(verify_sample__lte=100),
                name="item_sample_is_a_percentage",
                violation_error_message=_("核查比例在0到100之间。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def days_are_certain(self) -> bool:
        """Days graded D are shown as «待核实», never as fact."""
        return self.days_confidence != "D"


class CommitmentText(models.Model):
    """A version of what a person promises (告知承诺) for an item; a text in use is never edited."""

    privileges = "SELECT, INSERT, UPDATE"
    keep_history = True

    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="commitments", verbose_name=_("事项"))
    version = models.PositiveSmallIntegerField(_("版本"))
    body = models.TextField(_("承诺内容"))
    consequences = models.TextField(_("不实后果"))
    text_hash = models.CharField(_("文本摘要"), max_length=64, editable=False)
    from_day = models.DateField(_("启用日期"))
    until_day = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("承诺书版本")
        verbose_name_plural = _("承诺书版本")
        ordering = ["item", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="commitmenttext_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.version}"

    def save(self, *args, **kwargs) -> None:
        self.text_hash = hashlib.sha256(f"{self.body}\n{self.consequences}".encode()).hexdigest()
        super().save(*args, **kwargs)


class ReasonCode(models.Model):
    """Why a case is sent back, declined, refused or stopped: tied to an article; «其他» cannot be saved."""

    keep_history = True

    class Use(models.TextChoices):
        SEND_BACK = "send_back", _("补正")
        DECLINE = "decline", _("不予受理")
        REFUSE = "refuse", _("不予准予")
        REVOKE = "revoke", _("撤销")
        SUSPEND = "suspend", _("中止")

    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="reasons", verbose_name=_("事项"))
    use = models.CharField(_("用于"), max_length=10, choices=Use.choices)
    code = models.CharField(_("代码"), max_length=40)
    text = models.CharField(_("告知当事人的话"), max_length=200)
    article = models.CharField(_("依据条款"), max_length=200)
    next_step = models.CharField(_("下一步"), max_length=200, blank=True)
    page = models.CharField(_("要补正的问题"), max_length=40, blank=True)
    active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("原因码")
        verbose_name_plural = _("原因码")
        ordering = ["item", "use", "code"]
        constraints = [
            models.UniqueConstraint(fields=["item", "use", "code"], name="reason_code_once"),
            models.CheckConstraint(
                condition=~Q(text__startswith="其他"),
                name="reason_is_not_other",
                violation_error_message=_("原因要写明,不能是“其他”。"),
            ),
            models.CheckConstraint(
                condition=~Q(article=""),
                name="reason_has_article",
                violation_error_message=_("原因要写明依据条款。"),
            ),
        ]

    def __str__(self) -> str:
        return self.text
