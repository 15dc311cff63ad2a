"""Load the region tree and the agencies that serve it. Safe to run again: rows are merged by code."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from django.db import connection, transaction

from .models import Level

DATA = Path(__file__).parent / "data"
NATION, SICHUAN = "100000", "510000"
LEVEL_NAMES = {
    Level.PROVINCE: "{name}公共就业服务机构",
    Level.PREFECTURE: "{name}公共就业服务机构",
    Level.COUNTY: "{name}公共就业服务机构",
    Level.TOWN: "{name}公共就业服务所",
    Level.VILLAGE: "{name}就业服务站",
}
HOURS = "工作日 9:00-12:00 13:30-17:00"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def regions() -> list[tuple]:
    """Every region as (code, name, full_name, level, parent, path, functional, active), parents first."""
    known: dict[str, tuple[str, str]] = {NATION: ("", f"{NATION}/")}
    out = [(NATION, "全国", "全国", 0, None, f"{NATION}/", False, True)]

    def add(code: str, name: str, level: int, parent: str, functional: bool = False, active: bool = True):
        above_name, above_path = known[parent]
        full, path = above_name + name, f"{above_path}{code}/"
        known[code] = (full, path)
        out.append((code, name, full, level, parent, path, functional, active))

    national = sorted(_rows("divisions_national_l1_l3.csv"), key=lambda row: (int(row["level"]), row["code"]))
    for row in national:
        if row["parent"] == row["code"]:  # prefectures without counties stand twice in the source
            continue
        parent = row["parent"].ljust(6, "0") if row["parent"] else NATION
        add(row["code"], row["name"], int(row["level"]), parent)
    for row in _rows("functional_areas.csv"):
        add(row["code"], row["name"], Level.COUNTY, row["parent"], functional=True)
    for row in _rows("divisions_sichuan_l4_towns.csv"):  # codes from 400 up are farms and reserves
        add(row["code"], row["name"], Level.TOWN, row["parent"], active=int(row["code"][6:]) < 400)
    for row in _rows("divisions_sichuan_l5_villages.csv"):
        add(row["code"], row["name"], Level.VILLAGE, row["parent"])
    return out


def agencies(region_rows: list[tuple]) -> list[tuple]:
    """One agency for each active region of Sichuan: (code, name, region, level, parent code, path)."""
    out, codes = [], set()
    for code, name, _full, level, parent, path, _functional, active in region_rows:
        if level == 0 or not active or f"/{SICHUAN}/" not in f"/{path}":
            continue
        agency_code, above = f"JY{code}", f"JY{parent}"
        codes.add(agency_code)
        short = (
            name.removesuffix("居民委员会")
            .removesuffix("村民委员会")
            .removesuffix("居委会")
            .removesuffix("村委会")
        )
        out.append(
            (
                agency_code,
                LEVEL_NAMES[Level(level)].format(name=short),
                code,
                level,
                above if above in codes else None,
                path.removeprefix(f"{NATION}/"),
            )
        )
    return out


def _copy(cursor, table: str, columns: str, rows: list[tuple]) -> None:
    """COPY rows into a table in one stream."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows(["" if v is None else v for v in row] for row in rows)
    buffer.seek(0)
    cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN WITH (FORMAT csv)", buffer)


@transaction.atomic
def load() -> tuple[int, int]:
    """Load regions and agencies; returns how many of each there are in the files."""
    region_rows = regions()
    agency_rows = agencies(region_rows)
    with connection.cursor() as cursor:
        _load_regions(cursor, region_rows)
        _load_agencies(cursor, agency_rows)
    return len(region_rows), len(agency_rows)


def _load_regions(cursor, rows: list[tuple]) -> None:
    columns = "code, name, full_name, level, parent_id, path, functional, active"
    cursor.execute("CREATE TEMP TABLE stage_region (LIKE agencies_region) ON COMMIT DROP")
    _copy(cursor, "stage_region", columns, rows)
    cursor.execute(
        f"INSERT INTO agencies_region ({columns}) SELECT {columns} FROM stage_region ORDER BY level, code "  # noqa: S608 - constant names
        "ON CONFLICT (code) DO UPDATE SET name = excluded.name, full_name = excluded.full_name, "
        "level = excluded.level, parent_id = excluded.parent_id, path = excluded.path, "
        "functional = excluded.functional, active = excluded.active"
    )


def _load_agencies(cursor, rows: list[tuple]) -> None:
    """New agencies are added with their name; what an administrator edited since is left as it is."""
    cursor.execute(
        "CREATE TEMP TABLE stage_agency (code text, name text, region_id text, level int, parent text, path text)"
        " ON COMMIT DROP"
    )
    _copy(cursor, "stage_agency", "code, name, region_id, level, parent, path", rows)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # pending checks would keep the trigger from switching
    cursor.execute("ALTER TABLE agencies_agency DISABLE TRIGGER USER")
    cursor.execute(
        "INSERT INTO agencies_agency (code, name, region_id, level, path, phone, address, hours, active) "
        "SELECT code, name, region_id, level, path, '12333', '', %s, true FROM stage_agency "
        "ORDER BY level, code ON CONFLICT (code) DO NOTHING",
        [HOURS],
    )
    cursor.execute(
        "UPDATE agencies_agency a SET parent_id = p.id FROM stage_agency s JOIN agencies_agency p "
        "ON p.code = s.parent WHERE a.code = s.code AND a.parent_id IS DISTINCT FROM p.id"
    )
    cursor.execute("ALTER TABLE agencies_agency ENABLE TRIGGER USER")
