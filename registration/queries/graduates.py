"""What is known of graduates: a school's, one person's, a county's without work; the chain and its figures."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value

from portal.accounts.models import Assurance, Document, Organisation, Person
from portal.accounts.queries import of_human
from portal.agencies.queries import sichuan_counties
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.rules import queries as law
from portal.rules.queries import LawMissing

from ..models import GraduateAct, GraduateSitting, Graduation, Spell, UnemployedGraduate
from ..rules import graduates as rules

SOON_DAYS = 60
STANDARD, MONTHS = "graduate_service.standard", "graduates.choice_months"
FILTERS = ("all", "waiting", "overdue", "incomplete", "ending", "mine", "no_wish", "lost")
Wish = UnemployedGraduate.Wish


def standard(on: date, region: str) -> dict[str, int]:
    """The chain «1131» in force on a day; empty where the law is not known."""
    try:
        return dict(law.value(STANDARD, on=on, region=region))
    except LawMissing:
        return {}


def choice_months(on: date, region: str) -> int:
    """Months of the 择业期 for who left school on a day. Raises LawMissing."""
    return int(law.value(MONTHS, on=on, region=region))


def county_words() -> dict[str, str]:
    """Codes and names of counties to codes; a name that two prefectures have needs its prefecture."""
    out: dict[str, str] = {}
    twice: set[str] = set()
    for region in sichuan_counties().select_related("parent").only("code", "name", "parent__name"):
        if region.name in out:
            twice.add(region.name)
        out |= dict.fromkeys((region.code, region.name, f"{region.parent.name}{region.name}"), region.code)
    return {word: code for word, code in out.items() if word not in twice}


def works(person: Person) -> bool:
    """Whether the register says that somebody works now."""
    rows = Spell.objects.filter(of_human(person.pk), period__endswith__isnull=True)
    return rows.exclude(kind=Spell.Kind.UNEMPLOYMENT).exists()


def twins(person: Person) -> list[UUID]:
    """Unconfirmed records of the same number and name as a verified person: named by a unit or a school before.

    Empty for whoever is not verified: typing a number opens nothing.
    """
    if person.assurance != Assurance.VERIFIED:
        return []
    mine = Document.objects.filter(of_human(person.pk), confirmed=True, retired=False)
    keys = list(mine.values_list("namespace", "number_index"))
    if not keys:
        return []
    match = Q()
    for namespace, number in keys:
        match |= Q(namespace=namespace, number_index=number)
    rows = Document.objects.filter(
        match, confirmed=False, retired=False, person__name_index=person.name_index
    )
    rows = rows.filter(person__merged_into__isnull=True, person__user__isnull=True)
    return list(rows.exclude(person=person).values_list("person_id", flat=True))


def graduations_of(person: Person) -> QuerySet[Graduation]:
    """What is on record of one person, the latest first."""
    rows = Graduation.objects.filter(of_human(person.pk)).select_related("school")
    return rows.order_by("-graduated_on", "pk")


def filed_of_twins(person: Person) -> QuerySet[Graduation]:
    """What a school filed under a verified person's number before they came, the latest first."""
    return Graduation.objects.filter(person__in=twins(person)).order_by("-graduated_on", "pk")


def tag_of(person: Person) -> UnemployedGraduate | None:
    """The tag of a person, open or ended, with what its page shows."""
    rows = UnemployedGraduate.objects.filter(of_human(person.pk))
    rows = rows.select_related("graduation", "agency", "officer", "region", "person")
    return rows.order_by(F("ended_on").desc(nulls_first=True), "pk").first()


def counted(graduation: Any) -> dict[str, int]:
    """How often each link of the chain was done for a graduation; one query."""
    rows = GraduateAct.objects.filter(graduation=graduation).values_list("kind").annotate(n=Count("pk"))
    return dict(rows.order_by())


def with_counts(rows: QuerySet[UnemployedGraduate]) -> QuerySet[UnemployedGraduate]:
    """The same with `talk`, `guidance`, `referral`, `training`: how often each was done."""
    return rows.annotate(
        **{kind: Count("graduation__acts", filter=Q(graduation__acts__kind=kind)) for kind in rules.LINKS}
    )


def counts_on(row: Any) -> dict[str, int]:
    """The annotated counts of a row."""
    return {kind: getattr(row, kind) for kind in rules.LINKS}


def tags_for(actor: Actor) -> QuerySet[UnemployedGraduate]:
    """Tags of the actor's agency and below."""
    rows = UnemployedGraduate.objects.filter(agency__path__startswith=actor.agency_path or "-")
    return rows.select_related("person", "graduation", "agency", "officer", "region")


