"""Checks of promises: the desk and the employer."""

from django.urls import path

from ..views import checks

urlpatterns = [
    path("desk/checks/", checks.checks, name="desk_checks"),
    path("desk/checks/<uuid:pk>/", checks.check, name="desk_check"),
    path("employers/checks/<uuid:pk>/", checks.promise_check, name="promise_check"),
    path("employers/<uuid:pk>/restore/", checks.restore, name="restore_vacancies"),
]
