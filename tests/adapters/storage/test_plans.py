"""Questions asked of tables that grow are answered by an index, never by reading them whole."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.storage.engine import Engine
from adapters.storage.rows import Rows
from adapters.storage.schema import bring_up
from adapters.storage.work import SqlUnitOfWork
from bot.model.participation.acts.answering import to_seek
from bot.ports.work import UnitOfWork
from tests.support.sample import ANA, BEN, COURSE, MAIN, TALK, account, at, message
from tests.support.store import NO_TOOLS, url_of

GROWING = (
    "messages",
    "entries",
    "outbox",
    "agenda",
    "answered_calls",
    "people",
    "accounts",
    "presences",
    "sightings",
)

SOUGHT = to_seek("d1", ANA.id, at(1), [[BEN.id]])
Ask = Callable[[UnitOfWork], Coroutine[Any, Any, object]]

QUESTIONS: dict[str, Ask] = {
    "messages by reference": lambda w: w.messages.get([message(ANA, "", at(1)).message]),
    "messages of a thread": lambda w: w.messages.in_thread(replace(TALK, thread="m")),
    "messages of a time": lambda w: w.messages.between(MAIN, at(1), at(2)),
    "messages of a person": lambda w: w.messages.by_person(ANA.id),
    "messages that stand": lambda w: w.messages.standing(MAIN, at(1), at(2)),
    "newest messages": lambda w: w.messages.newest([MAIN, TALK]),
    "presence in a course": lambda w: w.presences.of(COURSE.id),
    "presence of an account": lambda w: w.presences.of_accounts(COURSE.id, [account(ANA)]),
    "presence to forget": lambda w: w.presences.forget(COURSE.id, at(1), at(2)),
    "sightings in a course": lambda w: w.sightings.of(COURSE.id),
    "sightings to forget": lambda w: w.sightings.forget(COURSE.id, {"m"}),
    "entries of a person": lambda w: w.ledger.of_person(ANA.id),
    "entries about a session": lambda w: w.ledger.about("s1"),
    "entries of a week": lambda w: w.ledger.of_course(COURSE.id, [1]),
    "posts that may be answered": lambda w: w.ledger.posts(SOUGHT),
    "replies received": lambda w: w.ledger.received(["d1"], ["message/demo/talk/m/1"]),
    "tallies of a person": lambda w: w.ledger.tallies(COURSE.id, ANA.id),
    "due work": lambda w: w.agenda.due(at(1), 10),
    "next due work": lambda w: w.agenda.next_due(),
    "a course's work": lambda w: w.agenda.of(COURSE.id),
    "cancelled work": lambda w: w.agenda.cancel("remind/s1/"),
    "owed posts": lambda w: w.sending.lease(at(1), at(2), 10),
    "next owed post": lambda w: w.sending.next_due(),
    "expired posts": lambda w: w.sending.expire(at(1)),
    "a post": lambda w: w.outbox.get("recap/s1"),
    "posts by beginning": lambda w: w.outbox.starting("recap/"),
    "a post by message": lambda w: w.outbox.at(message(ANA, "", at(1)).message),
    "boards of an object": lambda w: w.outbox.redraw("questions", "s1"),
    "a repeated call": lambda w: w.memory.answered("i1"),
    "people by account": lambda w: w.people.by_accounts(COURSE.id, [account(ANA)]),
    "courses of an account": lambda w: w.people.with_account(account(ANA)),
    "people of a course": lambda w: w.people.of(COURSE.id),
}


@pytest.mark.parametrize("question", QUESTIONS)
async def test_no_question_reads_a_growing_table_whole(question: str, tmp_path: Path) -> None:
    engine = Engine(url_of(tmp_path))
    asked: list[str] = []
    async with engine.writing() as connection:
        await connection.run_sync(bring_up)
        await connection.ask(lambda sqlite: sqlite.set_trace_callback(asked.append))
        await QUESTIONS[question](SqlUnitOfWork(Rows(connection), NO_TOOLS))
        await connection.ask(lambda sqlite: sqlite.set_trace_callback(None))
        assert asked
        for sql in asked:
            steps = [row[3] for row in await connection.fetch(f"EXPLAIN QUERY PLAN {sql}")]
            whole = [step for step in steps if step in {f"SCAN {table}" for table in GROWING}]
            assert whole == [], f"{sql}: {steps}"
    await engine.close()
