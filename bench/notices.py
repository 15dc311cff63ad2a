"""5,000 notices to a real gateway, each committed by itself, against a plain loop with one kept connection."""

import json
import multiprocessing
import time

from bench.figures import Figure, against, told

NOTICES, ROUNDS = 5000, 2


def _gateway(port: multiprocessing.Value) -> None:
    """The peer, in a process of its own."""
    from tests.notices.gateway import Gateway

    with Gateway() as running:
        port.value = running.server.server_port
        time.sleep(3600)


def measure() -> list[Figure]:
    """Our delivery and the plain loop, in turns; the better round of each."""
    from django.conf import settings

    port = multiprocessing.Value("i", 0)
    peer = multiprocessing.Process(target=_gateway, args=(port,), daemon=True)
    peer.start()
    while not port.value:
        time.sleep(0.05)
    settings.SMS_GATEWAY, settings.SMS_KEY = f"http://127.0.0.1:{port.value}/sms", "k"
    try:
        rounds = [(_ours(number), _plain(number)) for number in range(ROUNDS)]
    finally:
        peer.terminate()
    ours, plain = min(each[0] for each in rounds), min(each[1] for each in rounds)
    return [
        against(f"{NOTICES:,} notices delivered", ours, "s", plain, 2.0),
        told("notices a second", NOTICES / ours, "1/s"),
    ]


def _ours(number: int) -> float:
    """From waiting deliveries to sent ones."""
    from portal.accounts.models import Person
    from portal.events.services import drain
    from portal.notices.models import Dispatch
    from portal.notices.services import tell
    from tests.cast import Cast

    person = Person.objects.filter(contact_phone__isnull=False).first() or Cast().jianguo
    drain(100_000)
    for n in range(NOTICES):
        tell(person, key=f"bench-{number}-{n}", kind="bench", title="进展", body="您的办件有进展。")
    began = time.perf_counter()
    drain(100_000)
    taken = time.perf_counter() - began
    sent = Dispatch.objects.filter(message__key__startswith=f"bench-{number}-", state="sent").count()
    if sent != NOTICES:
        raise AssertionError(f"{sent} of {NOTICES} were sent")
    return taken


def _plain(number: int) -> float:
    """One kept connection, one POST and one committed INSERT each."""
    import urllib3
    from django.conf import settings
    from django.db import connection

    from portal.notices.gateways import sign

    _plain_table()
    pool = urllib3.PoolManager(maxsize=1, retries=False, timeout=5)
    with connection.cursor() as cursor:
        began = time.perf_counter()
        for n in range(NOTICES):
            sent = {"id": f"plain-{number}-{n}", "phone": "13800000002", "text": "您的办件有进展。"}
            body = json.dumps(sent, ensure_ascii=False).encode()
            headers = {"Content-Type": "application/json", "X-Signature": sign(body)}
            if pool.request("POST", settings.SMS_GATEWAY, body=body, headers=headers).status != 202:
                raise AssertionError("the gateway refused")
            cursor.execute("INSERT INTO plain_log (sent, at) VALUES (%s, now())", [sent["id"]])
        return time.perf_counter() - began


def _plain_table() -> None:
    """A lasting table, so that each of the plain loop's rows is committed as ours are."""
    from django.db import connection

    from tests.stack import owner_cursor

    with owner_cursor(connection.settings_dict["NAME"]) as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS plain_log (id bigserial, sent text, at timestamptz)")
        cursor.execute("GRANT ALL ON plain_log TO PUBLIC")
        cursor.execute("GRANT ALL ON SEQUENCE plain_log_id_seq TO PUBLIC")
