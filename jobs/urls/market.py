"""Wage guidance, supply and demand, imports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
