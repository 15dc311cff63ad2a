#!/usr/bin/env python
"""Shuye's command line: `python manage.py up` runs the whole portal."""

import os
import sys

# These change tables, rights or the law: they run as the database's owner, all others as the application.
OWNER_COMMANDS = ("migrate", "makemigrations", "prepare", "flush", "sqlmigrate", "showmigrations")
OWNER_COMMANDS += ("backup", "restore", "backup_drill")
OWNER_PREFIXES = ("load_", "seed_")


def main() -> None:
    """Choose the settings and the database role, then hand over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command in OWNER_COMMANDS or command.startswith(OWNER_PREFIXES):
        os.environ.setdefault("SHUYE_DB_ROLE", "owner")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit("找不到 Django：请运行 make setup，并使用 .venv/bin/python") from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
