"""Backup and restore with the real PostgreSQL: what comes back is what was there, and nothing else is believed."""

import json
import shutil
from pathlib import Path

import pytest

from portal.site.operations.manifest import Manifest, file_hash
from portal.site.operations.server import OperationRefused, TableSum, differences
from tests import stack
from tests.operations.conftest import House

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def backed(house: House) -> tuple[House, Path]:
    """The house and a backup of it, without keys."""
    folder = house.folder / "backup"
    done = house.run("backup", str(folder))
    assert "The keys are NOT in this backup" in done.stderr
    return house, folder


@pytest.fixture
def spoilt(backed: tuple[House, Path], tmp_path: Path) -> tuple[House, Path]:
    """A copy of the backup that a test may damage."""
    shutil.copytree(backed[1], tmp_path / "backup")
    return backed[0], tmp_path / "backup"


def test_a_backup_names_every_file_with_its_hash_and_every_table_with_its_rows(backed):
    house, folder = backed
    manifest = Manifest.read(folder)
    files = {str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file()} - {"manifest.json"}
    assert set(manifest.files) == files
    assert all(file_hash(folder / name) == digest for name, digest in manifest.files.items())
    assert any(name.startswith("documents/") and name.endswith(".pdf") for name in files)
    assert not [name for name in files if name.startswith("keys")]
    assert manifest.tables["accounts_person"].rows == 2
    assert manifest.tables["casework_case"].rows == 2
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "database.dump").stat().st_mode & 0o777 == 0o600


def test_what_is_restored_is_the_same_and_protects_itself_again(backed, tmp_path: Path):
    house, folder = backed
    database = house.fresh()
    done = house.run(
        "restore", str(folder), "--database", database, "--documents", str(tmp_path / "documents")
    )
    assert f"{database} is ready" in done.stdout
    papers = list((tmp_path / "documents").rglob("*.pdf"))
    assert papers
    names = "sorted(p.name.masked() for p in Person.objects.all())"
    assert house.ask(names, database=database) == house.ask(names)
    with stack.owner_cursor(house.database) as before, stack.owner_cursor(database) as after:
        for query in (
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants "
            "WHERE grantee = 'shuye_app' ORDER BY 1, 2",
            "SELECT conname, contype, conrelid::regclass::text FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
            "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1",
        ):
            before.execute(query)
            after.execute(query)
            rows = before.fetchall()
            assert rows
            assert rows == after.fetchall()


def test_the_restored_portal_goes_on_working(backed, tmp_path: Path):
    house, folder = backed
    database = house.fresh()
    house.run("restore", str(folder), "--database", database, "--documents", str(tmp_path / "documents"))
    code = (
        "from tests.cast import *\nfrom portal.casework import services\n"
        "case = Case.objects.get(state='submitted')\n"
        "clerk = actors.of_clerk(Clerk.objects.get(user__username='liufang'))\n"
        "services.accept(case, by=clerk)\nprint(case.events.count())"
    )
    done = House(house.folder, database).run("shell", "-v", "0", "-c", code, role="app")
    assert done.stdout.strip() == "2"


@pytest.mark.parametrize("part", ["database.dump", "document"])
def test_a_damaged_file_is_refused_before_anything_is_made(spoilt, part: str):
    house, folder = spoilt
    file = folder / part if part == "database.dump" else next((folder / "documents").rglob("*.pdf"))
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    database = house.fresh()
    done = house.run("restore", str(folder), "--database", database, code=1)
    assert "is damaged" in done.stderr
    with stack.owner_cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [database])
        assert cursor.fetchone() == (0,)


def test_a_missing_file_and_an_unfinished_backup_are_refused(spoilt):
    house, folder = spoilt
    next((folder / "documents").rglob("*.pdf")).unlink()
    assert "is missing from the backup" in house.run("restore", str(folder), "--database", "x", code=1).stderr
    (folder / "manifest.json").unlink()
    assert "no finished backup" in house.run("restore", str(folder), "--database", "x", code=1).stderr


def test_a_manifest_that_points_elsewhere_is_refused(spoilt):
    _house, folder = spoilt
    said = json.loads((folder / "manifest.json").read_text())
    said["files"]["documents/../../../etc/hostname"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(said))
    with pytest.raises(OperationRefused, match="outside the backup"):
        Manifest.read(folder).check_files(folder)


