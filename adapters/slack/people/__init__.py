"""Who is who, and who can read what."""
