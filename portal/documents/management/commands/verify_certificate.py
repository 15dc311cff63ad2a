"""Check a certificate without network or database: only the public key, and the revocation list if given."""

import json
from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.documents import signing
from portal.kernel import clock


class Command(BaseCommand):
    help = "Verify a certificate's token (the text of its QR code) offline."
    requires_system_checks: list = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("token", help="the QR text, or @file that holds it")
        parser.add_argument("--key", help="file with the public key (PEM); the portal's own by default")
        parser.add_argument("--revoked", help="file with the signed revocation list")

    def handle(self, *args, **options) -> None:
        pem = Path(options["key"]).read_text() if options["key"] else None
        token = options["token"]
        if token.startswith("@"):
            token = Path(token[1:]).read_text()
        try:
            found = signing.read(token, pem=pem)
            revoked = self._revoked(options["revoked"], pem)
        except signing.BadToken as error:
            raise CommandError(f"无效:{error}") from error
        if found["serial"] in revoked:
            raise CommandError(f"{found['serial']} 已失效,不能再使用。")
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))

    def _revoked(self, file: str | None, pem: str | None) -> set[str]:
        if not file:
            return set()
        listed = signing.read_list(Path(file).read_text(), pem=pem)
        if datetime.fromisoformat(listed["next_update"]) < clock.now():
            raise CommandError("失效名单已过期,请先下载新的名单。")
        return set(listed["revoked"])
