"""The summarizer: it picks what was said, cleans it, and divides it into topics."""
