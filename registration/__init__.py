"""The base register: who works, who does not."""
