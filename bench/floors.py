"""The floor of each page: the same middleware and the same queries as values_list, the body by f-string."""

from django.db.models import DateTimeField, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.urls import path

from insurance.models import Claim
from jobs import search
from jobs.filters import asked_of
from jobs.models import Application, CareerPlan, Interview, KeyGroup, Occupation, Vacancy
from portal.accounts.models import AccessEntry, Clerk, ClerkRole, Document, Membership, Person
from portal.agencies.queries import sichuan_counties
from portal.casework.models import Case, Contact, Draft, ItemVersion, Offer, RevocationNotice, ServiceItem
from portal.casework.queries import queue_counts
from portal.documents.models import Certificate
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.notices.models import Dispatch, Message
from portal.site.views import PAGE, POPULAR
from registration.models import Spell


def home(request: HttpRequest) -> HttpResponse:
    """One query: the names of the most used items."""
    rows = ServiceItem.objects.filter(pk__in=POPULAR, active=True).values_list("code", "name")
    return HttpResponse("".join(f"<li><a href='/services/{code}/'>{name}</a></li>" for code, name in rows))


def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Three queries: the item, its version in force, what may follow it."""
    item = ServiceItem.objects.filter(pk=code, active=True).values_list(
        "name", "conditions", "guide", "days"
    )[0]
    following = ServiceItem.objects.filter(pk__in=item[2]["next"] or [], active=True).values_list(
        "code", "name"
    )
    version = ItemVersion.objects.filter(item=code, status="published", from_day__lte=clock.today())
    version = version.order_by("-from_day").values_list("number", "name", "conditions", "materials")[:1]
    return HttpResponse(f"{item}{list(version)}" + "".join(f"<li>{name}</li>" for _code, name in following))


def my(request: HttpRequest) -> HttpResponse:
    """The queries of my page, no objects made."""
    request.user.is_authenticated  # noqa: B018 - loads session and user, as the page does
    person = Person.objects.filter(user=request.user).values_list("id", "name", "merged_into__name")[0]
    merged = [person[0], *Person.objects.filter(merged_into=person[0]).values_list("id", flat=True)]
    drafts = list(Draft.objects.filter(person=person[0], clerk__isnull=True).values_list("item__name"))
    cases = Case.objects.filter(person_id__in=merged).order_by("-submitted_at")
    cases = list(cases.values_list("id", "number", "state", "due", "item__name", "responsible__name")[:20])
    ids = [row[0] for row in cases]
    notices = RevocationNotice.objects.filter(case__in=ids, closed_at=None).values_list("case", "text")
    papers = list(Certificate.objects.filter(person_id__in=merged).values_list("number", "title")[:20])
    unread = Message.objects.filter(person_id__in=merged, read_at=None).count()
    inbox = Message.objects.filter(person_id__in=merged).order_by("-created_at")
    inbox = list(inbox.values_list("title", "body", "link", "created_at", "id")[:10])
    sent = Dispatch.objects.filter(message__in=[row[4] for row in inbox]).values_list("channel", "state")
    applied = Application.objects.filter(person_id__in=merged).order_by("-made_at")
    applied = list(
        applied.values_list("vacancy__title", "vacancy__employer__organisation__name", "state")[:3]
    )
    groups = KeyGroup.objects.filter(person_id__in=merged, ends=None)
    officers = list(_writers(Interview.objects.filter(person_id__in=merged), groups, merged))
    offers = list(Offer.objects.filter(person_id__in=merged, state="open").values_list("benefit", "months"))
    claims = Claim.objects.filter(person_id__in=merged).order_by("-pk")
    claims = list(claims.values_list("state", "granted", "case__responsible__name", "county__name")[:1])
    seats = list(Membership.objects.filter(user=request.user, active=True).values_list("organisation__name"))
    lists = (drafts, cases, notices, papers, sent, applied, officers, offers, claims, seats)
    parts = [f"<div>{row}</div>" for rows in lists for row in rows]
    parts.append(str(unread))
    return HttpResponse("".join(parts) + "".join(f"<p>{title}</p>" for title, *_rest in inbox))


def _writers(talks: QuerySet, groups: QuerySet, merged: list) -> QuerySet:
    """Who wrote last of an interview, a key group or a plan."""
    plans = CareerPlan.objects.filter(person_id__in=merged)
    names = ("agency__name", "agency__phone")
    first = talks.values_list("held_at", "clerk__name", *names)
    more = groups.annotate(at=Cast("begins", DateTimeField())).values_list("at", "set_by__name", *names)
    return first.union(more, plans.values_list("clerk_signed_at", "clerk__name", *names), all=True)[:1]


def desk(request: HttpRequest) -> HttpResponse:
    """The clerk, the roles, the counts, one page of the queue."""
    request.user.is_authenticated  # noqa: B018
    clerk = Clerk.objects.filter(user=request.user, active=True)
    pk, name, path_, agency = clerk.values_list("pk", "name", "agency__path", "agency__name")[0]
    roles = list(ClerkRole.objects.filter(clerk=pk).values_list("role", flat=True))
    counts = queue_counts(Actor("clerk", str(pk), name, path_))
    states = ["submitted", "accepted", "reviewed", "rechecked", "publicised"]
    rows = Case.objects.filter(responsible_path__startswith=path_, state__in=states).order_by("due", "id")
    fields = ("number", "state", "due", "channel", "submitted_at", "item__name", "person__name")
    body = "".join(f"<tr><td>{row}</td></tr>" for row in rows.values_list(*fields)[: PAGE + 1])
    return HttpResponse(f"{agency}{roles}{counts}{body}")


def person(request: HttpRequest, pk: str) -> HttpResponse:
    """The queries of the 360° page, no objects made; the look is recorded there too."""
    request.user.is_authenticated  # noqa: B018
    clerk = Clerk.objects.filter(user=request.user, active=True)
    key, name, agency = clerk.values_list("pk", "name", "agency__name")[0]
    roles = list(ClerkRole.objects.filter(clerk=key).values_list("role", flat=True))
    found = Person.objects.filter(pk=pk).values_list("name", "assurance", "birth", "sex", "contact_phone")[0]
    mine = {"person": pk}
    lists = [
        Case.objects.filter(**mine)
        .order_by("-submitted_at")
        .values_list("number", "state", "item__name")[:20],
        Document.objects.filter(**mine).values_list("kind", "number"),
        Spell.objects.filter(**mine).values_list("kind", "period")[:10],
        KeyGroup.objects.filter(**mine, ends=None)
        .values_list(Value(""), "group")
        .union(Application.objects.filter(**mine).values_list("vacancy__title", "state")[:10], all=True),
        Certificate.objects.filter(**mine).values_list("number", "title")[:10],
        Contact.objects.filter(**mine).values_list("kind", "at")[:10],
        Message.objects.filter(**mine).values_list("title", "created_at")[:10],
    ]
    body = "".join(f"<li>{row}</li>" for rows in lists for row in rows)
    AccessEntry.objects.create(
        at=clock.now(),
        person_id=pk,
        actor_kind="clerk",
        actor_id=str(key),
        actor_name=name,
        what="x",
        purpose="x",
    )
    return HttpResponse(f"{found}{roles}{agency}{body}")


def jobs(request: HttpRequest) -> HttpResponse:
    """The queries of the search page: the page of rows, its total, counts, regions, names; no objects made."""
    asked = asked_of(request.GET)
    page = search.find(asked)
    counted = search.facets(asked, page)
    fields = (
        "number",
        "title",
        "pay_low",
        "pay_high",
        "pay_unit",
        "employer__organisation__name",
        "region__full_name",
    )
    cards = Vacancy.objects.filter(pk__in=page.vacancies).values_list(
        *fields, "kind", "headcount", "confirmed_on"
    )
    regions = list(sichuan_counties().values_list("code", "name", "parent_id", "parent__name"))
    groups = [f"{code}-00-00" for code in counted.counts.get("occupation", {})]
    names = list(Occupation.objects.filter(pk__in=groups).values_list("code", "name"))
    body = "".join(f"<article>{row}</article>" for row in cards)
    options = "".join(f"<option value='{row[0]}'>{row[1]}</option>" for row in [*regions, *names])
    return HttpResponse(f"{page.total}{body}{options}{counted.counts}")


urlpatterns = [
    path("jobs/", jobs),
    path("desk/people/<uuid:pk>/", person),
    path("", home),
    path("services/<slug:code>/", guide),
    path("my/", my),
    path("desk/", desk),
]
