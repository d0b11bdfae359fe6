"""The room that a message's words share: what is kept, what is cut, and a line that says so.

Titles and the small notes, which say who can see something, are kept. The other words are cut
from the end, and a line in the place of the first missing ones says how much there was.
"""

from __future__ import annotations

from collections.abc import Sequence

from adapters.discord.escaping import size
from adapters.discord.render_blocks import Shown, Words, rest_line, words_of
from adapters.discord.render_spans import Address
from bot.chat.views import Note

MOST_TEXT = 4000
"""Characters of all texts of one message."""
SHORTEST = 24
"""Less room than this is not worth beginning a block in."""
FOR_REST = 120
"""Characters kept for the lines that say what is missing."""
LONGEST_NOTE = 500
MOST_NOTES = 1500
"""Characters of notes that are kept; beyond these the first notes go like other words."""


def texts_of(pieces: Sequence[Words | str | None], address: Address) -> list[str]:
    """Return the markdown of each piece of a message, all together within what one takes.

    A string is markdown already and stays; None has no words. What says nothing or has found no
    room is empty.
    """
    texts = [piece if isinstance(piece, str) else "" for piece in pieces]
    kept = _notes(pieces, address)
    room = MOST_TEXT - FOR_REST - sum(size(text) + 1 for text in (*texts, *kept.values()) if text)
    missing, full_at, rest = 0, -1, ""
    for at, piece in enumerate(pieces):
        if piece is None or isinstance(piece, str):
            continue
        if at in kept:
            texts[at] = kept[at]
        elif full_at >= 0 or room < SHORTEST:
            missing += 1
            full_at = at if full_at < 0 else full_at
        else:
            shown = words_of(piece, address, room)
            texts[at] = shown.text
            room -= size(shown.text) + 1
            if shown.rest:
                full_at, rest = at, shown.rest
    if full_at >= 0:
        texts[full_at] = "\n".join(filter(None, (texts[full_at], rest_line(missing, rest))))
    return texts


def _notes(pieces: Sequence[Words | str | None], address: Address) -> dict[int, str]:
    """Return the notes to keep, by where they stand; the last ones first, if room is short."""
    kept: dict[int, str] = {}
    room = MOST_NOTES
    for at in reversed(range(len(pieces))):
        piece = pieces[at]
        if isinstance(piece, Note):
            shown: Shown = words_of(piece, address, LONGEST_NOTE)
            room -= size(shown.text) + 1
            if room < 0:
                break
            kept[at] = shown.text
    return kept