def test_a_dump_that_is_not_what_the_manifest_counted_is_refused_and_cleaned_up(spoilt):
    house, folder = spoilt
    said = json.loads((folder / "manifest.json").read_text())
    said["tables"]["accounts_person"]["rows"] += 1
    (folder / "manifest.json").write_text(json.dumps(said))
    database = house.fresh()
    done = house.run("restore", str(folder), "--database", database, code=1)
    assert "accounts_person" in done.stderr
    with stack.owner_cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [database])
        assert cursor.fetchone() == (0,)


def test_a_database_that_holds_something_is_never_written_into(backed):
    house, folder = backed
    done = house.run("restore", str(folder), "--database", house.database, code=1)
    assert "is not empty" in done.stderr
    assert "is not empty" in house.run("backup", str(folder), code=1).stderr


def test_a_document_that_is_another_one_now_is_not_replaced(backed, tmp_path: Path):
    house, folder = backed
    paper = next((folder / "documents").rglob("*.pdf"))
    other = tmp_path / paper.relative_to(folder / "documents")
    other.parent.mkdir(parents=True)
    other.write_text("something else")
    done = house.run(
        "restore", str(folder), "--database", house.fresh(), "--documents", str(tmp_path), code=1
    )
    assert "another file than the backup's" in done.stderr
    assert other.read_text() == "something else"


def test_a_missing_key_is_said_and_a_backup_with_keys_brings_it(house: House, tmp_path: Path):
    folder = tmp_path / "with-keys"
    done = house.run("backup", str(folder), "--with-keys")
    assert "HOLDS THE KEYS" in done.stderr
    assert (folder / "keys/seal-1").read_bytes() == (house.var / "keys/seal-1").read_bytes()
    stranger = House(tmp_path / "elsewhere", house.database)
    bare = tmp_path / "bare"
    house.run("backup", str(bare))
    done = stranger.run("restore", str(bare), "--database", house.fresh(), code=1)
    assert "index-1, seal-1 of this backup are not here" in done.stderr
    done = stranger.run("restore", str(bare), "--database", house.fresh(), "--without-keys")
    assert "WARNING" in done.stderr
    stranger = House(tmp_path / "third", house.fresh())
    mover = House(tmp_path / "third", house.database)
    mover.run("restore", str(folder), "--database", stranger.database)
    assert (tmp_path / "third/var/keys/seal-1").stat().st_mode & 0o777 == 0o600
    assert stranger.ask("sorted(p.name.masked() for p in Person.objects.all())") == "['李*梅', '王*国']"


def test_the_application_role_can_neither_back_up_nor_restore(house: House, tmp_path: Path):
    done = house.run("backup", str(tmp_path / "b"), role="owner", code=1, SHUYE_DB_ROLE="app")
    assert "owner role" in done.stderr


def test_the_drill_says_same_for_every_table_and_leaves_nothing(house: House):
    done = house.run("backup_drill")
    lines = done.stdout.splitlines()
    assert len([line for line in lines if line.endswith("  same")]) == len(lines) - 1
    assert any(line.startswith("accounts_person ") for line in lines)
    assert lines[-1].startswith("backup ")
    with stack.owner_cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'shuye_drill_%'")
        assert cursor.fetchone() == (0,)


def test_differences_are_seen_in_number_content_and_name():
    before = {"a": TableSum(2, "x"), "b": TableSum(1, "y"), "c": TableSum(1, "z")}
    assert differences(before, before) == {}
    after = {"a": TableSum(2, "other"), "b": TableSum(0, "y"), "d": TableSum(0, "")}
    assert set(differences(before, after)) == {"a", "b", "c", "d"}


def test_one_changed_letter_changes_a_tables_hash(house: House):
    from portal.site.operations import server

    with stack.owner_cursor(house.database) as cursor:
        before = server.sums(cursor)
        cursor.execute(
            "UPDATE accounts_user SET phone_tail = '9999' WHERE id = (SELECT min(id) FROM accounts_user)"
        )
        assert set(server.differences(before, server.sums(cursor))) == {"accounts_user"}
        cursor.execute("UPDATE accounts_user SET phone_tail = '' WHERE phone_tail = '9999'")
        assert server.differences(before, server.sums(cursor)) == {}
