"""Forms of unemployment insurance, a module a room."""
