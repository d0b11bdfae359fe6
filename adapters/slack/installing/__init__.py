"""Several workspaces: the app is installed in each by those who run it, and taken out again."""
