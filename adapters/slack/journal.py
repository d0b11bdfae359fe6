"""The adapter's log: kinds of errors and ids, never words that a person or a platform wrote."""

from __future__ import annotations

import logging

LOG = logging.getLogger("homeroom.slack")
