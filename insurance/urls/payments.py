"""发放批次 at the desk."""

from django.urls import path

from ..views import payments

urlpatterns = [
    path("desk/insurance/runs/", payments.list_runs, name="runs"),
    path("desk/insurance/runs/make/", payments.make, name="make_run"),
    path("desk/insurance/runs/failed/", payments.failed, name="failed"),
    path("desk/insurance/runs/<int:pk>/", payments.one, name="run"),
    path("desk/insurance/runs/<int:pk>/approve/", payments.approve, name="approve_run"),
    path("desk/insurance/runs/<int:pk>/cancel/", payments.cancel, name="cancel_run"),
    path("desk/insurance/runs/<int:pk>/send/", payments.send, name="send_run"),
    path("desk/insurance/runs/<int:pk>/remit/", payments.remit, name="remit_run"),
    path("desk/insurance/runs/<int:pk>/answer/", payments.answer, name="answer_run"),
    path("desk/insurance/bank-files/<uuid:pk>/", payments.take_file, name="take_bank_file"),
]
