from django.urls import path

from . import api

app_name = "exchange_api"
urlpatterns = [
    path("exchange/datasets", api.datasets, name="datasets"),
    path("exchange/receipts", api.receipts, name="receipts"),
    path("exchange/<slug:dataset>/<int:version>", api.take, name="take"),
]
