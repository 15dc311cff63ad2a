from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "portal.events"
    verbose_name = _("事件与变更记录")

    def ready(self) -> None:
        import portal.celery  # noqa: F401 - shared tasks bind to this application

        from . import schema

        autodiscover_modules("listeners")
        post_migrate.connect(schema.run_database_rules, dispatch_uid="shuye-database-rules")
