from .people import MergeForm
from .sign_in import CodeForm, IdentityForm, PhoneForm

__all__ = ["CodeForm", "IdentityForm", "MergeForm", "PhoneForm"]
