"""The messages a person takes along."""

from typing import Any

from portal.accounts.models import Person
from portal.accounts.registry import exporting
from portal.kernel.fields import plaintext

from .queries import dispatch_words, inbox


@exporting("消息")
def messages(person: Person) -> list[dict[str, Any]]:
    """The whole inbox."""
    return [
        {
            "时间": row.created_at,
            "标题": row.title,
            "正文": plaintext(row.body),
            "已读时间": row.read_at,
            "发送": dispatch_words(row),
        }
        for row in inbox(person)
    ]
