"""The demo: staff accounts and a few made-up people, so that a stranger can try the portal at once."""
