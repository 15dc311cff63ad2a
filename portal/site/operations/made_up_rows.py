"""The rows of made-up people: unsaved models, filled as the verbs fill them. Pure but for keys and seals."""

import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import models

from portal.accounts import queries
from portal.accounts.models import Assurance, Document, Person
from portal.accounts.queries import number_index
from portal.accounts.services.people import name_index
from portal.casework.models import Case, CaseEvent, Channel, Commitment
from portal.documents.models import Certificate
from portal.kernel import clock
from portal.kernel.dates import full_text
from portal.kernel.ids import public_number
from portal.rules.verdict import Answer, Verdict

from .people_by_number import Somebody, somebody

ITEM = "unemployment-registration"
FATES = ("closed",) * 68 + ("granted",) * 6 + ("refused",) * 4 + ("accepted",) * 8 + ("submitted",) * 14
PATHS = {
    "submitted": ("submit",),
    "accepted": ("submit", "accept"),
    "granted": ("submit", "accept", "grant"),
    "refused": ("submit", "accept", "refuse"),
    "closed": ("submit", "accept", "grant", "close"),
}
REACHED = {
    "submit": "submitted",
    "accept": "accepted",
    "grant": "granted",
    "refuse": "refused",
    "close": "closed",
}
Rows = dict[type[models.Model], list[models.Model]]


def register(name: str) -> type[models.Model]:
    """A model of the register, which stands above this room: known by its name only."""
    return apps.get_model("registration", name)


@dataclass(frozen=True)
class County:
    """Where cases are decided, and by whom."""

    region: str
    agency: int
    path: str
    name: str
    clerk: int
    clerk_name: str


@dataclass(frozen=True)
class Ground:
    """What a row needs of the database, read once."""

    today: date
    counties: tuple[County, ...]
    due: dict[date, tuple[date, bool]]
    prefix: str
    version: int | None
    text: tuple[int, str]
    reason: int
    numbers: set[str] = field(default_factory=set)

    @property
    def now(self) -> datetime:
        return datetime.combine(self.today, time(9), clock.ZONE)

    def number(self, prefix: str, day: date) -> str:
        """A public number that this run has not given yet."""
        number = public_number(prefix, day, taken=self.numbers.__contains__)
        self.numbers.add(number)
        return number


@dataclass(frozen=True)
class Fate:
    """What becomes of a case after it was written as submitted: the database lets none begin anywhere else."""

    case: str
    state: str
    clerk: int
    reason: int | None
    accepted_at: datetime | None
    decided_at: datetime | None
    closed_at: datetime | None
    decision: dict[str, Any]


def person_indexes(one: Somebody) -> dict[str, bytes]:
    """The blind index columns as register_person fills them."""
    names = getattr(queries, "name_indexes", lambda name: {"name_index": name_index(name)})(one.name)
    phone = getattr(queries, "phone_index", None)
    known = {field.name for field in Person._meta.concrete_fields}
    found = {**names, **({"phone_index": phone(one.phone)} if phone else {})}
    return {name: value for name, value in found.items() if name in known}


def rows_of(first: int, count: int, with_case: int, ground: Ground) -> tuple[Rows, list[Fate]]:
    """The rows of `count` people from a running number on; those numbered below `with_case` have a case."""
    rows: Rows = defaultdict(list)
    fates = []
    for index in range(first, first + count):
        dice = random.Random(-index - 1)  # noqa: S311 - nothing secret
        county = ground.counties[index % len(ground.counties)]
        one = somebody(index)
        person = _person(one, county, ground, rows)
        if index < with_case:
            fates.append(_case(one, person, county, ground, dice, rows))
        elif dice.random() < 0.3:
            rows[register("Spell")].append(_employment(person, county, ground, dice))
    return rows, fates


def _person(one: Somebody, county: County, ground: Ground, rows: Rows) -> Person:
    seen = ground.now - timedelta(days=500)
    person = Person(
        name=one.name,
        **person_indexes(one),
        sex=one.sex,
        birth=one.birth,
        contact_phone=one.phone,
        household_region_id="510000",
        residence_region_id=county.region,
        assurance=Assurance.VERIFIED,
        verified_at=seen,
        created_at=seen,
    )
    if hasattr(person, "verified_by"):
        person.verified_by = "window"
    rows[Person].append(person)
    rows[Document].append(
        Document(
            person=person,
            kind="resident_id",
            number=one.number,
            namespace="citizen",
            number_index=number_index("citizen", one.number),
            seen_at=seen,
            confirmed=True,
        )
    )
    return person


def _employment(person: Person, county: County, ground: Ground, dice: random.Random) -> models.Model:
    began = ground.today - timedelta(days=dice.randrange(30, 2000))
    return register("Spell")(
        person=person,
        kind="employment",
        exclusive=True,
        period=(began, None),
        agency_id=county.agency,
        registered_at=ground.now,
    )


