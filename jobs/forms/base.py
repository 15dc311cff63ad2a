"""What every form of jobs is made of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Region
from portal.agencies.queries import county_choices, sichuan_counties

from ..models import Occupation


class CountyField(forms.ModelChoiceField):
    """Counties under their prefecture."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Region.objects.none(), empty_label=_("请选择"), **kwargs)

    def fill(self) -> None:
        """Read the counties: done by the form, never at import."""
        self.queryset = sichuan_counties()
        self.choices = [("", _("请选择")), *county_choices()]


class PlainForm(forms.Form):
    """A form whose errors we write ourselves."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for field in self.fields.values():
            if isinstance(field, CountyField):
                field.fill()


class OccupationField(forms.CharField):
    """An occupation by its code, empty allowed."""

    def clean(self, value: Any) -> Occupation | None:
        code = super().clean(value).split(" ")[0]
        if not code:
            return None
        found = Occupation.objects.filter(pk=code).first()
        if found is None:
            raise forms.ValidationError(_("没有这个职业编码,请从建议里选。"))
        return found
