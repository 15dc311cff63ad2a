"""Two records of one human being made one: tried in a savepoint first, logged row by row, undone by the log."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import ForeignKey, Model
from django.utils.translation import gettext as _

from portal.accounts import policy
from portal.accounts.models import Assurance, MergedRows, Person, PersonMerge
from portal.events.schema import DEFAULT_PRIVILEGES
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor

from .privacy import note_access

OWN = ("user_id", "assurance", "verified_at", "verified_by")


class MergeBlocked(Exception):
    """The two records cannot become one as they are; `messages` say why, one sentence each."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(messages)
        self.messages = messages


class MergeMoved(MergeBlocked):
    """A merge cannot be undone: `messages` say what moved since."""


@dataclass(frozen=True)
class Column:
    """One column of one table that points to a person."""

    model: type[Model]
    field: ForeignKey

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def moves(self) -> bool:
        """Whether the application may rewrite it; the rest is read through `person.all_ids`."""
        return "UPDATE" in getattr(self.model, "privileges", DEFAULT_PRIVILEGES)

    @property
    def same(self) -> tuple[str, ...] | None:
        """The model's `merge_same`: two rows equal in these fields are one thing, and the kept record's stays."""
        return getattr(self.model, "merge_same", None)

    @property
    def name(self) -> str:
        return f"{self.model._meta.verbose_name} · {self.field.verbose_name}"


@dataclass
class Preview:
    """What a merge would do: (name, rows) that move and that stay, and why it cannot be done."""

    moved: list[tuple[str, int]] = field(default_factory=list)
    left: list[tuple[str, int]] = field(default_factory=list)
    collisions: list[str] = field(default_factory=list)


def columns() -> Iterator[Column]:
    """Every foreign key to Person in the house, but for the log of merges itself."""
    for model in apps.get_models(include_auto_created=True):
        if model is PersonMerge or model._meta.proxy or not model._meta.managed:
            continue
        for each in model._meta.local_fields:
            if isinstance(each, ForeignKey) and each.related_model is Person:
                yield Column(model, each)


def preview_merge(kept: Person, gone: Person) -> Preview:
    """Do the merge in a savepoint, count, and roll it back."""
    found = Preview()
    with transaction.atomic():
        found.collisions += _not_mergeable(kept, gone)
        for column in columns():
            if not column.moves:
                _count(
                    found.left, column, column.model._base_manager.filter(**{column.field.name: gone}).count()
                )
                continue
            try:
                with transaction.atomic():
                    _count(found.moved, column, len(_point(column, gone.pk, kept.pk)))
            except IntegrityError as error:
                found.collisions.append(_human(column, error))
        transaction.set_rollback(True)
    return found


def _count(rows: list[tuple[str, int]], column: Column, number: int) -> None:
    if number:
        rows.append((column.name, number))


def _not_mergeable(kept: Person, gone: Person) -> list[str]:
    if kept.pk == gone.pk:
        return [_("不能把一份档案并入它自己。")]
    return [_("其中一份档案已经并入别的档案。")] if kept.merged_into_id or gone.merged_into_id else []


def _point(column: Column, old: UUID, new: UUID, keys: list[str] | None = None) -> list[str]:
    """Point rows from one person to the other in one statement; the keys of the rows, as text.

    A row of a model with `merge_same` stays where it is when the other record has the same: one document twice.
    """
    meta = column.model._meta
    quote = connection.ops.quote_name
    target, key = quote(column.field.column), quote(meta.pk.column)
    sql = f"UPDATE {quote(meta.db_table)} AS t SET {target} = %s WHERE {target} = %s"  # noqa: S608
    values: list[Any] = [new, old]
    if keys is not None:
        sql, values = f"{sql} AND t.{key}::text = ANY(%s)", [*values, keys]
    elif column.same is not None:
        names = [quote(meta.get_field(name).column) for name in column.same]
        alike = "".join(f" AND o.{name} IS NOT DISTINCT FROM t.{name}" for name in names)
        sql += f" AND NOT EXISTS (SELECT 1 FROM {quote(meta.db_table)} AS o WHERE o.{target} = %s{alike})"  # noqa: S608
        values.append(new)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} RETURNING t.{key}::text", values)
        return [row[0] for row in cursor.fetchall()]


