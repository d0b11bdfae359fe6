"""Surveys as kept: each course's questions, what people answered, and what they consented to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.asking.answers import SurveyAnswer
from bot.model.asking.survey import Survey


class Surveys(Protocol):
    """The surveys of all courses."""

    async def get(self, course: str) -> Survey | None:
        """Return a course's survey; None before one was loaded."""
        ...

    async def save(self, course: str, survey: Survey) -> None:
        """Write a course's survey, in place of the one before."""
        ...

    async def answers(self, course: str) -> Sequence[SurveyAnswer]:
        """Return everything that was answered in a course, by person and question."""
        ...

    async def of_person(self, person: str) -> Sequence[SurveyAnswer]:
        """Return what a person answered, by question."""
        ...

    async def answer(self, course: str, answers: Sequence[SurveyAnswer]) -> None:
        """Write answers in place of those before; one without values is erased."""
        ...

    async def consents(self, person: str) -> Mapping[str, datetime]:
        """Return the titles of the pages that a person agreed to, and when."""
        ...

    async def agree(self, course: str, person: str, page: str, at: datetime) -> None:
        """Write that a person agreed to a page, by its title; the first time counts."""
        ...

    async def withdraw(self, person: str, page: str, questions: Collection[str]) -> None:
        """Erase a person's answers to these questions and the consent to their page."""
        ...

    async def erase(self, person: str) -> None:
        """Erase everything that a person answered and agreed to."""
        ...
