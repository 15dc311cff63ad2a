"""Work of one's own."""

from django.urls import path

from ..views import flexible

urlpatterns = [path("my/work/flexible/<int:pk>/", flexible.work, name="flexible")]
