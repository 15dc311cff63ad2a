"""Versions of an item: what two people published, from which day it holds, and items a county adds without code."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel import plain
from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7

from .item import PATH_STEPS, ServiceItem

RESERVED = frozenset(
    {"residence", "person", "labels", "csrfmiddlewaretoken", "save_exit", "from_check", "text"}
)


class ItemVersion(models.Model):
    """How an item stands from a day on: guide, clock, path, questions, rules. Published by a second person."""

    keep_history = True

    class Status(models.TextChoices):
        DRAFT = "draft", _("编辑中")
        PROPOSED = "proposed", _("待发布")
        PUBLISHED = "published", _("已发布")
        DROPPED = "dropped", _("已作废")

    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="versions", verbose_name=_("事项"))
    number = models.PositiveSmallIntegerField(_("版本"))
    status = models.CharField(_("状态"), max_length=9, choices=Status.choices, default=Status.DRAFT)
    from_day = models.DateField(_("生效日"))
    name = models.CharField(_("事项名称"), max_length=120)
    conditions = models.TextField(_("谁能办"))
    accept = models.CharField(_("在哪办"), max_length=120)
    decide = models.CharField(_("谁决定"), max_length=120)
    result = models.CharField(_("办理结果"), max_length=200)
    materials = models.TextField(_("要带什么"), blank=True, help_text=_("一行一样;不用带就空着。"))
    basis = models.TextField(_("依据"), help_text=_("一行一条,写到条款。"))
    route = models.TextField(_("怎么办"), help_text=_("一行一步。"))
    questions_answers = models.TextField(_("常见问题"), blank=True, help_text=_("问和答各一行,交替写。"))
    days = models.PositiveSmallIntegerField(_("承诺天数(工作日)"))
    days_start = models.CharField(
        _("起算"), max_length=10, choices=ServiceItem.ClockStart.choices, default="receipt"
    )
    path = ArrayField(
        models.CharField(max_length=10, choices=PATH_STEPS),
        verbose_name=_("审批环节"),
        default=list,
        blank=True,
    )
    publicity_days = models.PositiveSmallIntegerField(_("公示工作日"), default=5)
    commitment = models.TextField(_("承诺内容"), blank=True)
    prepared_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("编辑人"), editable=False
    )
    published_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("发布人"),
        editable=False,
    )
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("事项版本")
        verbose_name_plural = _("事项版本")
        ordering = ["item", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="itemversion_number_once"),
            models.UniqueConstraint(
                fields=["item", "from_day"],
                condition=Q(status="published"),
                name="itemversion_one_per_day",
                violation_error_message=_("这一天已有一个版本生效。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(published_by__isnull=False, published_at__isnull=False)
                & ~Q(published_by=F("prepared_by")),
                name="itemversion_published_by_another",
                violation_error_message=_("编辑人不能发布自己的版本,请另一位管理员发布。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"

    PUBLIC_TEXTS = (
        "name", "conditions", "accept", "decide", "result", "materials", "route", "questions_answers", "commitment",
    )  # fmt: skip

    def clean(self) -> None:
        """What the public reads is plain and closed: «其他材料» cannot be saved (兜底条款逐一明确)."""
        wrong = {name: plain.problems(getattr(self, name)) for name in self.PUBLIC_TEXTS}
        wrong = {name: found for name, found in wrong.items() if found}
        if wrong:
            raise ValidationError(wrong)


class ItemField(models.Model):
    """One question of an item that has no code; `page` groups questions asked together."""

    keep_history = True

    class Kind(models.TextChoices):
        TEXT = "text", _("一行文字")
        LONG = "long", _("一段文字")
        NUMBER = "number", _("整数")
        MONEY = "money", _("金额(元)")
        DATE = "date", _("日期")
        YES_NO = "yes_no", _("是或否")
        ONE = "one", _("单选")
        MANY = "many", _("多选")
        COUNTY = "county", _("省内县(市、区)")

    version = models.ForeignKey(
        ItemVersion, models.CASCADE, related_name="fields", verbose_name=_("事项版本")
    )
    position = models.PositiveSmallIntegerField(_("顺序"))
    page = models.SlugField(_("页"), max_length=20, default="one")
    name = models.SlugField(_("字段名"), max_length=30)
    label = models.CharField(_("问题"), max_length=80)
    hint = models.CharField(_("说明"), max_length=120, blank=True)
    kind = models.CharField(_("种类"), max_length=8, choices=Kind.choices)
    required = models.BooleanField(_("必填"), default=True)
    choices = models.TextField(_("选项"), blank=True, help_text=_("一行一个。单选、多选才填。"))
    least = models.DecimalField(_("最小"), max_digits=12, decimal_places=2, null=True, blank=True)
    most = models.DecimalField(_("最大"), max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("问题")
        verbose_name_plural = _("问题")
        ordering = ["version", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "name"],
                name="itemfield_name_once",
                violation_error_message=_("字段名重复了。"),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["one", "many"]) | ~Q(choices=""),
                name="itemfield_choice_has_choices",
                violation_error_message=_("单选、多选要写选项。"),
            ),
            models.CheckConstraint(
                condition=Q(least__isnull=True) | Q(most__isnull=True) | Q(least__lte=F("most")),
                name="itemfield_least_not_above_most",
                violation_error_message=_("最小值不能大于最大值。"),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """A question is plain too, and its name is none the forms use themselves."""
        wrong = {name: found for name in ("label", "hint") if (found := plain.problems(getattr(self, name)))}
        if self.name in RESERVED:
            wrong["name"] = [_("这个字段名是系统用的,请换一个。")]
        if wrong:
            raise ValidationError(wrong)


class ItemCheck(models.Model):
    """A rule out of the registry with this county's values and the article they rest on."""

    keep_history = True

    version = models.ForeignKey(
        ItemVersion, models.CASCADE, related_name="checks", verbose_name=_("事项版本")
    )
    rule = models.CharField(_("规则"), max_length=40)
    values = models.JSONField(_("参数"), default=dict, blank=True)
    article = models.CharField(_("依据条款"), max_length=200)

    class Meta:
        verbose_name = _("办理条件")
        verbose_name_plural = _("办理条件")
        ordering = ["version", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(article=""),
                name="itemcheck_has_article",
                violation_error_message=_("条件要写明依据条款。"),
            )
        ]

    def __str__(self) -> str:
        return self.rule


