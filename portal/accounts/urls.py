from django.urls import path

from .views import account, desk, mandates, people, sign_in, verifying

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in.code, name="code"),
    path("sign-in/password/", sign_in.by_password, name="by_password"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("my/identity/", sign_in.identity, name="identity"),
    path("my/password/", account.password, name="password"),
    path("my/confirm/", account.confirm, name="confirm"),
    path("my/sessions/", account.own_sessions, name="sessions"),
    path("my/sessions/end-all/", account.end_all_sessions, name="end_all_sessions"),
    path("my/sessions/<int:pk>/end/", account.end_session, name="end_session"),
    path("my/verify/", verifying.verify, name="verify"),
    path("my/mandates/", mandates.mandates, name="mandates"),
    path("my/mandates/new/", mandates.give, name="give_mandate"),
    path("my/mandates/<uuid:pk>/accept/", mandates.accept, name="accept_mandate"),
    path("my/mandates/<uuid:pk>/end/", mandates.end, name="end_mandate"),
    path("my/acting/", mandates.acting, name="acting"),
    path("desk/unlock-sign-in/", desk.unlock_sign_in, name="unlock_sign_in"),
    path("desk/pin/", desk.pin, name="pin"),
    path("desk/lock/", desk.lock, name="lock"),
    path("desk/unlock/", desk.unlock, name="unlock"),
    path("desk/people/merge/<uuid:kept>/<uuid:gone>/", people.merge, name="merge"),
    path("desk/people/merges/", people.merges, name="merges"),
    path("desk/people/merges/<uuid:pk>/undo/", people.undo_merge, name="undo_merge"),
]
