"""Time: zones, weeks, due times, quiet hours, recurrence and the burden of bad hours."""
