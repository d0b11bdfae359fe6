"""Messages: what people said in the course's places, kept as it stands there."""
