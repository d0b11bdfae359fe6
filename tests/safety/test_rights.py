"""What may be asked is settled on our side: by role, by course, by whose thing it is."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from bot.chat.calls import Invocation, Upload
from bot.model.people import Account, Person, Role
from bot.model.places import Message
from bot.runtime.tables import COMMANDS
from tests.support.asked import closed, options_of
from tests.support.classroom import Classroom
from tests.support.lived import LIMITS, lived, pressable
from tests.support.reading import read
from tests.support.sample import (
    ANA,
    BEN,
    CHO,
    COURSE,
    INES,
    LIVE,
    MAIN,
    PLATFORM,
    TARO,
    account,
    person,
)
from tests.support.tables import Dump, changes, dump

OTHER = replace(COURSE, id="othercourse", title="Other Course", places={})
OTTO = person("Otto", Role.INSTRUCTOR, OTHER.id)
GONE = replace(person("Gone"), dropped=date(2026, 9, 8))
NAMES = re.compile(r"\b(Ana|Ben|Cho|Ines|Taro)\b")
STRANGER = Account(PLATFORM, "stranger")
OUTSIDE = {
    "student": account(CHO),
    "stranger": STRANGER,
    "dropped": account(GONE),
    "other course's staff": account(OTTO),
}


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with lived(tmp_path) as opened:
        async with opened.store.work() as work:
            await work.courses.save(OTHER)
            await work.people.save((OTTO, GONE))
            await work.people.link(OTTO.id, account(OTTO))
            await work.people.link(GONE.id, account(GONE))
        yield opened


def staffs_calls(room: Classroom) -> list[Invocation]:
    """Return a call of everything that students may not ask for."""
    base = Invocation("x", STRANGER, MAIN, room.clock.now())
    calls = [
        replace(base, command=spec.name, options=options_of(spec),
                files={"file": Upload("a.vtt", b"WEBVTT\n")})
        for spec in COMMANDS.commands.values()
        if closed(spec.allowed)
    ]  # fmt: skip
    shown = {state.split(":")[1]: state for state in pressable(room)}
    for verb, spec in COMMANDS.buttons.items():
        state = shown.get(verb, f"v1:{verb}:{COURSE.id}:{LIMITS.id}:{BEN.id}")
        calls += [replace(base, state=state)] if closed(spec.allowed) else []
    for verb, spec in COMMANDS.forms.items():
        state = f"v1:{verb}:{COURSE.id}:{LIMITS.id}:"
        if closed(spec.allowed):
            calls.append(replace(base, state=state, values={"title": "T", "question": "Q?"}))
    message = Message(LIVE, "live-2")
    calls += [
        replace(base, message_action=verb, message=message)
        for verb, spec in COMMANDS.message_actions.items()
        if closed(spec.allowed)
    ]
    return calls


@pytest.mark.parametrize("who", OUTSIDE)
async def test_nothing_of_staffs_works_for_others(
    room: Classroom, tmp_path: Path, who: str
) -> None:
    before = dump(tmp_path)
    calls = staffs_calls(room)
    assert len(calls) > 60
    for number, call in enumerate(calls):
        sent = replace(call, id=f"{who}-{number}", account=OUTSIDE[who])
        answer = await room.app.invoke(sent)
        assert answer.refused, (call, read(answer.body))
        assert "secret" not in read(answer.body)
    assert changes(before, dump(tmp_path)) == []


async def test_who_may_not_call_a_command_is_not_asked_for_what_it_needs(room: Classroom) -> None:
    said = await room.says(TARO, "/class policy change")
    assert said == "This is for instructors only."
    assert (await room.says(INES, "/class policy change")).startswith("Please add file: ")
    for spec in COMMANDS.commands.values():
        if closed(spec.allowed):
            assert "Please add" not in await room.says(CHO, f"/class {spec.name}")


@pytest.mark.parametrize("who", ["stranger", "dropped", "other course's staff"])
async def test_what_everyone_may_ask_is_for_everyone_of_the_course(
    room: Classroom, tmp_path: Path, who: str
) -> None:
    before = dump(tmp_path)
    shown = [s for s in pressable(room) if not s.startswith("v1:help.show")]
    base = Invocation("x", OUTSIDE[who], LIVE, room.clock.now())
    calls = [replace(base, state=state) for state in shown]
    calls += [
        replace(base, command=spec.name, options=options_of(spec))
        for spec in COMMANDS.commands.values()
        if spec.allowed is not None
    ]
    for number, call in enumerate(calls):
        answer = await room.app.invoke(replace(call, id=f"{who}-{number}"))
        assert answer.refused, (call, read(answer.body))
        assert "secret" not in read(answer.body)
    assert changes(before, dump(tmp_path)) == []


async def test_suggestions_tell_only_who_may_ask(room: Classroom) -> None:
    for (command, field), caller in product(COMMANDS.suggesters, OUTSIDE.values()):
        call = Invocation("s", caller, MAIN, room.clock.now(), command=command)
        spec = COMMANDS.commands[command]
        if caller != account(CHO) or closed(spec.allowed):
            assert await room.app.suggest(call, field, "") == (), (command, field, caller)


async def ids(room: Classroom) -> list[str]:
    """Return one id of each kind of thing that a button may name."""
    async with room.store.reading() as work:
        questions = await work.questions.of_session(LIMITS.id)
        polls = await work.polls.of(COURSE.id)
        shared = await work.makeups.shared_by(CHO.id)
        excuses = await work.excuses.of(COURSE.id, BEN.id)
        disputes = await work.disputes.of(COURSE.id)
    shown = {part for state in pressable(room) for part in state.split(":")[3:] if part}
    answers = [given.id for one in questions for given in one.answers]
    made = [*(q.id for q in questions), *answers, polls[0].id, shared[0].id, excuses[0].id]
    made += [each.id for each in disputes]
    return sorted({*made, ANA.id, BEN.id, CHO.id, LIMITS.id, *shown})


def of_others(rows: Dump, mine: Person) -> set[tuple[str, tuple[object, ...]]]:
    """Return every row that belongs to somebody else, outside of what shows anew by itself."""
    passing = {"outbox", "answered_calls", "agenda", "archive", "archive_index", "files", "wants"}
    return {
        (name, row)
        for name, found in rows.items()
        if name not in passing
        for row in found
        if mine.id not in map(str, row)
    }


async def test_a_student_never_changes_what_is_anothers(room: Classroom, tmp_path: Path) -> None:
    dave = person("Dave")
    async with room.store.work() as work:
        await work.people.save((dave,))
        await work.people.link(dave.id, account(dave))
    before = of_others(dump(tmp_path), dave)
    verbs = [v for v, spec in COMMANDS.buttons.items() if not closed(spec.allowed)]
    found = await ids(room)
    states = [f"v1:{verb}:{COURSE.id}:{one}:" for verb, one in product(verbs, found)]
    states += pressable(room)
    pairs = ("questions.unanswer", "questions.reanswer", "makeup.share", "makeup.unshare")
    states += [f"v1:{v}:{COURSE.id}:{a}:{b}" for v in pairs for a in found for b in found]
    for number, state in enumerate(states):
        call = Invocation(f"d{number}", account(dave), MAIN, room.clock.now(), state=state)
        await room.app.invoke(call)
    assert before - of_others(dump(tmp_path), dave) == set()
    assert room.journal.troubles == []


async def test_staff_of_one_course_reach_nothing_of_another(
    room: Classroom, tmp_path: Path
) -> None:
    passing = {"outbox", "answered_calls"}  # Otto's own withdrawal blanks every kept answer
    before = {row for name, rows in dump(tmp_path).items() for row in rows if name not in passing}
    found = [*await ids(room), COURSE.id, INES.id]
    states = [f"v1:{verb}:{OTHER.id}:{one}:" for verb, one in product(COMMANDS.buttons, found)]
    states += [s.replace(COURSE.id, OTHER.id) for s in pressable(room)]
    forms = [f"v1:{verb}:{OTHER.id}:{one}:" for verb, one in product(COMMANDS.forms, found)]
    filled = {"title": "T", "text": "words", "note": "n", "url": "https://e.org/x", "name": ""}
    base = Invocation("x", account(OTTO), MAIN, room.clock.now())
    calls = [replace(base, state=state) for state in states]
    calls += [replace(base, state=state, values=filled) for state in forms]
    calls += [
        replace(base, message_action=verb, message=Message(LIVE, "live-2"))
        for verb in COMMANDS.message_actions
    ]
    for number, call in enumerate(calls):
        answer = await room.app.invoke(replace(call, id=f"o{number}"))
        said = read(answer.body)
        assert "secret" not in said, (call, said)
        assert not NAMES.search(said), (call, said)
    after = {row for rows in dump(tmp_path).values() for row in rows}
    assert before - after == set()
