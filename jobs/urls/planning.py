"""Planning before posting."""

from django.urls import path

from ..views import planning

urlpatterns = [path("employers/vacancies/plan/", planning.plan, name="plan")]
