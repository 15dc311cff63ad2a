"""Applying, answering, interviews, referrals, reports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
