"""A real OpenID Connect provider on localhost: discovery, authorization with PKCE, RS256 tokens, userinfo."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "shuye", "client-secret"


class Provider:
    """Start with .start(); .claims is who signs in next; .issue_for forges the audience of the token."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, str] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, dict[str, str]] = {}
        self.audience, self.page_subject = CLIENT, ""
        self.denies = False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def start(self) -> "Provider":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(provider) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # noqa: N802
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                provider.answer(self, parts.path, query)

            def do_POST(self) -> None:  # noqa: N802
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider.answer(self, self.path, {n: v[0] for n, v in parse_qs(body).items()})

            def log_message(self, *_arguments: object) -> None:
                """Quiet."""

        return Handler

    def answer(self, handler: BaseHTTPRequestHandler, path: str, query: dict[str, str]) -> None:
        """Route one request."""
        if path == "/authorize":
            handler.send_response(302)
            handler.send_header("Location", self.authorize(query))
            handler.end_headers()
            return
        found = {
            "/.well-known/openid-configuration": self.configuration,
            "/jwks": self.jwks,
            "/token": lambda: self.token(query),
            "/userinfo": lambda: self.tokens[handler.headers["Authorization"].removeprefix("Bearer ")],
        }[path]()
        body = json.dumps(found).encode()
        handler.send_response(400 if "error" in found else 200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def configuration(self) -> dict:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def jwks(self) -> dict:
        return {
            "keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key())) | {"kid": "1"}]
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser goes next: back with a code, or with a refusal."""
        if self.denies:
            answer = {"error": "access_denied", "state": query["state"]}
        else:
            code = secrets.token_urlsafe(12)
            self.codes[code] = query
            answer = {"code": code, "state": query["state"]}
        return f"{query['redirect_uri']}?{urlencode(answer)}"

    def token(self, query: dict[str, str]) -> dict:
        """Tokens for a code that is known, used once, and proved by its verifier."""
        asked = self.codes.pop(query.get("code", ""), None)
        digest = hashlib.sha256(query.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        right = (query.get("client_id"), query.get("client_secret")) == (CLIENT, SECRET)
        if asked is None or not right or asked.get("code_challenge") != proof:
            return {"error": "invalid_grant"}
        now = int(time.time())
        token = secrets.token_urlsafe(12)
        self.tokens[token] = {**self.claims, "sub": self.page_subject or self.claims["sub"]}
        claims = {**self.claims, "iss": self.url, "aud": self.audience, "iat": now, "exp": now + 300}
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": token, "token_type": "Bearer", "expires_in": 300, "id_token": signed}
