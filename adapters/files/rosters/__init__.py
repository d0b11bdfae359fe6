"""Rosters: lists of people as schools' programs export them, one file or several."""
