"""«我的失业保险»."""

from django.urls import path

from ..views import mine

urlpatterns = [
    path("my/insurance/", mine.mine, name="mine"),
    path("my/insurance/account/", mine.account, name="mine_account"),
    path("my/insurance/report/", mine.report, name="report"),
    path("my/insurance/inquiries/<uuid:pk>/", mine.inquiry, name="inquiry"),
    path("my/insurance/overpayments/<int:pk>/", mine.overpayment, name="overpayment"),
]
