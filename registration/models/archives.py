"""Personnel files (流动人员人事档案): where a file is, never what stands in it.

Source: 流动人员人事档案管理服务规定 (人社部发〔2021〕112号). One person has one file; one journey of it is a
`Transfer` that both ends share; `FileMovement` keeps every step for ever.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.ids import uuid7

from ..rules import archives as rules

TRANSFER_IN, TRANSFER_OUT = "archive-transfer-in", "archive-transfer-out"
CONSULTATION, CERTIFICATE = "archive-consultation", "archive-certificate"
ENDED = tuple(sorted(rules.ENDED))


class FileGroup(models.TextChoices):
    """The seven groups whose files are kept (第四条, as remembered; the clerk confirms it)."""

    PRIVATE = "private", _("在非公有制企业或社会组织工作")
    RESIGNED = "resigned", _("从机关事业单位辞职、辞退或取消录用")
    LEFT = "left", _("和企事业单位解除或终止了劳动(聘用)关系")
    GRADUATE = "graduate", _("还没有就业的高校、中专毕业生")
    ABROAD = "abroad", _("自费出国留学或因私出国(境)")
    FOREIGN = "foreign", _("外国企业常驻代表机构的中方雇员")
    FLEXIBLE = "flexible", _("自由职业或灵活就业")


class Material(models.TextChoices):
    """Kinds of papers a file is sorted into (ten classes); only the kind and the pages are written down here."""

    RESUME = "resume", _("履历材料")
    AUTOBIOGRAPHY = "autobiography", _("自传和思想类材料")
    APPRAISAL = "appraisal", _("考核鉴定材料")
    EDUCATION = "education", _("学历学位、职称和培训材料")
    VETTING = "vetting", _("政审、审计和审核材料")
    PARTY = "party", _("党、团类材料")
    HONOURS = "honours", _("表彰奖励材料")
    DISCIPLINE = "discipline", _("第八类材料")
    SERVICE = "service", _("工资、任免、出国和会议代表材料")
    OTHER = "other", _("其他可供参考的材料")


class PersonnelFile(models.Model):
    """The one file of a person: who keeps it, on which shelf, and what is being done with it."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        EXPECTED = "expected", _("等待转来")
        KEPT = "kept", _("在库")
        LENT = "lent", _("借出")
        TRAVELLING = "travelling", _("在途")
        ARRIVED = "arrived", _("已收到,待入库")
        LEFT = "left", _("已转走")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("存档号"), max_length=30, unique=True)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="personnel_files", verbose_name=_("存档人")
    )
    group = models.CharField(_("人员类别"), max_length=8, choices=FileGroup.choices)
    ever_cadre = models.BooleanField(_("曾任公务员、国企事业单位干部或文职"))
    state = models.CharField(_("状态"), max_length=10, choices=State.choices)
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="personnel_files",
        verbose_name=_("存档机构"),
    )
    outside = models.CharField(_("本系统以外的存档单位"), max_length=120, blank=True)
    shelf = models.CharField(_("架位"), max_length=24, blank=True)
    opened_at = models.DateTimeField(_("建立时间"))

    class Meta:
        verbose_name = _("人事档案")
        verbose_name_plural = _("人事档案")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                name="personnelfile_one_per_person",
                violation_error_message=_("两份记录各有一份人事档案。先核对实物,只能留一份。"),
            ),
            models.UniqueConstraint(
                fields=["agency", "shelf"],
                condition=~Q(shelf=""),
                name="personnelfile_shelf_once",
                violation_error_message=_("这个架位已经有档案。"),
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["kept", "lent"], agency__isnull=False) & ~Q(shelf=""))
                | (~Q(state__in=["kept", "lent"]) & Q(shelf="")),
                name="personnelfile_on_a_shelf",
                violation_error_message=_("在库的档案要有存档机构和架位。"),
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | ~Q(outside=""), name="personnelfile_somebody_keeps_it"
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "id"], name="personnelfile_of_agency")]

    def __str__(self) -> str:
        return f"{self.number} {self.get_state_display()}"


