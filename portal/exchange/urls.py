from django.urls import path

from .views import corrections, desk

app_name = "exchange"
urlpatterns = [
    path("my/corrections/", corrections.listed, name="corrections"),
    path("my/corrections/new/", corrections.ask, name="ask"),
    path("desk/exchange/", desk.desk, name="desk"),
    path("desk/exchange/jobs/", desk.jobs, name="jobs"),
    path("desk/exchange/jobs/<uuid:pk>/", desk.job, name="job"),
    path("desk/exchange/reports/", desk.reports, name="reports"),
    path("desk/exchange/reports/<slug:dataset>/send/", desk.report, name="report"),
    path("desk/exchange/deliveries/", desk.deliveries, name="deliveries"),
    path("desk/exchange/deliveries/<uuid:pk>/retry/", desk.retry, name="retry"),
    path("desk/exchange/partners/<uuid:pk>/fetch/", desk.fetch, name="fetch"),
    path("desk/exchange/corrections/", desk.corrections, name="desk_corrections"),
    path("desk/exchange/corrections/<uuid:pk>/", desk.correction, name="desk_correction"),
]
