from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RulesConfig(AppConfig):
    name = "portal.rules"
    verbose_name = _("法规与参数")

    def ready(self) -> None:
        from portal.events import schema as events_schema

        from . import schema

        autodiscover_modules("benefits")
        events_schema.also_make(schema.make_rule_trigger)
