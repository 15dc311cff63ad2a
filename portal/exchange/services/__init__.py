"""The verbs of the exchange, a module a room."""
