"""How somebody signs at the window: a drawn mark, the name typed by themselves, a scan of paper, a code by SMS."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.accounts import services as people
from portal.accounts.addresses import client_address
from portal.accounts.models import Person
from portal.accounts.registry import code_sender
from portal.casework.models import Commitment
from portal.casework.services.submitting import Signature
from portal.documents import uploads
from portal.documents.models import Upload
from portal.kernel import identity
from portal.kernel.actor import Actor
from portal.kernel.fields import plaintext

MAX_MARK = 400_000
DRAWN = "data:image/png;base64,"


class BadSignature(ValueError):
    """A signature that does not hold; its text says why and what to do."""


def _phone(request: HttpRequest, person: Person) -> str:
    """The phone a code goes to: the one on record, or the one just given on the page. Raises BadSignature."""
    if person.contact_phone:
        return plaintext(person.contact_phone)
    given = next((value for name, value in request.POST.items() if name.endswith("-phone") and value), "")
    phone, problems = identity.check_phone(given)
    if problems:
        raise BadSignature(_("请先填写本人的手机号码,再发验证码。"))
    return phone


def send_signing_code(request: HttpRequest, person: Person) -> str:
    """Send a code to sign with; what went wrong in words, or ''."""
    try:
        phone = _phone(request, person)
        code = people.send_code(phone, address=client_address(request))
    except BadSignature as wrong:
        return str(wrong)
    except people.TooManyCodes:
        return _("这个号码要的验证码太多了,请改用别的签名方式。")
    except people.CodeLocked:
        return _("这个号码输错太多次,已暂停。请改用别的签名方式。")
    code_sender()(phone, code)
    return ""


def signature_of(
    request: HttpRequest, person: Person, texts: dict[str, str], *, by: Actor
) -> dict[str, Signature]:
    """The signature under each item's promise: {item: Signature}. Raises BadSignature; no mark is left to submit.

    A code is used up and a scan is stored once, whatever the number of promises.
    """
    method, mark, scan = _method(request, person, by)
    return {
        item: Signature(method, int(text) if text.isdigit() else 0, mark, scan)
        for item, text in texts.items()
    }


def _method(request: HttpRequest, person: Person, by: Actor) -> tuple[str, str | None, Upload | None]:
    drawn = request.POST.get("signature", "")
    if drawn.startswith(DRAWN) and len(drawn) <= MAX_MARK:
        return Commitment.Method.PAD, drawn, None
    typed, problems = identity.check_name(request.POST.get("signature_typed", ""))
    if not problems and typed == plaintext(person.name):
        return Commitment.Method.TYPED, typed, None
    code = request.POST.get("signature_code", "").strip()
    if code:
        return Commitment.Method.SMS, _by_code(request, person, code), None
    file = request.FILES.get("signature_scan")
    if file:
        try:
            scan = uploads.take(file, person=person, purpose="commitment", by=by)
        except uploads.BadFile as wrong:
            raise BadSignature(str(wrong)) from wrong
        return Commitment.Method.PAPER, None, scan
    return Commitment.Method.PAD, None, None


def _by_code(request: HttpRequest, person: Person, code: str) -> str:
    """What is kept of a signature by SMS: the tail of the phone, never the code."""
    phone = _phone(request, person)
    try:
        people.code_is_right(phone, code)
    except people.CodeWrong as wrong:
        raise BadSignature(_("验证码不对,还可以试%(left)s次。") % {"left": wrong.left}) from wrong
    except people.CodeLocked as locked:
        raise BadSignature(_("这个号码输错太多次,已暂停。请改用别的签名方式。")) from locked
    return f"sms:{phone[-4:]}"
