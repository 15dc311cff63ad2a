"""Rows for pages, put into words once: templates only place them. A module a room."""
