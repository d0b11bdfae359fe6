"""One small web server: calendar feeds, health and the sandbox's page."""
