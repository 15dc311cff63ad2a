"""What a person may take along (个人信息可携带): one JSON file a subject, in a ZIP."""

import io
import json
import zipfile
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from portal.accounts.models import AccessEntry, Mandate, Membership, Person
from portal.accounts.registry import exporting, exports
from portal.events.services import record, verb
from portal.kernel.actor import Actor
from portal.kernel.fields import plaintext


@verb
def export_person(person: Person, *, by: Actor) -> bytes:
    """The ZIP of everything the rooms hold of a person; taking it leaves an event."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, make in sorted(exports.items()):
            text = json.dumps(make(person), ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
            archive.writestr(f"{name}.json", text)
    record("person.exported", subject_type="person", subject_id=person.pk, by=by)
    return held.getvalue()


@exporting("本人")
def _person(person: Person) -> dict[str, Any]:
    return {
        "姓名": plaintext(person.name),
        "性别": person.get_sex_display(),
        "出生日期": person.birth,
        "户籍地": person.household_region and person.household_region.full_name,
        "常住地": person.residence_region and person.residence_region.full_name,
        "联系电话": plaintext(person.contact_phone) if person.contact_phone else None,
        "身份核验": person.get_assurance_display(),
        "核验方式": person.get_verified_by_display(),
        "核验时间": person.verified_at,
        "建档时间": person.created_at,
        "证件": [
            {
                "种类": row.get_kind_display(),
                "号码": plaintext(row.number),
                "登记时间": row.seen_at,
                "已确认": row.confirmed,
            }
            for row in person.documents.all()
        ],
    }


@exporting("委托")
def _mandates(person: Person) -> list[dict[str, Any]]:
    """Both sides; the other side's name stays masked: it is not this person's to take along."""
    rows = Mandate.objects.filter(principal_id__in=person.all_ids) | Mandate.objects.filter(
        agent_id__in=person.all_ids
    )
    return [
        {
            "我是": "委托人" if row.principal_id in person.all_ids else "受托人",
            "事项": row.items,
            "开始": row.begins,
            "截止": row.ends,
            "接受时间": row.accepted_at,
            "解除时间": row.ended_at,
        }
        for row in rows.order_by("consented_at", "id")
    ]


@exporting("单位")
def _memberships(person: Person) -> list[dict[str, Any]]:
    rows = Membership.objects.filter(user=person.user_id).select_related("organisation")
    return [
        {"单位": row.organisation.name, "角色": row.get_role_display(), "有效": row.active}
        for row in rows.order_by("id")
    ]


@exporting("谁看过我的信息")
def _looks(person: Person) -> list[dict[str, Any]]:
    rows = AccessEntry.objects.filter(person_id__in=person.all_ids).order_by("id")
    return [
        {"时间": row.at, "谁": row.actor_name, "机构": row.agency_name, "看了": row.what, "用途": row.purpose}
        for row in rows
    ]
