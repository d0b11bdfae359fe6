"""A class on Discord that has lived a week: each kind of thing there is, made by its people.

What students write is given by the test (tests.support.lived.Words), as in the core's own class.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from pathlib import Path

from tests.safety.discord.school import Names, Opening, School, school
from tests.safety.discord.shown import states
from tests.support.discord.calling import Shown
from tests.support.discord.interactions import COMPONENT
from tests.support.lived import LIMITS, SERIES, Words
from tests.support.sample import BEN, CHO, COURSE


@contextlib.asynccontextmanager
async def lived(
    folder: Path,
    words: Words | None = None,
    names: Names | None = None,
    opening: Opening | None = None,
) -> AsyncIterator[School]:
    """Open a class on Wednesday of its first week, 10:10 UTC, in the middle of a session."""
    words = words or Words()
    async with school(folder, names, opening) as room:
        await room.walk_to("2026-09-07 09:00")
        await _survey(room, words)
        await room.walk_to("2026-09-07 10:02")
        await _live(room, words)
        await room.walk_to("2026-09-07 10:58")
        await room.types("ines", "session end")
        await room.presses("ines", "Publish")
        await _afterwards(room, words)
        await room.walk_to("2026-09-09 10:05")
        await _second(room)
        await room.walk_to("2026-09-09 10:10")
        yield room


async def press(room: School, who: str, state: str) -> Shown:
    """Press a button whose state is known."""
    data = {"custom_id": state, "component_type": 2}
    shown = await room.sends(who, COMPONENT, data)
    await room.settle()
    return shown


async def _survey(room: School, words: Words) -> None:
    """Let Ana answer every page of the survey, those behind a consent too."""
    await room.types("ana", "survey answer")
    for state in [one for one in states(room.server)[0] if one.startswith("v1:survey.open:")]:
        form = await press(room, "ana", state)
        await room.fills("ana", form, words.survey, zone="Bogotá", hours="sundays")


async def _live(room: School, words: Words) -> None:
    ask = f"v1:questions.form:{COURSE.id}:{LIMITS.id}:"
    await room.types("ines", "session present", person=BEN.id)
    await room.fills("ana", await press(room, "ana", ask), words.question, name="anonymous")
    await room.fills("cho", await press(room, "cho", ask), "Is it open?", name="named")
    question = _first(room, "v1:questions.answer:")
    await room.fills("ben", await press(room, "ben", question), words.answer)
    await room.types("ines", "poll", question="Clear?", options="Yes | No")
    await room.presses("ana", "Yes")
    await room.writes("ana", "live", words.live)
    highlight = await room.writes("ben", "live", words.highlight)
    await room.chooses("ines", highlight, "Mark as highlight")


async def _afterwards(room: School, words: Words) -> None:
    await room.presses("cho", "Make it up")
    await room.fills("cho", await room.presses("cho", "Start"), words.makeup)
    shares = [one for one in states(room.server)[0] if one.startswith("v1:makeup.share:")]
    if shares:
        await press(room, "cho", shares[0])
    await room.writes("ana", room.thread(), words.post[:2000])
    await room.writes("ben", room.thread(), words.answer)
    await room.types("ines", "roster excuse", person=BEN.id, reason="ill", week=1)
    await room.types("taro", "roster credit", person=CHO.id, act="help", reason="seen", week=1)
    await room.types("ana", "reminders")
    await room.types("ana", "choose", option="attend")


async def _second(room: School) -> None:
    ask = f"v1:questions.form:{COURSE.id}:{SERIES.id}:"
    await room.fills("ben", await press(room, "ben", ask), "Ben asks again?", name="named")
    await room.types("ines", "poll", question="And now?", options="A | B")
    await room.types("ines", "roster code", person=CHO.id)


def _first(room: School, beginning: str) -> str:
    """Return the first state that was shown and begins so."""
    found = [one for one in states(room.server)[0] if re.match(re.escape(beginning), one)]
    assert found, f"nothing began with {beginning}"
    return found[0]
