"""Participation: where one stands and why, choices, excuses, and what staff enter by hand."""
