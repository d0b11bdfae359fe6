"""Reports of meeting programs: brought, or told as it happens, and who is who in them."""
