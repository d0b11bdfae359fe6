"""Forms: questions with typed fields, on pages of at most five fields, each saved by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.chat.refusal import Refusal
from bot.model.places import Purpose

FIELDS_A_PAGE = 5
"""The strictest platform's limit of fields on one page of a form."""
TITLE_LENGTH = 24
"""The strictest platform's limit of characters in a form's title."""


class FieldType(StrEnum):
    """What kind of answer a field takes; a PLACE is picked, and answered by its id."""

    LINE = "line"
    TEXT = "text"
    ONE = "one"
    SOME = "some"
    FILE = "file"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class FormField:
    """One question. `choices` are (value, label) pairs for ONE and SOME.

    `value` fills the field in advance; for SOME it is the values joined by newlines. `purpose` is
    what a PLACE is for, where a platform has places that would not do; of those for voice there
    may be several, joined by newlines.
    """

    name: str
    label: str
    type: FieldType = FieldType.LINE
    required: bool = True
    hint: str = ""
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    most: int = 1000
    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One page of questions; its answers come back as an invocation of `action`.

    `page` and `pages` tell the reader where they are; a page that is not the last is followed
    by a Continue button in the answer to it.
    """

    title: str
    action: str
    fields: tuple[FormField, ...]
    intro: str = ""
    submit: str = "Send"
    page: int = 1
    pages: int = 1

    def __post_init__(self) -> None:
        """Hold the strictest platform's limits where the form is made."""
        if len(self.title) > TITLE_LENGTH:
            raise ValueError(f"A form's title has at most {TITLE_LENGTH} characters: {self.title}")
        if not 1 <= len(self.fields) <= FIELDS_A_PAGE:
            raise ValueError(f"A form's page has 1 to {FIELDS_A_PAGE} fields: {self.title}")


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody put into a form's fields; for SOME the values are joined by newlines."""

    values: dict[str, str]

    def line(self, name: str) -> str:
        """Return a required field's answer, trimmed; refuse an empty one."""
        value = self.values.get(name, "").strip()
        if not value:
            raise Refusal("An answer is missing. Please fill in every field and send again.")
        return value

    def optional(self, name: str) -> str | None:
        """Return a field's answer, trimmed, or None if it was left empty."""
        return self.values.get(name, "").strip() or None

    def some(self, name: str) -> tuple[str, ...]:
        """Return the values chosen in a field that takes several."""
        return tuple(value for value in self.values.get(name, "").split("\n") if value)
