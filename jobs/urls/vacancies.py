"""Vacancies: what the public reads, what an employer does."""

from django.urls import path

from ..views import employer, public

urlpatterns = [
    path("jobs/", public.jobs, name="search"),
    path("jobs/<str:number>/", public.vacancy, name="vacancy"),
    path("employers/", employer.home, name="employer_home"),
    path("employers/<uuid:pk>/", employer.employer, name="employer"),
    path("employers/<uuid:pk>/verify/", employer.verify, name="verify"),
    path("employers/<uuid:pk>/vacancies/new/", employer.new_vacancy, name="new_vacancy"),
    path("employers/vacancies/<str:number>/edit/", employer.edit, name="edit"),
    path("employers/vacancies/<str:number>/check/", employer.check, name="check"),
    path("employers/vacancies/<str:number>/move/", employer.move, name="move"),
]
