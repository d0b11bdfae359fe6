"""Surveys in the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Table, delete, select

from adapters.storage.columns import Instant, Key, Value
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.asking.answers import SurveyAnswer
from bot.model.asking.survey import Survey

surveys = Table(
    "surveys",
    metadata,
    Column("course", Key, primary_key=True),
    Column("survey", Value(Survey), nullable=False),
)

survey_answers = Table(
    "survey_answers",
    metadata,
    Column("person", Key, primary_key=True),
    Column("question", Key, primary_key=True),
    Column("course", Key, nullable=False, index=True),
    Column("values", Value(tuple[str, ...]), nullable=False),
    Column("at", Instant, nullable=False),
)

consents = Table(
    "consents",
    metadata,
    Column("person", Key, primary_key=True),
    Column("page", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("at", Instant, nullable=False),
)

ANSWER = [survey_answers.c[name] for name in SurveyAnswer.__dataclass_fields__]


class SqlSurveys:
    """The surveys of all courses; see bot.ports.surveys."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, course: str) -> Survey | None:
        """Return a course's survey; None before one was loaded."""
        query = select(surveys.c.survey).where(surveys.c.course == course)
        survey: Survey | None = await self._rows.value(query)
        return survey

    async def save(self, course: str, survey: Survey) -> None:
        """Write a course's survey, in place of the one before."""
        await self._rows.put(surveys, [{"course": course, "survey": survey}])

    async def answers(self, course: str) -> Sequence[SurveyAnswer]:
        """Return everything that was answered in a course, by person and question."""
        return await self._answers(survey_answers.c.course == course)

    async def of_person(self, person: str) -> Sequence[SurveyAnswer]:
        """Return what a person answered, by question."""
        return await self._answers(survey_answers.c.person == person)

    async def answer(self, course: str, answers: Sequence[SurveyAnswer]) -> None:
        """Write answers in place of those before; one without values is erased."""
        said = [{**fields(each), "course": course} for each in answers if each.values]
        await self._rows.put(survey_answers, said)
        for each in answers:
            if not each.values:
                await self._erase(each.person, [each.question])

    async def consents(self, person: str) -> Mapping[str, datetime]:
        """Return the titles of the pages that a person agreed to, and when."""
        query = select(consents).where(consents.c.person == person).order_by(consents.c.page)
        return {row["page"]: row["at"] for row in await self._rows.all(query)}

    async def agree(self, course: str, person: str, page: str, at: datetime) -> None:
        """Write that a person agreed to a page, by its title; the first time counts."""
        row = {"person": person, "page": page, "course": course, "at": at}
        await self._rows.add(consents, [row])

    async def withdraw(self, person: str, page: str, questions: Collection[str]) -> None:
        """Erase a person's answers to these questions and the consent to their page."""
        await self._erase(person, questions)
        agreed = consents.c.person == person, consents.c.page == page
        await self._rows.run(delete(consents).where(*agreed))

    async def erase(self, person: str) -> None:
        """Erase everything that a person answered and agreed to."""
        for table in (survey_answers, consents):
            await self._rows.run(delete(table).where(table.c.person == person))

    async def _answers(self, where: ColumnElement[bool]) -> Sequence[SurveyAnswer]:
        order = survey_answers.c.person, survey_answers.c.question
        rows = await self._rows.all(select(*ANSWER).where(where).order_by(*order))
        return [SurveyAnswer(**row) for row in rows]

    async def _erase(self, person: str, questions: Collection[str]) -> None:
        asked = survey_answers.c.question.in_(sorted(questions))
        await self._rows.run(delete(survey_answers).where(survey_answers.c.person == person, asked))
