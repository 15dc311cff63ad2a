"""Graduates: who left which school when, where they went, and what is done for those without work (1131).

A school hands in a roster; its lines are staged with blind indexes, held against what is known, and taken as a
whole. A person has one tag «未就业毕业生», whichever school or desk named them first.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.identity import DocumentKind
from portal.kernel.ids import uuid7

RECEPTION = "graduate-reception"


class SchoolKind(models.TextChoices):
    """附件八: the three kinds of school."""

    HIGHER = "higher", _("高等学校")
    VOCATIONAL = "vocational", _("中等职业学校")
    TECHNICAL = "technical", _("技工学校")


class Level(models.TextChoices):
    """学历 or, at a 技工学校, the level trained for."""

    DOCTOR = "doctor", _("博士研究生")
    MASTER = "master", _("硕士研究生")
    BACHELOR = "bachelor", _("本科")
    COLLEGE = "college", _("专科")
    SECONDARY = "secondary", _("中职")
    SKILLED = "skilled", _("中级工班")
    SENIOR = "senior", _("高级工班")
    TECHNICIAN = "technician", _("预备技师(技师)班")


class Destination(models.TextChoices):
    """毕业去向, as far as it changes what happens next."""

    UNEMPLOYED = "unemployed", _("还没有就业")
    EMPLOYED = "employed", _("单位就业")
    FLEXIBLE = "flexible", _("灵活就业")
    STARTUP = "startup", _("自主创业")
    STUDY = "study", _("升学")
    ARMY = "army", _("入伍")
    ABROAD = "abroad", _("出国(境)")


class GraduateRoster(models.Model):
    """A school's file: read and shown, then taken as a whole or left."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class State(models.TextChoices):
        READ = "read", _("待提交")
        DONE = "done", _("已登记")
        DROPPED = "dropped", _("未采用")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    school = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="graduate_rosters", verbose_name=_("学校")
    )
    school_kind = models.CharField(_("学校类别"), max_length=10, choices=SchoolKind.choices)
    state = models.CharField(_("状态"), max_length=7, choices=State.choices, default=State.READ)
    file_name = models.CharField(_("文件名"), max_length=120, blank=True)
    data = SealedField(_("文件"), null=True)
    total = models.PositiveIntegerField(_("行数"), default=0)
    bad = models.PositiveIntegerField(_("有错"), default=0)
    fresh = models.PositiveIntegerField(_("新登记"), default=0)
    changed = models.PositiveIntegerField(_("有变化"), default=0)
    same = models.PositiveIntegerField(_("已登记过"), default=0)
    tagged = models.PositiveIntegerField(_("未就业"), default=0)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("经办人")
    )
    made_at = models.DateTimeField(_("时间"))
    finished_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("毕业生名册")
        verbose_name_plural = _("毕业生名册")
        indexes = [
            models.Index(fields=["school", "-made_at"], name="graduateroster_of_school"),
            models.Index(fields=["made_at"], name="graduateroster_kept", condition=Q(data__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.file_name


class GraduateLine(models.Model):
    """A line read: typed cells and blind indexes; name and number stand in the sealed file alone."""

    privileges = "SELECT, INSERT, UPDATE, DELETE"

    class Effect(models.TextChoices):
        NEW = "new", _("新登记")
        CHANGED = "changed", _("有变化")
        SAME = "same", _("没有变化")

    key = models.UUIDField(_("新登记的编号"), primary_key=True, default=uuid7, editable=False)
    roster = models.ForeignKey(GraduateRoster, models.PROTECT, related_name="lines", verbose_name=_("名册"))
    line = models.PositiveIntegerField(_("行"))
    masked = models.CharField(_("谁"), max_length=40, blank=True)
    namespace = models.CharField(_("号码空间"), max_length=24, blank=True)
    document_kind = models.CharField(_("证件种类"), max_length=24, choices=DocumentKind.choices, blank=True)
    number_index = models.BinaryField(_("号码索引"), max_length=33, null=True, editable=False)
    name_index = models.BinaryField(_("姓名索引"), max_length=33, null=True, editable=False)
    certificate_index = models.BinaryField(_("证书索引"), max_length=33, null=True, editable=False)
    person = models.ForeignKey(
        "accounts.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("人员"),
        db_index=False,
        db_constraint=False,
    )
    graduation = models.ForeignKey(
        "registration.Graduation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("毕业登记"),
        db_index=False,
        db_constraint=False,
    )
    level = models.CharField(_("学历"), max_length=10, choices=Level.choices, blank=True)
    major = models.CharField(_("专业"), max_length=60, blank=True)
    graduated_on = models.DateField(_("毕业日期"), null=True)
    destination = models.CharField(_("毕业去向"), max_length=10, choices=Destination.choices, blank=True)
    unit = models.CharField(_("去向单位"), max_length=120, blank=True)
    home = models.CharField(_("生源地"), max_length=6, blank=True)
    effect = models.CharField(_("结果"), max_length=7, choices=Effect.choices, blank=True)
    problem = models.CharField(_("不能办的原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("毕业生名册明细")
        verbose_name_plural = _("毕业生名册明细")
        constraints = [models.UniqueConstraint(fields=["roster", "line"], name="graduateline_once")]

    def __str__(self) -> str:
        return f"{self.roster_id} {self.line}"


class Graduation(models.Model):
    """One person left one school on one day; by its roster, or by the person's own word until a roster says so."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"
    merge_same = ("school", "graduated_on")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="graduations", verbose_name=_("人员")
    )
    school = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="graduations",
        verbose_name=_("学校"),
    )
    school_name = models.CharField(_("学校名称"), max_length=120)
    school_kind = models.CharField(_("学校类别"), max_length=10, choices=SchoolKind.choices)
    level = models.CharField(_("学历"), max_length=10, choices=Level.choices)
    major = models.CharField(_("专业"), max_length=60, blank=True)
    graduated_on = models.DateField(_("毕业日期"))
    certificate_index = models.BinaryField(_("证书索引"), max_length=33, null=True, editable=False)
    destination = models.CharField(_("毕业去向"), max_length=10, choices=Destination.choices)
    unit = models.CharField(_("去向单位"), max_length=120, blank=True)
    destination_on = models.DateField(_("去向日期"))
    phone = SealedField(_("学校留的手机"), mask="phone", null=True)
    roster = models.ForeignKey(
        GraduateRoster, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("名册")
    )
    made_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("毕业登记")
        verbose_name_plural = _("毕业登记")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "school", "graduated_on"],
                name="graduation_once",
                violation_error_message=_("这个人在这所学校这一天毕业,已经登记过。"),
            ),
            models.UniqueConstraint(
                fields=["person", "school_name", "graduated_on"],
                name="graduation_said_once",
                condition=Q(school__isnull=True),
                violation_error_message=_("这次毕业已经登记过。"),
            ),
        ]
        indexes = [models.Index(fields=["school", "-graduated_on", "id"], name="graduation_of_school")]

    def __str__(self) -> str:
        return f"{self.school_name} {self.graduated_on}"


class GraduateReception(models.Model):
    """接收登记: what a graduate said on reporting, and what came of it."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Archive(models.TextChoices):
        SCHOOL = "school", _("还在学校")
        CENTRE = "centre", _("在人才服务机构")
        UNIT = "unit", _("在工作单位")
        POST = "post", _("正在邮寄")
        UNKNOWN = "unknown", _("不知道")

    case = models.OneToOneField(
        "casework.Case",
        models.PROTECT,
        primary_key=True,
        related_name="graduate_reception",
        verbose_name=_("办件"),
    )
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", verbose_name=_("人员"))
    residence = models.ForeignKey(
        "agencies.Region", models.PROTECT, related_name="+", verbose_name=_("常住地")
    )
    school_name = models.CharField(_("学校名称"), max_length=120)
    school_kind = models.CharField(_("学校类别"), max_length=10, choices=SchoolKind.choices)
    level = models.CharField(_("学历"), max_length=10, choices=Level.choices)
    major = models.CharField(_("专业"), max_length=60, blank=True)
    graduated_on = models.DateField(_("毕业日期"))
    certificate_index = models.BinaryField(_("证书索引"), max_length=33, null=True, editable=False)
    destination = models.CharField(_("毕业去向"), max_length=10, choices=Destination.choices)
    unit = models.CharField(_("去向单位"), max_length=120, blank=True)
    archive = models.CharField(_("档案在哪里"), max_length=7, choices=Archive.choices)
    wants_service = models.BooleanField(_("需要就业服务"), default=True)
    graduation = models.ForeignKey(
        Graduation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="receptions",
        verbose_name=_("毕业登记"),
    )
    received_at = models.DateTimeField(_("接收时间"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("毕业生接收")
        verbose_name_plural = _("毕业生接收")

    def __str__(self) -> str:
        return f"{self.case_id}"


class UnemployedGraduate(models.Model):
    """The tag «未就业毕业生» of a person: its clock (择业期), who looks after them, how it ended."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"
    merge_same = ()

    class Wish(models.TextChoices):
        UNKNOWN = "unknown", _("还没问到意愿")
        WANTS = "wants", _("需要服务")
        NO_WISH = "no_wish", _("暂时不需要")
        LOST = "lost", _("失联")

    class Ending(models.TextChoices):
        HIRED = "hired", _("已办就业登记")
        SAID_WORKS = "said_works", _("本人说已就业")
        SCHOOL = "school", _("学校报来新去向")
        STUDY = "study", _("升学")
        ARMY = "army", _("入伍")
        ABROAD = "abroad", _("出国(境)")
        EXPIRED = "expired", _("择业期满")
        MISTAKE = "mistake", _("登记有误")

    AT_WORK = (Ending.HIRED, Ending.SAID_WORKS)
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(
        "accounts.Person", models.PROTECT, related_name="unemployed_graduate", verbose_name=_("人员")
    )
    graduation = models.ForeignKey(
        Graduation, models.PROTECT, related_name="tags", verbose_name=_("毕业登记")
    )
    region = models.ForeignKey("agencies.Region", models.PROTECT, related_name="+", verbose_name=_("服务地"))
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    officer = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("服务专员")
    )
    opened_on = models.DateField(_("列入日期"))
    until = models.DateField(_("择业期至"))
    first_contact_due = models.DateField(_("首次联系期限"))
    contacted_on = models.DateField(_("首次联系上"), null=True, blank=True)
    wish = models.CharField(_("服务意愿"), max_length=7, choices=Wish.choices, default=Wish.UNKNOWN)
    wish_on = models.DateField(_("意愿日期"), null=True, blank=True)
    wish_note = models.CharField(_("说明"), max_length=200, blank=True)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    ending = models.CharField(_("结束原因"), max_length=10, choices=Ending.choices, blank=True)

    class Meta:
        verbose_name = _("未就业毕业生")
        verbose_name_plural = _("未就业毕业生")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ending="") | Q(ended_on__isnull=False) & ~Q(ending=""),
                name="unemployedgraduate_ended_with_a_ground",
                violation_error_message=_("结束要写明原因。"),
            ),
            models.CheckConstraint(
                condition=~Q(wish="no_wish") | Q(wish_on__isnull=False),
                name="unemployedgraduate_wish_has_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "until", "id"],
                name="unemployedgraduate_list",
                condition=Q(ended_on__isnull=True),
            ),
            models.Index(
                fields=["until"], name="unemployedgraduate_clock", condition=Q(ended_on__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.until}"


class GraduateContact(models.Model):
    """One try to reach a tagged graduate; without two kinds of them nobody is «失联»."""

    privileges = "SELECT, INSERT"

    class Channel(models.TextChoices):
        PHONE = "phone", _("电话")
        MESSAGE = "message", _("短信")
        VISIT = "visit", _("上门")
        SCHOOL = "school", _("经学校")

    class Outcome(models.TextChoices):
        REACHED = "reached", _("联系上了")
        NO_ANSWER = "no_answer", _("没人接或没回")
        WRONG = "wrong", _("号码或地址不对")

    tag = models.ForeignKey(
        UnemployedGraduate, models.PROTECT, related_name="contacts", verbose_name=_("毕业生")
    )
    channel = models.CharField(_("方式"), max_length=7, choices=Channel.choices)
    outcome = models.CharField(_("结果"), max_length=9, choices=Outcome.choices)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    clerk = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("毕业生联系记录")
        verbose_name_plural = _("毕业生联系记录")
        indexes = [models.Index(fields=["tag", "-at"], name="graduatecontact_of_tag")]

    def __str__(self) -> str:
        return f"{self.tag_id} {self.channel} {self.outcome}"


class GraduateSitting(models.Model):
    """集中办理: one sitting at a school or factory, many people, one signature sheet."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Act(models.TextChoices):
        TALK = "talk", _("政策宣讲")
        GUIDANCE = "guidance", _("职业指导")
        REFERRAL = "referral", _("岗位推荐")
        TRAINING = "training", _("培训或见习机会")
        OTHER = "other", _("其他公共就业服务")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="sittings", verbose_name=_("学校或单位")
    )
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机构"))
    clerk = models.ForeignKey("accounts.Clerk", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    act = models.CharField(_("办什么"), max_length=8, choices=Act.choices)
    held_on = models.DateField(_("哪天"))
    place = models.CharField(_("地点"), max_length=120)
    about = models.CharField(_("内容"), max_length=200, blank=True)
    sheet_pages = models.PositiveSmallIntegerField(_("签字表页数"), null=True, blank=True)
    sheet_place = models.CharField(_("签字表存放处"), max_length=80, blank=True)
    opened_at = models.DateTimeField(_("开始时间"))
    closed_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("集中办理")
        verbose_name_plural = _("集中办理")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(sheet_pages__gte=1) & ~Q(sheet_place=""),
                name="graduatesitting_closed_with_its_sheet",
                violation_error_message=_("结束前请写明签字表的页数和存放处。"),
            )
        ]
        indexes = [models.Index(fields=["agency", "-opened_at"], name="graduatesitting_list")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.held_on}"


class SittingEntry(models.Model):
    """One person of a sitting: which line of the sheet they signed, that they agreed."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"
    merge_same = ("sitting",)

    sitting = models.ForeignKey(
        GraduateSitting, models.PROTECT, related_name="entries", verbose_name=_("集中办理")
    )
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", verbose_name=_("人员"))
    sheet_line = models.PositiveIntegerField(_("签字表序号"))
    consented = models.BooleanField(_("本人签字同意"), default=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("集中办理的人")
        verbose_name_plural = _("集中办理的人")
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "person"],
                name="sittingentry_person_once",
                violation_error_message=_("这个人已经记过。"),
            ),
            models.UniqueConstraint(
                fields=["sitting", "sheet_line"],
                name="sittingentry_line_once",
                violation_error_message=_("签字表的这一行已经记了另一个人。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.sheet_line}"


class GraduateAct(models.Model):
    """One link of the chain «1131» done for a graduate, with what it came from; the same thing counts once."""

    privileges = "SELECT, INSERT"

    class Kind(models.TextChoices):
        TALK = "talk", _("政策宣讲")
        GUIDANCE = "guidance", _("职业指导")
        REFERRAL = "referral", _("岗位推荐")
        TRAINING = "training", _("培训或见习机会")

    graduation = models.ForeignKey(
        Graduation, models.PROTECT, related_name="acts", verbose_name=_("毕业登记")
    )
    kind = models.CharField(_("服务"), max_length=8, choices=Kind.choices)
    day = models.DateField(_("日期"))
    source = models.CharField(_("来源"), max_length=80)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    clerk = models.ForeignKey(
        "accounts.Clerk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )
    made_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = _("毕业生服务记录")
        verbose_name_plural = _("毕业生服务记录")
        constraints = [
            models.UniqueConstraint(
                fields=["graduation", "kind", "source"],
                name="graduateact_counts_once",
                violation_error_message=_("这一次已经记过。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.graduation_id} {self.kind}"
