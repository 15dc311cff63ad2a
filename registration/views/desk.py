"""The desk's way into the register."""

from django.utils.translation import gettext_lazy as _

from portal.site.rooms import hub

desk = hub("registration", _("登记和档案"))
