"""Whether the web process here answers: `python -m portal.embedded.health [port]`, for a container's health check."""

import sys
from http.client import HTTPConnection, HTTPException

PATH = "/healthz"


def answers(port: int, host: str = "127.0.0.1", path: str = PATH) -> bool:
    """Whether our own port says 200, asked as a proxy would ask: by our name, over TLS outside."""
    connection = HTTPConnection(host, port, timeout=3)
    try:
        connection.request("GET", path, headers={"Host": "127.0.0.1", "X-Forwarded-Proto": "https"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not answers(int(sys.argv[1]) if len(sys.argv) > 1 else 8000))
