"""What discord.py logs of its own accord, without the tokens that stand in some addresses."""

from __future__ import annotations

import logging
import re

TOKEN = re.compile(r"/(interactions|webhooks)/(\d+)/[^/\s?]+")


class Discreet(logging.Filter):
    """Lets every line pass, with whatever follows an interaction's or webhook's id left out."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take tokens out of a line's message and of what is put into it."""
        record.msg = _without(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(_without, record.args))
        return True


DISCREET = Discreet()


def be_discreet() -> None:
    """Keep tokens out of what discord.py says of requests; doing so again changes nothing."""
    logging.getLogger("discord.http").addFilter(DISCREET)


def _without(said: object) -> object:
    return TOKEN.sub(r"/\1/\2/…", said) if isinstance(said, str) else said
