"""就业见习: bases, agreements, subsidy."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
