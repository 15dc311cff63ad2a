"""What is known of a graduate, to take along."""

from typing import Any

from portal.accounts.models import Person
from portal.accounts.registry import exporting

from ..models import GraduateAct, GraduateContact, Graduation, SittingEntry, UnemployedGraduate


@exporting("毕业登记")
def graduations(person: Person) -> list[dict[str, Any]]:
    """School, level, day, where one went as it was filed."""
    rows = Graduation.objects.filter(person_id__in=person.all_ids).order_by("graduated_on", "pk")
    return [
        {
            "学校": row.school_name,
            "学历": row.get_level_display(),
            "专业": row.major,
            "毕业日期": row.graduated_on,
            "毕业去向": row.get_destination_display(),
            "来源": "学校名册" if row.school_id else "本人填写",
        }
        for row in rows
    ]


@exporting("毕业生就业服务")
def service(person: Person) -> list[dict[str, Any]]:
    """The tag, every contact, every act of the chain, every sitting signed."""
    ids = person.all_ids
    tags = UnemployedGraduate.objects.filter(person_id__in=ids).order_by("opened_on", "pk")
    contacts = GraduateContact.objects.filter(tag__person_id__in=ids).order_by("at", "pk")
    acts = GraduateAct.objects.filter(graduation__person_id__in=ids).order_by("day", "pk")
    sittings = SittingEntry.objects.filter(person_id__in=ids).select_related("sitting").order_by("at", "pk")
    return [
        *({"什么": "列入名单", "日期": row.opened_on, "内容": row.get_wish_display()} for row in tags),
        *(
            {"什么": row.get_channel_display(), "日期": row.at, "内容": row.get_outcome_display()}
            for row in contacts
        ),
        *({"什么": row.get_kind_display(), "日期": row.day, "内容": row.note} for row in acts),
        *(
            {"什么": "集中办理", "日期": row.sitting.held_on, "内容": "同意" if row.consented else "没有同意"}
            for row in sittings
        ),
    ]
