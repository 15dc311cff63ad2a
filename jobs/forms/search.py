"""What seekers search by."""

from django import forms

from ..models import Education, Kind
from ..search import SORTS


class SearchForm(forms.Form):
    """The search page's filters; every one may be empty, a wrong one is left out rather than refused."""

    q = forms.CharField(required=False, max_length=10_000)
    region = forms.RegexField(r"^\d{6}$", required=False)
    pay = forms.IntegerField(required=False, min_value=0, max_value=1_000_000)
    education = forms.TypedChoiceField(
        choices=Education.choices, coerce=int, required=False, empty_value=None
    )
    kind = forms.ChoiceField(choices=Kind.choices, required=False)
    occupation = forms.RegexField(r"^[1-8](-\d\d){0,3}$", required=False)
    days = forms.IntegerField(required=False, min_value=1, max_value=90)
    novice = forms.BooleanField(required=False)
    urgent = forms.BooleanField(required=False)
    near = forms.CharField(required=False, max_length=40)
    latitude = forms.FloatField(required=False, min_value=20, max_value=40)
    longitude = forms.FloatField(required=False, min_value=90, max_value=115)
    radius = forms.IntegerField(required=False, min_value=1, max_value=100)
    sort = forms.ChoiceField(choices=[(each, each) for each in SORTS], required=False)
    after = forms.CharField(required=False, max_length=160)
