"""Course files and what they name: YAML, rosters and city names."""
