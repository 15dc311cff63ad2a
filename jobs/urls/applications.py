"""Applying, answering, interviews, referrals, reports."""

from django.urls import path

from ..views import answering, applications

urlpatterns = [
    path("jobs/<str:number>/apply/", applications.apply, name="apply"),
    path("my/applications/", applications.applications, name="applications"),
    path("my/applications/<uuid:pk>/", applications.application, name="application"),
    path("employers/vacancies/<str:number>/applications/", answering.received, name="received"),
    path("employers/applications/<uuid:pk>/", answering.answer, name="application_answer"),
]
