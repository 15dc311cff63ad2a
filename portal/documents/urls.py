from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/revoked.txt", views.revocations, name="revocations"),
    path("verify/key.pem", views.public_key, name="public_key"),
    path("certificates/<str:number>.pdf", views.certificate, name="certificate"),
]
