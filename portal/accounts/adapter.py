"""How allauth is used: nobody signs up there, and second-factor secrets are sealed."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse

from portal.kernel import sealing
from portal.kernel.ids import uuid7


class AccountAdapter(DefaultAccountAdapter):
    """Staff come in by user name and password; citizens by phone code, elsewhere."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args, **kwargs) -> None:
        """The page after signing in says it all; no «signed in as …» banner."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("site:desk") if hasattr(request.user, "clerk") else reverse("site:my")


class MFAAdapter(DefaultMFAAdapter):
    """Authenticator secrets are sealed at rest; the key of the seal travels with the text."""

    LABEL = "mfa.secret"

    def encrypt(self, text: str) -> str:
        key = uuid7()
        return f"{key.hex}:{sealing.seal(text, label=self.LABEL, pk=key).hex()}"

    def decrypt(self, encrypted_text: str) -> str:
        from uuid import UUID

        key, _sep, blob = encrypted_text.partition(":")
        return sealing.open_sealed(bytes.fromhex(blob), label=self.LABEL, pk=UUID(hex=key))
