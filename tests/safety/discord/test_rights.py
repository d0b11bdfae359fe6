"""What may be asked is settled on our side, whatever Discord's settings allow or an app sends.

On this server everybody may manage messages, so that Discord offers everything to everyone, and
acts are made by hand: states shown to others, or made up for what is another's.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.chat.commands import Spec
from bot.model.people import Person, Role
from bot.runtime.tables import COMMANDS
from tests.safety.discord.lived import lived
from tests.safety.discord.school import DAVE, OTHER, OTTO, School
from tests.safety.discord.shown import filled, states
from tests.support.asked import closed, options_of
from tests.support.discord.calling import Shown
from tests.support.discord.interactions import COMPONENT, FORM
from tests.support.discord.things import Channel
from tests.support.lived import LIMITS
from tests.support.sample import ANA, BEN, COURSE
from tests.support.tables import Dump, changes, dump

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAMES = re.compile(r"\b(Ana|Ben|Cho|Ines|Taro)\b")
REFUSED = re.compile(
    r"[Tt]his is for (the course's staff|instructors)( of [\w ]+)? only\."
    r"|You are not on the roster of [\w ]+ yet\. Ask your instructor to add you, or use /class join"
    r"|A course is set up by someone who runs this server"
)
PASSING = {"answered_calls", "notes"}
"""Tables of what was answered, and of how far the gateway was read."""
TRANSCRIPT = b"WEBVTT\n"
OUTSIDE = {
    "cho": "a student",
    "nora": "a stranger",
    "dean": "a stranger who owns the server",
    "gil": "somebody who left",
    "otto": "another course's instructor",
}
Acting = Callable[[School, str, Channel | str], Coroutine[Any, Any, Shown]]
"""Lets somebody ask for something somewhere."""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the class's database."""
    return tmp_path_factory.mktemp("school")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def room(folder: Path) -> AsyncIterator[School]:
    """Live the week once: what is refused changes nothing."""
    async with lived(folder) as opened:
        yield opened


def acts(room: School, wanted: Callable[[Spec], bool]) -> Iterator[tuple[str, Acting]]:
    """Yield everything of the core's tables that is wanted, by name, with a plausible object."""
    shown = {state.split(":")[1]: state for state in states(room.server)[0]}
    for name, command in COMMANDS.commands.items():
        if wanted(command):
            yield f"/{name}", _typed(name)
    for verb, spec in COMMANDS.buttons.items():
        if wanted(spec):
            yield (
                f"[{verb}]",
                _pressed(shown.get(verb, f"v1:{verb}:{COURSE.id}:{LIMITS.id}:{BEN.id}")),
            )
    for verb, spec in COMMANDS.forms.items():
        if wanted(spec):
            yield f"({verb})", _sent(f"v1:{verb}:{COURSE.id}:{LIMITS.id}:")
    for verb, spec in COMMANDS.message_actions.items():
        if wanted(spec):
            yield f"<{verb}>", _chosen(spec.about)


def _typed(name: str) -> Acting:
    spec = COMMANDS.commands[name]
    files = {one.name: TRANSCRIPT for one in spec.parameters if one.kind == "file"}

    async def act(room: School, who: str, where: Channel | str) -> Shown:
        return await room.types(who, name, where=where, **options_of(spec), **files)

    return act


def _pressed(state: str) -> Acting:
    async def act(room: School, who: str, where: Channel | str) -> Shown:
        return await room.sends(who, COMPONENT, {"custom_id": state, "component_type": 2}, where)

    return act


def _sent(state: str, fields: tuple[str, ...] = ("title", "question", "text", "note")) -> Acting:
    async def act(room: School, who: str, where: Channel | str) -> Shown:
        return await room.sends(who, FORM, filled(state, dict.fromkeys(fields, "words")), where)

    return act


def _chosen(label: str) -> Acting:
    async def act(room: School, who: str, where: Channel | str) -> Shown:
        # Discord offers menus on what one sees, staff's too; Ana wrote this one.
        message = next(one for one in room.seen(who) if "Ana's secret line" in one.content)
        return await room.chooses(who, message, label)

    return act


def told(room: School, who: str, shown: Shown) -> str:
    """Return the words of an answer, which has to be for this person alone."""
    reader = room.server.reader(who)
    if shown.form is not None:
        return reader.form(shown.form)
    if shown.message is None:
        return ""
    words = reader.message(shown.message).removeprefix("Homeroom:")
    assert shown.message.only == room.server.person(who).user.id, words
    return words


def places(room: School, who: str) -> Iterator[Channel | str]:
    """Yield where somebody acts, over and over: channels of both courses, threads, privately.

    Where somebody has a course of their own, what they type privately is about that.
    """
    found: list[Channel | str] = ["main", "live", room.thread(), "recaps"]
    if who != "otto":
        found += ["others", room.server.person(who).private]
    return itertools.cycle(found)


