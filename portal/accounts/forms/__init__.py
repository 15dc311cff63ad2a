from .desk import PinForm, SubstituteForm
from .mandates import REFUSALS, MandateForm
from .organisations import InviteForm, OrganisationForm
from .passwords import NumberForm, NumberPasswordForm, OwnPasswordForm, PasswordForm, UnlockForm
from .people import MergeForm
from .sign_in import CodeForm, IdentityForm, PhoneForm

__all__ = [
    "REFUSALS",
    "CodeForm",
    "IdentityForm",
    "InviteForm",
    "MandateForm",
    "MergeForm",
    "NumberForm",
    "NumberPasswordForm",
    "OrganisationForm",
    "OwnPasswordForm",
    "PasswordForm",
    "PhoneForm",
    "PinForm",
    "SubstituteForm",
    "UnlockForm",
]