def _case(
    one: Somebody, person: Person, county: County, ground: Ground, dice: random.Random, rows: Rows
) -> Fate:
    state = dice.choice(FATES)
    days = dice.randrange(0, 12) if state in ("submitted", "accepted") else dice.randrange(20, 400)
    at = datetime.combine(ground.today - timedelta(days=days), time(8, 30), clock.ZONE)
    at += timedelta(minutes=dice.randrange(0, 500))
    due, provisional = ground.due[at.date()]
    case = Case(
        number=ground.number(ground.prefix, at.date()),
        item_id=ITEM,
        state="submitted",
        channel=Channel.ONLINE,
        person=person,
        taken_at_id=county.agency,
        responsible_id=county.agency,
        issue_at_id=county.agency,
        responsible_path=county.path,
        taken_path=county.path,
        submitted_at=at,
        due=due,
        due_provisional=provisional,
        version_id=ground.version,
    )
    rows[Case].append(case)
    rows[Commitment].append(
        Commitment(case=case, text_id=ground.text[0], text_hash=ground.text[1], method="tick", signed_at=at)
    )
    moments = _events(case, state, county, rows)
    granted = state in ("granted", "closed")
    spell = _unemployment(case, person, county, state, rows) if granted else None
    rows[register("UnemploymentRegistration")].append(_said(one, case, county, spell, dice))
    if granted:
        rows[Certificate].append(_certificate(one, case, county, moments["grant"], ground))
    verdict = Verdict(Answer.YES if granted else Answer.NO).as_json()
    outcome = "grant" if granted else "refuse"
    return Fate(
        case=str(case.pk),
        state=state,
        clerk=county.clerk,
        reason=ground.reason if state == "refused" else None,
        accepted_at=moments.get("accept"),
        decided_at=moments.get("grant") or moments.get("refuse"),
        closed_at=moments.get("close"),
        decision={"outcome": outcome, "verdict": verdict} if granted or state == "refused" else {},
    )


def _events(case: Case, state: str, county: County, rows: Rows) -> dict[str, datetime]:
    """One event a step, some hours apart; returns when each was."""
    moments, before, at = {}, "", case.submitted_at
    for step in PATHS[state]:
        mine = step == "submit"
        rows[CaseEvent].append(
            CaseEvent(
                case=case,
                at=at,
                step=step,
                from_state=before,
                to_state=REACHED[step],
                actor_kind="person" if mine else "clerk",
                actor_id=str(case.person_id) if mine else str(county.clerk),
                actor_name="" if mine else county.clerk_name,
                agency_name="" if mine else county.name,
                channel="online",
            )
        )
        moments[step], before = at, REACHED[step]
        at += timedelta(hours=3)
    return moments


def _unemployment(case: Case, person: Person, county: County, state: str, rows: Rows) -> models.Model:
    """Open while the paper waits; of those closed a part has found work since."""
    began = case.received_on
    ended = state == "closed" and case.pk.int % 3 == 0
    spell = register("Spell")(
        person=person,
        kind="unemployment",
        exclusive=True,
        period=(began, began + timedelta(days=15) if ended else None),
        ending="hired" if ended else "",
        agency_id=county.agency,
        case=case,
        registered_at=case.submitted_at,
    )
    rows[register("Spell")].append(spell)
    return spell


def _said(
    one: Somebody, case: Case, county: County, spell: models.Model | None, dice: random.Random
) -> models.Model:
    return register("UnemploymentRegistration")(
        case=case,
        person=case.person,
        residence_id=county.region,
        household_id="510000",
        retirement_kind="male" if one.sex == "male" else dice.choice(("female50", "female55")),
        left_by=dice.choice(("expired", "employer", "resigned", "closed")),
        last_day=case.received_on - timedelta(days=dice.randrange(1, 60)),
        last_employer=dice.choice(("某餐饮公司", "某建筑公司", "某电子厂", "某商店")),
        able=True,
        wants_work=True,
        categories=["low_income"] if dice.random() < 0.1 else [],
        spell=spell,
    )


def _certificate(one: Somebody, case: Case, county: County, at: datetime, ground: Ground) -> Certificate:
    """The paper of a grant; its PDF is made when somebody asks for it."""
    claims = {
        "name": one.name,
        "document": f"{one.number[:3]}***********{one.number[-4:]}",
        "status": "登记失业",
        "since": full_text(case.received_on),
        "agency": county.name,
        "case": case.number,
    }
    return Certificate(
        number=ground.number("SYPZ", at.date()),
        kind="unemployment_registration",
        title="失业登记凭证",
        person=case.person,
        agency_id=county.agency,
        subject_type="case",
        subject_id=str(case.pk),
        claims=json.dumps(claims, ensure_ascii=False),
        issued_at=at,
    )
