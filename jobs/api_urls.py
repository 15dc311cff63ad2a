from django.urls import path

from . import api

app_name = "jobs_api"
urlpatterns = [path("vacancies/screen", api.screen, name="screen")]
