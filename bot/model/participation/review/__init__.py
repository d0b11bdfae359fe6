"""Review: what is disputed, decided later, simulated and compared."""
