"""The translations, compiled as set-up does it."""

import subprocess

from tests.stack import REPOSITORY

for source in REPOSITORY.glob("locale/*/LC_MESSAGES/*.po"):
    subprocess.run(["msgfmt", "--check", "-o", source.with_suffix(".mo"), source], check=True)
