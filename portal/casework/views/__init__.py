"""Pages of casework: filling in, one case, the window."""
