"""Two records of one human being made one: what moved, so that it can move back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.ids import uuid7


class PersonMerge(models.Model):
    """One merge of `gone` into `kept`. `kept_before` and `kept_after` hold what changed on the kept row."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kept = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="merges_in", verbose_name=_("保留的档案")
    )
    gone = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="merges_out", verbose_name=_("并入的档案")
    )
    at = models.DateTimeField(_("合并时间"))
    by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )
    reason = models.CharField(_("理由"), max_length=300)
    kept_before = models.JSONField(_("合并前"), default=dict)
    kept_after = models.JSONField(_("合并后"), default=dict)
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    undone_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("撤销人")
    )

    class Meta:
        verbose_name = _("档案合并")
        verbose_name_plural = _("档案合并")
        constraints = [
            models.UniqueConstraint(
                fields=["gone"],
                condition=Q(undone_at__isnull=True),
                name="merge_gone_once",
                violation_error_message=_("这份档案已经并入另一份档案。"),
            ),
            models.CheckConstraint(
                condition=~Q(kept=F("gone")),
                name="merge_of_two_records",
                violation_error_message=_("不能把一份档案并入它自己。"),
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_by_somebody",
                violation_error_message=_("撤销合并要有撤销人和时间。"),
            ),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="merge_latest")]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"


class MergedRows(models.Model):
    """The rows of one column that were pointed to the kept person."""

    privileges = "SELECT, INSERT"

    merge = models.ForeignKey(PersonMerge, models.PROTECT, related_name="rows", verbose_name=_("合并"))
    table = models.CharField(_("表"), max_length=63)
    column = models.CharField(_("列"), max_length=63)
    keys = ArrayField(models.TextField(), verbose_name=_("主键"))

    class Meta:
        verbose_name = _("合并移动的记录")
        verbose_name_plural = _("合并移动的记录")
        constraints = [models.UniqueConstraint(fields=["merge", "table", "column"], name="mergedrows_once")]

    def __str__(self) -> str:
        return f"{self.table}.{self.column}: {len(self.keys)}"
