"""Stage of service, its changes, conferences, what is not pushed: to take along."""

from typing import Any

from portal.accounts.models import Person
from portal.accounts.registry import exporting
from portal.kernel.dates import moment_text

from ..models import ServiceStage
from ..presenters import stages
from ..presenters.profile import topic_text
from ..services import pushing


@exporting("服务阶段和推送")
def staged(person: Person) -> dict[str, Any]:
    """Everything the four stages know of a person, opened."""
    rows = ServiceStage.objects.filter(person_id__in=person.all_ids).order_by("opened_at", "pk")
    return {
        "服务阶段": [_stage(row) for row in rows],
        "不再推送": [topic_text(each) for each in sorted(pushing.stopped_of(person))],
    }


def _stage(row: ServiceStage) -> dict[str, Any]:
    return {
        "阶段": stages.stage_text(0 if row.closed_at else row.stage),
        "类别": str(row.get_category_display()),
        "难度等级": str(row.get_grade_display()),
        "服务维度": stages.dimensions_text(row),
        "开始": moment_text(row.opened_at),
        "经过": [
            {"变化": each["title"], "时间和原因": each["meta"], "说明": each["text"]}
            for each in stages.history(row)
        ],
        "专家会诊": [
            {
                "时间": each["title"],
                "地点": each["place"],
                "专家": each["experts"],
                "意见": each["result"],
                "下一步": each["next"],
            }
            for each in stages.conferences(row)
        ],
    }
