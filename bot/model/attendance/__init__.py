"""Attendance: what meeting programs report, who that was, and the one entry that stands for it."""
