"""Students' words are data wherever they stand, and names stay where they may be read."""

from __future__ import annotations

import asyncio
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from openpyxl import load_workbook

from adapters.lms.exports import GradebookFiles
from adapters.sandbox.render import render_view
from bot.chat.calls import Answering
from bot.chat.forms import Form
from bot.chat.spans import Link
from bot.chat.views import (
    Button,
    Controls,
    Download,
    LinkButton,
    Picture,
    Select,
    View,
)
from bot.features.exports.making import read_facts, reckon_aside
from bot.model.gradebook.gradebook import Key
from bot.model.ids import short_id
from bot.model.live.questions import Question
from bot.model.participation.acts.ledger import Entry
from bot.model.participation.acts.words import whole
from bot.model.people import Person
from bot.model.places import Place
from bot.ports.gradebooks import WRITTEN, Format
from bot.ports.messages import Kept
from bot.runtime.tables import COMMANDS
from tests.support.classroom import Classroom
from tests.support.lived import LIMITS, MINDS, Words, lived, pressable
from tests.support.reading import read
from tests.support.sample import ANA, BEN, CHO, COURSE, EVERYBODY, INES, STAFF, at, enroll
from tests.support.store import sql_store

MARK = "zqz"
NASTY = (
    f"=HYPERLINK(\"http://e.org/{MARK}\",\"x\") <@U0{MARK}> <!channel> @everyone <@&12> "
    f"[{MARK}](javascript:alert) **{MARK}** `{MARK}` ~~x~~ ||x|| <b onmouseover=x>{MARK}</b> "
    f"\\{MARK}\\ \u200b\u202e{MARK}\u202c \ud800 \x00 \r\n\t+{MARK}\n@{MARK}\n-{MARK} {{0}} %s"
)  # fmt: skip
ASKED = f"anonq {NASTY}"
LONG = (NASTY + " ") * 20
WORDS = Words(ASKED, f"ans {NASTY}", LONG[:4000], NASTY, NASTY, LONG[:4000], NASTY)


