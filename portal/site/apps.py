from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "portal.site"
    verbose_name = _("门户页面")

    def ready(self) -> None:
        autodiscover_modules("panels")
