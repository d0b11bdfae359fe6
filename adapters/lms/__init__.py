"""Gradebook files and rosters, as learning management systems read and write them."""
