"""The unit of work on SQLite and PostgreSQL: one file a noun."""
