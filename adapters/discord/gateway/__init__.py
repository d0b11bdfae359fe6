"""What Discord tells: the connection that is kept, and what is heard, as the core's events."""
