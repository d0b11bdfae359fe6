"""A tiny chat server with its own file, ids and clock, and the adapter to it."""
