"""SealedField against a real table, in a throw-away database of its own: it needs no server."""

import copy
import json
import pickle
import traceback
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import serializers
from django.db import connections, models
from django.db.models import Value
from django.test.utils import isolate_apps

from portal.kernel import sealing
from portal.kernel.fields import Sealed, SealedField, plaintext
from portal.kernel.ids import uuid7

NUMBER, NAME = "519999198303122642", "李晓梅"
ALIAS = "scratch"

with isolate_apps("portal.kernel"):

    class Holder(models.Model):  # noqa: DJ008 - its repr must come from Django
        id = models.UUIDField(primary_key=True, default=uuid7)
        name = SealedField(mask="name")
        number = SealedField(mask="document", null=True)
        note = models.CharField(max_length=20, default="", blank=True)

        class Meta:
            app_label = "kernel"

    class Numbered(models.Model):  # noqa: DJ008
        number = SealedField()

        class Meta:
            app_label = "kernel"


@pytest.fixture(scope="module", autouse=True)
def table(django_db_blocker) -> Iterator[None]:
    connections.settings[ALIAS] = connections.settings["default"] | {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",
        "OPTIONS": {},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
    }
    with django_db_blocker.unblock():
        with connections[ALIAS].schema_editor() as editor:
            editor.create_model(Holder)
        yield
        connections[ALIAS].close()
    del connections[ALIAS], connections.settings[ALIAS]


@pytest.fixture
def rows() -> models.QuerySet:
    queryset = Holder._default_manager.using(ALIAS)
    queryset.delete()
    return queryset


def make(rows: models.QuerySet, **values: object) -> Holder:
    return rows.create(**{"name": NAME, "number": NUMBER} | values)


def stored(holder: Holder, column: str = "number") -> bytes:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM kernel_holder WHERE id = %s", [holder.pk.hex])
        return bytes(cursor.fetchone()[0])


def test_the_database_holds_only_the_seal_and_the_row_opens_it(rows):
    holder = make(rows)
    blob = stored(holder)
    assert NUMBER.encode() not in blob
    assert sealing.open_sealed(blob, label="kernel.holder.number", pk=holder.pk) == NUMBER
    fresh = rows.get()
    assert (fresh.number._open(), fresh.number.masked()) == (NUMBER, "519***********2642")
    assert (plaintext(fresh.name), fresh.name.masked()) == (NAME, "李*梅")


@pytest.mark.parametrize("moment", ["assigned", "saved", "loaded"])
def test_no_way_of_showing_it_shows_it(rows, moment: str):
    holder = Holder(name=NAME, number=NUMBER) if moment == "assigned" else make(rows)
    if moment == "loaded":
        holder = rows.get()
    value = holder.number
    ways = [str(value), repr(value), f"{value}", f"{value!r:>30}", "%s" % value, json.dumps([value])]  # noqa: UP031
    ways += [repr(holder.__dict__), repr(vars(holder)), repr([value]), pickle.dumps(holder).decode("latin-1")]
    ways += [value + "", "".join([value]), value.encode().decode(), repr(value.__reduce_ex__(2))]
    assert not [way for way in ways if NUMBER in way or NAME in way or NUMBER[6:14] in way]
    assert json.loads(json.dumps(value)) == "••••" == str(value)
    assert type(str(value)) is str


def test_error_pages_list_variables_without_it(rows):
    holder = make(rows)
    held = holder.number
    try:
        raise RuntimeError
    except RuntimeError as error:
        frames = traceback.TracebackException.from_exception(error, capture_locals=True)
    shown = "".join(frames.format())
    assert "held" in shown
    assert NUMBER not in shown
    assert held.masked().startswith("519")


def test_none_stays_none(rows):
    holder = make(rows, number=None)
    assert holder.number is None
    assert rows.get().number is None
    assert rows.filter(number__isnull=True).count() == 1


def test_an_empty_text_is_a_text(rows):
    make(rows, number="")
    assert rows.get().number._open() == ""


def test_the_value_opens_after_saving_too(rows):
    holder = make(rows)
    assert holder.number._open() == NUMBER
    holder.number = "H12345678"
    assert holder.number._open() == "H12345678"
    holder.save(update_fields=["number"])
    assert rows.get().number._open() == "H12345678"
    assert rows.get().name._open() == NAME


def test_an_unchanged_value_keeps_its_bytes(rows):
    holder = make(rows)
    before = stored(holder)
    again = rows.get()
    again.note = "x"
    again.save()
    assert stored(holder) == before


def test_bulk_create_and_bulk_update(rows):
    made = rows.bulk_create([Holder(name=NAME, number=f"H1234567{i}") for i in range(3)])
    assert [holder.number._open() for holder in rows.order_by("id")] == [h.number._open() for h in made]
    for i, holder in enumerate(made):
        holder.number = f"M1234567{i}"
    rows.bulk_update(made, ["number"])
    assert sorted(h.number._open() for h in rows.all()) == ["M12345670", "M12345671", "M12345672"]


def test_deferred_only_and_refreshed(rows):
    made = make(rows)
    for holder in (rows.defer("number").get(), rows.only("note").get()):
        assert "number" in holder.get_deferred_fields()
        assert holder.number._open() == NUMBER
        assert "number" not in holder.get_deferred_fields()
    other = rows.get()
    other.number = "H12345678"
    other.save()
    made.refresh_from_db()
    assert made.number._open() == "H12345678"
    other.number = "H99999999"
    other.refresh_from_db(fields=["number"])
    assert other.number._open() == "H12345678"


