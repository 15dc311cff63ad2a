"""Who fits whom, and why."""

from django.urls import path

from ..views import matching

urlpatterns = [
    path("my/matches/", matching.mine, name="matches"),
    path("employers/vacancies/<str:number>/people/", matching.people, name="vacancy_matches"),
    path("employers/vacancies/<str:number>/people/<int:pk>/invite/", matching.invite, name="invite"),
]
