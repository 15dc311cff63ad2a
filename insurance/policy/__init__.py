"""Who may do what in unemployment insurance, a module a room."""
