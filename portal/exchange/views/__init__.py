"""Pages of the exchange, a module a room."""
