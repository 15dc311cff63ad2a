"""就业见习: bases, agreements, subsidy."""

from django.urls import path

from ..views import internships, internships_desk, internships_unit

urlpatterns = [
    path("internships/", internships.bases, name="internship_bases"),
    path("internships/<uuid:pk>/", internships.base, name="internship_base"),
    path("my/internships/", internships.mine, name="my_internships"),
    path("my/internships/<uuid:pk>/", internships.one, name="my_internship"),
    path("employers/<uuid:pk>/internships/", internships_unit.home, name="unit_internships"),
    path("employers/<uuid:pk>/internships/recognition/", internships_unit.ask, name="ask_base"),
    path("employers/<uuid:pk>/internships/claim/", internships_unit.claim, name="claim_subsidy"),
    path("employers/claims/<uuid:pk>/", internships_unit.mend, name="mend_claim"),
    path("employers/hired/<uuid:pk>/internship/", internships_unit.new, name="new_internship"),
    path("employers/internships/<uuid:pk>/", internships_unit.one, name="unit_internship"),
    path("desk/internships/", internships_desk.desk, name="desk_internships"),
    path("desk/internships/requests/<uuid:pk>/", internships_desk.inspect, name="inspect_base"),
    path("desk/internships/claims/<uuid:pk>/", internships_desk.claim, name="desk_claim"),
    path("desk/internships/bases/<uuid:pk>/", internships_desk.base, name="desk_base"),
]
