"""What seekers search by."""

from django import forms

from ..models import Education, Kind


class SearchForm(forms.Form):
    """The search page's filters; every one may be empty, a wrong one is left out rather than refused."""

    q = forms.CharField(required=False, max_length=10_000)
    region = forms.RegexField(r"^\d{6}$", required=False)
    pay = forms.IntegerField(required=False, min_value=0, max_value=1_000_000)
    education = forms.TypedChoiceField(
        choices=Education.choices, coerce=int, required=False, empty_value=None
    )
    kind = forms.ChoiceField(choices=Kind.choices, required=False)
    occupation = forms.RegexField(r"^\d(-\d\d){0,3}$", required=False)
    days = forms.IntegerField(required=False, min_value=1, max_value=90)
    novice = forms.BooleanField(required=False)
    urgent = forms.BooleanField(required=False)
    after = forms.CharField(required=False, max_length=60)
