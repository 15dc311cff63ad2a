"""CV, wishes, assessment, plan, activities."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
