"""The law of the register as pure functions, a module a room."""
