"""A person we serve, with or without an account."""

import functools
import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class Assurance(models.TextChoices):
    """How sure we are that this is the person: what each level may do stands in policy.py."""

    DECLARED = "declared", _("本人填报")
    PHONE = "phone", _("手机已核验")
    VERIFIED = "verified", _("实名已核验")


class VerifiedBy(models.TextChoices):
    """Which source said that the name and the number belong together."""

    WINDOW = "window", _("窗口核对证件")
    VIDEO = "video", _("视频核对")
    DATA = "data", _("联网核验")
    OIDC = "oidc", _("统一身份认证")


class Person(models.Model):
    """One human being. Merged rows point to the one that stays; `all_ids` reads them together."""

    keep_history = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="person", verbose_name=_("账号")
    )
    name = SealedField(_("姓名"), mask="name")
    name_index = models.BinaryField(_("姓名索引"), max_length=33, editable=False)
    name_prefix1 = models.BinaryField(_("姓名首字索引"), max_length=33, null=True, editable=False)
    name_prefix2 = models.BinaryField(_("姓名前两字索引"), max_length=33, null=True, editable=False)
    sex = models.CharField(
        _("性别"), max_length=6, choices=[("male", _("男")), ("female", _("女"))], blank=True
    )
    birth = models.DateField(_("出生日期"), null=True, blank=True)
    household_region = models.ForeignKey(
        "agencies.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("户籍地")
    )
    residence_region = models.ForeignKey(
        "agencies.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("常住地")
    )
    contact_phone = SealedField(_("联系电话"), mask="phone", null=True)
    phone_index = models.BinaryField(_("联系电话索引"), max_length=33, null=True, editable=False)
    assurance = models.CharField(
        _("身份核验"), max_length=8, choices=Assurance.choices, default=Assurance.DECLARED
    )
    verified_at = models.DateTimeField(_("核验时间"), null=True, blank=True)
    verified_by = models.CharField(_("核验方式"), max_length=12, choices=VerifiedBy.choices, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("并入")
    )
    created_at = models.DateTimeField(_("建档时间"))

    class Meta:
        verbose_name = _("人员")
        verbose_name_plural = _("人员")
        constraints = [
            models.CheckConstraint(
                condition=~Q(assurance="verified") | Q(verified_at__isnull=False),
                name="person_verified_has_a_time",
                violation_error_message=_("标为已核验的人员要有核验时间。"),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="person_not_merged_into_self",
            ),
        ]
        indexes = [
            models.Index(fields=["name_index", "birth"], name="person_name_birth"),
            models.Index(fields=["name_prefix1", "birth", "id"], name="person_prefix1"),
            models.Index(fields=["name_prefix2", "birth", "id"], name="person_prefix2"),
            models.Index(fields=["phone_index"], name="person_phone"),
        ]

    def __str__(self) -> str:
        return self.name.masked() if self.name else str(self.id)

    @functools.cached_property
    def all_ids(self) -> list[uuid.UUID]:
        """This key and those of records merged into it: append-only rows are read by all. Asked once an object."""
        return [self.id, *Person.objects.filter(merged_into=self).values_list("id", flat=True)]

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.__dict__.pop("all_ids", None)
        super().refresh_from_db(*args, **kwargs)
