from django.urls import path

from . import views

app_name = "oversight"
urlpatterns = [
    path("boards/", views.index, name="boards"),
    path("boards/<slug:code>/", views.show, name="board"),
    path("boards/<slug:code>.csv", views.download, name="board_csv"),
]
