"""The room that a message's words share: 4,000 characters, titles and small notes kept."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.discord.rendering.blocks import small, words_of
from adapters.discord.rendering.spans import Address
from bot.chat.letters import size
from bot.chat.room import Room, Words, shared

MOST_TEXT = 4000
"""Characters of all texts of one message."""
SHORTEST = 24
FOR_REST = 120
"""Characters kept for the lines that say what is missing."""
LONGEST_NOTE = 500
MOST_NOTES = 1500


def texts_of(pieces: Sequence[Words | str | None], address: Address) -> list[str]:
    """Return the markdown of each piece of a message, all together within what one takes.

    A string is markdown already and stays; None has no words. What says nothing or has found no
    room is empty.
    """
    texts = [piece if isinstance(piece, str) else "" for piece in pieces]
    most = MOST_TEXT - FOR_REST - sum(size(text) + 1 for text in texts if text)
    found = shared(
        [None if isinstance(piece, str) else piece for piece in pieces],
        lambda words, room: words_of(words, address, room),
        Room(most, SHORTEST, LONGEST_NOTE, MOST_NOTES),
    )
    for at, markdown in enumerate(found.pieces):
        texts[at] = markdown or texts[at]
    if found.rest:
        texts[found.at] = "\n".join(filter(None, (texts[found.at], small(found.rest))))
    return texts
