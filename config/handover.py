"""What the process that runs a sandbox hands over to the bot's own process, by the environment."""

from __future__ import annotations

SANDBOX = "HOMEROOM_SANDBOX"
"""The sandbox's address."""
SANDBOX_TOKEN = "HOMEROOM_SANDBOX_TOKEN"  # noqa: S105 - the variable's name
"""The sandbox's token."""
DATABASE = "HOMEROOM_DATABASE_URL"
LOG_LEVEL = "HOMEROOM_LOG_LEVEL"
LOG_JSON = "HOMEROOM_LOG_JSON"
REFUSED = 3
"""The bot's exit code that says that starting it again won't help; its last words say why."""
