"""Campaigns and job fairs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
