"""The kinds of value that a course file holds, as types that read the text that was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from adapters.files.courses import formats
from adapters.files.courses.formats import Unreadable
from bot.model.course import QuietHours
from bot.model.courses.plan import DueRule
from bot.model.ids import LONGEST_COURSE_ID, slug

T = TypeVar("T")

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
EMAIL = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\".]+")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MORE_DATES = "An entry has one date; put the others under extra:, or give each an entry of its own."
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LONGEST_KEY = 50
"""Characters of a key; a button and a field of a form hold 100 with all that they say."""
LARGEST_NUMBER = 1_000_000
"""More than anything in a class is counted, or worth."""


def written(read: Callable[[str], T]) -> Callable[[Any], T]:
    """Return `read` as a validator: what it can't read is reported with its suggestion."""

    def validate(value: Any) -> T:
        if value is None:
            raise _fault("Something is missing here.")
        if not isinstance(value, str):
            raise _fault("A single value belongs here.")
        try:
            return read(value)
        except Unreadable as error:
            hidden = next((sign for sign in value if unicodedata.category(sign) == "Cf"), None)
            if hidden is None:
                raise _fault(str(error), error.suggestion) from None
            plain = visible(value).strip()
            hint = f"Type it again by hand: {plain}." if plain else "Delete it."
            raise _fault(f"It holds an invisible character, U+{ord(hidden):04X}.", hint) from None

    return validate


def listed(value: Any) -> Any:
    """Turn "mon, thu" or a single value into a list."""
    if value is None:
        raise _fault("Something is missing here.")
    if isinstance(value, str):
        return [item.strip() for item in value.split(",") if item.strip()]
    return [value] if isinstance(value, dict) else value


def visible(text: str) -> str:
    """Return a text without the characters that nobody sees, such as zero-width spaces."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def _fault(message: str, suggestion: str = "") -> PydanticCustomError:
    said = {"message": message, "suggestion": suggestion}
    return PydanticCustomError("unreadable", "{message}", said)


def _key(text: str) -> str:
    if not KEY.fullmatch(text):
        near = slug(text)
        hint = f"Write {near}." if near else "Use small letters, digits and hyphens, as in week-1."
        raise Unreadable("A key is made of small letters, digits and hyphens.", hint)
    if len(text) > LONGEST_KEY:
        hint = f"Shorten it to {LONGEST_KEY} characters: it stands in buttons and forms."
        raise Unreadable("This key is too long.", hint)
    return text


def read_course_id(text: str) -> str:
    """Read a course's id, which is a short key."""
    if len(text) > LONGEST_COURSE_ID:
        hint = f"Shorten it to {LONGEST_COURSE_ID} characters: it stands in every button."
        raise Unreadable("This id is too long.", hint)
    return _key(text)


def _line(text: str) -> str:
    found = _text(" ".join(text.split()))
    if not found:
        raise Unreadable("Something is missing here.")
    return found


def _text(text: str) -> str:
    """Return a text without space around it; what no database can keep is no part of a text."""
    for sign in text:
        if sign == "\0" or unicodedata.category(sign) == "Cs":
            message = f"It holds a character that no text has, U+{ord(sign):04X}."
            raise Unreadable(message, "Delete it.")
    return text.strip()


def _email(text: str) -> str:
    if not EMAIL.fullmatch(text.strip()):
        raise Unreadable("This is no e-mail address.", "Write it like name@example.edu.")
    return _text(text)


def _link(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\S*", text.strip()):
        raise Unreadable("This is no link.", "It begins with https:// and has no spaces.")
    return text.strip()


def _language(text: str) -> str:
    if not LANGUAGE.fullmatch(text):
        raise Unreadable("This is no language code.", "Write one like en or pt-BR.")
    return text


def _when(text: str) -> list[int] | date:
    if text.isdigit():
        hint = "Write it like tue or 2026-09-14."
        raise Unreadable("This is neither a weekday nor a date.", hint)
    if len(DATE.findall(text)) > 1:
        raise Unreadable("These are several dates.", MORE_DATES)
    if text[:1].isdigit():
        return formats.read_day(text)
    return [formats.read_weekday(part) for part in text.strip().rstrip(",").split(",")]


def _on(value: Any) -> Any:
    if isinstance(value, list):
        return [_listed_weekday(item) for item in value]
    return written(_when)(value)


def _listed_weekday(item: Any) -> int:
    """Read one of several weekdays; the message names it, since the position is the list's."""
    if not isinstance(item, str):
        raise _fault("A weekday belongs here.", "They are mon to sun.")
    try:
        return formats.read_weekday(item)
    except Unreadable as error:
        hint = MORE_DATES if DATE.search(item) else error.suggestion
        raise _fault(f"“{item}” is no weekday.", hint) from None


def as_text(name: str) -> BeforeValidator:
    """Accept a plain text where a mapping stands, as its `name`."""
    return BeforeValidator(lambda value: {name: value} if isinstance(value, str) else value)


Line = Annotated[str, BeforeValidator(written(_line))]
Text = Annotated[str, BeforeValidator(written(_text))]
Whole = Annotated[int, Field(le=LARGEST_NUMBER)]
Amount = Annotated[Decimal, Field(le=LARGEST_NUMBER, decimal_places=formats.FINEST)]
Key = Annotated[str, BeforeValidator(written(_key))]
CourseId = Annotated[str, BeforeValidator(written(read_course_id))]
Email = Annotated[str, BeforeValidator(written(_email))]
Link = Annotated[str, BeforeValidator(written(_link))]
Language = Annotated[str, BeforeValidator(written(_language))]
Zone = Annotated[str, BeforeValidator(written(formats.read_zone))]
Day = Annotated[date, BeforeValidator(written(formats.read_day))]
Clock = Annotated[time, BeforeValidator(written(formats.read_clock))]
Wall = Annotated[datetime, BeforeValidator(written(formats.read_wall))]
Length = Annotated[timedelta, BeforeValidator(written(formats.read_length))]
Hours = Annotated[QuietHours, BeforeValidator(written(formats.read_hours))]
Weekly = Annotated[tuple[int, time], BeforeValidator(written(formats.read_weekly))]
DueText = Annotated[DueRule, BeforeValidator(written(formats.read_due))]
Share = Annotated[Decimal, BeforeValidator(written(formats.read_share))]
Weeks = Annotated[tuple[int, int], BeforeValidator(written(formats.read_weeks))]
On = Annotated[list[int] | date, BeforeValidator(_on)]
