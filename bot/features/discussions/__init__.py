"""Discussions: opened, counted as they are written, answered, closed and summed up."""
