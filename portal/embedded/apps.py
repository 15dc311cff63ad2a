from django.apps import AppConfig


class EmbeddedConfig(AppConfig):
    """Brings only the command `manage.py up`; it has no models."""

    name = "portal.embedded"
    label = "embedded"
