from django.urls import path

from .views import apply, case, window

app_name = "casework"
urlpatterns = [
    path("apply/<slug:code>/", apply.start, name="start"),
    path("apply/<slug:code>/check/", apply.check, name="check"),
    path("apply/<slug:code>/<slug:page>/", apply.page, name="page"),
    path("cases/<str:number>/", case.case, name="case"),
    path("cases/<str:number>/receipt/", case.receipt, name="receipt"),
    path("cases/<str:number>/receipt.pdf", case.receipt_pdf, name="receipt_pdf"),
    path("cases/<str:number>/due.ics", case.due_ics, name="due_ics"),
    path("cases/<str:number>/rate/", case.rate, name="rate"),
    path("cases/<str:number>/correct/", case.correct, name="correct"),
    path("cases/<str:number>/identity/", case.identity, name="case_identity"),
    path("cases/<str:number>/show/", case.show_number, name="show_number"),
    path("cases/<str:number>/steps/<slug:step>/", case.take_step, name="step"),
    path("desk/window/", window.begin, name="window"),
    path("desk/window/<uuid:pk>/", window.fill, name="window_fill"),
]
