"""Private reminders: nobody gets any who has not asked; each says when, and in which zone."""
