"""A real-name source on localhost: it checks the signature of the question and signs its answers."""

import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "shared-key"


def sign(body: bytes) -> str:
    return hmac.new(KEY.encode(), body, hashlib.sha256).hexdigest()


class Source:
    """`.known` maps numbers to names; `.mood` makes it slow, broken or a liar."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.asked: list[dict] = []
        self.mood = ""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}/check"

    def start(self) -> "Source":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(source) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # noqa: N802
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, answer, signature = source.answer(body, self.headers.get("X-Signature", ""))
                try:
                    self.send_response(status)
                    self.send_header("X-Signature", signature)
                    self.send_header("Content-Length", str(len(answer)))
                    self.end_headers()
                    self.wfile.write(answer)
                except BrokenPipeError:
                    pass  # the asker did not wait

            def log_message(self, *_arguments: object) -> None:
                """Quiet."""

        return Handler

    def answer(self, body: bytes, signature: str) -> tuple[int, bytes, str]:
        """(status, body, signature) for one question."""
        if not hmac.compare_digest(signature, sign(body)):
            return 403, b"{}", ""
        question = json.loads(body)
        self.asked.append(question)
        if self.mood == "slow":
            time.sleep(3.6)
        if self.mood == "broken":
            return 500, b"oops", sign(f"{question['nonce']}.".encode() + b"oops")
        known = self.known.get(question["number"])
        result = "unknown" if known is None else "match" if known == question["name"] else "mismatch"
        said = json.dumps({"result": result, "serial": f"S-{len(self.asked)}"}).encode()
        nonce = "0" * 32 if self.mood == "replayed" else question["nonce"]
        if self.mood == "forged":
            return 200, said, "0" * 64
        if self.mood == "odd":
            said = b'{"result": "perhaps"}'
        return 200, said, sign(f"{nonce}.".encode() + said)
