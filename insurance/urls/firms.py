"""稳岗返还: the unit's pages, the public notices, the desk."""

from django.urls import path

from ..views import refunds, refunds_desk

urlpatterns = [
    path("refunds/", refunds.mine, name="refunds"),
    path("refunds/publicity/", refunds.notices, name="refund_notices"),
    path("refunds/publicity/<uuid:pk>/", refunds.notice, name="refund_notice"),
    path("refunds/publicity/unit/<uuid:pk>/", refunds.objecting, name="refund_object"),
    path("refunds/<uuid:pk>/", refunds.one, name="refund"),
    path("refunds/<uuid:pk>/appeal/", refunds.appeal, name="refund_appeal"),
    path("desk/insurance/refunds/", refunds_desk.schemes, name="desk_refunds"),
    path("desk/insurance/refunds/<uuid:pk>/", refunds_desk.scheme, name="desk_refund_scheme"),
    path("desk/insurance/refund-batches/<uuid:pk>/", refunds_desk.batch, name="desk_refund_batch"),
    path("desk/insurance/refund-entries/<uuid:pk>/", refunds_desk.entry, name="desk_refund_entry"),
    path(
        "desk/insurance/refund-objections/<uuid:pk>/",
        refunds_desk.objection,
        name="desk_refund_objection",
    ),
]
