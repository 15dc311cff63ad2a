"""Serve the few front-end files we use straight from the packages npm installed."""

import os
from collections.abc import Iterator

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

FILES = ("htmx.org/dist/htmx.min.js",)


class NodePackageFinder(BaseFinder):
    """Finds only the files named in FILES; nothing else of node_modules is ever public."""

    def __init__(self, *args, **kwargs) -> None:
        self.storage = FileSystemStorage(location=settings.BASE_DIR / "node_modules")
        super().__init__(*args, **kwargs)

    def find(self, path: str, find_all: bool = False, **kwargs):
        full = os.path.join(self.storage.location, path)
        found = path in FILES and os.path.exists(full)
        if find_all:
            return [full] if found else []
        return full if found else None

    def list(self, ignore_patterns) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in FILES:
            if self.storage.exists(path):
                yield path, self.storage

    def check(self, **kwargs) -> list:
        return []
