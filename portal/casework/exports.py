"""What casework holds of a person, for the data they take along (个人信息保护法第四十五条)."""

from typing import Any

from portal.accounts.models import Person
from portal.accounts.registry import exporting
from portal.kernel.fields import plaintext

from .models import Case, Contact
from .presenters import case_rows, history


@exporting("办件")
def cases(person: Person) -> list[dict[str, Any]]:
    """Every case with its answers and what happened."""
    rows = Case.objects.filter(person_id__in=person.all_ids).select_related(
        "item", "version", "person", "responsible"
    )
    return [
        {
            "编号": case.number,
            "事项": case.item.name,
            "状态": case.get_state_display(),
            "渠道": case.get_channel_display(),
            "提交时间": case.submitted_at,
            "决定时间": case.decided_at,
            "决定机构": case.responsible.name,
            "填写内容": {row["name"]: row["value"] for row in case_rows(case)},
            "经过": [
                {"时间": row["iso"], "事项": row["title"], "内容": row["text"]}
                for row in history(case, for_clerk=False)
            ],
        }
        for case in rows.order_by("submitted_at", "id")
    ]


@exporting("来电来访")
def contacts(person: Person) -> list[dict[str, Any]]:
    """Calls, visits and notes, word for word."""
    rows = Contact.objects.filter(person_id__in=person.all_ids).select_related("agency").order_by("at")
    return [
        {"时间": row.at, "方式": row.get_kind_display(), "机构": row.agency.name, "内容": plaintext(row.text)}
        for row in rows
    ]
