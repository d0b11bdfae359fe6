"""The archive: recaps, discussions, answers and shared links, found again by their words."""
