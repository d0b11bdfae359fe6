"""How the archive fills by itself: with messages that are worth it; and what leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.events import Event, MessageDeleted, MessageSeen
from bot.model.course import Course
from bot.model.happenings import WordsWithdrawn
from bot.model.places import Message, Place
from bot.model.recap.archive import Document
from bot.model.recap.documents import message_document, message_id
from bot.ports.messages import Kept
from bot.ports.work import UnitOfWork


async def index(events: Sequence[Event], now: datetime, work: UnitOfWork) -> None:
    """Keep what a batch changed findable: posts of discussions, and messages that share a link.

    It runs after the messages were kept and reads how they stand, so neither the order of events
    nor telling them again matters.
    """
    told = dict.fromkeys(
        event.message for event in events if isinstance(event, MessageSeen | MessageDeleted)
    )
    kept = await work.messages.get(list(told))
    if not kept:
        return
    courses = {name: await work.courses.get(name) for name in {each.course for each in kept}}
    titles = await _conversations(kept, work)
    documents: dict[str, list[Document]] = {}
    gone: list[str] = []
    for each in kept:
        course = courses[each.course]
        document = _document(each, course, titles) if course else None
        if course is not None and document is not None:
            documents.setdefault(course.language, []).append(document)
        else:
            gone.append(message_id(each.message))
    for language, found in documents.items():
        await work.archive.put(found, language)
    await work.archive.remove(gone)


def _document(kept: Kept, course: Course, titles: dict[Place, str]) -> Document | None:
    if kept.deleted is not None or not kept.text:
        return None
    where = titles.get(kept.message.place, "")
    return message_document(kept.message, course, kept.person, kept.text, kept.posted, where)


async def _conversations(kept: Sequence[Kept], work: UnitOfWork) -> dict[Place, str]:
    """Return the titles of the discussions that these messages' threads are."""
    threads = {each.message.place for each in kept if each.message.place.thread}
    roots = {Message(place.parent, place.thread or ""): place for place in threads}
    found = await work.discussions.at(list(roots))
    return {roots[root]: discussion.title for root, discussion in found.items()}


async def forget_words(withdrawn: WordsWithdrawn, now: datetime, work: UnitOfWork) -> None:
    """Forget a person's words; where they stood nothing is found any more."""
    mine = {document.id for document in await work.archive.of_person(withdrawn.person)}
    said = await work.messages.by_person(withdrawn.person)
    await work.archive.remove([*mine, *{message_id(kept.message) for kept in said} - mine])
