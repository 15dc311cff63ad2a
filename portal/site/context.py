"""What every page needs: the mode of the face. No query is made here."""

from django.conf import settings
from django.http import HttpRequest

ELDER_COOKIE = "mode"


def face(request: HttpRequest) -> dict:
    """Elder mode (关怀版) by cookie; whether the development outbox is open."""
    return {
        "elder_mode": request.COOKIES.get(ELDER_COOKIE) == "elder",
        "outbox_url": "/outbox/" if settings.DEVELOPMENT and settings.SMS_GATEWAY == "outbox" else "",
        "actor": getattr(request, "_shuye_actor", None),
    }
