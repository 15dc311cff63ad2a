"""Another department's system on localhost: checks our signature, knows each message once, answers as it is told.

It also keeps files: GET, PUT and a listing below /files/.
"""

import base64
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Department:
    """Use as a context manager; `.taken` is what it wrote down, by id; `.asked` counts every knock."""

    def __init__(self, public_key: str, port: int = 0) -> None:
        self.known = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key))
        self.taken: dict[str, dict] = {}
        self.files: dict[str, bytes] = {}
        self.asked = 0
        self.answer: tuple[int, dict] = (202, {"receipt": "R-1"})
        self.lose_answer = False
        self.asking = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                outer.take(self)

            def do_GET(self) -> None:
                found = outer.files.get(self.path)
                outer.reply(self, 404 if found is None else 200, found or b"")

            def do_PUT(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if not outer.signed(self, body):
                    return outer.reply(self, 401, b"")
                outer.files[self.path] = body
                return outer.reply(self, 201, b"")

            def log_message(self, *_arguments: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.port = self.server.server_port
        self.url = f"http://127.0.0.1:{self.port}/in"

    def signed(self, request: BaseHTTPRequestHandler, body: bytes) -> bool:
        """Whether the portal signed exactly this."""
        head, digest = request.headers, hashlib.sha256(body).hexdigest()
        lines = (request.command, request.path, head["X-Exchange-Key"], head["X-Exchange-Timestamp"])
        text = "\n".join((*lines, head["X-Exchange-Nonce"], digest)).encode()
        try:
            self.known.verify(base64.b64decode(head["X-Exchange-Signature"]), text)
        except InvalidSignature:
            return False
        return True

    def take(self, request: BaseHTTPRequestHandler) -> None:
        """One message: kept when it is new, answered as told."""
        body = request.rfile.read(int(request.headers["Content-Length"]))
        self.asked += 1
        status, said = self.answer
        if not self.signed(request, body):
            status, said = 401, {}
        elif status < 300:
            sent = json.loads(body)
            self.taken.setdefault(sent["id"], sent)
        self.asking.set()
        self.go_on.wait(30)
        if self.lose_answer:
            request.close_connection = True
            request.connection.close()
            return
        self.reply(request, status, json.dumps(said).encode())

    @staticmethod
    def reply(request: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
        request.send_response(status)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def __enter__(self) -> "Department":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
