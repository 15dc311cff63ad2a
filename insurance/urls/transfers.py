"""转移接续 at the desk."""

from django.urls import path

from ..views import transfers

urlpatterns = [
    path("desk/insurance/transfers/", transfers.listing, name="transfers"),
    path("desk/insurance/transfers/<uuid:pk>/", transfers.one, name="transfer"),
]
