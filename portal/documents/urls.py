from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/revoked.txt", views.revocations, name="revocations"),
    path("verify/key.pem", views.public_key, name="public_key"),
    path("verify/keys/", views.keys, name="keys"),
    path("verify/keys.json", views.keys_json, name="keys_json"),
    path("verify/paper.pem", views.paper_certificate, name="paper_certificate"),
    path("certificates/<str:number>.vc", views.credential, name="credential"),
    path("certificates/<str:number>.pdf", views.certificate, name="certificate"),
]
