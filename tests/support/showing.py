"""All that a class which lived a week was shown, for platforms to hold within their limits."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.chat.forms import Form
from bot.chat.views import Controls, View
from bot.model.live.questions import LONGEST, GivenAnswer, Question
from bot.model.sessions import State
from bot.ports.platform import StoredFile
from bot.runtime.tables import COMMANDS
from tests.support.classroom import Classroom
from tests.support.lived import Words, lived
from tests.support.sample import BEN, COURSE, INES, at, session

LIVE_SESSION = replace(session("limits", at(hours=10)), state=State.LIVE)


@dataclass(frozen=True, slots=True)
class Shown:
    """What anybody was shown in places and in answers, and the files that go along, by id."""

    bodies: Sequence[View | Form]
    files: dict[str, StoredFile]


@contextlib.asynccontextmanager
async def shown_in_a_week(folder: Path, suffix: str) -> AsyncIterator[Shown]:
    """Live a week in which all that people write ends with `suffix`; ask all that only reads."""
    fields = Words.__dataclass_fields__
    words = Words(**{name: f"{getattr(Words(), name)}{suffix}" for name in fields})
    async with lived(folder, words) as room:
        for person in (BEN, INES):
            for name, spec in sorted(COMMANDS.commands.items()):
                if spec.reads and not any(one.required for one in spec.parameters):
                    await room.says(person, f"/class {name}")
        yield Shown(_bodies(room), room.chat.files)


def _bodies(room: Classroom) -> Sequence[View | Form]:
    posted = [one.view for one in room.chat.posted.values()]
    answered = [one.body for answers in room.answers.values() for one in answers]
    assert len(posted) + len(answered) > 80
    return [*posted, *answered]


def keeps(view: View, kept: Sequence[str]) -> None:
    """Hold that each control of a view is among the states that a platform kept."""
    for block in view.blocks:
        for item in block.items if isinstance(block, Controls) else ():
            state = getattr(item, "action", None)
            assert state in kept or state is None or getattr(item, "disabled", False)


def question(number: int, length: int = LONGEST) -> Question:
    """Return an answered question of the live session, of about `length` characters."""
    text = f"{number} " + "why? " * (length // 5 - 1)
    answer = GivenAnswer(f"a{number}", f"q{number}", "ben", text, at(hours=10), by_staff=True)
    return Question(
        f"q{number}", COURSE.id, LIVE_SESSION.id, "ana", False, text, at(hours=10),
        answers=(answer,),
    )  # fmt: skip
