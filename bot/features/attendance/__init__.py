"""Attendance: checking in with a code, announcing an absence, and staff's list of who is here."""
