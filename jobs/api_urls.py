from django.urls import path

from .api import copying, market, occupations, vacancies

app_name = "jobs_api"
urlpatterns = [
    path("vacancies", vacancies.vacancies, name="vacancies"),
    path("vacancies/facets", vacancies.facets, name="facets"),
    path("vacancies/screen", vacancies.screen, name="screen"),
    path("vacancies/snapshot", copying.snapshot, name="snapshot"),
    path("vacancies/changes", copying.changes, name="changes"),
    path("vacancies/<str:number>", vacancies.vacancy, name="vacancy"),
    path("occupations", occupations.listing, name="occupations"),
    path("occupations/suggest", occupations.suggest, name="suggest"),
    path("wages", market.wages, name="wages"),
]