class FileItem(models.Model):
    """One kind of papers in a file: there with so many pages, or missing. Never what the papers say."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    file = models.ForeignKey(PersonnelFile, models.PROTECT, related_name="items", verbose_name=_("档案"))
    material = models.CharField(_("类别"), max_length=14, choices=Material.choices)
    pages = models.PositiveIntegerField(_("页数"))
    present = models.BooleanField(_("有"))
    counted_at = models.DateTimeField(_("清点时间"))

    class Meta:
        verbose_name = _("材料类别")
        verbose_name_plural = _("材料类别")
        constraints = [
            models.UniqueConstraint(fields=["file", "material"], name="fileitem_once"),
            models.CheckConstraint(
                condition=Q(present=True, pages__gt=0) | Q(present=False, pages=0),
                name="fileitem_pages_when_present",
                violation_error_message=_("有材料的要填页数,缺的填0。"),
            ),
            models.CheckConstraint(
                condition=~Q(material="discipline", present=False),
                name="fileitem_none_of_kind_eight_is_missing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.material} {self.pages}"


class Transfer(models.Model):
    """One journey of a file from one keeper to another; the same row and the same clock for both ends."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        CALLED = "called", _("已开调档函")
        REVIEWED = "reviewed", _("转出审核通过")
        SENT = "sent", _("在途")
        RECEIVED = "received", _("已签收")
        CHECKED = "checked", _("已核对")
        SHELVED = "shelved", _("已入库")
        CLOSED = "closed", _("已回执")
        DECLINED = "declined", _("不能转出")
        CANCELLED = "cancelled", _("已取消")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("转递编号"), max_length=30, unique=True)
    file = models.ForeignKey(PersonnelFile, models.PROTECT, related_name="transfers", verbose_name=_("档案"))
    state = models.CharField(_("状态"), max_length=9, choices=State.choices)
    reason = models.CharField(_("原因"), max_length=300, blank=True)
    from_agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="transfers_out",
        verbose_name=_("转出机构"),
    )
    from_outside = models.CharField(_("转出单位"), max_length=120, blank=True)
    to_agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="transfers_in",
        verbose_name=_("接收机构"),
    )
    to_outside = models.CharField(_("接收单位"), max_length=120, blank=True)
    case = models.OneToOneField(
        "casework.Case",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="archive_transfer",
        verbose_name=_("办件"),
    )
    due = models.DateField(_("这一步的截止日"), null=True, blank=True)
    reminded_on = models.DateField(_("催办日期"), null=True, blank=True)
    missing_told_at = models.DateTimeField(_("缺件告知时间"), null=True, blank=True)
    begun_at = models.DateTimeField(_("开始时间"))
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("档案转递")
        verbose_name_plural = _("档案转递")
        constraints = [
            models.UniqueConstraint(
                fields=["file"],
                condition=~Q(state__in=ENDED),
                name="transfer_one_open",
                violation_error_message=_("这份档案正在转递。"),
            ),
            models.CheckConstraint(
                condition=(Q(from_agency__isnull=False) ^ ~Q(from_outside=""))
                & (Q(to_agency__isnull=False) ^ ~Q(to_outside="")),
                name="transfer_two_ends",
            ),
            models.CheckConstraint(
                condition=Q(from_agency__isnull=False) | Q(to_agency__isnull=False),
                name="transfer_one_end_is_here",
            ),
            models.CheckConstraint(
                condition=Q(from_agency__isnull=True)
                | Q(to_agency__isnull=True)
                | ~Q(from_agency=F("to_agency")),
                name="transfer_to_another",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) ^ Q(state__in=ENDED), name="transfer_ended_with_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["declined", "cancelled"]) | ~Q(reason=""),
                name="transfer_stopped_with_a_reason",
                violation_error_message=_("请写明原因。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["from_agency", "due"], name="transfer_from", condition=Q(ended_at__isnull=True)
            ),
            models.Index(fields=["to_agency", "due"], name="transfer_to", condition=Q(ended_at__isnull=True)),
            models.Index(fields=["due"], name="transfer_due", condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_state_display()}"

    @property
    def ends(self) -> rules.Ends:
        """Which ends are agencies of this portal."""
        return rules.Ends(self.from_agency_id is not None, self.to_agency_id is not None)

    @property
    def sender_name(self) -> str:
        return self.from_agency.name if self.from_agency else self.from_outside

    @property
    def receiver_name(self) -> str:
        return self.to_agency.name if self.to_agency else self.to_outside


class TransferLetter(models.Model):
    """The 调档函 a journey rests on: written by the receiving body, seen by the sending one on a day."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    transfer = models.OneToOneField(Transfer, models.PROTECT, related_name="letter", verbose_name=_("转递"))
    number = models.CharField(_("调档函文号"), max_length=60)
    issued_on = models.DateField(_("开具日期"))
    valid_until = models.DateField(_("有效期至"), null=True, blank=True)
    seen_on = models.DateField(_("见函日期"))
    paper = models.ForeignKey(
        "documents.Certificate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("文书"),
    )

    class Meta:
        verbose_name = _("调档函")
        verbose_name_plural = _("调档函")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("issued_on")),
                name="transferletter_valid_after_issue",
                violation_error_message=_("有效期不能早于开具日期。"),
            )
        ]

    def __str__(self) -> str:
        return self.number


class Dispatch(models.Model):
    """The sealed parcel: who sealed it, how it travels, when it was sent, when the other end had it."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Way(models.TextChoices):
        CONFIDENTIAL = "confidential", _("机要交通")
        COURIER = "courier", _("专人送取")
        EMS = "ems", _("邮政特快专递(EMS)")

    transfer = models.OneToOneField(Transfer, models.PROTECT, related_name="dispatch", verbose_name=_("转递"))
    cadre = models.BooleanField(_("只能机要或专人"))
    way = models.CharField(_("转递方式"), max_length=12, choices=Way.choices)
    tracking = models.CharField(_("机要号、邮件号或送取人"), max_length=60)
    sealed_by = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("密封人一")
    )
    sealed_with = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("密封人二")
    )
    sent_at = models.DateTimeField(_("寄出时间"), null=True, blank=True)
    received_at = models.DateTimeField(_("签收时间"), null=True, blank=True)
    received_by = models.CharField(_("签收人"), max_length=60, blank=True)
    receipt = models.CharField(_("回执编号"), max_length=60, blank=True)
    receipt_at = models.DateTimeField(_("回执时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("寄送")
        verbose_name_plural = _("寄送")
        constraints = [
            models.CheckConstraint(
                condition=~Q(cadre=True, way="ems"),
                name="dispatch_no_ems_for_cadres",
                violation_error_message=_("这份档案只能走机要或专人。"),
            ),
            models.CheckConstraint(
                condition=Q(sealed_by__isnull=True, sealed_with__isnull=True, sent_at__isnull=True)
                | (
                    Q(sealed_by__isnull=False, sealed_with__isnull=False, sent_at__isnull=False)
                    & ~Q(sealed_by=F("sealed_with"))
                ),
                name="dispatch_sealed_by_two",
                violation_error_message=_("密封要两个人。"),
            ),
            models.CheckConstraint(
                condition=Q(receipt_at__isnull=True) | Q(received_at__isnull=False),
                name="dispatch_receipt_after_arrival",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.tracking}"


class FileMovement(models.Model):
    """What happened to a file: one row a step, append only, for ever."""

    privileges = "SELECT, INSERT"

    file = models.ForeignKey(PersonnelFile, models.PROTECT, related_name="movements", verbose_name=_("档案"))
    transfer = models.ForeignKey(
        Transfer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="movements",
        verbose_name=_("转递"),
    )
    step = models.CharField(_("环节"), max_length=24)
    state = models.CharField(_("档案状态"), max_length=10, choices=PersonnelFile.State.choices)
    at = models.DateTimeField(_("时间"))
    actor_kind = models.CharField(_("谁"), max_length=12)
    actor_id = models.CharField(_("办理人编号"), max_length=64)
    actor_name = models.CharField(_("办理人"), max_length=60)
    agency_name = models.CharField(_("机构"), max_length=120, blank=True)
    text = models.CharField(_("怎样办的"), max_length=300)
    told = models.BooleanField(_("本人可见"), default=True)

    class Meta:
        verbose_name = _("档案流转")
        verbose_name_plural = _("档案流转")
        indexes = [models.Index(fields=["file", "-at"], name="filemovement_of_file")]

    def __str__(self) -> str:
        return f"{self.file_id} {self.step}"
