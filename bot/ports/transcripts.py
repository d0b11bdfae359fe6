"""Transcripts that staff attach: files of meeting programs, read."""

from __future__ import annotations

from typing import Protocol

from bot.model.recap.transcript import Transcript


class Transcripts(Protocol):
    """Reads transcripts."""

    def read(self, name: str, content: bytes) -> Transcript:
        """Return the transcript in the bytes of a file called `name`.

        A file that is none is a Refusal that names file, line and remedy.
        """
        ...