def unchanged(before: Dump, after: Dump) -> bool:
    """Whether the database says what it did, but for what always passes."""
    return [one for one in changes(before, after) if one[0] not in PASSING] == []


@pytest.mark.parametrize("who", OUTSIDE)
async def test_nothing_of_staffs_works_for_others(room: School, folder: Path, who: str) -> None:
    before = dump(folder)
    found = list(acts(room, lambda spec: closed(spec.allowed)))
    assert len(found) > 70
    for (name, act), where in zip(found, places(room, who), strict=False):
        said = told(room, who, await act(room, who, where))
        assert REFUSED.search(said), (name, said)
        assert "secret" not in said
        assert not NAMES.search(said), (name, said)
    assert unchanged(before, dump(folder))


async def test_an_assistant_is_no_instructor(room: School, folder: Path) -> None:
    before = dump(folder)
    found = list(acts(room, lambda spec: spec.allowed == frozenset({Role.INSTRUCTOR})))
    assert len(found) > 10
    for name, act in found:
        said = told(room, "taro", await act(room, "taro", "main"))
        assert REFUSED.search(said), (name, said)
        assert "instructors" in said
    assert unchanged(before, dump(folder))


@pytest.mark.parametrize("who", ["nora", "gil", "otto", "dean"])
async def test_what_everyone_may_ask_is_for_everyone_of_the_course(
    room: School, folder: Path, who: str
) -> None:
    """All that anybody was shown is pressed and sent by who is not of the course."""
    before = dump(folder)
    pressed, forms = states(room.server)
    found = [(state, _pressed(state)) for state in pressed if not state.startswith("v1:help.")]
    found += [(state, _sent(state, tuple(fields))) for state, fields in forms.items()]
    found += list(acts(room, lambda spec: spec.allowed is not None))
    for name, act in found:
        said = told(room, who, await act(room, who, "main"))
        assert REFUSED.search(said), (name, said)
        assert "secret" not in said
    assert unchanged(before, dump(folder))


@pytest.mark.parametrize("who", OUTSIDE)
async def test_completions_tell_only_who_may_ask(room: School, who: str) -> None:
    for command, field in COMMANDS.suggesters:
        if who != "cho" or closed(COMMANDS.commands[command].allowed):
            offered = await room.server.person(who).autocomplete(command, field, "", where="main")
            assert offered == (), (command, field)


async def test_a_student_never_changes_what_is_anothers(room: School, folder: Path) -> None:
    """Dave presses what others were shown, also privately, and sends forms opened for others."""
    before = of_others(dump(folder), DAVE)
    pressed, forms = states(room.server)
    found = [_pressed(state) for state in pressed]
    found += [_sent(state, tuple(fields)) for state, fields in forms.items()]
    for act, where in zip(found, places(room, "dave"), strict=False):
        shown = await act(room, "dave", where)
        if shown.interaction.kind == COMPONENT and shown.form is not None:
            shown = await room.fills("dave", shown, "words of Dave's")
        assert "access need" not in told(room, "dave", shown)
    await room.settle()
    assert before - of_others(dump(folder), DAVE) == set()


async def test_staff_of_one_course_reach_nothing_of_another(room: School, folder: Path) -> None:
    """Otto presses, in both courses' places, what is the other course's, as if it were his."""
    before = of_others(dump(folder), OTTO)
    pressed, forms = states(room.server)
    ids = sorted({part for state in pressed for part in state.split(":")[3:] if len(part) > 3})
    objects = [LIMITS.id, ANA.id, *ids[:2]]
    found = [_pressed(state.replace(COURSE.id, OTHER.id)) for state in pressed]
    found += [_sent(s.replace(COURSE.id, OTHER.id), tuple(f)) for s, f in forms.items()]
    verbs = itertools.product(COMMANDS.buttons, objects)
    found += [_pressed(f"v1:{verb}:{OTHER.id}:{one}:") for verb, one in verbs]
    verbs = itertools.product(COMMANDS.forms, objects)
    found += [_sent(f"v1:{verb}:{OTHER.id}:{one}:") for verb, one in verbs]
    found += [_chosen(spec.about) for spec in COMMANDS.message_actions.values()]
    for act, where in zip(found, itertools.cycle(["others", "main"]), strict=False):
        shown = await act(room, "otto", where)
        said = told(room, "otto", shown)
        assert "secret" not in said, (shown.interaction.data, said)
        assert not NAMES.search(said), (shown.interaction.data, said)
    await room.settle()
    assert before - of_others(dump(folder), OTTO) == set()


def of_others(found: Dump, mine: Person) -> set[tuple[str, tuple[object, ...]]]:
    """Return the rows that belong to somebody else, outside of what shows anew by itself."""
    passing = PASSING | {"outbox", "agenda", "archive", "archive_index", "files", "wants"}
    return {
        (name, row)
        for name, each in found.items()
        if name not in passing
        for row in each
        if mine.id not in map(str, row)
    }
