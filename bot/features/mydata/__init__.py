"""What is stored about a person: shown to them, taken with them, withdrawn."""
