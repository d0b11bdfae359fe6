"""Catch-up: what one missed so far of a session, privately."""
