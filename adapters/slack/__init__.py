"""Slack: what it says becomes events and calls, what the core says becomes messages; no more."""
