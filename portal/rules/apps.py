from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RulesConfig(AppConfig):
    name = "portal.rules"
    verbose_name = _("法规与参数")

    def ready(self) -> None:
        autodiscover_modules("benefits")
