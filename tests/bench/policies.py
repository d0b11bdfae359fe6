"""Changing the policy of a large class: how soon it is answered, and how long others wait."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from bot.chat.calls import Invocation, Upload
from bot.model.ids import short_id
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.places import Purpose
from tests.bench.classes import TERM, Class, account
from tests.bench.room import Room, open_room
from tests.bench.rows import Row, Size, Watch
from tests.support.reading import actions

STUDENTS = (60, 1_000)
NOW = TERM + timedelta(weeks=14, days=3)
PAUSE = 0.02
WRITERS = 40
HARDER = b"""\
policy:
  title: Any three of these each week
  choose: 3
  options:
    - {key: attend, title: Attend, within: session, needs: [{act: attend}], minutes: 60}
    - {key: make-up, title: Make-up, within: session, needs: [{act: make-up}], minutes: 45}
    - {key: discuss, title: Discuss, within: discussion, minutes: 45}
    - {key: help, title: Help others, needs: [{act: help, count: 2}], minutes: 30}
"""


async def changing(size: Size, folder: Path) -> list[Row]:
    """Measure a change from week 1 on, which touches all of a term, as it is shown and applied."""
    rows: list[Row] = []
    for count in STUDENTS:
        class_ = Class("large", size.of(count))
        (folder / str(count)).mkdir()
        async with open_room(folder / str(count), NOW) as room:
            await room.enroll(class_)
            acts = iter(list(_acts(class_)))
            while some := list(itertools.islice(acts, 10_000)):
                async with room.store.work() as work:
                    await work.ledger.append(some)
            options = {"from_week": "1"}
            file = {"file": Upload("new.yaml", HARDER)}
            rows += await _measured(room, class_, "shown", "policy change", options, file)
            rows += await _measured(room, class_, "applied", await _button(room))
    return rows


async def _measured(
    room: Room,
    class_: Class,
    what: str,
    asked: str,
    options: dict[str, str] | None = None,
    files: dict[str, Upload] | None = None,
) -> list[Row]:
    """Ask for what takes a while, and let some students write meanwhile."""
    [place] = class_.course.places[Purpose.MAIN]
    by_button = asked.startswith("v1:")
    call = Invocation(
        id=f"asked-{what}",
        account=account(class_.teacher),
        place=place,
        at=room.now,
        command=None if by_button else asked,
        options=options or {},
        files=files or {},
        state=asked if by_button else None,
    )
    watch = Watch()
    room.check(await room.app.invoke(call))
    answered = watch.seconds() * 1000
    doing = asyncio.create_task(room.app.tick())
    waits: list[float] = []
    while not doing.done():
        who = class_.students[len(waits) % min(WRITERS, len(class_.students))]
        waits.append(await room.ask(who, class_, "timezone", zone="Europe/Berlin"))
        await asyncio.sleep(PAUSE)
    await doing
    room.check()
    whole = watch.seconds()
    students = len(class_.students)
    return [
        Row(
            f"a policy change is {what}, {students:,} students: answered",
            answered,
            "ms",
            1000,
            note=f"{what} after {whole:.2f} s",
        ),
        Row(f"a writing command meanwhile ({students:,} students), longest", max(waits), "ms"),
    ]


async def _button(room: Room) -> str:
    """Return the button that applies what was shown."""
    async with room.store.reading() as work:
        posts = await work.outbox.starting("policy/")
    views = [each.view for each in posts if each.view is not None]
    return next(
        state for view in views for label, _, state in actions(view) if label.startswith("Apply")
    )


def _acts(class_: Class) -> Iterator[Entry]:
    """Yield a term in which hardly two students do the same."""
    chance = random.Random(7)
    for discussion in class_.discussions:
        week = discussion.week
        about = {session.id: 60 for session in class_.sessions if session.week == week}
        for person in class_.students:
            done = [(Act.ATTEND, each, 60) for each in about if chance.random() < 0.6]
            done += [(Act.POST, discussion.id, chance.choice((5, 30)))] * chance.randrange(3)
            done += [(Act.REPLY, discussion.id, chance.choice((5, 20)))] * chance.randrange(5)
            done += [(Act.HELP, "", 1)] * chance.randrange(3)
            for number, (act, thing, amount) in enumerate(done):
                yield Entry(
                    short_id("bench", person.id, str(week), str(number)),
                    class_.course.id,
                    person.id,
                    act,
                    discussion.opens + timedelta(hours=chance.randrange(1, 60)),
                    week,
                    thing or None,
                    amount,
                    "bench",
                    out_of=about.get(thing, 15 if act is Act.POST else None),
                )
