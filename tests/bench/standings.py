"""Standings and the export of a large class, beside the database adding up and csv writing."""

from __future__ import annotations

import csv
import io
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from adapters.lms.plain import write_csv
from bot.model.gradebook.export import export_week
from bot.model.ids import short_id
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.standings.record import Record, offers_to, standings
from bot.model.participation.standings.tally import change
from bot.ports.record import read_record
from bot.ports.work import UnitOfWork
from tests.bench.classes import POLICY, TERM, WEEKS, Class
from tests.bench.room import Room, open_room
from tests.bench.rows import Row, Size, Watch, median, percentile

STUDENTS = 1_000
ENTRIES = 1_000_000
NOW = TERM + timedelta(weeks=20)
WEEKS_OF_TERM = range(1, WEEKS + 1)
BARE = """CREATE TABLE acts (person TEXT, week INTEGER, act TEXT);
CREATE INDEX covering ON acts (person, week, act);"""
ADDED_UP = "SELECT person, week, act, count(*) FROM acts GROUP BY person, week, act"


async def standing(size: Size, folder: Path) -> list[Row]:
    """Measure the whole class's standings and exports, and one student's standing."""
    class_ = Class("large", STUDENTS)
    async with open_room(folder, NOW) as room:
        await room.enroll(class_)
        count = await _fill(room, class_, size.of(ENTRIES))
        theirs = _bare(room.file, folder / "bare.db")
        async with room.store.reading() as work:
            watch = Watch()
            record = await read_record(class_.course, work)
            read = watch.seconds()
            _export(record)
            ours = watch.seconds()
            equal = await _equal_to_recount(class_, work)
        single = [await room.ask(who, class_, "progress") for who in class_.students[:200]]
    return [
        Row(
            f"standings and export, {STUDENTS:,} students, {WEEKS} weeks, {count:,} entries",
            ours / theirs,
            "×",
            0.2,
            note=f"{ours:.2f} s ({read:.2f} s of it reading) beside {theirs:.2f} s",
        ),
        Row("the rollup and a recount differ in", equal, "tallies", 0),
        Row(
            "one student's standing, p99",
            percentile(single, 0.99),
            "ms",
            50,
            note=f"p50 {median(single):.1f} ms, from call to answer",
        ),
    ]


async def _fill(room: Room, class_: Class, count: int) -> int:
    """Write entries and their tallies; return how many."""
    made = 0
    batch: list[Entry] = []
    for entry in _acts(class_, count):
        batch.append(entry)
        if len(batch) == 10_000:
            made += await _append(room, batch)
            batch = []
    return made + await _append(room, batch)


async def _append(room: Room, batch: list[Entry]) -> int:
    async with room.store.work() as work:
        return len(await work.ledger.append(batch))


def _acts(class_: Class, count: int) -> Iterator[Entry]:
    """Yield what the class does: everybody discusses and helps, most come to most sessions."""
    chance = random.Random(7)
    each = max(count // (STUDENTS * WEEKS), 4)
    sessions = {week: [s for s in class_.sessions if s.week == week] for week in WEEKS_OF_TERM}
    for discussion in class_.discussions:
        for person in class_.students:
            at = discussion.opens + timedelta(hours=chance.randrange(1, 90))
            for number in range(each):
                kind, about, amount, out_of = Act.REPLY, discussion.id, 20, 0
                if number < 2 and chance.random() < 0.7:
                    session = sessions[discussion.week][number]
                    kind, about, amount, out_of = Act.ATTEND, session.id, 60, 60
                elif number == 2:
                    kind, amount, out_of = Act.POST, 30, 15
                name = short_id("bench", person.id, discussion.id, str(number))
                yield Entry(
                    name,
                    class_.course.id,
                    person.id,
                    kind,
                    at,
                    discussion.week,
                    about,
                    amount,
                    "bench",
                    out_of=out_of,
                )


def _bare(file: Path, copy: Path) -> float:
    """Let SQLite add up the same acts over a covering index, and write them as CSV."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.executescript(BARE)
        connection.execute("ATTACH ? AS ours", (str(file),))
        connection.execute("INSERT INTO acts SELECT person, week, act FROM ours.entries")
        connection.commit()
        watch = Watch()
        text = io.StringIO()
        csv.writer(text).writerows(connection.execute(ADDED_UP))
        return watch.seconds()


def _export(record: Record) -> None:
    """Reckon all weeks of everybody, and write each week's file."""
    found = standings(record, record.students, WEEKS_OF_TERM, NOW)
    for offer in offers_to(record, None, WEEKS_OF_TERM):
        policy = record.policies[offer.week]
        week = export_week(record.course, policy, offer, record.people, found, NOW, locked=True)
        assert len(week.rows) == STUDENTS
        write_csv(week)


async def _equal_to_recount(class_: Class, work: UnitOfWork) -> int:
    """Return how many tallies differ from what the entries say."""
    kept = await work.ledger.tallies(class_.course.id)
    differ = len(kept)
    for week in WEEKS_OF_TERM:
        counted = change(POLICY, await work.ledger.of_course(class_.course.id, (week,)))
        differ -= sum(kept.get(key) == count for key, count in counted.items())
        differ += sum(kept.get(key) != count for key, count in counted.items())
    return differ
