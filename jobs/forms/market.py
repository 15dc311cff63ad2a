"""What clerks write: the right occupation of a vacancy, a file of wage guidance."""

from django.utils.translation import gettext_lazy as _

from .base import OccupationField, PlainForm


class CorrectForm(PlainForm):
    """The right code: one of the suggestions, or written."""

    choice = OccupationField(required=False, max_length=90)
    code = OccupationField(label=_("其他编码"), required=False, max_length=90)

    def clean(self) -> dict:
        data = super().clean()
        found = data.get("code") or data.get("choice")
        if not self.errors and found is None:
            self.add_error("code", _("请选一个建议,或者写职业编码。"))
        return data | {"occupation": found}
