"""Cities and their zones: a table made from GeoNames, and the search in it."""
