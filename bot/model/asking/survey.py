"""The survey: what a course asks each student about where and how they can take part.

Questions come from the course file. What is sensitive stands on a page of its own behind a
consent that says who sees the answers and for how long.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.model.people import Role


class Asks(StrEnum):
    """What kind of answer a question takes.

    A ZONE is a city or zone name and becomes the person's zone; HOURS are weekly hours that never
    work and become their impossible hours; the rest are shown to staff only, unless a choice
    steers something.
    """

    ZONE = "zone"
    HOURS = "hours"
    ONE = "one"
    SOME = "some"
    LINE = "line"
    TEXT = "text"


class Steers(StrEnum):
    """What choosing an answer changes at once."""

    NO_PICTURES = "no pictures"
    NO_MESSAGES = "no private messages"


@dataclass(frozen=True, slots=True)
class SurveyChoice:
    """One answer to choose; `steers` says what it changes at once, if anything."""

    key: str
    label: str
    steers: Steers | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `key` is unique in the survey. ONE and SOME have `choices`, others none."""

    key: str
    text: str
    asks: Asks = Asks.LINE
    choices: tuple[SurveyChoice, ...] = ()
    required: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person agrees to before a sensitive page: who sees it, and how long it is kept.

    `kept` counts from the term's end; then the answers are erased.
    """

    seen_by: frozenset[Role]
    kept: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """Up to five questions that are saved together; one with a `consent` is always optional."""

    title: str
    questions: tuple[Question, ...]
    intro: str = ""
    consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """A course's questions, page by page; without pages nothing is asked."""

    pages: tuple[SurveyPage, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in order."""
        return tuple(question for page in self.pages for question in page.questions)


def default_survey() -> Survey:
    """Return the survey of a course whose file brings none."""
    return Survey((_WHERE, _HOW, _ROUTES, _NEEDS))


_WHERE = SurveyPage(
    "Where and when",
    (
        Question(
            "zone",
            "Where will you be for most of the term?",
            Asks.ZONE,
            required=True,
            hint="A city or a time zone, such as Nairobi or Asia/Kolkata",
        ),
        Question(
            "hours",
            "Which hours never work for you?",
            Asks.HOURS,
            hint="For example: mon-fri 09:00-17:00, sun 00:00-24:00",
        ),
    ),
    intro="All times you see will be in your own zone.",
)
_HOW = SurveyPage(
    "How you take part",
    (
        Question(
            "devices",
            "What will you use for class?",
            Asks.SOME,
            (
                SurveyChoice("computer", "A computer"),
                SurveyChoice("phone", "A phone"),
                SurveyChoice("phone-only", "Only a phone"),
                SurveyChoice("shared", "A device I share with others"),
            ),
        ),
        Question(
            "bandwidth",
            "How is your connection?",
            Asks.ONE,
            (
                SurveyChoice("good", "Good enough for video"),
                SurveyChoice("uneven", "It comes and goes"),
                SurveyChoice("low", "Slow or costly: no pictures, please", Steers.NO_PICTURES),
            ),
        ),
        Question(
            "messages",
            "May the bot write to you privately?",
            Asks.ONE,
            (
                SurveyChoice("ask", "Yes, with what I choose to be reminded of"),
                SurveyChoice("never", "No private messages", Steers.NO_MESSAGES),
            ),
        ),
    ),
)
_ROUTES = SurveyPage(
    "Live and in writing",
    (
        Question(
            "live",
            "How are live sessions for you?",
            Asks.ONE,
            (
                SurveyChoice("well", "They work well for me"),
                SurveyChoice("listen", "Fine, but I would rather listen or type than speak"),
                SurveyChoice("hard", "Hard: the hour, the connection or the setting"),
            ),
        ),
        Question(
            "async",
            "How are discussions in writing for you?",
            Asks.ONE,
            (
                SurveyChoice("well", "They work well for me"),
                SurveyChoice("time", "Fine, if there is time enough"),
                SurveyChoice("hard", "Hard: I would rather speak"),
            ),
        ),
        Question("wishes", "What would make either of them better for you?", Asks.TEXT),
    ),
)
_NEEDS = SurveyPage(
    "Access and care",
    (
        Question("access", "Is there anything you need to be able to take part?", Asks.TEXT),
        Question("care", "Do you care for someone at times when class takes place?", Asks.TEXT),
    ),
    intro="Only if you want to.",
    consent=Consent(frozenset({Role.INSTRUCTOR}), timedelta(days=30)),
)
