from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsuranceConfig(AppConfig):
    name = "insurance"
    verbose_name = _("失业保险")  # 社会保险法 第五章

    def ready(self) -> None:
        from portal.events import schema as events_schema

        from . import schema

        events_schema.also_make(schema.make_ledger_trigger)