def test_rows_of_values_open_once_they_are_told_their_key(rows):
    holder = make(rows)
    key, value = rows.values_list("pk", "number").get()
    assert isinstance(value, Sealed)
    assert (str(value), rows.values("number").get()) == ("••••", {"number": value})
    assert value.masked() == "••••"
    with pytest.raises(sealing.SealBroken):
        value._open()
    assert value.bound_to(key)._open() == NUMBER
    assert value.bound_to(str(holder.pk)).masked() == "519***********2642"


def test_a_value_given_to_another_row_or_field_is_sealed_anew(rows):
    first, second = make(rows), make(rows, number="H12345678")
    second.number = rows.get(pk=first.pk).number
    second.name = first.number
    second.save()
    again = rows.get(pk=second.pk)
    assert (again.number._open(), again.name._open()) == (NUMBER, NUMBER)
    assert stored(first) != stored(second)
    assert rows.get(pk=first.pk).number._open() == NUMBER


@pytest.mark.parametrize("looked_at", [True, False])
def test_a_row_saved_under_a_new_key_takes_its_values_along(rows, looked_at: bool):
    make(rows)
    holder = rows.get()
    if looked_at:
        assert holder.number.masked()
    holder.pk = uuid7()
    holder.save(force_insert=True, using=ALIAS)
    assert {h.number._open() for h in rows.all()} == {NUMBER}
    assert rows.count() == 2


def test_a_key_given_as_text_is_the_same_key(rows):
    holder = make(rows, id=str(uuid7()))
    assert rows.get(pk=holder.pk).number._open() == NUMBER
    assert holder.number._open() == NUMBER


def test_bytes_moved_between_rows_do_not_open_and_are_never_written_on(rows):
    first, second = make(rows), make(rows)
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("UPDATE kernel_holder SET number = %s WHERE id = %s", [stored(first), second.pk.hex])
    moved = rows.get(pk=second.pk)
    assert moved.number.masked() == "••••"
    with pytest.raises(sealing.SealBroken):
        moved.number._open()
    with pytest.raises(sealing.SealBroken):
        moved.save()
    moved.save(update_fields=["note"])


def test_a_broken_value_is_logged_without_bytes(rows, caplog):
    holder = make(rows)
    holder.number.bound_to(uuid7())
    assert holder.number.masked() == "••••"
    assert "kernel.holder.number" in caplog.text
    assert NUMBER not in caplog.text


def test_a_newer_key_is_taken_at_the_next_save(rows, key_folder: Path):
    holder = make(rows)
    (key_folder / "seal-2").write_bytes(bytes(16))
    sealing._keys.cache_clear()
    rows.get().save()
    assert stored(holder)[1] == 2
    assert rows.get().number._open() == NUMBER


def test_looking_up_or_updating_by_text_is_refused(rows):
    make(rows)
    with pytest.raises(TypeError, match="blind index"):
        rows.filter(number=NUMBER).count()
    with pytest.raises(TypeError, match="blind index"):
        rows.update(number=NUMBER)
    rows.update(number=None)
    assert rows.get().number is None


@pytest.mark.parametrize("value", [1, 1.5, [], Value("x"), object()])
def test_only_texts_are_sealed(value: object):
    with pytest.raises(TypeError, match=r"kernel\.holder\.number"):
        Holder(name=NAME, number=value)


def test_a_number_for_a_key_is_refused():
    assert [error.id for error in Numbered._meta.get_field("number").check()] == ["kernel.E001"]
    assert Holder._meta.get_field("number").check() == []
    with pytest.raises(TypeError, match="UUID"):
        Numbered(pk=1, number=NUMBER).number._seal()


def test_a_pickle_carries_the_seal_and_never_an_unsaved_text(rows):
    saved = pickle.loads(pickle.dumps(make(rows).number))  # noqa: S301 - our own bytes
    assert saved._open() == NUMBER
    unsaved = pickle.loads(pickle.dumps(Holder(name=NAME, number=NUMBER).number))  # noqa: S301
    assert str(unsaved) == "••••"
    with pytest.raises(sealing.SealBroken):
        unsaved._open()


def test_copies_are_values_of_their_own(rows):
    holder = Holder(name=NAME, number=NUMBER)
    for twin in (copy.copy(holder.number), copy.deepcopy(holder.number), copy.deepcopy([holder.number])[0]):
        assert twin._open() == NUMBER
        assert twin is not holder.number


def test_fixtures_carry_the_seal(rows):
    make(rows)
    text = serializers.serialize("json", rows.all())
    assert NUMBER not in text
    number, pk = json.loads(text)[0]["fields"]["number"], json.loads(text)[0]["pk"]
    again = Holder(id=uuid.UUID(pk), number=Holder._meta.get_field("number").to_python(number))
    assert again.number._open() == NUMBER


def test_full_clean_and_forms_leave_it_alone(rows):
    holder = Holder(name=NAME, number=NUMBER)
    holder.clean_fields()
    assert holder.number._open() == NUMBER
    assert Holder._meta.get_field("number").formfield() is None
    assert not Holder._meta.get_field("number").editable


def test_migrations_can_write_the_field_down():
    for field in (SealedField(mask="phone", null=True), SealedField(label="old.name.kept")):
        field.set_attributes_from_name("number")
        _name, path, args, kwargs = field.deconstruct()
        assert path == "portal.kernel.fields.SealedField"
        twin = SealedField(*args, **kwargs)
        assert (twin.mask, twin.fixed_label, twin.null) == (field.mask, field.fixed_label, field.null)
        assert not twin.editable
    with pytest.raises(ValueError, match="mask"):
        SealedField(mask="nobody")
