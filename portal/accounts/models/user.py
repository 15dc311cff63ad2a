"""Who can sign in. A user is a door; the person or the clerk behind it is another row."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A sign-in: citizens by phone, staff by user name, password and second factor.

    `phone_index` is the blind index of the phone that proved itself by code; the number is not kept here.
    """

    phone_index = models.BinaryField(_("手机号索引"), max_length=33, null=True, unique=True, editable=False)
    phone_tail = models.CharField(_("手机尾号"), max_length=4, blank=True)

    class Meta:
        verbose_name = _("登录账号")
        verbose_name_plural = _("登录账号")

    def __str__(self) -> str:
        """What the page's corner shows: never the made-up user name of a citizen."""
        return _("手机尾号%(tail)s") % {"tail": self.phone_tail} if self.phone_tail else self.username
