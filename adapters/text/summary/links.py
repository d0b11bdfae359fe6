"""Addresses that were said or typed."""

import re
from collections.abc import Iterable

from bot.model.recap.transcript import Chat, Transcript
from bot.ports.summarizer import Line, Link

_URL = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"“”]+|"
    r"(?<![@\w./-])(?:[a-z0-9-]{1,63}\.){1,5}(?:com|org|edu|net|io|gov|info|dev|app|co|ai|me|tv|uk|de|"
    r"fr|es|it|nl|ch|at|eu|ca|au|jp|be|pt|br|in|us)/[^\s<>\"“”]+",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"https?://(?:[\w.-]+\.)?(?:zoom\.us/(?:j|my|s|w|wc)/|zoomgov\.com/(?:j|my|s|w|wc)/|"
    r"meet\.google\.com/|teams\.(?:microsoft|live)\.com/(?:l/meetup-join|meet)/)",
    re.IGNORECASE,
)
"""Ways into a meeting, often with its passcode: nothing to read later."""
_CLOSING = {")": "(", "]": "[", "}": "{"}


def shared_links(transcript: Transcript, chat: Chat) -> tuple[Link, ...]:
    """Return each address once, where it was shared first, with the words around it."""
    lines = [
        *(Line(line.text, line.at, line.speaker, typed=True) for line in chat.lines),
        *(Line(cue.text, cue.start, cue.speaker) for cue in transcript.cues),
    ]
    found: dict[str, Link] = {}
    for line in lines:
        for url in urls(line.text):
            found.setdefault(url, Link(url, line))
    return tuple(found.values())


def urls(text: str) -> Iterable[str]:
    """Yield the web addresses in a text, without the punctuation that follows them."""
    for match in _URL.finditer(text):
        url = match.group().rstrip(".,;:!?'…")
        while url and url[-1] in _CLOSING and url.count(url[-1]) > url.count(_CLOSING[url[-1]]):
            url = url[:-1].rstrip(".,;:!?'")
        address = url if "://" in url else f"https://{url}"
        if not _MEETING.match(address):
            yield address
