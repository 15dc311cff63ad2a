"""Every address of training: each module of this folder is a room with its `urlpatterns`."""

from importlib import import_module
from pkgutil import iter_modules

app_name = "training"
urlpatterns = [
    address
    for room in iter_modules(__path__)
    for address in import_module(f"{__name__}.{room.name}").urlpatterns
]
