"""Identity documents: one person may hold many; a number belongs to one person only."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.identity import DocumentKind
from portal.kernel.ids import uuid7


class Document(models.Model):
    """A document of one of five kinds. `namespace` lets an ID card and a social security card be one number."""

    keep_history = True
    merge_same = ("kind", "number_index")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="documents", verbose_name=_("人员")
    )
    kind = models.CharField(_("证件种类"), max_length=24, choices=DocumentKind.choices)
    number = SealedField(_("证件号码"), mask="document")
    namespace = models.CharField(_("号码空间"), max_length=24)
    number_index = models.BinaryField(_("号码索引"), max_length=33, editable=False)
    seen_at = models.DateTimeField(_("登记时间"))
    confirmed = models.BooleanField(_("已确认"), default=False)
    retired = models.BooleanField(_("已停用"), default=False)

    class Meta:
        verbose_name = _("身份证件")
        verbose_name_plural = _("身份证件")
        constraints = [
            models.UniqueConstraint(
                fields=["namespace", "number_index"],
                condition=Q(confirmed=True, retired=False),
                name="document_confirmed_number_once",
                violation_error_message=_("这个证件号码已经登记在另一份档案上,请由窗口人员核对。"),
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "number_index"],
                name="document_once_per_person",
                violation_error_message=_("这份证件已经登记过。"),
            ),
        ]
        indexes = [models.Index(fields=["namespace", "number_index"], name="document_number")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number.masked() if self.number else ''}"
