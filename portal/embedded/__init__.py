"""Local PostgreSQL and Valkey from wheels, and the supervisor that keeps the whole portal running."""
