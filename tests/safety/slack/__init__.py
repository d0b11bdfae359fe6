"""What must not happen on Slack, held over the wire with the real core."""
