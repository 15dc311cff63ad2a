"""What other departments told us, in the copy a person takes along."""

from typing import Any

from portal.accounts.models import Person
from portal.accounts.queries import of_human
from portal.accounts.registry import exporting
from portal.kernel.fields import plaintext

from ..models import HeldFact


@exporting("其他部门提供的信息")
def facts(person: Person) -> list[dict[str, Any]]:
    """Every fact with its origin, those that ended too."""
    return [
        {
            "种类": row.get_kind_display(),
            "内容": plaintext(row.value),
            "来源": row.source,
            "数据日期": row.as_of,
            "有效期至": row.valid_until,
            "已经停止": row.ended,
        }
        for row in HeldFact.objects.filter(of_human(person.pk)).order_by("kind", "pk")
    ]
