"""Recaps: what a session leaves behind; draft → published → revised, with its history."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.model.places import Message
from bot.model.sessions import Session

LONGEST_LINE = 400
MOST_LINES = 12
"""Lines of a summary, and characters of each: what still fits into one field of a form."""
DRAFTED = "drafted"
_BULLETS = re.compile(r"^(?:[-–—*·](?:\s+|$)|-(?=[^\W\d_])|[•‣◦▪]\s*)+")


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a recap; `message` is where it was said, None for what staff wrote."""

    text: str
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What staff decide in a recap; all else is drawn from what happened in the session."""

    title: str
    summary: tuple[Said, ...] = ()
    stayed_open: tuple[Said, ...] = ()
    recording: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a recap, counted from 0, the draft as it was made.

    `by` is the member of staff (None: made by itself); `what` says in a few words what was done.
    """

    number: int
    at: datetime
    by: str | None
    what: str
    contents: Contents


@dataclass(frozen=True, slots=True)
class Highlight:
    """A message that staff marked as worth reading again; `removed` is when they undid it."""

    session: str
    course: str
    message: Message
    by: str
    at: datetime
    removed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Recap:
    """A session's recap; it has the session's id.

    `drafted` is the end it was drafted for. `needs_staff` holds back publishing by itself: words
    of a transcript wait for a person. `publications` counts how often it was published, since it
    can be taken back. `makeup_until` is when its make-up closes (None before the first
    publication) and never moves earlier; `makeup_closed` says that it has.
    """

    session: str
    course: str
    drafted: datetime
    history: tuple[Revision, ...]
    needs_staff: bool = False
    published: datetime | None = None
    publications: int = 0
    makeup_until: datetime | None = None
    makeup_closed: bool = False

    @property
    def contents(self) -> Contents:
        """The contents as they stand."""
        return self.history[-1].contents

    @property
    def revised(self) -> datetime | None:
        """When it was changed last since it was published; None if it wasn't."""
        last = self.history[-1].at
        return last if self.published is not None and last > self.published else None

    @property
    def untouched(self) -> bool:
        """Whether the draft still is as it was made."""
        return len(self.history) == 1


def draft(session: Session, at: datetime, before: Recap | None = None) -> Recap:
    """Return the draft for a session that ended at `at`; one made for an earlier end goes on."""
    if before is not None:
        return replace(before, drafted=at)
    first = Revision(0, at, None, DRAFTED, Contents(session.title, recording=session.recording))
    return Recap(session.id, session.course, at, (first,))


def changed(recap: Recap, contents: Contents, by: str | None, at: datetime, what: str) -> Recap:
    """Return the recap with new contents and one more revision; equal contents change nothing."""
    if contents == recap.contents:
        return recap
    return _noted(recap, by, at, what, contents)


def _noted(
    recap: Recap, by: str | None, at: datetime, what: str, contents: Contents | None = None
) -> Recap:
    number = recap.history[-1].number + 1
    revision = Revision(number, at, by, what, contents or recap.contents)
    return replace(recap, history=(*recap.history, revision))


def published(recap: Recap, by: str | None, at: datetime, makeup_open: timedelta) -> Recap:
    """Return the recap published at `at`, its make-up open for `makeup_open` from then on."""
    out = _noted(recap, by, at, "published")
    out = replace(out, published=at, publications=recap.publications + 1, needs_staff=False)
    return stays_open(out, at + makeup_open)


def unpublished(recap: Recap, by: str, at: datetime) -> Recap:
    """Return the recap as a draft again; what was promised of its make-up stays promised."""
    return replace(_noted(recap, by, at, "taken back"), published=None)


def stays_open(recap: Recap, until: datetime) -> Recap:
    """Return the recap whose make-up is open at least until then; never shorter than before."""
    if recap.makeup_until is not None and recap.makeup_until >= until:
        return recap
    return replace(recap, makeup_until=until, makeup_closed=False)


def with_recording(
    recap: Recap, url: str | None, by: str | None, at: datetime, makeup_open: timedelta
) -> Recap:
    """Return the recap with its recording, or without; a late one keeps the make-up open.

    It is late when the recap was published without it: who waited for it gets the same time.
    """
    what = "added the recording" if url else "took the recording off"
    after = changed(recap, replace(recap.contents, recording=url), by, at, what)
    late = url is not None and recap.published is not None and recap.contents.recording is None
    return stays_open(after, at + makeup_open) if late else after


def restored(recap: Recap, number: int, by: str, at: datetime) -> Recap | None:
    """Return the recap with the contents of an earlier revision; None if there is none such."""
    for revision in recap.history:
        if revision.number == number:
            return changed(recap, revision.contents, by, at, f"went back to version {number}")
    return None


def answers_open(recap: Recap | None, session: Session, at: datetime) -> bool:
    """Whether a session's answers are open for everyone at `at`: its make-up has closed.

    Where nothing counts there is no make-up, and they open with the recap.
    """
    if recap is None or recap.published is None:
        return False
    return not session.counted or not makeup_open(recap, at)


def makeup_open(recap: Recap | None, at: datetime) -> bool:
    """Whether a make-up can be sent in at `at`: published, and before it closes."""
    if recap is None or recap.published is None or recap.makeup_until is None:
        return False
    return at < recap.makeup_until


def read_lines(text: str, known: Iterable[Said] = ()) -> tuple[Said, ...]:
    """Return the lines of an edited field; those that say what they said keep their message.

    A bullet typed before a line is left out: a recap sets its own.
    """
    sources = {said.text: said for said in known}
    rows = (" ".join(row.split()) for row in text.splitlines())
    lines = dict.fromkeys(_line(row, sources)[:LONGEST_LINE] for row in rows)
    return tuple(sources.get(line, Said(line)) for line in lines if line)


def _line(row: str, sources: Mapping[str, Said]) -> str:
    """Return a row without a bullet, unless it quotes a message that has one."""
    if row in sources and sources[row].message is not None:
        return row
    return _BULLETS.sub("", row, count=1)


def write_lines(lines: Sequence[Said]) -> str:
    """Return lines as a field shows them, one below the other."""
    return "\n".join(said.text for said in lines)


def without(recap: Recap, messages: frozenset[Message]) -> Recap:
    """Return the recap, and all its history, without lines that quote these messages."""

    def kept(lines: tuple[Said, ...]) -> tuple[Said, ...]:
        return tuple(said for said in lines if said.message not in messages)

    history = tuple(
        replace(
            revision,
            contents=replace(
                revision.contents,
                summary=kept(revision.contents.summary),
                stayed_open=kept(revision.contents.stayed_open),
            ),
        )
        for revision in recap.history
    )
    return replace(recap, history=history)


def quoted(recap: Recap) -> frozenset[Message]:
    """Return the messages that any version of the recap quotes."""
    return frozenset(
        said.message
        for revision in recap.history
        for said in (*revision.contents.summary, *revision.contents.stayed_open)
        if said.message is not None
    )
