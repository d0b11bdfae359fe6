"""Questions, their votes and their answers in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Index, Table, Text, bindparam, delete, or_, select

from adapters.storage.columns import Instant, Key, among_given, many, of_fields
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.live.questions import GivenAnswer, Question

questions = Table(
    "questions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("session", Key, nullable=False),
    Column("person", Key, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("removed", Instant),
    Column("withdrawn", Boolean, nullable=False),
    Index(None, "session", "at"),
    Index(None, "person", "at"),
)
answers = Table(
    "answers",
    metadata,
    Column("id", Key, primary_key=True),
    Column("question", Key, nullable=False),
    Column("person", Key, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by_staff", Boolean, nullable=False),
    Column("endorsed_by", Key),
    Column("removed", Instant),
    Column("removed_by", Key),
    Column("withdrawn", Boolean, nullable=False),
    Index(None, "question", "at"),
    Index(None, "person", "at"),
)
wants = Table(
    "wants",
    metadata,
    Column("question", Key, primary_key=True),
    Column("person", Key, primary_key=True),
    Column("at", Instant, nullable=False),
)


ALL = select(questions).order_by(questions.c.at, questions.c.id)
BY_ID = ALL.where(questions.c.id == bindparam("id"))
OF_SESSION = ALL.where(questions.c.session == bindparam("session"))
ANSWERED = select(answers.c.question).where(answers.c.person == bindparam("person"))
OF_PERSON = ALL.where(or_(questions.c.person == bindparam("person"), questions.c.id.in_(ANSWERED)))
VOTERS = select(wants.c.question, wants.c.person).where(among_given(wants.c.question, "questions"))
ANSWERS = (
    select(*of_fields(answers, GivenAnswer))
    .where(among_given(answers.c.question, "questions"))
    .order_by(answers.c.at, answers.c.id)
)
UNWANT = delete(wants).where(
    wants.c.question == bindparam("question"), wants.c.person == bindparam("person")
)


class SqlQuestions:
    """The questions of all sessions; see bot.ports.questions."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, question: str) -> Question | None:
        """Return the question with this id."""
        return next(iter(await self._whole(await self._rows.ask(BY_ID, id=question))), None)

    async def of_session(self, session: str) -> Sequence[Question]:
        """Return a session's questions, oldest first; removed and withdrawn ones too."""
        return await self._whole(await self._rows.ask(OF_SESSION, session=session))

    async def of_person(self, person: str) -> Sequence[Question]:
        """Return the questions that a person asked or answered, oldest first."""
        return await self._whole(await self._rows.ask(OF_PERSON, person=person))

    async def save(self, new: Sequence[Question]) -> None:
        """Write questions and their answers, new or known. Votes are written with `vote` only."""
        given = [answer for question in new for answer in question.answers]
        await self._rows.put(questions, [fields(q, "voters", "answers") for q in new])
        await self._rows.put(answers, [fields(answer) for answer in given])

    async def vote(self, question: str, person: str, at: datetime, *, up: bool) -> None:
        """Let a person want a question answered, or no longer; repeating it changes nothing."""
        if up:
            await self._rows.add(wants, [{"question": question, "person": person, "at": at}])
            return
        self._rows.change(UNWANT, question=question, person=person)

    async def _whole(self, rows: Iterable[tuple[Any, ...]]) -> list[Question]:
        """Return the questions of these rows with their votes and answers, in the same order."""
        asked = [dict(zip(questions.c.keys(), row, strict=True)) for row in rows]
        if not asked:
            return []
        names = many([each["id"] for each in asked])
        voters: defaultdict[str, set[str]] = defaultdict(set)
        for question, person in await self._rows.ask(VOTERS, questions=names):
            voters[question].add(person)
        given: defaultdict[str, list[GivenAnswer]] = defaultdict(list)
        for row in await self._rows.ask(ANSWERS, questions=names):
            answer = GivenAnswer(*row)
            given[answer.question].append(answer)
        return [
            Question(**each, voters=frozenset(voters[each["id"]]), answers=tuple(given[each["id"]]))
            for each in asked
        ]
