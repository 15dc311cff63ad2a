"""A real SMS gateway on loopback: takes signed messages, knows each id once, answers as it is told."""

import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Gateway:
    """Use as a context manager; `.taken` is what a phone would have got, by id."""

    def __init__(self, key: str = "k") -> None:
        self.key = key
        self.taken: dict[str, dict] = {}
        self.asked = 0
        self.connections: set = set()
        self.answer = 202
        self.words = ""
        self.delay = 0.0
        self.lose_answer = False
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                outer.take(self)

            def log_message(self, *args: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/sms"

    def take(self, request: BaseHTTPRequestHandler) -> None:
        """One POST: check the signature, keep what is new, answer."""
        body = request.rfile.read(int(request.headers["Content-Length"]))
        self.asked += 1
        self.connections.add(request.client_address)
        time.sleep(self.delay)
        right = hmac.new(self.key.encode(), body, hashlib.sha256).hexdigest()
        status, words = self.answer, self.words
        if not hmac.compare_digest(right, request.headers.get("X-Signature", "")):
            status = 401
        elif status < 300:
            sent = json.loads(body)
            status = 409 if sent["id"] in self.taken else status
            self.taken.setdefault(sent["id"], sent)
        if self.lose_answer:
            request.close_connection = True
            request.connection.close()
            return
        payload = words.encode()
        request.send_response(status)
        request.send_header("Content-Length", str(len(payload)))
        request.send_header("X-Receipt", "r-1")
        request.end_headers()
        request.wfile.write(payload)

    def __enter__(self) -> "Gateway":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
