"""Asking the class: a survey in pages, whose answers act at once and can be taken back."""
