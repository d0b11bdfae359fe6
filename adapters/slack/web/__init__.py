"""What is asked of Slack: one call at a time, at its pace, its outcome in the ports' words."""
