"""The delivery of messages: 48 tries, five minutes apart, then the other channel."""

from django.utils.translation import gettext as _

from portal.accounts.models import Mandate
from portal.events.models import Event
from portal.events.registry import listens
from portal.kernel.dates import day_text

from . import services
from .models import Dispatch


def give_up(event: Event) -> None:
    """After the last try: the person is told to give another number, and the other channel is used."""
    dispatch = services.dispatches_of([event.subject_id])[event.subject_id]
    if dispatch.state == Dispatch.State.WAITING:
        services.fail(dispatch, Dispatch.Failure.UNREACHABLE)


@listens(
    "dispatch.made",
    name="notices.send",
    attempts=48,
    every_seconds=300,
    gave_up=give_up,
    ahead=services.dispatches_of,
)
def send_dispatch(event: Event, dispatch: Dispatch | None) -> None:
    """Send what still waits. Raises LookupError when the dispatch is gone."""
    if dispatch is None:
        raise LookupError(f"no dispatch {event.subject_id}")
    if dispatch.state == Dispatch.State.WAITING:
        services.send(dispatch)


def _mandate(event: Event, title: str, body: str) -> None:
    """Tell both sides of a mandate (授权委托); the agent only once they took it on."""
    mandate = Mandate.objects.select_related("principal", "agent").get(pk=event.subject_id)
    for person in filter(None, (mandate.principal, mandate.agent)):
        services.tell(
            person,
            key=f"{event.name}-{event.pk}-{person.pk}",
            kind="mandate",
            title=title,
            body=body % {"begins": day_text(mandate.begins), "ends": day_text(mandate.ends)},
            link="/my/mandates/",
        )


@listens("mandate.given", name="notices.mandate_given")
def mandate_given(event: Event) -> None:
    """Somebody was named to act for the principal."""
    text = _("您委托了别人代办,从%(begins)s到%(ends)s。不是您本人操作的,请马上解除。")
    _mandate(event, _("您的代办委托已登记"), text)


@listens("mandate.accepted", name="notices.mandate_accepted")
def mandate_accepted(event: Event) -> None:
    """From now on the agent may act."""
    text = _("代办委托从%(begins)s到%(ends)s有效。每次代办都有记录,双方随时可以解除。")
    _mandate(event, _("代办委托已生效"), text)


@listens("mandate.ended", name="notices.mandate_ended")
def mandate_ended(event: Event) -> None:
    """Nobody acts for anybody any more."""
    _mandate(event, _("代办委托已解除"), _("这份委托(%(begins)s到%(ends)s)已经解除,不能再代办。"))
