"""What every page needs: the mode of the face. No query is made here."""

from django.conf import settings
from django.http import HttpRequest

from portal.casework.policy import DESK_ROLES
from portal.kernel.actor import Actor

from .kiosk import is_kiosk
from .language import CHOICES, ENGLISH, HANS
from .rooms import apps_of

ELDER_COOKIE = "mode"
ONLY_CHINESE = (
    "Sorry, this page is in Chinese only. Staff at any service point can help you, or call the free hotline"
)


def face(request: HttpRequest) -> dict:
    """Large type (关怀版) by cookie or at a kiosk; language and kiosk; whether the development outbox is open."""
    chosen = getattr(request, "chosen_language", HANS)
    foreign = chosen == ENGLISH and getattr(request, "spoken_language", HANS) != ENGLISH
    return {
        "chosen_language": chosen,
        "languages": CHOICES,
        "only_chinese": ONLY_CHINESE if foreign else "",
        "kiosk": is_kiosk(request),
        "elder_mode": is_kiosk(request) or request.COOKIES.get(ELDER_COOKIE) == "elder",
        "outbox_url": "/outbox/" if settings.DEVELOPMENT and settings.SMS_GATEWAY == "outbox" else "",
        "actor": (actor := getattr(request, "_shuye_actor", None)),
        "desk_rooms": _desk_rooms(actor),
    }


def _desk_rooms(actor: Actor | None) -> str:
    """What the menu of the desk shows: «all», or the apps in which a post without a queue has a room."""
    if actor is None or actor.kind != "clerk" or actor.roles & DESK_ROLES:
        return "all"
    return " ".join(apps_of(actor.roles))
