from django.urls import path

from .api import market, occupations
from .api import vacancies as api

app_name = "jobs_api"
urlpatterns = [
    path("vacancies", api.vacancies, name="vacancies"),
    path("vacancies/screen", api.screen, name="screen"),
    path("vacancies/<str:number>", api.vacancy, name="vacancy"),
    path("occupations", occupations.listing, name="occupations"),
    path("occupations/suggest", occupations.suggest, name="suggest"),
    path("wages", market.wages, name="wages"),
]
