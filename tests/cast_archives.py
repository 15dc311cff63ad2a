"""Personnel files of the cast: 李晓梅's stands in 锦江, 何静 in 青羊 receives, 王建国's unit looks into it."""

import functools
import json
from typing import Any

from portal.accounts import actors
from portal.accounts.models import Clerk, Organisation, Person
from portal.accounts.queries import number_index
from portal.agencies.models import Region
from portal.casework import services as casework
from portal.casework.models import Case, Commitment, ServiceItem
from portal.casework.services import Signature
from portal.casework.services.submitting import current_text
from portal.kernel.actor import Actor
from registration.models import PersonnelFile, Transfer
from registration.services import archives, archives_reading
from tests.cast import JINJIANG, NUMBERS, QINGYANG, Cast
from tests.cast_jobs import RESTAURANT, Employers

PAGES = {"resume": 4, "education": 12, "appraisal": 6}
MISSING = ["party"]
READERS = (("周一", "519999197001011231"), ("吴二", "519999197002021232"))


class Archives:
    """Made when first asked for."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.employers = cast, Employers(cast)

    @functools.cached_property
    def second(self) -> Clerk:
        """孙丽 seals with 刘芳 in 锦江."""
        return self.cast.clerk("sunli", "孙丽", JINJIANG, "window")

    @functools.cached_property
    def second_there(self) -> Clerk:
        """周敏 works beside 何静 in 青羊."""
        return self.cast.clerk("zhoumin", "周敏", QINGYANG, "window")

    @functools.cached_property
    def owner(self) -> Person:
        """李晓梅, verified."""
        return self.cast.person("李晓梅", verified=True)

    def file(
        self, person: Person | None = None, *, cadre: bool = False, shelf: str = "A-01-01"
    ) -> PersonnelFile:
        """A file on 锦江's shelf, its papers counted."""
        facts = {"group": "left", "ever_cadre": cadre, "shelf": shelf, "agency": self.cast.liufang.agency}
        made = archives.take_stock(person or self.owner, by=self.cast.liufang_actor, **facts)
        return archives.count_items(made, pages=PAGES, missing=[], by=self.cast.liufang_actor)

    def submitted(self, item: str, person: Person, pages: dict[str, dict[str, list[str]]]) -> Case:
        """A case filled in page by page."""
        by = actors.of_person(person)
        draft = casework.open_draft(ServiceItem.objects.get(pk=item), person, by=by)
        draft.answers = json.dumps(pages, ensure_ascii=False)
        draft.save(update_fields=["answers"])
        text = current_text(item)
        signature = Signature(Commitment.Method.TICK, text.pk if text else 0)
        return casework.submit(draft, signature=signature, by=by)

    def asked_in(self, person: Person | None = None, *, county: str = QINGYANG, **where: str) -> Case:
        """档案的接收 asked for in 青羊."""
        said = {"from_county": where.get("from_county", ""), "from_outside": where.get("from_outside", "")}
        pages = {
            "keeper": {"county": [county]},
            "group": {"group": ["flexible"]},
            "where": {name: [value] for name, value in said.items()},
            "cadre": {"cadre": ["no"]},
        }
        return self.submitted("archive-transfer-in", person or self.owner, pages)

    def called(self, person: Person | None = None, **where: str) -> Transfer:
        """The case granted by 何静: the 调档函 is out."""
        case = casework.accept(self.asked_in(person, **where), by=self.cast.hejing_actor)
        casework.grant(case, by=self.cast.hejing_actor)
        return Transfer.objects.get(case=case)

    def reviewed(self, row: Transfer) -> Transfer:
        return archives.review(row, pages=PAGES, missing=[], by=self.cast.liufang_actor)

    def sent(self, row: Transfer, *, way: str = "ems") -> Transfer:
        facts = {"way": way, "tracking": "1234567890123", "sealed_with": self.second.pk}
        return archives.send(row, by=self.cast.liufang_actor, **facts)

    def received(self, row: Transfer, **facts: Any) -> Transfer:
        return archives.receive(row, received_by="何静", by=self.cast.hejing_actor, **facts)

    def checked(self, row: Transfer, missing: list[str] | None = None) -> Transfer:
        wanted = MISSING if missing is None else missing
        return archives.check(row, pages=PAGES, missing=wanted, by=self.cast.hejing_actor)

    def shelved(self, row: Transfer, shelf: str = "Q-09-09") -> Transfer:
        return archives.shelve(row, shelf=shelf, by=self.cast.hejing_actor)

    def closed(self, row: Transfer) -> Transfer:
        return archives.acknowledge(row, by=self.cast.hejing_actor)

    @functools.cached_property
    def unit(self) -> Organisation:
        """成都蜀味人家, confirmed; 王建国 is its administrator, made before any savepoint is rolled back."""
        return self.employers.organisation(self.cast.jianguo, RESTAURANT, "成都蜀味人家餐饮管理有限公司")

    @functools.cached_property
    def by_unit(self) -> Actor:
        return self.employers.actor(self.unit)

    def consulted(self, **changed: Any) -> Case:
        """The unit asks 锦江 to look into 李晓梅's file."""
        facts = {
            "county": Region.objects.get(pk=JINJIANG),
            "name": "李晓梅",
            "number": NUMBERS["李晓梅"],
            "kind": "borrow",
            "letter_number": "蜀味函〔2026〕1号",
            "purpose": "拟录用考察",
            "readers": READERS,
            "signature": self.employers.signature("archive-consultation"),
        }
        return archives_reading.ask(self.unit, by=self.by_unit, **(facts | changed))

    def approved(self, case: Case) -> Case:
        """Taken up by 刘芳, approved by the head, 陈涛."""
        case = casework.accept(case, by=self.cast.liufang_actor)
        return casework.grant(case, by=self.cast.chentao_actor)


def index_of(name: str) -> bytes:
    """The blind index of somebody's number."""
    return number_index("resident_id", NUMBERS[name])
