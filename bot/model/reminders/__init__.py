"""Private messages: who wishes them, about what, and when."""
