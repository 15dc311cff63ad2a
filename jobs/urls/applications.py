"""Applying, answering, interviews, reports."""

from django.urls import path

from ..views import answering, applications, interviews, reports

urlpatterns = [
    path("jobs/<str:number>/apply/", applications.apply, name="apply"),
    path("jobs/<str:number>/report/", reports.report, name="report"),
    path("my/applications/", applications.applications, name="applications"),
    path("my/applications/<uuid:pk>/", applications.application, name="application"),
    path("my/applications/<uuid:pk>/interview/", interviews.book, name="book_interview"),
    path("my/applications/<uuid:pk>/interview.ics", interviews.calendar, name="interview_ics"),
    path("employers/vacancies/<str:number>/applications/", answering.received, name="received"),
    path("employers/vacancies/<str:number>/interviews/", interviews.offered, name="interviews"),
    path("employers/interviews/<uuid:pk>/cancel/", interviews.cancel, name="cancel_interview"),
    path("employers/applications/<uuid:pk>/", answering.answer, name="application_answer"),
    path("desk/reports/", reports.reports, name="reports"),
    path("desk/reports/<uuid:pk>/", reports.reported, name="reported"),
]
