"""Disputes: a student says that the record is wrong, staff decide, the answer is kept."""
