"""Slack's rows: its adapter on a wire server that runs in a process of its own."""
