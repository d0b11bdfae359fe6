"""The panel: what is next, what this week asks, and buttons for what students do most."""
