"""What discord.py logs of its own accord, without anybody's words and without tokens.

Whoever turns all logs on to look for a fault must not find the class's messages there: what
discord.py writes for its own debugging quotes requests and events in whole.
"""

from __future__ import annotations

import logging
import re

TOKEN = re.compile(r"/(interactions|webhooks)/(\d+)/[^/\s?]+")
QUOTING = ("discord.http", "discord.gateway")
"""The loggers that quote what goes over the wire."""


class Discreet(logging.Filter):
    """Keeps back what quotes others, and what follows an interaction's or webhook's id."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a line is written; take tokens out of its message and its parts."""
        if record.levelno <= logging.DEBUG:
            return False
        record.msg = _without(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(_without, record.args))
        return True


DISCREET = Discreet()


def be_discreet() -> None:
    """Keep words and tokens out of what discord.py says; doing so again changes nothing."""
    for name in QUOTING:
        logging.getLogger(name).addFilter(DISCREET)


def _without(said: object) -> object:
    return TOKEN.sub(r"/\1/\2/…", said) if isinstance(said, str) else said
