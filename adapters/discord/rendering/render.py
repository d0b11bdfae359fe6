"""Views as Discord's messages: a container of text, files and controls, all within its limits.

Discord takes 40 components and 4,000 characters of text a message. What stays whatever happens:
the title, the controls, and the small notes, which say who can see something. The other words are
cut from the end, with a line that says how much is missing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from adapters.discord.rendering.controls import long_links
from adapters.discord.rendering.files import Attachments, alternative, missing, shown_files
from adapters.discord.rendering.layout import GALLERY, laid_out, text
from adapters.discord.rendering.room import MOST_TEXT, texts_of
from adapters.discord.rendering.spans import Address, groups, words_markup
from adapters.discord.wire import Json
from bot.chat.letters import blank
from bot.chat.room import Words
from bot.chat.spans import Link
from bot.chat.views import (
    Controls,
    Download,
    Picture,
    View,
    note,
)
from bot.model.places import Message
from bot.ports.platform import StoredFile

__all__ = ["NOBODY", "linked", "marker_id", "render_view", "shown_files"]

FILE, CONTAINER = 13, 17
IN_COMPONENTS = 1 << 15
"""The flag of a message that is made of components."""
LONGEST_TITLE = 250
FIRST_MARKED = 1000
"""Discord itself gives ids from 1 on to the components that have none."""
NOBODY: Json = {"parse": []}
"""Whom a message may notify, by its words."""
NOTHING = "There is nothing to show here."


def render_view(
    view: View, files: Mapping[str, StoredFile], address: Address, marker: str = ""
) -> Json:
    """Return a message's body for a view that shows the stored `files`, by their ids.

    `address` leads to a message on Discord. The body lists the attachments that `shown_files`
    returns; `marker` is kept in the id of the outermost component.
    """
    attachments = Attachments(view, files)
    pieces = list(_pieces(view, files, attachments))
    spoken = [None if isinstance(one, Controls | dict) else one for one in pieces]
    texts = texts_of(spoken, address)
    parts = [
        one if isinstance(one, Controls | dict) else words
        for one, words in zip(pieces, texts, strict=True)
    ]
    if not any(words for words in texts) and (view.fallback or not pieces):
        parts.insert(0, words_markup(view.fallback, MOST_TEXT))
    children = laid_out(parts) or [text(NOTHING)]
    outermost: Json = {"type": CONTAINER, "components": children}
    if marker:
        outermost["id"] = marker_id(marker)
    return {
        "flags": IN_COMPONENTS,
        "components": [outermost],
        "allowed_mentions": _allowed(view),
        "attachments": attachments.listed(),
    }


def linked(view: View) -> set[Message]:
    """Return the messages that a view's words lead to."""
    found = (span.message for line in view.lines() for span in line if isinstance(span, Link))
    return {message for message in found if message is not None}


def marker_id(marker: str) -> int:
    """Return the component's id, 31 bits and never 0, that a marker always becomes."""
    digest = hashlib.sha256(marker.encode()).digest()
    return FIRST_MARKED + int.from_bytes(digest[:8], "big") % (2**31 - FIRST_MARKED)


def _pieces(
    view: View, files: Mapping[str, StoredFile], attachments: Attachments
) -> Iterator[Words | str | Controls | Json]:
    """Yield what a view is made of: blocks of words, markdown, controls, finished components."""
    title = words_markup(view.title, LONGEST_TITLE, one_line=True)
    if not blank(title):
        yield f"## {title}"
    for block in view.blocks:
        if isinstance(block, Picture | Download):
            name = attachments.name(block, files)
            yield note(missing(block, files)) if name is None else _file(block, name)
            continue
        if isinstance(block, Controls):
            yield from long_links(block)
        yield block


def _file(block: Picture | Download, name: str) -> Json:
    media = {"url": f"attachment://{name}"}
    if isinstance(block, Download):
        return {"type": FILE, "file": media}
    item: Json = {"media": media}
    if words := alternative(block.description):
        item["description"] = words
    return {"type": GALLERY, "items": [item]}


def _allowed(view: View) -> Json:
    """Return whom a message may notify: nobody but the groups that it calls upon."""
    called = groups(view.lines())
    return {"parse": [], "roles": called} if called else NOBODY
