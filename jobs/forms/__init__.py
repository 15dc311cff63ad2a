"""The forms of jobs, a module a room."""

from .base import CountyField, OccupationField, PlainForm
from .employers import ProfileForm, VerificationForm
from .search import SearchForm
from .vacancies import BENEFITS, VacancyForm

__all__ = [
    "BENEFITS",
    "CountyField",
    "OccupationField",
    "PlainForm",
    "ProfileForm",
    "SearchForm",
    "VacancyForm",
    "VerificationForm",
]
