from django.urls import path

from .views import people, sign_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in.code, name="code"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("my/identity/", sign_in.identity, name="identity"),
    path("desk/people/merge/<uuid:kept>/<uuid:gone>/", people.merge, name="merge"),
    path("desk/people/merges/", people.merges, name="merges"),
    path("desk/people/merges/<uuid:pk>/undo/", people.undo_merge, name="undo_merge"),
]
