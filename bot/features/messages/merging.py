"""How a message stands after a batch of events, whatever their order: newest version, tombstones.

Pure functions over what is kept. An event told again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.chat.events import MessageDeleted, MessageSeen, ReactionSeen
from bot.model.participation.acts.evidence import Edit
from bot.model.participation.acts.words import count_words
from bot.model.people import Account, Person
from bot.model.places import Message
from bot.ports.messages import Kept, Reaction

NOBODY = ""
"""The account of a tombstone whose message was never seen."""


def seen(kept: Kept | None, event: MessageSeen, course: str, person: Person | None) -> Kept:
    """Return a message after one of its versions was seen; `kept` is how it stood.

    Words that were erased (deleted, or withdrawn by their author) don't come back with a version
    that isn't newer.
    """
    version = Edit(event.version, count_words(event.text))
    who = person.id if person else None
    if kept is None:
        return Kept(
            message=event.message,
            course=course,
            account=event.author,
            person=who,
            text=event.text,
            posted=event.posted,
            version=event.version,
            versions=(version,),
        )
    newer = event.version > kept.version and kept.deleted is None
    known = {each.at: each for each in (version, *kept.versions)}
    return replace(
        kept,
        account=event.author,
        person=who or kept.person,
        text=event.text if newer else kept.text,
        posted=event.posted,
        version=max(known),
        versions=tuple(known[at] for at in sorted(known)),
    )


def deleted(kept: Kept | None, event: MessageDeleted, course: str) -> Kept:
    """Return a message's tombstone: its words are gone, that it was there stays."""
    if kept is None:
        account = Account(event.message.place.platform, NOBODY)
        return Kept(
            message=event.message,
            course=course,
            account=account,
            person=None,
            text="",
            posted=event.at,
            version=event.at,
            versions=(),
            deleted=event.at,
        )
    if kept.deleted is not None and kept.deleted <= event.at:
        return kept
    return replace(kept, text="", deleted=event.at)


def reacted(known: Iterable[Reaction], events: Sequence[ReactionSeen]) -> list[Reaction]:
    """Return the states that `events` make new: for each account and emoji the latest wins."""
    before = {_key(state): state for state in known}
    after = dict(before)
    for event in events:
        state = Reaction(event.message, event.account, event.emoji, event.present, event.at)
        standing = after.get(_key(state))
        if standing is None or (standing.at, not standing.present) < (state.at, not state.present):
            after[_key(state)] = state
    return [state for key, state in after.items() if before.get(key) != state]


def counts(states: Iterable[Reaction]) -> Mapping[Message, int]:
    """Return how many reactions stand on each message."""
    latest = {_key(state): state for state in states}
    found: dict[Message, int] = {}
    for state in latest.values():
        found[state.message] = found.get(state.message, 0) + state.present
    return found


def _key(state: Reaction) -> tuple[Message, Account, str]:
    return state.message, state.account, state.emoji
