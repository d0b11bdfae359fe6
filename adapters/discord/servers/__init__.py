"""What is known of servers: their channels, and who can read them."""
