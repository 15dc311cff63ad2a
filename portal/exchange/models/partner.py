"""The departments data comes from and goes to, what is agreed with them, and the requests already seen."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kernel.fields import SealedField
from portal.kernel.ids import uuid7


class Direction(models.TextChoices):
    IN = "in", _("接收")
    OUT = "out", _("发送")


class Partner(models.Model):
    """A department's system: how it proves itself, how it is reached, and which datasets it may exchange.

    public_key: raw Ed25519 key, base64. secret: key of HMAC-SHA256 for those who have no Ed25519; one of the two
    proves a request. address: http(s)://…, sftp://user@host:port/folder, or a folder's path.
    """

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    class Kind(models.TextChoices):
        MARKET = "market", _("市场监管部门")
        SOCIAL = "social", _("社会保险经办机构")
        EDUCATION = "education", _("教育部门")
        DISABLED = "disabled", _("残疾人联合会")
        CIVIL = "civil", _("民政部门")
        PROVINCE = "province", _("省级系统")

    class Transport(models.TextChoices):
        HTTP = "http", _("网络接口")
        SFTP = "sftp", _("SFTP")
        FOLDER = "folder", _("交换目录")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("部门"), max_length=9, choices=Kind.choices)
    transport = models.CharField(_("方式"), max_length=6, choices=Transport.choices)
    address = models.CharField(_("地址"), max_length=300, blank=True)
    host_key = models.CharField(_("主机公钥"), max_length=800, blank=True)
    public_key = models.CharField(_("签名公钥"), max_length=44, blank=True)
    secret = SealedField(_("共享密钥"), mask="text", null=True)
    sends = ArrayField(models.CharField(max_length=60), verbose_name=_("可以送来"), default=list, blank=True)
    receives = ArrayField(
        models.CharField(max_length=60), verbose_name=_("可以接收"), default=list, blank=True
    )
    active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("交换部门")
        verbose_name_plural = _("交换部门")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The address fits the transport; in production nothing goes over the open net."""
        begins = {"http": ("https://", "http://"), "sftp": ("sftp://",), "folder": ("/",)}[self.transport]
        allowed = begins if settings.DEVELOPMENT else begins[:1]
        if self.address and not self.address.startswith(allowed):
            raise ValidationError({"address": _("地址要以%(begins)s开头。") % {"begins": allowed[0]}})


class Contract(models.Model):
    """What is agreed about one version of a dataset: written from what apps register, ended by an administrator."""

    keep_history = True
    privileges = "SELECT, INSERT, UPDATE"

    dataset = models.SlugField(_("数据集"), max_length=60)
    version = models.PositiveSmallIntegerField(_("版本"))
    direction = models.CharField(_("方向"), max_length=3, choices=Direction.choices)
    title = models.CharField(_("名称"), max_length=80)
    schema = models.JSONField(_("数据结构"))
    source = models.CharField(_("来源"), max_length=120)
    begins = models.DateField(_("启用"))
    ends = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        verbose_name = _("数据约定")
        verbose_name_plural = _("数据约定")
        ordering = ["dataset", "-version", "direction"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "version", "direction"],
                name="exchange_contract_once",
                violation_error_message=_("这个版本已经有约定。"),
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="exchange_contract_ends_after_it_begins",
                violation_error_message=_("停用日期不能早于启用日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} v{self.version} {self.direction}"


class Nonce(models.Model):
    """A signed request that was seen: the same one again is refused. Rows go when the request is too old anyway."""

    privileges = "SELECT, INSERT, DELETE"

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="+", db_index=False)
    nonce = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("已见请求")
        verbose_name_plural = _("已见请求")
        constraints = [models.UniqueConstraint(fields=["partner", "nonce"], name="exchange_nonce_once")]

    def __str__(self) -> str:
        return self.nonce
