"""Presence and reactions after a downtime: told again if the session goes on, compared if not."""

from __future__ import annotations

import pytest

from bot.chat.events import PlaceRead, PresenceSeen, PresencesRead, ReactionsRead
from bot.model.places import Purpose
from tests.support.discord.core import Core, Notebook, until
from tests.support.discord.server import WireServer
from tests.support.discord.serving import serving_doors


@pytest.fixture
def core(server: WireServer) -> Core:
    made = Core()
    made.watch(str(server.channel("general").id))
    made.watch(str(server.channel("room").id), Purpose.VOICE)
    return made


async def test_who_left_meanwhile_is_told_when_the_session_goes_on(
    server: WireServer, core: Core
) -> None:
    mei, notes = server.person("mei"), Notebook()
    async with serving_doors(server, core, notes):
        await mei.join_voice("room")
        await until(lambda: any(isinstance(one, PresenceSeen) for one in core.events))
    await mei.leave_voice()
    core.events.clear()
    async with serving_doors(server, core, notes):
        await until(lambda: any(isinstance(one, PresenceSeen) for one in core.events))
    left = core.events[-1]
    assert isinstance(left, PresenceSeen)
    assert (left.place.id, left.present) == (str(server.channel("room").id), False)
    assert server.gateway.resumed == 1


async def test_who_is_there_is_compared_when_a_new_session_begins(
    server: WireServer, core: Core
) -> None:
    mei, tom, notes = server.person("mei"), server.person("tom"), Notebook()
    async with serving_doors(server, core, notes):
        await mei.join_voice("room")
        await until(lambda: any(isinstance(one, PresenceSeen) for one in core.events))
    server.gateway.forget_sessions()
    await mei.leave_voice()
    await tom.join_voice("room")
    core.events.clear()
    async with serving_doors(server, core, notes):
        await until(lambda: any(isinstance(one, PresencesRead) for one in core.events))
    read = next(one for one in core.events if isinstance(one, PresencesRead))
    assert {account.id for account in read.present} == {str(tom.user.id)}


async def test_reactions_and_deletions_are_compared_when_a_new_session_begins(
    server: WireServer, core: Core
) -> None:
    mei, tom, notes = server.person("mei"), server.person("tom"), Notebook()
    async with serving_doors(server, core, notes):
        kept = await mei.write("general", "Keep me")
        gone = await mei.write("general", "Delete me")
        await until(lambda: len(core.texts()) == 2)
    server.gateway.forget_sessions()
    await tom.react(kept, "👍")
    await mei.delete(gone)
    core.events.clear()
    async with serving_doors(server, core, notes):
        await until(lambda: any(isinstance(one, PlaceRead) for one in core.events))
    reactions = [one for one in core.events if isinstance(one, ReactionsRead)]
    assert {(one.message.id, len(one.standing)) for one in reactions} == {(str(kept.id), 1)}
    read = next(one for one in core.events if isinstance(one, PlaceRead))
    assert str(kept.id) in read.standing
    assert str(gone.id) not in read.standing
    assert read.start <= gone.posted < read.end


async def test_a_voice_place_that_a_course_begins_to_use_is_looked_at(
    server: WireServer, core: Core
) -> None:
    mei = server.person("mei")
    await mei.join_voice("hall")
    async with serving_doors(server, core, Notebook()) as (_, inbox):
        core.watch(str(server.channel("hall").id), Purpose.VOICE)
        await inbox.look()
        hall = str(server.channel("hall").id)
        await until(
            lambda: any(
                isinstance(one, PresencesRead) and one.place.id == hall for one in core.events
            )
        )
    read = next(
        one for one in core.events if isinstance(one, PresencesRead) and one.place.id == hall
    )
    assert {account.id for account in read.present} == {str(mei.user.id)}
