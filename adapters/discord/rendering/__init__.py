"""Views, forms and commands in Discord's own JSON, within its limits."""
