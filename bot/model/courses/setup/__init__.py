"""A course set up in chat: what was answered, what is missing, and what it stands for."""
