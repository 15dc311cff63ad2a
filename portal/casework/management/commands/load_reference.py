from importlib import import_module

from django.apps import apps
from django.core.management.base import BaseCommand
from django.utils.module_loading import module_has_submodule

from portal.agencies import loading as agencies
from portal.casework import loading as items
from portal.exchange import loading as contracts


class Command(BaseCommand):
    help = "Load regions, agencies, service items and what service apps bring. Safe to run again."

    def handle(self, *args, **options) -> None:
        regions, offices = agencies.load()
        counts = {"regions": regions, "agencies": offices, **items.load(), "contracts": contracts.load()}
        for config in apps.get_app_configs():  # what a service app brings of its own
            if not config.name.startswith(("portal.", "django.")) and module_has_submodule(
                config.module, "loading"
            ):
                counts |= import_module(f"{config.name}.loading").load()
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
