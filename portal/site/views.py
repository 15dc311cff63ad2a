"""Home, search, my page, the desk: composed from what the rooms offer; no law lives here."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import clerk_required, person_required, safe_next
from portal.accounts.models import AccessEntry, Role
from portal.casework import policy, presenters, queries
from portal.casework.models import Case, RevocationNotice, ServiceItem
from portal.casework.registry import applyable
from portal.casework.steps import State
from portal.content import english
from portal.documents.models import Certificate
from portal.kernel.actor import Actor
from portal.kernel.dates import moment_text
from portal.kernel.fields import plaintext
from portal.notices.models import Dispatch, Message
from portal.notices.queries import dispatch_words, inbox, unread

from .blocks import my_panels
from .context import ELDER_COOKIE
from .language import COOKIE as LANGUAGE_COOKIE
from .language import ENGLISH, HANT, to_hans
from .rooms import apps_of

POPULAR = (
    "unemployment-registration",
    "unemployment-insurance",
    "employment-difficulty-recognition",
    "flexible-employment-registration",
    "job-brokerage",
    "training-enrolment",
    "skill-upgrade-subsidy",
    "startup-loan",
)
PAGE = 30
OPEN_NOTICES = Prefetch(
    "revocation_notices", RevocationNotice.objects.filter(closed_at__isnull=True), to_attr="open_notices"
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front door."""
    names = dict(ServiceItem.objects.filter(pk__in=POPULAR, active=True).values_list("code", "name"))
    popular = english.names((code, names[code]) for code in POPULAR if code in names)
    return render(request, "site/home.html", {"popular": popular, "nav": "home"})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find a service by its name, its other name, or who it is for."""
    q = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    found = _found(to_hans(q) if get_language() == HANT else q) if q else []
    return render(request, "site/search.html", {"q": q, "found": found, "open": applyable()})


def _found(q: str) -> list[dict[str, str]]:
    """Items that name the words, in Chinese or in English; shown in the reader's language."""
    named = Q(name__icontains=q) | Q(alias__icontains=q) | Q(conditions__icontains=q)
    rows = queries.items().filter(named | Q(pk__in=english.matching(q))).only("code", "name", "conditions")
    return [
        {
            "code": item.pk,
            "name": english.name(item.pk, item.name),
            "text": english.who(item.pk, item.conditions),
        }
        for item in rows[:50]
    ]


@person_required
@require_safe
def my(request: HttpRequest) -> HttpResponse:
    """What waits for me, what is under way, my papers, my messages."""
    actor, person = actors.of_request(request), request.person
    visible = policy.visible_to(actor).select_related("item", "responsible")
    cases = list(visible.order_by("-submitted_at").prefetch_related(OPEN_NOTICES)[:20])
    context = {
        "person_name": person.name.masked(),
        "nav": "my",
        "drafts": list(policy.drafts_of(actor).select_related("item").order_by("-saved_at")),
        "todo": _todo(cases),
        "unread": unread(person),
        "cases": [(case, presenters.four_answers(case)) for case in cases],
        "certificates": list(
            Certificate.objects.filter(person_id__in=person.all_ids).order_by("-issued_at")[:20]
        ),
        "messages_in": [_inbox_row(row) for row in inbox(person)[:10]],
        "panels": my_panels(person),
    }
    return render(request, "site/my.html", context)


def _todo(cases: list[Case]) -> list[dict[str, str]]:
    """What waits for the person: corrections to make, notices to answer."""
    rows = []
    for case in cases:
        four = presenters.four_answers(case) if case.state == State.RETURNED or case.open_notices else None
        if four and (case.state == State.RETURNED or any(not each.answered_at for each in case.open_notices)):
            rows.append(
                {"number": case.number, "item": case.item.name, "what": four["todo"], "when": four["when"]}
            )
    return rows


def _inbox_row(message: Message) -> dict[str, str]:
    return {
        "title": message.title,
        "body": plaintext(message.body),
        "link": message.link,
        "when": moment_text(message.created_at),
        "state": dispatch_words(message),
    }


@person_required
@require_safe
def my_access(request: HttpRequest) -> HttpResponse:
    """Who looked at my data, when and why."""
    rows = AccessEntry.objects.filter(person_id__in=request.person.all_ids)[:100]
    listed = [
        {
            "when": moment_text(row.at),
            "who": f"{row.agency_name} {row.actor_name}".strip(),
            "what": row.what,
            "purpose": row.purpose,
        }
        for row in rows
    ]
    return render(request, "site/my_access.html", {"rows": listed})


@clerk_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The clerk's queue, least time first."""
    actor = actors.of_request(request)
    if not actor.roles & policy.DESK_ROLES:
        return _only_rooms(actor)
    page, after = queries.queue_page(actor, request.GET.get("after", ""), PAGE)
    context = {
        "clerk": request.clerk,
        "rows": presenters.queue_rows(page),
        "after": after,
        "next_url": f"?{urlencode({'after': after})}",
        "nav": "tasks",
        "counts": queries.queue_counts(actor),
        "window": Role.WINDOW in actor.roles,
    }
    return render(request, "site/desk.html", context)


def _only_rooms(actor: Actor) -> HttpResponse:
    """Who has no queue but a room of an app, as finance has, begins there; to others there is no page."""
    apps = apps_of(actor.roles)
    if not apps:
        raise Http404
    return redirect(f"{apps[0]}:desk")


@csrf_exempt
@require_POST
def mode(request: HttpRequest) -> HttpResponse:
    """Switch the elder mode (关怀版) on or off, and stay on the page. It changes only how pages look."""
    response = redirect(safe_next(request, "site:home"))
    if request.POST.get("mode") == "elder":
        response.set_cookie(ELDER_COOKIE, "elder", max_age=365 * 86400, samesite="Lax")
    else:
        response.delete_cookie(ELDER_COOKIE)
    return response


@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose 简体, 繁體 or English, and stay on the page. It changes only how pages read."""
    response = redirect(safe_next(request, "site:home"))
    chosen = request.POST.get("lang")
    if chosen in (HANT, ENGLISH):
        response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=365 * 86400, samesite="Lax")
    else:
        response.delete_cookie(LANGUAGE_COOKIE)
    return response


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What everybody can count on here."""
    return render(request, "site/accessibility.html")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "site/components.html")


@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Text messages that would have been sent: in development only."""
    if not settings.DEVELOPMENT or settings.SMS_GATEWAY != "outbox":
        raise Http404
    rows = Dispatch.objects.select_related("message").order_by("-message__created_at", "-id")[:20]
    listed = [
        {
            "phone": row.address.masked(),
            "body": plaintext(row.message.body),
            "when": moment_text(row.message.created_at),
        }
        for row in rows
    ]
    return render(request, "site/outbox.html", {"rows": listed})


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"ok": True})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and holds the reference data: 200, else 503 with what is missing."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM casework_serviceitem), (SELECT count(*) FROM rules_rulevalue), "
                "(SELECT count(*) FROM agencies_region)"
            )
            items, values, regions = cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"ready": False, "missing": ["database"]}, status=503)
    counts = {"items": items, "rule_values": values, "regions": regions}
    missing = [name for name, count in counts.items() if not count]
    return JsonResponse({"ready": not missing, "missing": missing, **counts}, status=503 if missing else 200)
