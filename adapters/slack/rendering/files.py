"""Files that a view shows: pictures stand in the message, downloads are shared beside it.

Both are uploaded before; a message only knows Slack's ids of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from adapters.slack.wire import Json
from bot.chat.letters import blank, cleaned
from bot.chat.spans import bold, short
from bot.chat.views import Download, Note, Paragraph, Picture, View, note, paragraph
from bot.ports.platform import StoredFile

FileIds = Mapping[str, str]
"""Slack's ids of uploaded files, by their ids in the store."""
DESCRIPTION = 2000
A_PICTURE = "A picture"


def picture(block: Picture, ids: FileIds) -> Json | Note:
    """Return a picture with its words, or the words alone where it isn't on Slack."""
    if block.file not in ids:
        return note(block.description)
    return {
        "type": "image",
        "slack_file": {"id": ids[block.file]},
        "alt_text": A_PICTURE if blank(cleaned(block.description)) else described(block),
    }


def download(block: Download, ids: FileIds) -> Paragraph | Note:
    """Return the line that names a file; the file itself is shared beside the message."""
    if block.file not in ids:
        return note(f"The file {block.name} is no longer kept.")
    return paragraph("File: ", bold(block.name))


def described(block: Picture) -> str:
    """Return the words that stand for a picture, as long as Slack takes them."""
    return short(cleaned(block.description), DESCRIPTION)


def pictures(view: View, files: Mapping[str, StoredFile]) -> list[StoredFile]:
    """Return the files that stand in a view's message as pictures, each once."""
    wanted = [block.file for block in view.blocks if isinstance(block, Picture)]
    return [files[id] for id in dict.fromkeys(wanted) if id in files]


def downloads(view: View, files: Mapping[str, StoredFile]) -> list[StoredFile]:
    """Return the files that are shared beside a view's message, under the names it offers."""
    wanted = [(block.file, block.name) for block in view.blocks if isinstance(block, Download)]
    return [replace(files[id], name=name) for id, name in dict.fromkeys(wanted) if id in files]
