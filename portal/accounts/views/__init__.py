"""Pages of people and sign-in, one file a subject."""
