"""Discord as a platform: posts and what carries them, the calendar, history read back."""
