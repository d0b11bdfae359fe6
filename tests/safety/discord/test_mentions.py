"""Nobody's words ping anybody or look otherwise than they were written, wherever they stand.

The bot may ping everyone on this server, so that nothing but what it sends keeps the peace.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.safety.discord.lived import lived, press
from tests.safety.discord.mischief import CALLS, MARKUP, Mischief, begun, filled_in, wrongs
from tests.safety.discord.school import Names, School
from tests.safety.discord.shown import bodies
from tests.support.discord.layouts import texts
from tests.support.lived import SERIES, Words
from tests.support.sample import BEN, COURSE

pytestmark = pytest.mark.asyncio(loop_scope="module")

MISCHIEF = Mischief.of_the_world()
A_LINE = 280
"""Characters that fit wherever somebody can write."""
NAMED = 4
"""How often each piece has to be met again, at the least."""
PARTS = (*MARKUP, *CALLS, " ", "\n", "\u200b", "\\", "_", "*", "<", ">", "@", "`", "|", "~", "b")


def names() -> Names:
    """Return names of things and people that are all mischief."""
    pieces = iter([*range(len(MARKUP), len(MISCHIEF.pieces)), *range(len(MARKUP))])

    def name(beginning: str) -> str:
        return f"{beginning} {MISCHIEF.text(next(pieces))} {MISCHIEF.text(next(pieces))}"

    people = {user: name(user.title()) for user in ("ana", "ben", "cho", "taro", "ines")}
    return Names(name("Course"), name("Session"), name("Discussion"), name("Prompt"), people)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def room(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[School]:
    """Live a week in which everything that is written is mischief."""
    lines = MISCHIEF.texts(A_LINE)
    long = "\n\n".join(MISCHIEF.texts(1900))
    words = Words(*(lines[number % len(lines)] for number in range(8)))
    async with lived(tmp_path_factory.mktemp("school"), words, names()) as opened:
        await opened.writes("ana", opened.thread(), long[:2000])
        yield opened


async def met(room: School, text: str) -> None:
    """Let a text go every way there is for people's words, to everyone who can read it."""
    ask = await press(room, "ben", f"v1:questions.form:{COURSE.id}:{SERIES.id}:")
    await room.fills("ben", ask, text, name="named")
    await room.fills(
        "cho", await room.presses("cho", "Answer one", text.split(maxsplit=1)[0]), text
    )
    written = await room.writes("ana", "live", text)
    for label in ("Mark as highlight", "Credit this", "Mark as answered"):
        await room.chooses("ines", written, label)
    await room.writes("ana", room.thread(), text)
    await disputed(room, text)
    await room.types("ines", "roster credit", person=BEN.id, act="help", reason=text, week=1)
    await room.types("ines", "roster excuse", person=BEN.id, reason=text, week=1)
    option = begun(text, 70)
    options = "yes | no" if "|" in option else f"{option} | no"
    await room.types("ines", "poll", question=text, options=options)
    await room.types("nora", "join", name=begun(text, 80))
    for name in ("questions", "catchup", "archive", "progress", "next"):
        await room.types("cho", name)
    await room.types("cho", "archive", query=begun(text, 60))
    for name in (
        "discuss unanswered",
        "discuss copies",
        "roster show",
        "session polls",
        "survey results",
    ):
        await room.types("ines", name)
    for command, field in (("roster excuse", "person"), ("session move", "session")):
        await room.server.person("ines").autocomplete(command, field, "", where="main")


async def disputed(room: School, text: str) -> None:
    """Let a text be what a student says is missing, and what staff answer."""
    await room.types("ben", "progress", why="True", week=1)
    await room.fills("ben", await room.presses("ben", "Something is missing"), text)
    await room.fills("ines", await room.presses("ines", "Answer with a sentence"), text)
    await room.types("ben", "progress", why="True", week=1)


def shows(room: School, number: int, since: int = 0) -> int:
    """Return how many texts of the bot's hold a piece of mischief."""
    mark = f"zq{number}a"
    return sum(
        mark in content
        for body in bodies(room.server, since)
        for content in texts(body["components"])
    )


async def test_no_mischief_works_anywhere(room: School) -> None:
    for text in MISCHIEF.texts(A_LINE):
        await met(room, text)
    await room.types("ines", "export", week=1)
    await room.types("ana", "me")
    await room.presses("ana", "Download everything")
    assert list(wrongs(room.server, MISCHIEF)) == []
    assert any(body.get("attachments") for body in bodies(room.server))
    assert min(shows(room, number) for number in range(len(MISCHIEF.pieces))) > NAMED


@given(st.lists(st.sampled_from(PARTS), min_size=2, max_size=6))
@settings(max_examples=8)
async def test_no_mixture_works_either(room: School, parts: Sequence[str]) -> None:
    since = len(room.server.recording.requests)
    [piece] = filled_in(["".join(parts)], room.server)
    await met(room, MISCHIEF.add(piece))
    assert list(wrongs(room.server, MISCHIEF, since)) == []
    assert shows(room, len(MISCHIEF.pieces) - 1, since)
