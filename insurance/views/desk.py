"""The desk's way into unemployment insurance."""

from django.utils.translation import gettext_lazy as _

from portal.site.rooms import hub

desk = hub("insurance", _("失业保险"))