def _human(column: Column, error: IntegrityError) -> str:
    """The sentence of the constraint that stands against it."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for constraint in column.model._meta.constraints:
        if constraint.name == name:
            return f"{column.model._meta.verbose_name}:{constraint.get_violation_error_message()}"
    return _("%(what)s:两份档案各有一份,只能留一份。") % {"what": column.model._meta.verbose_name}


@verb
def merge(kept: Person, gone: Person, *, reason: str, by: Actor) -> PersonMerge:
    """Merge `gone` into `kept`: every row that may move points to `kept`, and the log knows which.

    Who signs in as `gone` comes to `kept`; `kept` gets that sign-in when it has none. Raises MergeBlocked with
    sentences, PermissionDenied without the right, ValueError without a reason.
    """
    if not policy.may_merge(by):
        raise PermissionDenied
    if not reason.strip():
        raise ValueError("a merge needs a reason")
    done = join(kept, gone, reason=reason, by=by, clerk=int(by.id))
    for person in (kept, gone):
        note_access(person, what=_("档案合并"), purpose=reason, by=by)
    return done


def join(kept: Person, gone: Person, *, reason: str, by: Actor, clerk: int | None) -> PersonMerge:
    """The merge itself, inside the caller's transaction; `clerk` is None when the owner proved both online."""
    kept, gone = _locked_pair(kept, gone)
    blocked = _not_mergeable(kept, gone)
    if blocked:
        raise MergeBlocked(blocked)
    before = _own(kept)
    done = PersonMerge.objects.create(
        kept=kept, gone=gone, at=clock.now(), by_id=clerk, reason=reason.strip()
    )
    for column in columns():
        if column.moves:
            _log(done, column, _moved_or_blocked(column, gone.pk, kept.pk))
    _take_over(kept, gone)
    done.kept_before, done.kept_after = before, _own(kept)
    done.save(update_fields=["kept_before", "kept_after"])
    record("person.merged", subject_type="person", subject_id=kept.pk, by=by, payload={"gone": str(gone.pk)})
    return done


def _locked_pair(kept: Person, gone: Person) -> tuple[Person, Person]:
    """Both rows locked, always in the order of their keys, so that two merges never wait for each other."""
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[kept.pk], found[gone.pk]


def _moved_or_blocked(column: Column, old: UUID, new: UUID) -> list[str]:
    try:
        with transaction.atomic():
            return _point(column, old, new)
    except IntegrityError as error:
        raise MergeBlocked([_human(column, error)]) from error


def _log(done: PersonMerge, column: Column, keys: list[str]) -> None:
    if keys:
        MergedRows.objects.create(merge=done, table=column.table, column=column.field.column, keys=keys)


def _own(person: Person) -> dict[str, Any]:
    """The kept row's own facts that a merge may change, as JSON."""
    return {name: str(value) if (value := getattr(person, name)) else None for name in OWN}


def _take_over(kept: Person, gone: Person) -> None:
    """The sign-in when the kept record has none, and the better proof of who it is."""
    user = gone.user_id if kept.user_id is None else None
    gone.merged_into = kept
    if user:
        gone.user_id = None
    gone.save(update_fields=["merged_into", "user"])
    if user:
        kept.user_id = user
    if kept.assurance != Assurance.VERIFIED and gone.assurance == Assurance.VERIFIED:
        kept.assurance, kept.verified_at, kept.verified_by = (
            gone.assurance,
            gone.verified_at,
            gone.verified_by,
        )
    kept.save(update_fields=["user", "assurance", "verified_at", "verified_by"])


@verb
def undo_merge(done: PersonMerge, *, by: Actor) -> PersonMerge:
    """Replay the log backwards. Raises MergeMoved with what moved since, PermissionDenied without the right."""
    if not policy.may_merge(by):
        raise PermissionDenied
    locked = PersonMerge.objects.select_for_update(of=("self",)).get(pk=done.pk)
    kept, gone = _locked_pair(Person(pk=locked.kept_id), Person(pk=locked.gone_id))
    moved = _moved_since(locked, kept, gone)
    if not moved:
        moved = _point_back(locked, kept, gone)
    if moved:
        raise MergeMoved(moved)
    _give_back(locked, kept, gone)
    locked.undone_at, locked.undone_by_id = clock.now(), int(by.id)
    locked.save(update_fields=["undone_at", "undone_by"])
    record(
        "person.merge_undone",
        subject_type="person",
        subject_id=kept.pk,
        by=by,
        payload={"gone": str(gone.pk)},
    )
    return locked


def _moved_since(done: PersonMerge, kept: Person, gone: Person) -> list[str]:
    if done.undone_at:
        return [_("这次合并已经撤销过。")]
    if kept.merged_into_id:
        return [_("保留的档案后来又并入了另一份档案。请先撤销那一次。")]
    if gone.merged_into_id != kept.pk:
        return [_("并入的档案已经不在原处。")]
    if _own(kept) != done.kept_after:
        return [_("保留的档案的账号或核验情况后来变过。")]
    return []


def _point_back(done: PersonMerge, kept: Person, gone: Person) -> list[str]:
    """Point every logged row back; a sentence for each table where some are no longer there."""
    moved = []
    known = {(column.table, column.field.column): column for column in columns()}
    for rows in done.rows.order_by("-pk"):
        column = known[rows.table, rows.column]
        missing = len(rows.keys) - len(_point(column, kept.pk, gone.pk, rows.keys))
        if missing:
            moved.append(_("%(what)s:%(n)s条后来变动过。") % {"what": column.name, "n": missing})
    return moved


def _give_back(done: PersonMerge, kept: Person, gone: Person) -> None:
    before = done.kept_before
    user_moved = before["user_id"] != done.kept_after["user_id"]
    if user_moved:
        kept.user_id = None
    for name in OWN[1:]:
        setattr(kept, name, before[name] or ("" if name == "verified_by" else None))
    kept.save(update_fields=["user", "assurance", "verified_at", "verified_by"])
    gone.merged_into = None
    if user_moved:
        gone.user_id = int(done.kept_after["user_id"])
    gone.save(update_fields=["merged_into", "user"])
