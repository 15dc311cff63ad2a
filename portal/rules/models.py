"""The law as dated data: instruments, keys, values that hold at a place from a day, and the calendar."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from . import kinds


class Instrument(models.Model):
    """A law, regulation, notice or standard (规范性文件)."""

    keep_history = True

    code = models.SlugField(_("代码"), max_length=80, unique=True, allow_unicode=True)
    number = models.CharField(_("文号"), max_length=80, blank=True)
    title = models.CharField(_("名称"), max_length=200)
    issuer = models.CharField(_("发文机关"), max_length=120, blank=True)
    in_force = models.DateField(_("施行日期"), null=True, blank=True)
    read = models.BooleanField(_("原文已核对"), default=False)

    class Meta:
        verbose_name = _("法规文件")
        verbose_name_plural = _("法规文件")
        ordering = ["title"]

    def __str__(self) -> str:
        return f"《{self.title}》"


class RuleKey(models.Model):
    """A number or grid the law fixes, named once: `kind` says how its value is written."""

    key = models.CharField(_("参数"), max_length=80, primary_key=True)
    kind = models.CharField(_("类型"), max_length=10, choices=kinds.CHOICES)
    unit = models.CharField(_("单位"), max_length=30, blank=True)
    title = models.CharField(_("名称"), max_length=120)

    class Meta:
        verbose_name = _("参数")
        verbose_name_plural = _("参数")
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.title}({self.key})"


class Confidence(models.TextChoices):
    """How sure we are of a value; D is never told to a citizen as fact."""

    A = "A", _("A 已读原文")
    B = "B", _("B 见于二手来源")
    C = "C", _("C 凭记忆,较确信")
    D = "D", _("D 待核实")


class RuleValue(models.Model):
    """One value of a key, at a region and all below it, on the days of `in_force` («[from, to)»)."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    key = models.ForeignKey(RuleKey, models.PROTECT, related_name="values", verbose_name=_("参数"))
    region = models.ForeignKey("agencies.Region", models.PROTECT, verbose_name=_("适用地区"))
    in_force = DateRangeField(_("施行期间"))
    value = models.JSONField(_("值"))
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, verbose_name=_("依据文件")
    )
    article = models.CharField(_("条款或依据"), max_length=300)
    confidence = models.CharField(_("可信度"), max_length=1, choices=Confidence.choices)
    note = models.TextField(_("说明"), blank=True)

    class Meta:
        verbose_name = _("参数值")
        verbose_name_plural = _("参数值")
        ordering = ["key_id", "region_id", "in_force"]
        constraints = [
            ExclusionConstraint(
                name="rulevalue_one_a_day",
                expressions=[
                    ("key", RangeOperators.EQUAL),
                    ("region", RangeOperators.EQUAL),
                    ("in_force", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("同一参数在同一地区同一天只能有一个值,请先为旧值定下截止日期。"),
            ),
            models.CheckConstraint(
                condition=Q(in_force__startswith__isnull=False) & Q(in_force__isempty=False),
                name="rulevalue_begins_on_a_day",
                violation_error_message=_("请填写开始施行的日期。"),
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=["A", "B", "C", "D"]), name="rulevalue_confidence_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key_id} @ {self.region_id} {self.in_force}"

    def clean(self) -> None:
        try:
            kinds.check(self.key.kind, self.value)
        except ValueError as error:
            raise ValidationError({"value": str(error)}) from error


class CalendarDay(models.Model):
    """Whether a day is a working day, by the yearly notice of the State Council (国务院办公厅放假通知)."""

    day = models.DateField(_("日期"), primary_key=True)
    working = models.BooleanField(_("工作日"))
    name = models.CharField(_("节假日"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("日历")
        verbose_name_plural = _("日历")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
