"""Exports: the week's participation for the gradebook, on its day and on demand."""
