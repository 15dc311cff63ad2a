from django.urls import path

from . import views

app_name = "content"
urlpatterns = [
    path("services/", views.services, name="services"),
    path("services/<slug:code>/", views.service, name="service"),
]
