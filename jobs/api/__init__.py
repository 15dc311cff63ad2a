"""The open interface of jobs, a module a room."""
