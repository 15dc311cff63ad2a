"""The read door of unemployment insurance."""
