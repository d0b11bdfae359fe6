"""Zoom's webhooks: what it tells of meetings as they happen."""
