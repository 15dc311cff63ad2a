"""A supervisor over a two-line application: python -m tests.embedded.stub <var> <port> [stubborn]."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path


def application(environ: dict, start_response: Callable) -> Iterable[bytes]:
    """Answers everything with ok."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]


def main() -> int:
    """Run until told to stop."""
    from portal.embedded.supervisor import Service, Stack, Supervisor

    var, port = Path(sys.argv[1]), int(sys.argv[2])
    web = (sys.executable, "-m", "gunicorn", "-c", "python:portal.embedded.gunicorn_conf")
    web += ("--bind", f"127.0.0.1:{port}", "tests.embedded.stub:application")
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
    services = [Service("web", web)]
    if "stubborn" in sys.argv:
        services.append(Service("stubborn", (sys.executable, "-c", stubborn)))
    return Supervisor(port=port, stack=Stack(var), services=services, prepare=(), accounts=()).run()


if __name__ == "__main__":
    sys.exit(main())
