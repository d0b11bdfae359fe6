"""Slack as a platform: posts, files, threads, history read back."""
