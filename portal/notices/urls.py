from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("my/messages/", views.listed, name="inbox"),
    path("my/messages/<uuid:pk>/", views.one, name="message"),
    path("my/messages/preferences/", views.preferences, name="preferences"),
    path("my/messages/confirm/", views.confirm, name="confirm"),
]
