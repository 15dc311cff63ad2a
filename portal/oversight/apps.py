from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class OversightConfig(AppConfig):
    name = "portal.oversight"
    verbose_name = _("监督评价")

    def ready(self) -> None:
        autodiscover_modules("indicators")
