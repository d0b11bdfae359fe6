"""Courses: loading and dumping their description, joining them, and their end."""
