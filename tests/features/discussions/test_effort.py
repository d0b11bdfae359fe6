"""What a message costs: as much in a long discussion as in a short one. Counted, never timed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.chat.events import Event, MessageDeleted, MessageSeen
from bot.model.participation.acts.ledger import Act, in_force
from bot.model.places import Message
from tests.bench.classes import TERM, Class
from tests.bench.room import Room, open_room
from tests.support.effort import Effort, counting

LONG = "what I thought before and why I changed my mind about it after I had read the chapter"
FEW, MANY = 10, 200
"""How many posts a discussion holds already."""


class Talk:
    """A discussion in which everybody has posted, and replied to the last who did."""

    def __init__(self, room: Room, posts: int) -> None:
        self.room = room
        self.class_ = Class("effort", MANY + 20, weeks=1)
        self.people = [
            replace(person, name=f"N{number} Student")
            for number, person in enumerate(self.class_.students)
        ]
        self.class_.students = self.people
        self.posts = posts
        self.count = 0

    def says(self, who: int, text: str) -> MessageSeen:
        """Return the next message, a second after the one before."""
        [discussion] = self.class_.discussions
        assert discussion.root is not None
        self.count += 1
        at = discussion.opens + timedelta(seconds=self.count)
        place = replace(discussion.root.place, thread=discussion.root.id)
        author = self.class_.account(self.people[who])
        return MessageSeen(Message(place, f"{self.count:06}"), author, text, at, at)

    async def begin(self) -> None:
        await self.room.enroll(self.class_)
        await self.room.app.receive([self.says(number, LONG) for number in range(self.posts)])
        await self.room.app.receive([self.says(number, "Yes.") for number in range(self.posts)])


async def effort_of(folder: Path, posts: int) -> dict[str, Effort]:
    """Return what messages cost one by one in a discussion of so many posts."""
    found: dict[str, Effort] = {}
    with counting() as effort:
        async with open_room(folder, TERM + timedelta(days=3)) as room:
            talk = Talk(room, posts)
            await talk.begin()
            reply = talk.says(1, "Interesting.")
            told: dict[str, Event] = {
                "a reply": reply,
                "the same again": reply,
                "a reply to the first who posted": talk.says(2, "N0, why?"),
                "a post": talk.says(posts + 1, LONG),
                "an edit of a reply": replace(
                    reply, text="N3, why?", version=reply.posted + timedelta(hours=1)
                ),
                "a deletion": MessageDeleted(reply.message, reply.posted + timedelta(hours=2)),
            }
            for what, event in told.items():
                await room.app.tick()
                effort.told()
                await room.app.receive((event,))
                found[what] = effort.told()
            room.check()
            async with room.store.reading() as work:
                entries = in_force(await work.ledger.of_course(talk.class_.course.id))
            assert sum(entry.act is Act.POST for entry in entries) == posts + 1
            assert sum(entry.act is Act.RECEIVED for entry in entries) == posts + 1
    return found


async def test_a_message_costs_as_much_in_a_long_discussion_as_in_a_short_one(
    tmp_path: Path,
) -> None:
    few, many = [await effort_of(tmp_path / str(posts), posts) for posts in (FEW, MANY)]
    assert few == many
