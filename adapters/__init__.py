"""Everything that touches the outside world, one folder a neighbor."""
