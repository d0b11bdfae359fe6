"""Gradebooks at the wire, with the traps that real ones have."""
