"""A class that meets by voice: two voice places, and three quarters of a session earn it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from bot.chat.events import PresenceSeen
from bot.model.live.presence import Seen
from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Part
from bot.model.people import Account, Person
from bot.model.places import Place, Purpose
from tests.support.classroom import Classroom, classroom
from tests.support.instants import utc
from tests.support.sample import COURSE, PLATFORM, POLICY, account, at, session

HALL, CORNER = Place(PLATFORM, "hall"), Place(PLATFORM, "corner")
LIMITS = session("limits", at(hours=10))
SERIES = session("series", at(days=2, hours=10))
VOICE = replace(COURSE, places={**COURSE.places, Purpose.VOICE: (HALL, CORNER)})
MOST_OF_IT = replace(
    POLICY,
    version=2,
    options=(
        replace(POLICY.options[0], parts=(Part((Act.ATTEND,), share=Decimal("0.75")),)),
        *POLICY.options[1:],
    ),
)


@asynccontextmanager
async def by_voice(folder: Path) -> AsyncIterator[Classroom]:
    """Open a classroom with two sessions planned: on Monday and Wednesday, 10:00 to 11:00."""
    async with classroom(folder, LIMITS, SERIES) as room:
        async with room.store.work() as work:
            await work.courses.save(VOICE)
            await work.policies.save(COURSE.id, MOST_OF_IT, at())
        yield room


def seen(who: Person | Account, present: bool, time: str, place: Place = HALL) -> PresenceSeen:
    """Return that somebody was in a voice place, or wasn't, at a time of the Monday."""
    who = account(who) if isinstance(who, Person) else who
    return PresenceSeen(place, who, present, utc(f"2026-09-07 {time}"))


async def presences(room: Classroom) -> list[Seen]:
    """Return all that is kept of who was there."""
    async with room.store.reading() as work:
        return list(await work.presences.of(COURSE.id))


async def minutes(room: Classroom, person: Person) -> list[int]:
    """Return the minutes for which a person's attendance stands, session by session."""
    return [entry.amount for entry in await room.ledger(person) if entry.act is Act.ATTEND]
