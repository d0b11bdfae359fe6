"""A clock, codes and a journal for tests, and tools of which only the codes are given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from adapters.files.courses.attached_policy import PolicyReader
from adapters.files.rosters.attached import RosterReader
from adapters.meetings.report_reader import ReportReader
from adapters.meetings.transcripts import TranscriptReader
from adapters.text.normal import Normalizer
from bot.ports.charts import Charts
from bot.ports.cities import Cities
from bot.ports.gradebooks import Gradebooks
from bot.ports.pushing import Columns
from bot.ports.summarizer import Summarizer
from bot.ports.tools import Tools


@dataclass(slots=True)
class FakeClock:
    """A clock that stands until it is set."""

    present: datetime

    def now(self) -> datetime:
        """Return the instant it was set to."""
        return self.present


@dataclass(slots=True)
class CountedCodes:
    """Codes that differ and can be foretold: 10001, 10002, ..."""

    made: int = 0

    def digits(self, length: int) -> str:
        """Return the next number of this length."""
        self.made += 1
        return str(10 ** (length - 1) + self.made)

    def letters(self, length: int) -> str:
        """Return the next word of this length."""
        self.made += 1
        return f"{self.made:a>{length}}"


@dataclass(slots=True)
class NoteBook:
    """A journal that keeps what went wrong; `room.troubles` must stay empty."""

    troubles: list[BaseException] = field(default_factory=list)

    def note(self, what: str, **facts: str | int) -> None:
        """Pass over what is ordinary."""

    def trouble(self, what: str, error: BaseException, **facts: str | int) -> None:
        """Keep an error."""
        self.troubles.append(error)


def tools(
    summarizer: Summarizer | None = None,
    charts: Charts | None = None,
    gradebooks: Gradebooks | None = None,
    cities: Cities | None = None,
    columns: Columns | None = None,
) -> Tools:
    """Return tools with codes that can be foretold; using one that wasn't given fails at once."""
    return Tools(
        cast(Summarizer, summarizer),
        cast(Charts, charts),
        cast(Gradebooks, gradebooks),
        cast(Cities, cities),
        CountedCodes(),
        Normalizer(),
        TranscriptReader(),
        ReportReader(),
        RosterReader(),
        PolicyReader(),
        cast(Columns, columns),
    )
