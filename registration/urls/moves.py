"""Moving to another county: one's own pages, and both agencies' desk."""

from django.urls import path

from ..views import moves, moves_desk

urlpatterns = [
    path("my/move/", moves.choose, name="move"),
    path("my/move/to/<str:county>/", moves.check, name="move_check"),
    path("my/move/<uuid:pk>/", moves.done, name="move_done"),
    path("desk/register/moves/", moves_desk.listing, name="desk_moves"),
    path("desk/register/moves/<uuid:pk>/", moves_desk.one, name="desk_move"),
    path("desk/register/moves/of/<uuid:pk>/", moves_desk.window, name="move_at_window"),
]
