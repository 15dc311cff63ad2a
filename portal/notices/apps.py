from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "portal.notices"
    verbose_name = _("消息")

    def ready(self) -> None:
        from portal.accounts.registry import send_codes_by

        from .services import text_code

        send_codes_by(text_code)
