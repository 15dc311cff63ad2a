"""Occupations of the national classification (国家职业分类大典, 2022): four levels, codes like 4-01-02-03."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _


class Occupation(models.Model):
    """One entry; `path` is the codes from the top, each ended by «/», so that a subtree is a prefix."""

    code = models.CharField(_("职业编码"), max_length=11, primary_key=True)
    name = models.CharField(_("职业名称"), max_length=80)
    level = models.PositiveSmallIntegerField(_("层级"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级")
    )
    path = models.CharField(_("路径"), max_length=48)
    aliases = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("别名"))

    class Meta:
        verbose_name = _("职业")
        verbose_name_plural = _("职业")
        ordering = ["code"]
        indexes = [models.Index(OpClass("path", name="varchar_pattern_ops"), name="occupation_subtree")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__range=(1, 4)),
                name="occupation_level_known",
                violation_error_message=_("职业分为四层。"),
            )
        ]

    def __str__(self) -> str:
        return self.name
