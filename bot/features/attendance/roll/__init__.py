"""A session's roll, and everybody's attendance over the term."""
