"""Polls: opened by staff, one vote a student, live results, and a note on what they show."""
