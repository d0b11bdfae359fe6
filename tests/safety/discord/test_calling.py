"""Whom an announcement calls upon: the role that staff named, once, and nobody by an edit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.model.places import Group
from tests.safety.discord.school import School, school
from tests.safety.discord.shown import bodies
from tests.support.discord.things import Message
from tests.support.lived import FUTURE
from tests.support.sample import COURSE


def calling(room: School) -> list[Message]:
    """Return the messages that call upon anybody."""
    found = [one for channel in room.server.guild().channels.values() for one in
             channel.messages.values()]  # fmt: skip
    return [one for one in found if one.mentions or one.mention_roles or one.mention_everyone]


async def test_the_role_is_called_once_and_by_no_edit(tmp_path: Path) -> None:
    async with school(tmp_path) as room:
        role = room.server.admin().role("teachers")
        async with room.bot.store.work() as work:
            course = await work.courses.get(COURSE.id)
            assert course is not None
            group = Group("discord", str(role.id))
            await work.courses.save(replace(course, mention=(group,)))
        await room.walk_to("2026-09-12 12:00")
        assert calling(room) == []
        await room.walk_to("2026-09-13 12:00")
        [announced] = calling(room)
        assert (announced.mention_roles, announced.mentions) == ([role.id], [])
        assert f"<@&{role.id}>" in str(announced.components)
        await room.types("ines", "session move", session=FUTURE.id, to="2026-09-17 12:00")
        assert announced.edited
        assert f"<@&{role.id}>" in str(announced.components)
        await room.walk_to("2026-09-20 12:00")
        assert calling(room) == []
        allowed = [one["allowed_mentions"] for one in bodies(room.server) if "flags" in one]
        assert [one for one in allowed if one != {"parse": []}] == [
            {"parse": [], "roles": [str(role.id)]}
        ]
