"""Referrals: the desk, the person, the employer."""

from django.urls import path

from ..views import referrals

urlpatterns = [
    path("desk/referrals/", referrals.referrals, name="referrals"),
    path("desk/referrals/<uuid:pk>/paper.pdf", referrals.paper, name="referral_paper"),
    path("desk/people/<uuid:pk>/refer/", referrals.refer, name="refer"),
    path("my/referrals/<uuid:pk>/", referrals.mine, name="my_referral"),
    path("my/referrals/<uuid:pk>/paper.pdf", referrals.my_paper, name="my_referral_paper"),
    path("employers/referrals/<uuid:pk>/", referrals.employer, name="employer_referral"),
]
