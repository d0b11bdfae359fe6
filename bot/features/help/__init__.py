"""Help: what one can do here, from the command specs themselves."""
