"""Certificates for their holder; verification for everybody."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import with_next
from portal.accounts.services import note_access

from . import credentials, pdfsign, rendering, services, signing
from .models import Certificate
from .policy import visible_to

MAX_TOKEN = 4000
LABELS = {
    "name": gettext_lazy("姓名"),
    "document": gettext_lazy("证件号码"),
    "status": gettext_lazy("登记状态"),
    "since": gettext_lazy("登记日期"),
    "agency": gettext_lazy("登记机构"),
    "case": gettext_lazy("办件编号"),
    "title": gettext_lazy("文书"),
    "official": gettext_lazy("文号"),
    "record": gettext_lazy("记载"),
    "purpose": gettext_lazy("用途"),
    "issued": gettext_lazy("出具日期"),
}


@never_cache
@require_safe
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """The PDF, for its holder and for clerks of the agency that issued it."""
    actor = actors.of_request(request)
    if actor is None:
        return redirect(with_next("accounts:sign_in", request.get_full_path()))
    found = get_object_or_404(visible_to(actor), number=number)
    if found.revoked_at:
        raise Http404
    if found.person:
        note_access(
            found.person, what=found.title, purpose=_("查看证照%(number)s") % {"number": number}, by=actor
        )
    response = HttpResponse(rendering.read_file(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Anybody may check a certificate's QR text; the page says valid, no longer valid, or not ours."""
    token = (request.POST.get("token") or "").strip()
    result = _verdict(token) if request.method == "POST" else None
    rows = [
        {"name": LABELS.get(key, key), "value": value}
        for key, value in (result or {}).get("claims", {}).items()
    ]
    context = {"token": token[:MAX_TOKEN], "result": result, "rows": rows}
    return render(request, "documents/verify.html", context)


def _verdict(token: str) -> dict:
    """Status and what the certificate says: claims only when the signature holds."""
    try:
        found = signing.read(token)
    except signing.BadToken:
        return {"status": "unknown"}
    row = Certificate.objects.filter(number=found["serial"]).only("title", "revoked_at").first()
    if row is None:
        return {"status": "unknown"}
    return {
        "status": "revoked" if row.revoked_at else "valid",
        "title": row.title,
        "serial": found["serial"],
        "claims": found["claims"],
    }


@require_safe
def revocations(request: HttpRequest) -> HttpResponse:
    """The signed list of certificates that no longer hold, for checking with the network off."""
    response = HttpResponse(services.revocation_list(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="revoked.txt"'
    return response


@require_safe
def public_key(request: HttpRequest) -> HttpResponse:
    """The public key certificates are signed with (PEM)."""
    return HttpResponse(signing.public_pem(), content_type="application/x-pem-file")


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Every key we sign with, and how to check each kind of paper by oneself."""
    return render(request, "documents/keys.html", {"pem": signing.public_pem(), "kid": signing.KEY_ID})


@require_safe
def keys_json(request: HttpRequest) -> JsonResponse:
    """The certificate key as a JSON Web Key Set (RFC 7517), for verifiers of VC and CWT."""
    return JsonResponse(credentials.key_set())


@require_safe
def paper_certificate(request: HttpRequest) -> HttpResponse:
    """The certificate (X.509) our PDFs are signed with."""
    return HttpResponse(pdfsign.certificate_pem(), content_type="application/x-pem-file")


@never_cache
@require_safe
def credential(request: HttpRequest, number: str) -> HttpResponse:
    """The holder's certificate as a W3C Verifiable Credential (JOSE), to keep in a wallet."""
    actor = actors.of_request(request)
    if actor is None:
        return redirect(with_next("accounts:sign_in", request.get_full_path()))
    rows = visible_to(actor).filter(family=Certificate.Family.CERTIFICATE, revoked_at__isnull=True)
    found = get_object_or_404(rows, number=number)
    note_access(
        found.person, what=found.title, purpose=_("下载可验证凭证%(number)s") % {"number": number}, by=actor
    )
    response = HttpResponse(credentials.vc_jwt(found), content_type="application/vc+jwt")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.vc.jwt"'
    return response
