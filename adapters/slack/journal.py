"""The adapter's log: kinds of errors and ids, never words that a person or a platform wrote."""

from __future__ import annotations

import logging

LOG = logging.getLogger("homeroom.slack")
QUIET = logging.getLogger("homeroom.slack.libraries")
"""What Bolt and slack_sdk log holds what people wrote, and addresses that are secrets."""
QUIET.setLevel(logging.CRITICAL + 1)
