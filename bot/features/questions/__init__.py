"""Questions: asked with or without a name, voted for, answered; one board that updates itself."""
