from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "portal.casework"
    verbose_name = _("办件")

    def ready(self) -> None:
        from portal.events import schema as events_schema

        from . import schema

        autodiscover_modules("casework")
        events_schema.also_make(schema.make_case_trigger)
