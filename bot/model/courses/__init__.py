"""A course from file to end: its description and plan, loading, joining, ending."""
