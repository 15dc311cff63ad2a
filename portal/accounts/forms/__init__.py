from .desk import PinForm, SubstituteForm
from .passwords import NumberForm, NumberPasswordForm, OwnPasswordForm, PasswordForm, UnlockForm
from .people import MergeForm
from .sign_in import CodeForm, IdentityForm, PhoneForm

__all__ = [
    "CodeForm",
    "IdentityForm",
    "MergeForm",
    "NumberForm",
    "NumberPasswordForm",
    "OwnPasswordForm",
    "PasswordForm",
    "PhoneForm",
    "PinForm",
    "SubstituteForm",
    "UnlockForm",
]
