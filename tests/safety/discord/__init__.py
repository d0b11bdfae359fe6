"""What must not happen on Discord, held over the wire with the real core."""