def _incomplete(needed: Mapping[str, int]) -> Q:
    found = Q()
    for kind, key in rules.LINKS.items():
        found |= Q(**{f"{kind}__lt": int(needed.get(key, 0))})
    return found


def desk_list(actor: Actor, *, view: str = "all", clerk: Any = None) -> QuerySet[UnemployedGraduate]:
    """Open tags by filter; whoever waits longest first."""
    today = clock.today()
    rows = with_counts(tags_for(actor).filter(ended_on__isnull=True))
    if view == "waiting":
        rows = rows.filter(wish=Wish.UNKNOWN, contacted_on__isnull=True)
    elif view == "overdue":
        rows = rows.filter(contacted_on__isnull=True, wish=Wish.UNKNOWN, first_contact_due__lt=today)
    elif view == "incomplete":
        rows = rows.filter(wish__in=[Wish.WANTS, Wish.UNKNOWN])
        rows = rows.filter(_incomplete(standard(today, "510000")))
    elif view == "ending":
        rows = rows.filter(until__lte=today + timedelta(SOON_DAYS))
    elif view == "mine":
        rows = rows.filter(officer=clerk)
    elif view in (Wish.NO_WISH, Wish.LOST):
        rows = rows.filter(wish=view)
    return rows.order_by("until", "pk")


def figures(actor: Actor) -> list[dict[str, Any]]:
    """Per county: how many are tagged, reached, without wish, lost, with the whole chain done. One statement."""
    needed = standard(clock.today(), "510000")
    done = Q()
    for kind, key in rules.LINKS.items():
        enough = (
            GraduateAct.objects.filter(graduation=OuterRef("graduation"), kind=kind)
            .order_by()
            .values("graduation")
            .annotate(n=Count("pk"))
            .filter(n__gte=Value(int(needed.get(key, 0))))
        )
        done &= Q(Exists(enough))
    rows = UnemployedGraduate.objects.filter(agency__path__startswith=actor.agency_path or "-")
    rows = rows.annotate(whole=done)
    open_now = Q(ended_on__isnull=True)
    return list(
        rows.values(code=F("region_id"), name=F("region__name"))
        .annotate(
            open=Count("pk", filter=open_now),
            reached=Count("pk", filter=open_now & Q(contacted_on__isnull=False)),
            no_wish=Count("pk", filter=open_now & Q(wish=Wish.NO_WISH)),
            lost=Count("pk", filter=open_now & Q(wish=Wish.LOST)),
            whole_chain=Count("pk", filter=open_now & Q(whole=True)),
            working=Count("pk", filter=Q(ending__in=UnemployedGraduate.AT_WORK)),
        )
        .order_by("code")
    )


def of_school(school: Any) -> QuerySet[Graduation]:
    """Graduates of a school, the latest day first, with their tag."""
    papers = Graduation.objects.filter(school=school).select_related("person")
    return papers.order_by("-graduated_on", "pk")


def school_counts(school: Any) -> dict[str, int]:
    """Of a school's graduates of the last two years: all, without work now, and those whose wish is known."""
    since = clock.today() - timedelta(731)
    tags = UnemployedGraduate.objects.filter(graduation__school=school, ended_on__isnull=True)
    return {
        "all": Graduation.objects.filter(school=school, graduated_on__gte=since).count(),
        "open": tags.count(),
        "reached": tags.filter(contacted_on__isnull=False).count(),
    }


def sittings_for(actor: Actor) -> QuerySet[GraduateSitting]:
    """Sittings of the actor's agency and below, the newest first."""
    rows = GraduateSitting.objects.filter(agency__path__startswith=actor.agency_path or "-")
    rows = rows.select_related("organisation", "agency", "clerk")
    return rows.order_by("-opened_at", "pk")


def places_for(actor: Actor) -> QuerySet[Organisation]:
    """Confirmed schools and units in the regions of the actor's agency and below."""
    rows = Organisation.objects.filter(
        region__agencies__path__startswith=actor.agency_path or "-", confirmed_at__isnull=False
    )
    return rows.distinct().order_by("name", "pk")


def people_of_sitting(sitting: GraduateSitting) -> QuerySet[Person]:
    """Whom a sitting may be about: the school's graduates without work, or those who work at the unit."""
    if sitting.organisation.kind == Organisation.Kind.SCHOOL:
        rows = UnemployedGraduate.objects.filter(
            graduation__school=sitting.organisation_id, ended_on__isnull=True
        )
        keys = rows.values("person")
    else:
        spells = Spell.objects.filter(
            employer=sitting.organisation_id, kind=Spell.Kind.EMPLOYMENT, period__endswith__isnull=True
        )
        keys = spells.values("person")
    return Person.objects.filter(pk__in=keys).order_by("pk")
