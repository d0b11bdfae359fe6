"""What students do: check in, or say that they can't come."""