class ItemLevel(models.Model):
    """What a level of agencies may do for an item (事项层级矩阵): a village point takes in but never decides."""

    keep_history = True

    item = models.ForeignKey(ServiceItem, models.CASCADE, related_name="levels", verbose_name=_("事项"))
    level = models.PositiveSmallIntegerField(
        _("层级"),
        choices=[(1, _("省")), (2, _("市(州)")), (3, _("县")), (4, _("乡镇(街道)")), (5, _("村(社区)"))],
    )
    take = models.BooleanField(_("受理"), default=False)
    review = models.BooleanField(_("审核"), default=False)
    decide = models.BooleanField(_("决定"), default=False)
    assist = models.BooleanField(_("代办"), default=False)
    advise = models.BooleanField(_("咨询"), default=True)

    class Meta:
        verbose_name = _("事项层级")
        verbose_name_plural = _("事项层级矩阵")
        ordering = ["item", "level"]
        constraints = [
            models.UniqueConstraint(fields=["item", "level"], name="itemlevel_once"),
            models.CheckConstraint(
                condition=~Q(level=5) | Q(decide=False, review=False),
                name="itemlevel_village_never_decides",
                violation_error_message=_("村(社区)只能受理、代办和咨询,不能审核决定。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.get_level_display()}"


class LocalRecord(models.Model):
    """The answers of a case whose item has no code, sealed, and the amount its rules came to."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(
        "casework.Case", models.PROTECT, related_name="local_record", verbose_name=_("办件")
    )
    answers = SealedField(_("答案"), mask="text")
    amount = models.DecimalField(_("金额"), max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("地方事项记录")
        verbose_name_plural = _("地方事项记录")

    def __str__(self) -> str:
        return str(self.case_id)
