"""Demo staff with password and second factor. Development only: the secrets are printed on purpose."""

from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings

from portal.accounts.models import Clerk, ClerkRole, Role, User
from portal.agencies.models import Agency

PASSWORD = "demo-shuye-2026"  # noqa: S105 - printed for whoever tries the demo
SECRETS = {  # noqa: S105
    "liufang": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    "chentao": "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU",
    "zhaomin": "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK",
    "hejing": "NBSWY3DPO5XXE3DENBSWY3DPO5XXE3DE",
}


@dataclass(frozen=True)
class Staff:
    """One member of the demo's staff."""

    login: str
    name: str
    post: str
    region: str
    roles: tuple[str, ...]
    admin: bool = False


STAFF = (
    Staff("liufang", "刘芳", "窗口3", "510104", (Role.WINDOW, Role.REVIEW)),
    Staff("chentao", "陈涛", "复核岗", "510104", (Role.RECHECK, Role.ISSUE)),
    Staff("hejing", "何静", "窗口1", "510105", (Role.WINDOW, Role.REVIEW)),
    Staff("zhaomin", "赵敏", "省管理员", "510000", (Role.PROVINCE_ADMIN, Role.REVIEW), admin=True),
)


def make() -> list[Clerk]:
    """Make the demo staff, once."""
    return [_make(staff) for staff in STAFF]


def _make(staff: Staff) -> Clerk:
    user, made = User.objects.get_or_create(
        username=staff.login, defaults={"is_staff": staff.admin, "is_superuser": staff.admin}
    )
    if made:
        user.set_password(PASSWORD)
        user.save()
        TOTP.activate(user, SECRETS[staff.login])
    agency = Agency.objects.get(region_id=staff.region)
    clerk, _made = Clerk.objects.get_or_create(
        user=user, defaults={"agency": agency, "name": staff.name, "post": staff.post}
    )
    for role in staff.roles:
        ClerkRole.objects.get_or_create(clerk=clerk, role=role)
    return clerk


def listed() -> list[dict[str, str]]:
    """Role, login, password and TOTP secret of each demo account; empty outside development."""
    if not settings.DEVELOPMENT:
        return []
    rows = []
    for staff in STAFF:
        found = Authenticator.objects.filter(user__username=staff.login, type=Authenticator.Type.TOTP).first()
        if found:
            secret = get_adapter().decrypt(found.data["secret"])
            rows.append(
                {
                    "role": f"{staff.name} · {staff.post}",
                    "login": staff.login,
                    "password": PASSWORD,
                    "totp_secret": secret,
                }
            )
    return rows
