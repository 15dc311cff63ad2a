"""Personnel files (流动人员人事档案): who may take which step of a journey, how a file may travel, what may be shown.

Source: 流动人员人事档案管理服务规定 (人社部发〔2021〕112号). Pure: no database, no clock.
"""

from dataclasses import dataclass
from enum import StrEnum

REGULATION = "《流动人员人事档案管理服务规定》(人社部发〔2021〕112号)"
NO_READER_OF_OWN = f"{REGULATION}:任何人不得查阅本人及亲属的档案"
NO_EMS = (
    f"{REGULATION}:曾任公务员、国有企事业单位干部或管理人员、军队文职人员的,档案只能通过机要交通或专人转递"
)


class State(StrEnum):
    """Where one journey of a file stands. Sent is not received: only who got it says so."""

    CALLED = "called"
    REVIEWED = "reviewed"
    SENT = "sent"
    RECEIVED = "received"
    CHECKED = "checked"
    SHELVED = "shelved"
    CLOSED = "closed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Move(StrEnum):
    """What somebody does about it."""

    REVIEW = "review"
    DECLINE = "decline"
    SEND = "send"
    RECEIVE = "receive"
    CHECK = "check"
    SHELVE = "shelve"
    ACKNOWLEDGE = "acknowledge"
    CANCEL = "cancel"


class Side(StrEnum):
    """The two ends of a journey."""

    SENDER = "sender"
    RECEIVER = "receiver"


class Way(StrEnum):
    """The three ways a file travels between two keepers; never in the hands of its owner."""

    CONFIDENTIAL = "confidential"
    COURIER = "courier"
    EMS = "ems"


ENDED = frozenset({State.CLOSED, State.DECLINED, State.CANCELLED})
OPEN = frozenset(State) - ENDED


@dataclass(frozen=True)
class Ends:
    """Which ends are agencies of this portal; an outside body does nothing here itself."""

    sender: bool
    receiver: bool


@dataclass(frozen=True)
class Step:
    """From where to where, and which end does it."""

    begins: frozenset[State]
    ends: State
    side: Side


def steps(ends: Ends) -> dict[Move, Step]:
    """The table of one journey. What an outside body did is written down by the end that is here."""
    here = Side.SENDER if ends.sender else Side.RECEIVER
    table = {Move.CANCEL: Step(frozenset({State.CALLED, State.REVIEWED}), State.CANCELLED, Side.RECEIVER)}
    if ends.sender:
        table[Move.REVIEW] = Step(frozenset({State.CALLED}), State.REVIEWED, Side.SENDER)
        table[Move.DECLINE] = Step(frozenset({State.CALLED}), State.DECLINED, Side.SENDER)
        table[Move.SEND] = Step(frozenset({State.REVIEWED}), State.SENT, Side.SENDER)
    coming = State.SENT if ends.sender else State.CALLED
    table[Move.RECEIVE] = Step(frozenset({coming}), State.RECEIVED, Side.RECEIVER if ends.receiver else here)
    if ends.receiver:
        table[Move.CHECK] = Step(frozenset({State.RECEIVED}), State.CHECKED, Side.RECEIVER)
        table[Move.SHELVE] = Step(frozenset({State.CHECKED}), State.SHELVED, Side.RECEIVER)
        table[Move.ACKNOWLEDGE] = Step(frozenset({State.SHELVED}), State.CLOSED, Side.RECEIVER)
    else:
        table[Move.ACKNOWLEDGE] = Step(frozenset({State.RECEIVED}), State.CLOSED, Side.SENDER)
        table[Move.CANCEL] = Step(frozenset({State.CALLED, State.REVIEWED}), State.CANCELLED, Side.SENDER)
    return table


def step_of(move: Move, state: State, ends: Ends) -> Step | None:
    """The step, where the journey may take it now; None where it may not."""
    found = steps(ends).get(move)
    return found if found and state in found.begins else None


def road(ends: Ends) -> list[State]:
    """The stations of a journey in order, as its owner reads them."""
    out = [State.CALLED]
    if ends.sender:
        out += [State.REVIEWED, State.SENT]
    out.append(State.RECEIVED)
    if ends.receiver:
        out += [State.CHECKED, State.SHELVED]
    return [*out, State.CLOSED]


def carriage_fault(way: str, lawful: list[str], *, ever_cadre: bool) -> str:
    """The article a way of carriage breaks; empty when it is among the lawful ones."""
    if way in lawful:
        return ""
    return NO_EMS if ever_cadre else REGULATION


NEVER_TOLD = frozenset({"discipline"})  # that such papers lie or should lie there is content itself


def told_missing(missing: list[str]) -> list[str]:
    """Kinds of materials an owner may be told are missing."""
    return [each for each in missing if each not in NEVER_TOLD]
