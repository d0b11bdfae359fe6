"""Words: the summarizer, search normalization and markup."""
