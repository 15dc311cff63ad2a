"""Who does something: handed to every verb as `by` and kept with every event."""

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["person", "clerk", "organisation", "system"]
KINDS = ("person", "clerk", "organisation", "system")
CHANNELS = ("online", "window", "kiosk", "agent", "visit", "group", "phone")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a clerk at a post, an organisation's member, or the system itself.

    id: the row key as text (for the system: the reason it acts). name: for a person what may be shown to
    others (a mask), for a clerk the post. agency_path: "510000/510100/510104/", empty outside the agencies.
    channel: one of CHANNELS; empty for the system, which comes through none. on_behalf_of: the key of the
    person acted for. Raises ValueError on an unknown kind or channel, so that a slip never reaches a record.
    """

    kind: Kind
    id: str
    name: str
    agency_path: str = ""
    agency_id: int | None = None
    agency_name: str = ""
    roles: frozenset[str] = frozenset()
    channel: str = "online"
    on_behalf_of: str | None = None
    user_id: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of actor: {self.kind!r}")
        if self.channel not in CHANNELS and not (self.kind == "system" and self.channel == ""):
            raise ValueError(f"unknown channel: {self.channel!r}")

    @property
    def is_system(self) -> bool:
        """Whether no human acts: such a decision may only be a grant."""
        return self.kind == "system"

    def has(self, *roles: str) -> bool:
        """Whether the actor holds at least one of these roles."""
        return not self.roles.isdisjoint(roles)

    def as_json(self) -> dict[str, Any]:
        """For event rows: plain JSON types, roles sorted."""
        return {
            "kind": self.kind,
            "id": self.id,
            "name": self.name,
            "agency_path": self.agency_path,
            "agency_id": self.agency_id,
            "agency_name": self.agency_name,
            "roles": sorted(self.roles),
            "channel": self.channel,
            "on_behalf_of": self.on_behalf_of,
            "user_id": self.user_id,
        }


def system(reason: str) -> Actor:
    """The system as actor; `reason` names the rule, task or command that acts, e.g. "rule:grant"."""
    return Actor(kind="system", id=reason, name="系统", channel="")


SYSTEM = system("system")
