"""Questions, their votes and their answers in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Boolean, Column, Index, Table, Text, delete, or_, select

from adapters.storage.columns import Instant, Key
from adapters.storage.rows import Row, Rows, fields, parts
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


class SqlQuestions:
    """The questions of all sessions; see bot.ports.questions."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, question: str) -> Question | None:
        """Return the question with this id."""
        rows = await self._rows.all(select(questions).where(questions.c.id == question))
        return next(iter(await self._whole(rows)), None)

    async def of_session(self, session: str) -> Sequence[Question]:
        """Return a session's questions, oldest first; removed and withdrawn ones too."""
        query = select(questions).where(questions.c.session == session)
        rows = await self._rows.all(query.order_by(questions.c.at, questions.c.id))
        return await self._whole(rows)

    async def of_person(self, person: str) -> Sequence[Question]:
        """Return the questions that a person asked or answered, oldest first."""
        answered = select(answers.c.question).where(answers.c.person == person)
        query = select(questions).where(
            or_(questions.c.person == person, questions.c.id.in_(answered))
        )
        rows = await self._rows.all(query.order_by(questions.c.at, questions.c.id))
        return await self._whole(rows)

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
        mine = (wants.c.question == question) & (wants.c.person == person)
        await self._rows.run(delete(wants).where(mine))

    async def _whole(self, rows: Sequence[Row]) -> list[Question]:
        """Return the questions of these rows with their votes and answers, in the same order."""
        voters: defaultdict[str, set[str]] = defaultdict(set)
        given: defaultdict[str, list[GivenAnswer]] = defaultdict(list)
        for names in parts([row["id"] for row in rows]):
            query = select(wants).where(wants.c.question.in_(names))
            for row in await self._rows.all(query):
                voters[row["question"]].add(row["person"])
            asked = select(answers).where(answers.c.question.in_(names))
            for row in await self._rows.all(asked.order_by(answers.c.at, answers.c.id)):
                given[row["question"]].append(GivenAnswer(**row))
        return [
            Question(**row, voters=frozenset(voters[row["id"]]), answers=tuple(given[row["id"]]))
            for row in rows
        ]
