"""What a closed mailbox kept away: given along once, with the person's next private answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.chat.calls import Answer, Answering, Call, Visit
from bot.chat.posts import PostRecord
from bot.chat.spans import bold
from bot.chat.views import Block, Heading, View, note, paragraph
from bot.ports.work import UnitOfWork

MOST = 3
"""Undelivered posts that one answer takes along: more would bury the answer."""
ABOVE = "While your messages were closed"


async def with_undelivered(answer: Answer, call: Call | Visit, work: UnitOfWork) -> Answer:
    """Return an answer with what couldn't be delivered to this person, and note it as handed over.

    Only answers that nobody else sees take anything along. It runs in the answer's transaction,
    so a repeated call gets the same words, and no other one does.
    """
    if call.known is None or not isinstance(answer.body, View) or not _is_private(answer, call):
        return answer
    waiting = [
        each
        for each in await work.outbox.undelivered(call.known.id, call.now)
        if each.view is not None
    ]
    if not waiting:
        return answer
    given = waiting[:MOST]
    await work.outbox.handed([each.key for each in given])
    wishes = await work.preferences.of(call.known.id)
    blocks = _blocks(given, len(waiting) - len(given), in_words=wishes.low_bandwidth)
    return replace(answer, body=answer.body.also(*blocks))


def _is_private(answer: Answer, call: Call | Visit) -> bool:
    """Whether nobody else sees an answer; it may replace a message that others see."""
    if answer.how is Answering.UPDATE:
        return call.invocation.private or call.invocation.message is None
    return answer.how in (Answering.PRIVATE, Answering.CONFIDENTIAL)


def _blocks(posts: Sequence[PostRecord], more: int, *, in_words: bool) -> Iterator[Block]:
    yield Heading(ABOVE)
    for each in posts:
        view = each.view or View()
        if view.title:
            yield paragraph(bold(view.title))
        yield from (view.in_words() if in_words else view).blocks
    if more:
        yield note(f"{more} more wait, and come along with our next answers to you here.")
    yield note("Private messages can't reach you. /class reminders says what helps.")
