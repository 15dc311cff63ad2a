"""What a person said when registering as unemployed (失业登记): the service's own typed row."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

ITEM = "unemployment-registration"


class RetirementKind(models.TextChoices):
    """Which line of the retirement reform holds for somebody (国务院关于渐进式延迟法定退休年龄的办法)."""

    MALE = "male", _("男职工")
    FEMALE55 = "female55", _("女职工(原55周岁退休:管理或专业技术岗位)")
    FEMALE50 = "female50", _("女职工(原50周岁退休:其他岗位)")


class UnemploymentRegistration(models.Model):
    """Answers of one case, typed; the spell they led to when granted."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class LeftBy(models.TextChoices):
        """How the last job ended, in the words of the law; «从未就业» for those who never had one."""

        NEVER = "never", _("还没有工作过(毕业、退学等)")
        EXPIRED = "expired", _("劳动合同到期")
        EMPLOYER = "employer", _("单位提出解除、辞退或裁员")
        RESIGNED = "resigned", _("自己辞职")
        CLOSED = "closed", _("单位破产、关闭或自己的生意停了")
        LAND = "land", _("承包土地被征用")
        DISCHARGED = "discharged", _("退役")
        RELEASED = "released", _("刑满释放、戒毒等")

    class Category(models.TextChoices):
        DISABLED = "disabled", _("有残疾人证")
        LOW_INCOME = "low_income", _("低保或低收入家庭")
        LAND_LOST = "land_lost", _("失地农民")
        ZERO_FAMILY = "zero_family", _("家里劳动年龄的人都没有工作")
        GRADUATE = "graduate", _("毕业两年内的毕业生")
        VETERAN = "veteran", _("退役军人")

    case = models.OneToOneField(
        "casework.Case", models.PROTECT, related_name="unemployment_registration", verbose_name=_("办件")
    )
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", verbose_name=_("人员"))
    residence = models.ForeignKey(
        "agencies.Region", models.PROTECT, related_name="+", verbose_name=_("常住地")
    )
    household = models.ForeignKey(
        "agencies.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("户籍地")
    )
    retirement_kind = models.CharField(_("退休类别"), max_length=8, choices=RetirementKind.choices)
    left_by = models.CharField(_("离开原因"), max_length=10, choices=LeftBy.choices)
    last_day = models.DateField(_("最后工作日"), null=True, blank=True)
    last_employer = models.CharField(_("原单位"), max_length=120, blank=True)
    able = models.BooleanField(_("有劳动能力"))
    wants_work = models.BooleanField(_("有就业要求"))
    categories = ArrayField(
        models.CharField(max_length=12, choices=Category.choices),
        default=list,
        blank=True,
        verbose_name=_("人员类别"),
    )
    spell = models.OneToOneField(
        "registration.Spell",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registration",
        verbose_name=_("登记"),
    )

    class Meta:
        verbose_name = _("失业登记")
        verbose_name_plural = _("失业登记")
        constraints = [
            models.CheckConstraint(
                condition=Q(left_by="never") | Q(last_day__isnull=False),
                name="unemployment_last_day_known",
                violation_error_message=_("请填写最后一天上班的日期。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}"
