"""Where people live and who serves them: the region tree and the agency tree."""

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """The levels of GB/T 2260 and below: nation, province, prefecture, county, town, village."""

    NATION = 0, _("国家")
    PROVINCE = 1, _("省")
    PREFECTURE = 2, _("市(州)")
    COUNTY = 3, _("县(市、区)")
    TOWN = 4, _("街道(乡镇)")
    VILLAGE = 5, _("社区(村)")


class Region(models.Model):
    """An administrative division or a functional area; `path` is its codes from the top, each ended by «/»."""

    code = models.CharField(_("区划代码"), max_length=12, primary_key=True)
    name = models.CharField(_("名称"), max_length=60)
    full_name = models.CharField(_("全称"), max_length=160)
    level = models.PositiveSmallIntegerField(_("层级"), choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级")
    )
    path = models.CharField(_("路径"), max_length=60)
    functional = models.BooleanField(_("功能区"), default=False)
    active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("行政区划")
        verbose_name_plural = _("行政区划")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(level__range=(0, 5)), name="region_level_known"),
            models.CheckConstraint(
                condition=Q(level=0, parent__isnull=True) | Q(level__gt=0, parent__isnull=False),
                name="region_only_the_nation_has_no_parent",
            ),
        ]
        indexes = [
            models.Index(OpClass("path", name="varchar_pattern_ops"), name="region_subtree"),
            models.Index(fields=["parent", "code"], name="region_children"),
        ]

    def __str__(self) -> str:
        return self.full_name


class Agency(models.Model):
    """A public employment service agency (公共就业服务机构) of one level, serving one region."""

    keep_history = True

    code = models.CharField(_("机构编码"), max_length=20, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    region = models.ForeignKey(Region, models.PROTECT, related_name="agencies", verbose_name=_("服务地区"))
    level = models.PositiveSmallIntegerField(_("层级"), choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级机构")
    )
    path = models.CharField(_("路径"), max_length=80)
    phone = models.CharField(_("电话"), max_length=30, default="12333")
    address = models.CharField(_("地址"), max_length=200, blank=True)
    hours = models.CharField(_("办公时间"), max_length=100, blank=True)
    active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("公共就业服务机构")
        verbose_name_plural = _("公共就业服务机构")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="agency_level_known"),
            models.UniqueConstraint(
                fields=["region", "name"],
                name="agency_name_once_per_region",
                violation_error_message=_("这个地区已有同名机构。"),
            ),
        ]
        indexes = [models.Index(OpClass("path", name="varchar_pattern_ops"), name="agency_subtree")]

    def __str__(self) -> str:
        return self.name
