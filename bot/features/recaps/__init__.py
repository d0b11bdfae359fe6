"""Recaps: drafted when a session ends, edited and published by staff or by themselves."""
