"""A seeker's CV (简历) and what work is wished for (求职意向): one CV, up to three wishes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7

from .vacancy import Education, Kind

MOST_INTENTIONS = 3


class Resume(models.Model):
    """One CV a person; what others may see of it is `visibility`, whether it is matched is `matching`."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Visibility(models.TextChoices):
        HIDDEN = "hidden", _("只有我自己和我投递的单位看得到")
        AGENCIES = "agencies", _("公共就业服务机构也看得到")
        EMPLOYERS = "employers", _("核验过的单位也看得到(不显示姓名和电话)")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(
        "accounts.Person", models.PROTECT, related_name="resume", verbose_name=_("人员")
    )
    education = models.PositiveSmallIntegerField(
        _("学历"), choices=Education.choices[1:], null=True, blank=True
    )
    experience = models.PositiveSmallIntegerField(_("工作年限"), default=0)
    skills = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("会什么"),
        help_text=_("技能词表里的代码"),
    )  # fmt: skip
    intro = SealedField(_("自我介绍"), mask="text", null=True)
    region = models.ForeignKey(
        "agencies.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("现居地")
    )
    latitude = models.FloatField(_("纬度"), null=True, blank=True)
    longitude = models.FloatField(_("经度"), null=True, blank=True)
    visibility = models.CharField(
        _("谁看得到"), max_length=9, choices=Visibility.choices, default=Visibility.HIDDEN
    )
    matching = models.BooleanField(_("为我匹配岗位"), default=True)
    made_at = models.DateTimeField(_("建立时间"))
    changed_at = models.DateTimeField(_("更新时间"))

    class Meta:
        verbose_name = _("简历")
        verbose_name_plural = _("简历")
        constraints = [
            models.CheckConstraint(
                condition=Q(experience__lte=60),
                name="resume_experience",
                violation_error_message=_("工作年限最多写60年。"),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(3, 54), longitude__range=(73, 136)),
                name="resume_is_in_the_country",
                violation_error_message=_("这个位置不在国内,请核对。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class ResumeEntry(models.Model):
    """A section of a CV: a school, a job, a course, a certificate."""

    privileges = "SELECT, INSERT, UPDATE, DELETE"

    class Kind(models.TextChoices):
        WORK = "work", _("工作经历")
        EDUCATION = "education", _("教育经历")
        TRAINING = "training", _("培训经历")
        CERTIFICATE = "certificate", _("证书")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    resume = models.ForeignKey(Resume, models.CASCADE, related_name="entries", verbose_name=_("简历"))
    kind = models.CharField(_("种类"), max_length=11, choices=Kind.choices)
    place = SealedField(_("单位、学校或发证机构"), mask="text")
    title = models.CharField(_("岗位、专业或证书名称"), max_length=60)
    begins = models.DateField(_("开始"), null=True, blank=True)
    ends = models.DateField(_("结束"), null=True, blank=True)
    text = SealedField(_("说明"), mask="text", null=True)

    class Meta:
        verbose_name = _("简历条目")
        verbose_name_plural = _("简历条目")
        constraints = [
            models.CheckConstraint(
                condition=Q(begins__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="resume_entry_ends_after_it_begins",
                violation_error_message=_("结束时间不能早于开始时间。"),
            )
        ]
        indexes = [models.Index(fields=["resume", "kind", "-begins"], name="resume_entries")]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"


class Intention(models.Model):
    """A wish (求职意向): occupation, place, the lowest pay a month in yuan, how one wants to work."""

    keep_history = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    resume = models.ForeignKey(Resume, models.CASCADE, related_name="intentions", verbose_name=_("简历"))
    position = models.PositiveSmallIntegerField(_("顺序"))
    occupation = models.ForeignKey(
        "jobs.Occupation", models.PROTECT, related_name="+", verbose_name=_("想做的职业")
    )
    region = models.ForeignKey(
        "agencies.Region", models.PROTECT, related_name="+", verbose_name=_("想去的地方")
    )
    pay_floor = models.PositiveIntegerField(_("月薪不低于(元)"), default=0)
    kind = models.CharField(_("用工形式"), max_length=10, choices=Kind.choices, blank=True)

    class Meta:
        verbose_name = _("求职意向")
        verbose_name_plural = _("求职意向")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["resume", "position"],
                name="intention_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["resume", "occupation", "region"],
                name="intention_once",
                violation_error_message=_("这个意向已经有了。"),
            ),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_INTENTIONS)),
                name="intention_three_at_most",
                violation_error_message=_("求职意向最多三个。"),
            ),
            models.CheckConstraint(
                condition=Q(pay_floor__lte=300_000),
                name="intention_pay_floor",
                violation_error_message=_("期望月薪太高了,请核对。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} {self.region_id}"
