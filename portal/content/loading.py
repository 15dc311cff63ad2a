"""Fill the register of papers: kept ones from the catalogue's materials, replaced ones from data/papers.yaml."""

from pathlib import Path

import yaml
from django.db import transaction

from portal.casework.models import ServiceItem

from .models import Paper

FILE = Path(__file__).parent / "data" / "papers.yaml"
BASE_UNSAID = "全省公共就业服务事项目录"


@transaction.atomic
def load() -> int:
    """Add papers that are not there; what administrators changed stays. Returns the number of papers named."""
    rows = [*_replaced(), *_kept()]
    Paper.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _replaced() -> list[Paper]:
    known = set(ServiceItem.objects.values_list("pk", flat=True))
    return [
        Paper(item_id=code, name=name, replaced_by=how, note=note)
        for code, papers in yaml.safe_load(FILE.read_text(encoding="utf-8")).items()
        if code in known
        for name, how, note in papers
    ]


def _kept() -> list[Paper]:
    """A material that must be handed in, with the article the item rests on."""
    rows = []
    for item in ServiceItem.objects.filter(active=True):
        base = (item.guide.get("basis") or [BASE_UNSAID])[0]
        for material in item.guide.get("materials") or []:
            if material["necessity"] == "必要":
                note = material["form"]
                rows.append(
                    Paper(
                        item=item, name=material["name"], replaced_by="kept", legal_base=base[:200], note=note
                    )
                )
    return rows
