"""«我的就业» and objections at the desk."""

from django.urls import path

from ..views import work

urlpatterns = [
    path("my/work/", work.mine, name="work"),
    path("my/work/<uuid:pk>/left/", work.left, name="left"),
    path("my/work/<uuid:pk>/object/", work.objecting, name="object"),
    path("desk/register/objections/", work.objections, name="objections"),
    path("desk/register/objections/<uuid:pk>/", work.objection, name="objection"),
]
