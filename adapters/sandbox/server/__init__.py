"""The sandbox's chat server: a small chat platform with its own file, ids and clock."""
