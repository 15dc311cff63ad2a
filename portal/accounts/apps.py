from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    verbose_name = _("人员单位与账号")

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        autodiscover_modules("exports")
        user_logged_in.connect(_mark_begin, dispatch_uid="accounts.session_begins")


def _mark_begin(sender: type, request: object, **kwargs: object) -> None:
    """Every sign-in passes here, allauth's too: the session's clock starts."""
    from .sessions import begin

    begin(request)
