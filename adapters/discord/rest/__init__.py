"""What is asked of Discord: one request at a time, its outcome in the ports' words."""
