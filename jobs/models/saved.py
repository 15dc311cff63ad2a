"""Searches that somebody keeps, and what changed among vacancies for those who copy them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.ids import uuid7

MOST_SAVED = 20


class SavedSearch(models.Model):
    """A search with its filters as in an address; each morning tells what is new. `token` stops it without sign-in."""

    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="saved_searches", verbose_name=_("人员")
    )
    query = models.CharField(_("条件"), max_length=400)
    title = models.CharField(_("名称"), max_length=80)
    token = models.CharField(max_length=43, unique=True, editable=False)
    made_at = models.DateTimeField(_("保存时间"))
    seen_until = models.DateTimeField(_("已告知到"))
    stopped_at = models.DateTimeField(_("停止时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("保存的搜索")
        verbose_name_plural = _("保存的搜索")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "query"],
                condition=Q(stopped_at__isnull=True),
                name="saved_search_once",
                violation_error_message=_("这个搜索已经保存了。"),
            )
        ]
        indexes = [
            models.Index(fields=["id"], name="saved_search_running", condition=Q(stopped_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.title


class VacancyChange(models.Model):
    """A vacancy became public, changed or ended, in the order of commits: a reader's cursor is (xid, id).

    Only rows below the oldest running transaction are told, so that a late commit is never missed.
    """

    privileges = "SELECT, INSERT"

    class Op(models.TextChoices):
        UPSERT = "upsert", _("发布或更新")
        REMOVED = "removed", _("已结束")

    id = models.BigAutoField(primary_key=True)
    xid = models.BigIntegerField(editable=False)
    vacancy = models.ForeignKey(
        "jobs.Vacancy", models.PROTECT, related_name="changes", db_index=False, verbose_name=_("岗位")
    )
    op = models.CharField(_("变化"), max_length=7, choices=Op.choices)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("岗位变化")
        verbose_name_plural = _("岗位变化")
        indexes = [models.Index(fields=["xid", "id"], name="vacancy_changes_in_order")]

    def __str__(self) -> str:
        return f"{self.op} {self.vacancy_id}"
