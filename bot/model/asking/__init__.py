"""Asking the class: the survey, its answers, and what staff may learn from them."""
