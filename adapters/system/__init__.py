"""The clock and the ticker: the only place that knows what time it is."""
