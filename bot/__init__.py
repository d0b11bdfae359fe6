"""The core: knows classes, no platform, no database and no clock of its own."""
