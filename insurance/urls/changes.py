"""领金人员 and 疑点核实 at the desk."""

from django.urls import path

from ..views import changes

urlpatterns = [
    path("desk/insurance/claims/", changes.listing, name="claims"),
    path("desk/insurance/claims/<int:pk>/", changes.claim, name="claim"),
    path("desk/insurance/inquiries/", changes.queue, name="inquiries"),
    path("desk/insurance/inquiries/<uuid:pk>/", changes.inquiry, name="desk_inquiry"),
    path("desk/insurance/overpayments/<int:pk>/", changes.overpayment, name="desk_overpayment"),
]
