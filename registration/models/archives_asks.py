"""What is asked about a personnel file: to take it in, to send it on, to look into it, to certify what it says."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7

from .archives import FileGroup, PersonnelFile, Transfer


class FileRequest(models.Model):
    """档案的接收: what a person said; the file and the journey a grant led to are on the case."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    case = models.OneToOneField(
        "casework.Case", models.PROTECT, related_name="file_request", verbose_name=_("办件")
    )
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", verbose_name=_("人员"))
    county = models.ForeignKey("agencies.Region", models.PROTECT, related_name="+", verbose_name=_("存档地"))
    group = models.CharField(_("人员类别"), max_length=8, choices=FileGroup.choices)
    ever_cadre = models.BooleanField(_("曾任公务员、国企事业单位干部或文职"))
    from_county = models.ForeignKey(
        "agencies.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("现存档的县(市、区)"),
    )
    from_outside = models.CharField(_("现存档单位"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("接收申请")
        verbose_name_plural = _("接收申请")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_county__isnull=True) | Q(from_outside=""), name="filerequest_one_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}"


class AboutSomebody(models.Model):
    """A unit's letter about a person it names; the file is found by the number where there is one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(
        "casework.Case", models.PROTECT, related_name="%(class)s", verbose_name=_("办件")
    )
    unit = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    file = models.ForeignKey(
        PersonnelFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("档案")
    )
    subject_name = SealedField(_("存档人姓名"), mask="name")
    subject_number = SealedField(_("存档人证件号码"), mask="document")
    letter_number = models.CharField(_("函件文号"), max_length=60)
    asked_at = models.DateTimeField(_("提出时间"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.case_id}"


class TransferOutAsk(AboutSomebody):
    """档案的转递: the letter of a unit that may keep files."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    issued_on = models.DateField(_("开具日期"))
    valid_until = models.DateField(_("有效期至"), null=True, blank=True)
    authority = models.CharField(_("管档权限依据"), max_length=200)

    class Meta:
        verbose_name = _("单位调档")
        verbose_name_plural = _("单位调档")


class Consultation(AboutSomebody):
    """查(借)阅和政审: two people of a unit with a letter, approved by the head, in a clerk's presence, given back."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Kind(models.TextChoices):
        READ = "read", _("查阅(在档案室里看)")
        BORROW = "borrow", _("借阅(借出)")
        VETTING = "vetting", _("政审(考察)")

    class State(models.TextChoices):
        ASKED = "asked", _("已提出")
        APPROVED = "approved", _("已批准")
        OUT = "out", _("正在查(借)阅")
        RETURNED = "returned", _("已归还")
        REVOKED = "revoked", _("已撤销")

    kind = models.CharField(_("种类"), max_length=7, choices=Kind.choices)
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.ASKED)
    purpose = models.CharField(_("用途"), max_length=200)
    first_reader = SealedField(_("查阅人一"), mask="name")
    second_reader = SealedField(_("查阅人二"), mask="name")
    supervisor = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("监督人")
    )
    out_at = models.DateTimeField(_("取出时间"), null=True, blank=True)
    due_back = models.DateField(_("应归还日"), null=True, blank=True)
    back_at = models.DateTimeField(_("归还时间"), null=True, blank=True)
    taken_back_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("收回人")
    )
    reminded_on = models.DateField(_("催还日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("档案查(借)阅")
        verbose_name_plural = _("档案查(借)阅")
        constraints = [
            models.UniqueConstraint(
                fields=["file"],
                condition=Q(state="out"),
                name="consultation_one_out",
                violation_error_message=_("这份档案已经取出。"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["out", "returned"])
                | Q(
                    file__isnull=False,
                    supervisor__isnull=False,
                    out_at__isnull=False,
                    due_back__isnull=False,
                ),
                name="consultation_out_is_supervised",
            ),
            models.CheckConstraint(
                condition=Q(state="returned") ^ Q(back_at__isnull=True), name="consultation_back_with_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["due_back"], name="consultation_out", condition=Q(state="out")),
            models.Index(fields=["unit", "-asked_at"], name="consultation_of_unit"),
        ]


class CertificateAsk(models.Model):
    """存档、经历、亲属关系证明: what is asked; two clerks look it up, and «nothing on record» is an answer too."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Kind(models.TextChoices):
        KEPT = "kept", _("存档证明")
        HISTORY = "history", _("经历证明")
        KINSHIP = "kinship", _("亲属关系证明")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(
        "casework.Case", models.PROTECT, related_name="archive_certificate", verbose_name=_("办件")
    )
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", verbose_name=_("人员"))
    kind = models.CharField(_("证明种类"), max_length=7, choices=Kind.choices)
    purpose = models.CharField(_("用途"), max_length=120)
    wanted = models.CharField(_("想证明什么"), max_length=120, blank=True)
    found = models.BooleanField(_("档案里有记载"), null=True)
    statement = SealedField(_("记载内容"), mask="text", null=True)
    looked_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("查证人一")
    )
    looked_with = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("查证人二")
    )
    looked_at = models.DateTimeField(_("查证时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("档案证明")
        verbose_name_plural = _("档案证明")
        constraints = [
            models.CheckConstraint(
                condition=Q(found__isnull=True)
                | (Q(looked_by__isnull=False, looked_with__isnull=False) & ~Q(looked_by=F("looked_with"))),
                name="certificateask_two_looked",
                violation_error_message=_("查证要两个人。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class PartyHandover(models.Model):
    """党员组织关系 as a hand-over record only: which letter went where on which day. Append only."""

    privileges = "SELECT, INSERT"

    class Direction(models.TextChoices):
        IN = "in", _("转入")
        OUT = "out", _("转出")

    file = models.ForeignKey(PersonnelFile, models.PROTECT, related_name="handovers", verbose_name=_("档案"))
    transfer = models.ForeignKey(
        Transfer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("转递")
    )
    direction = models.CharField(_("方向"), max_length=3, choices=Direction.choices)
    letter_number = models.CharField(_("介绍信编号"), max_length=60)
    from_branch = models.CharField(_("转出党组织"), max_length=120)
    to_branch = models.CharField(_("接收党组织"), max_length=120)
    on = models.DateField(_("交接日期"))
    clerk = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = _("党员组织关系交接")
        verbose_name_plural = _("党员组织关系交接")
        indexes = [models.Index(fields=["file", "-on"], name="partyhandover_of_file")]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} {self.letter_number}"
