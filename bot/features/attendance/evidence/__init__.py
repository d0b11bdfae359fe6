"""What is known of who was there, and the ledger brought to it."""