@dataclass(frozen=True, slots=True)
class Seen:
    """All that was shown in two weeks in which everyone looked at everything, and what is kept."""

    room: Classroom
    questions: Sequence[Question]
    kept: Sequence[Kept]
    aside: Sequence[tuple[str, str]]
    files: Mapping[str, bytes]
    ledger: Sequence[Entry]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Live the weeks once; the tests only read what was seen in them."""
    return asyncio.run(_live(tmp_path_factory.mktemp("lived")))


async def _live(folder: Path) -> Seen:
    async with lived(folder, WORDS) as room:
        await look(room)
        await room.tick_to("2026-09-15 12:00")
        await look(room)
        async with room.store.reading() as work:
            files = {}
            for person in (BEN, CHO):
                body = room.last_answer(person).body
                for answer in room.answers[person.id]:
                    body = answer.body
                    for block in body.blocks if isinstance(body, View) else ():
                        if isinstance(block, Download) and (f := await work.files.get(block.file)):
                            files[person.id] = f.content
            return Seen(
                room,
                await work.questions.of_session(LIMITS.id),
                await work.messages.by_person(ANA.id),
                await work.memory.aside(COURSE.id),
                files,
                await room.ledger(ANA),
            )


async def look(room: Classroom) -> None:
    """Let everyone ask for everything that there is to read."""
    for name, person in product(COMMANDS.commands, EVERYBODY):
        if COMMANDS.commands[name].reads and name not in ("course freeze", "export"):
            await room.says(person, f"/class {name}")
    await room.says(BEN, "/class archive query:anonq")
    await room.says(INES, "/class survey results")
    await room.says(INES, f"/class roster standing person:{ANA.id} why:yes")
    await room.says(ANA, "/class progress why:yes week:1")
    states = [s for s in pressable(room) if re.match(r"v1:(recap|archive|catchup|me)\.", s)]
    for state, person in product(states, EVERYBODY):
        if not state.startswith(("v1:me.erase", "v1:recap.unpublish", "v1:recap.unmark")):
            await room.sends_state(person, state)


def shown(room: Classroom) -> Iterator[View]:
    """Yield everything that was shown to anybody."""
    for answers in room.answers.values():
        yield from (answer.body for answer in answers if isinstance(answer.body, View))
    yield from (posted.view for posted in room.chat.posted.values())


def test_students_words_never_act(seen: Seen) -> None:
    room = seen.room
    found = 0
    for view in shown(room):
        for line in view.lines():
            found += sum(MARK in getattr(span, "text", "") for span in line)
            for span in line:
                if isinstance(span, Link) and MARK in span.text + span.url:
                    leads_to_it = span.message is not None and span.url == ""
                    address = re.match(r"https?://e\.org/zqz", span.url)
                    ours = span.text in (span.url, "open the link")
                    assert leads_to_it or (address and ours), span
        for block in view.blocks:
            match block:
                case Controls(items=items):
                    for item in items:
                        assert not isinstance(item, LinkButton) or MARK not in item.url
                        assert not isinstance(item, Button) or MARK not in item.label, item
                        if isinstance(item, Select):
                            states = [state for _, state in item.choices]
                            assert not any(MARK in state for state in states)
                            assert not any("\n" in label for label, _ in item.choices)
                case Picture(description=words) | Download(name=words):
                    assert MARK not in words
                case _:
                    pass
        assert render_view(view, {}) is not None
    assert found > 20


def test_nobody_of_the_class_learns_who_asked(seen: Seen) -> None:
    room = seen.room
    peers = [answer.body for who in (BEN, CHO) for answer in room.answers[who.id]]
    public = [p.view for p in room.chat.posted.values() if open_to_all(room, p.message.place)]
    told = 0
    for body in (*peers, *public):
        for line in read(body).split("\n"):
            if "anonq" in line:
                told += 1
                assert not re.search(r"\bAna\b", line), line
    assert told > 5
    [asked] = [one for one in seen.questions if one.anonymous]
    words = " ".join(asked.text.split()).casefold()
    guesses = (
        short_id(*parts)
        for person in (ANA.id, ANA.name, "ana")
        for parts in (
            ("question", LIMITS.id, person, words),
            ("question", LIMITS.id, person, asked.text),
            ("question", LIMITS.id, person),
            ("question", person, asked.text),
        )
    )
    assert asked.id not in guesses


def open_to_all(room: Classroom, place: Place) -> bool:
    return place.parent not in room.chat.closed


def test_one_s_own_data_holds_nothing_of_others(seen: Seen) -> None:
    assert set(seen.files) == {BEN.id, CHO.id}
    assert b"anonq" not in seen.files[BEN.id]
    assert not any(re.search(rb"\bAna\b", content) for content in seen.files.values())


def test_grades_are_told_confidentially_or_where_only_staff_read(seen: Seen) -> None:
    room = seen.room
    graded = re.compile(r"Still possible|Week \d+: (provisional|locked)|Participation, week")
    for answers in room.answers.values():
        for answer in answers:
            if answer.how is not Answering.CONFIDENTIAL and not isinstance(answer.body, Form):
                assert not graded.search(read(answer.body)), read(answer.body)
    for posted in room.chat.posted.values():
        if graded.search(read(posted.view)):
            assert not open_to_all(room, posted.message.place)
            assert posted.message.place == STAFF
    personal = ("progress", "roster standing", "export", "roster credit", "roster excuse", "me",
                "roster show", "survey answer", "survey results", "attendance show",
                "discuss copies", "roster disputes", "policy simulate", "policy change",
                "policy worth", "course audit")  # fmt: skip
    for name in personal:
        assert COMMANDS.commands[name].answers is Answering.CONFIDENTIAL, name


def test_a_shared_message_is_never_replaced_by_one_reader_s_answer(seen: Seen) -> None:
    room = seen.room
    for posted in room.chat.posted.values():
        if not open_to_all(room, posted.message.place):
            continue
        for block in posted.view.blocks:
            for item in block.items if isinstance(block, Controls) else ():
                states = []
                if isinstance(item, Button):
                    states = [item.action]
                elif isinstance(item, Select):
                    states = [state for _, state in item.choices]
                for state in states:
                    spec = COMMANDS.buttons[state.split(":")[1]]
                    assert spec.answers is not Answering.UPDATE, state


@pytest.mark.parametrize("form", WRITTEN)
async def test_exports_hold_no_formula(tmp_path: Path, form: Format) -> None:
    name = whole(NASTY)
    nasty = Person("nasty", COURSE.id, name, ANA.role, f"{MARK}@e.org", "=u", "+1", group=name)
    async with sql_store(tmp_path) as store:
        async with store.work() as work:
            await enroll(work)
            await work.people.save((nasty,))
        async with store.reading() as work:
            facts = await read_facts(COURSE, 1, at(days=8), work)
    week = (await reckon_aside(facts)).week
    file = await GradebookFiles().write(week, form, Key.EMAIL)
    if form is Format.XLSX:
        book = load_workbook(io.BytesIO(file.content))
        cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
        assert not any(c.data_type == "f" or c.hyperlink for c in cells)
        texts = [c.value for c in cells if isinstance(c.value, str)]
        assert any(MARK in text for text in texts)
    elif form is not Format.JSON:
        rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
        texts = [cell for row in rows for cell in row]
        assert len({len(row) for row in rows}) == 1
        assert not any(text.lstrip()[:1] in tuple("=+-@\t\r") and text for text in texts)
        assert not any("\\" in text or "\n" in text for text in texts)


def test_halves_of_characters_lose_nobody_s_post(seen: Seen) -> None:
    assert seen.aside == []
    assert {each.message.id for each in seen.kept} >= {"live-1", "post-1"}
    assert any(entry.about == MINDS.id for entry in seen.ledger)
