"""Home: what one person may want to see first, on platforms that have a page for each."""
