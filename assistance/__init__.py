"""Employment aid for people in difficulty."""
