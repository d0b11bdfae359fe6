"""A class that has lived a week: each kind of thing there is, made by its people.

What students write is given by the test (`Words`), so that it can say where it may be found.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from adapters.charts.pictures import ChartPictures
from adapters.lms.exports import GradebookFiles
from adapters.text.cities.search import CityTable
from adapters.text.summary.extractive import ExtractiveSummarizer
from bot.chat.calls import Answer, Invocation
from bot.chat.forms import Form
from bot.chat.views import View
from bot.model.asking.survey import default_survey
from bot.model.happenings import CourseLoaded
from bot.model.people import Person
from bot.model.places import Message, Place
from bot.runtime.app import App
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.reading import actions
from tests.support.sample import (
    ANA,
    BEN,
    CHO,
    COURSE,
    INES,
    LIVE,
    RECAPS,
    TALK,
    TARO,
    at,
    discussion,
    session,
)

LIMITS = session("limits", at(hours=10))
SERIES = session("series", at(days=2, hours=10))
FUTURE = session("future", at(days=9, hours=10))
MINDS = discussion("minds", at(hours=9))


@dataclass(frozen=True, slots=True)
class Words:
    """What students write, by where they write it."""

    question: str = "Ana's secret question?"
    answer: str = "Ben's secret answer."
    live: str = "Ana's secret line in the live place."
    highlight: str = "Ben's secret highlight."
    makeup: str = "Cho's secret catching up."
    post: str = "Ana's secret post. " * 26
    survey: str = "Ana's secret access need."
    dispute: str = "Ben's secret objection."


class Twice(App):
    """A core that is told every call twice; both answers have to be the same."""

    def __init__(self, core: App) -> None:
        """Take over a core's parts."""
        self.__dict__.update(core.__dict__)

    async def invoke(self, call: Invocation) -> Answer:
        """Answer the second time as the first."""
        first, second = await super().invoke(call), await super().invoke(call)
        assert first == second or first.refused, call
        return first


@asynccontextmanager
async def lived(
    folder: Path, words: Words | None = None, *, each_call_twice: bool = False
) -> AsyncIterator[Classroom]:
    """Open a class on Wednesday of its first week, 10:10 UTC, in the middle of a session.

    With `each_call_twice` the platform tells every call again, as after a lost answer.
    """
    words = words or Words()
    given = tools(ExtractiveSummarizer(), ChartPictures(), GradebookFiles(), CityTable())
    async with classroom(folder, LIMITS, SERIES, FUTURE, given=given) as room:
        if each_call_twice:
            room.app = Twice(room.app)
        async with room.store.work() as work:
            await work.discussions.save((MINDS,))
            await work.surveys.save(COURSE.id, default_survey())
            work.happened(CourseLoaded(COURSE.id))
            await settle(work, REACTIONS, room.clock.now())
        await room.app.tick()
        await _survey(room, words)
        await room.tick_to("2026-09-07 10:02")
        await _live(room, words)
        await room.tick_to("2026-09-07 10:58")
        await room.says(INES, "/class session end")
        await room.presses(INES, "Publish")
        await _afterwards(room, words)
        await room.tick_to("2026-09-09 10:05")
        await _second(room, words)
        yield room


async def fill(room: Classroom, person: Person, text: str, **known: str) -> str:
    """Answer every field of the form that was opened for somebody last."""
    body = room.last_answer(person).body
    assert isinstance(body, Form), body
    values = {f.name: f.choices[0][0] if f.choices else text for f in body.fields}
    return await room.submits(person, {**values, **{k: v for k, v in known.items() if k in values}})


async def _survey(room: Classroom, words: Words) -> None:
    """Let Ana answer every page of the survey, those behind a consent too."""
    await room.says(ANA, "/class survey answer")
    for state in [one for one in pressable(room) if one.startswith("v1:survey.open:")]:
        await room.sends_state(ANA, state)
        known = {"zone": "Bogotá", "hours": "sundays"}
        await fill(room, ANA, words.survey, **known)


async def _live(room: Classroom, words: Words) -> None:
    ask = f"v1:questions.ask:{COURSE.id}:{LIMITS.id}:"
    await room.says(ANA, "/class checkin code:10001")
    await room.says(INES, "/class session present person:Ben")
    await room.sends_state(ANA, ask, text=words.question, name="anonymous")
    await room.sends_state(CHO, ask, text="Is it open?", name="named")
    question = (await _questions(room))[0]
    await room.sends_state(BEN, f"v1:questions.answer:{COURSE.id}:{question}:", text=words.answer)
    await room.says(INES, "/class poll question:Clear? options:Yes | No")
    await room.presses(ANA, "Yes")
    room.at("2026-09-07 10:20")
    await room.writes(ANA, words.live, place=LIVE, name="live-1")
    highlight = await room.writes(BEN, words.highlight, place=LIVE, name="live-2")
    await room.acts_on(INES, highlight, "recap.highlight")


async def _afterwards(room: Classroom, words: Words) -> None:
    await room.presses(CHO, "Make it up")
    await room.presses(CHO, "Start")
    await fill(room, CHO, words.makeup)
    shares = [one for _, _, one in _pressable(room) if one.startswith("v1:makeup.share:")]
    if shares:
        await room.sends_state(CHO, shares[0])
    post = await room.writes(ANA, words.post, place=thread(room), name="post-1")
    await room.writes(BEN, words.answer, place=Place(TALK.platform, TALK.id, post.place.thread))
    await room.says(BEN, "/class progress why:yes")
    await room.presses(BEN, "Something is missing")
    await fill(room, BEN, words.dispute)
    await room.presses(TARO, "It stays")
    await room.says(CHO, "/class progress why:yes")
    await room.presses(CHO, "That's not right")
    await fill(room, CHO, "Cho objects.")
    await room.says(INES, "/class roster excuse person:Ben reason:ill week:1")
    await room.says(TARO, "/class roster credit person:Cho act:help reason:seen week:1")
    await room.says(ANA, "/class reminders")
    await room.says(ANA, "/class choose option:attend")


async def _second(room: Classroom, words: Words) -> None:
    ask = f"v1:questions.ask:{COURSE.id}:{SERIES.id}:"
    await room.sends_state(BEN, ask, text="Ben asks again?", name="named")
    await room.says(INES, "/class poll question:And now? options:A | B")
    await room.presses(BEN, "I can't come")
    await room.says(INES, "/class roster code person:Cho")
    room.at("2026-09-09 10:10")


async def _questions(room: Classroom) -> list[str]:
    async with room.store.reading() as work:
        return [one.id for one in await work.questions.of_session(LIMITS.id)]


def thread(room: Classroom) -> Place:
    """Return the thread of the week's discussion."""
    roots = [one.message for one in room.chat.at(TALK) if "Minds" in one.view.title]
    return Place(TALK.platform, TALK.id, roots[0].id)


def _pressable(room: Classroom) -> Iterator[tuple[str, str, str]]:
    for person in room.answers:
        for answer in room.answers[person]:
            if isinstance(answer.body, View):
                yield from actions(answer.body)
    for posted in room.chat.posted.values():
        yield from actions(posted.view)


def pressable(room: Classroom) -> list[str]:
    """Return the state of everything that anybody was ever shown to press, forms included."""
    forms = [
        answer.body.action
        for answers in room.answers.values()
        for answer in answers
        if isinstance(answer.body, Form)
    ]
    return sorted({state for _, _, state in _pressable(room)} | set(forms))


def recap_message(room: Classroom) -> Message:
    """Return the published recap."""
    return room.chat.at(RECAPS)[0].message
