"""The words of a course file: which stand where, and what kind of value each takes.

Every value arrives as the text that was written (see yamltext). What these models can't see,
because it takes two places of the file, is checked where the values are made from them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from adapters.files.courses.values import (
    Clock,
    CourseId,
    Day,
    DueText,
    Email,
    Key,
    Language,
    Length,
    Line,
    Link,
    On,
    Text,
    Wall,
    Whole,
    Zone,
    as_text,
    listed,
)
from bot.model.asking.survey import Asks, Steers
from bot.model.people import Role
from bot.model.sessions import Kind
from bot.model.time.recurrence import Repeats


class Words(BaseModel):
    """A mapping of the file: only known words, and an empty one counts as left out."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, arbitrary_types_allowed=True
    )

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: Any) -> Any:
        if isinstance(data, dict):
            known = {field.alias or name for name, field in cls.model_fields.items()}
            return {
                name: value
                for name, value in data.items()
                if value is not None or name not in known
            }
        return data


class CourseWords(Words):
    """What the course is called."""

    id: CourseId
    title: Line
    language: Language = "en"


class TermWords(Words):
    """The term's first and last day."""

    starts: Day
    ends: Day


class PersonWords(Words):
    """Someone on the roster: `id` only where it doesn't follow; when `away` began, and ended."""

    name: Line
    role: Role = Role.STUDENT
    username: Line | None = None
    email: Email | None = None
    number: Line | None = None
    zone: Zone | None = None
    group: Line | None = None
    enrolled: Day | None = None
    dropped: Day | None = None
    away: dict[Day, Day] = {}
    accounts: dict[str, Annotated[list[Line], BeforeValidator(listed)]] = {}
    id: CourseId | None = None


class TopicWords(Words):
    """What one occurrence is about."""

    title: Line = ""
    prompt: Text = ""


Topics = list[Annotated[TopicWords, as_text("title")]]


class MoveWords(Words):
    """One occurrence that differs from the rhythm."""

    date: Day
    to: Wall | None = None
    lasts: Length | None = None
    title: Line | None = None
    link: Link | None = None


class ExtraWords(Words):
    """One occurrence outside the rhythm."""

    at: Wall
    lasts: Length | None = None
    title: Line | None = None
    link: Link | None = None


class EntryWords(Words):
    """What session and discussion entries have in common."""

    key: Key
    title: Line
    repeats: Repeats | None = None
    first: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    times: Whole | None = None
    skip: Annotated[list[Day], BeforeValidator(listed)] = []
    move: Annotated[list[MoveWords], BeforeValidator(listed)] = []
    extra: Annotated[list[ExtraWords], BeforeValidator(listed)] = []
    topics: Topics = []
    counted: bool | None = None


class SessionWords(EntryWords):
    """A plan entry for sessions."""

    kind: Kind = Kind.TEACHING
    on: On | None = None
    at: Clock
    lasts: Length
    link: Link | None = None


class ExpectationWords(Words):
    """What a discussion expects of each."""

    posts: Whole = Field(default=1, ge=0)
    words: Whole = Field(default=0, ge=0)
    replies: Whole = Field(default=0, ge=0)
    reply_words: Whole = Field(default=0, ge=0, alias="reply words")


class DiscussionWords(EntryWords):
    """A plan entry for discussions; `opens` on a weekday or a date."""

    on: On | None = None
    opens: Clock
    posts_due: DueText = Field(alias="posts due")
    replies_due: DueText = Field(alias="replies due")
    expects: ExpectationWords = ExpectationWords()
    prompt: Text = ""


class ChoiceWords(Words):
    """One answer to choose; without a `key` the label makes one."""

    label: Line
    key: Key | None = None
    steers: Steers | None = None


class QuestionWords(Words):
    """One question of the survey."""

    key: Key
    ask: Line
    answer: Asks = Asks.LINE
    choices: list[Annotated[ChoiceWords, as_text("label")]] = []
    required: bool = False
    hint: Line = ""


class ConsentWords(Words):
    """Who sees a sensitive page and how long after the term it is kept."""

    seen_by: Annotated[list[Role], BeforeValidator(listed)] = Field(alias="seen by")
    kept: Length = timedelta(0)


class PageWords(Words):
    """One page of the survey."""

    page: Line
    intro: Text = ""
    consent: ConsentWords | None = None
    questions: list[QuestionWords]


class AnnouncementWords(Words):
    """How long before its start a session is announced, and the groups that it calls upon."""

    before: Length = timedelta(days=3)
    mention: dict[Line, Line] = {}


class RecapWords(Words):
    """When a recap publishes itself: a length after the session, or never."""

    publish_after: Line = Field(default="12 h", alias="publish after")


class MakeUpWords(Words):
    """How long a make-up stays open."""

    open_for: Length = Field(default=timedelta(hours=72), alias="open for")
