"""What the core needs from outside, as Protocols, one a noun."""
