"""The read door of regions and agencies."""

from django.db.models import QuerySet

from .models import Agency, Level, Region

SICHUAN = "510000"


def children(parent: str, *, active: bool = True) -> QuerySet[Region]:
    """Regions directly below a code, in code order."""
    rows = Region.objects.filter(parent_id=parent)
    return rows.filter(active=True) if active else rows


def sichuan_counties() -> QuerySet[Region]:
    """Counties and functional areas of the province, ordered by prefecture."""
    return Region.objects.filter(
        level=Level.COUNTY, path__startswith=f"100000/{SICHUAN}/", active=True
    ).order_by("parent_id", "code")


def county_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Counties (code, name) under the name of their prefecture: the groups of a list to choose from. One query."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for region in sichuan_counties().select_related("parent").only("code", "name", "parent__name"):
        groups.setdefault(region.parent.name, []).append((region.code, region.name))
    return list(groups.items())


def county_of(region: Region) -> Region:
    """The county that a town, village or county lies in; a region above county level is itself."""
    if region.level <= Level.COUNTY:
        return region
    return Region.objects.get(code=region.path.split("/")[Level.COUNTY])


def known_county_codes() -> frozenset[str]:
    """Six-digit codes that exist today, for the warning «区划代码不在现行代码表»."""
    return frozenset(Region.objects.filter(level__lte=Level.COUNTY).values_list("code", flat=True))


def agency_for(region: Region) -> Agency:
    """The county agency (县级公共就业服务机构) responsible for a place of residence.

    Raises Agency.DoesNotExist outside the province.
    """
    county = county_of(region)
    return Agency.objects.get(region=county, level=county.level, active=True)
