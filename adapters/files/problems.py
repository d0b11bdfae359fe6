"""What is wrong with a file: where, what was written there, why it won't do, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

MOST_PROBLEMS = 500
"""Nobody reads more of them at once."""
LONGEST_VALUE = 60
"""Characters of an offending value that are shown."""


class Severity(StrEnum):
    """An error keeps the file from being loaded; a warning doesn't."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; `line` and `column` count from 1.

    `value` is what was written, `message` says what is wrong with it and `suggestion`, where
    there is one, what to write instead.
    """

    file: str
    line: int
    column: int
    message: str
    value: str = ""
    suggestion: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return the problem on one line, the way editors find their way by."""
        shown = " ".join(self.value.split())
        if len(shown) > LONGEST_VALUE:
            shown = shown[: LONGEST_VALUE - 1] + "…"
        value = f"{shown}: " if shown else ""
        where = f"{self.file}:{self.line}:{self.column}"
        text = f"{where}: {self.severity}: {value}{self.message}"
        return _seen(f"{text} {self.suggestion}" if self.suggestion else text)


def _seen(text: str) -> str:
    """Return a text with what nobody sees, or a terminal obeys, by its number."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by file, line and column, each once; of very many the first, errors first."""
    once = list(dict.fromkeys(problems))
    more = len(once) - MOST_PROBLEMS
    if more > 0:
        once.sort(key=lambda found: found.severity is not Severity.ERROR)
        file, severity = once[0].file, once[0].severity
        once = once[:MOST_PROBLEMS]
        last = max(found.line for found in once if found.file == file)
        once.append(Problem(file, last, 1, f"There are {more:,} more.", severity=severity))
    return tuple(sorted(once, key=lambda found: (found.file, found.line, found.column)))


SYNONYMS = (
    ("instructor", "teacher professor prof lecturer faculty owner"),
    ("assistant", "tutor ta helper co-teacher"),
    ("student", "learner participant pupil"),
    ("teaching", "lecture seminar class lesson lab workshop"),
    ("community", "social coffee"),
    ("lasts", "length duration minutes"),
    ("at", "time start"),
    ("starts", "start begins begin first"),
    ("ends", "end last finish"),
    ("on", "day days weekday weekdays when date"),
    ("repeats", "repeat recurrence frequency every"),
    ("times", "count repetitions"),
    ("skip", "except exceptions holidays"),
    ("move", "moved reschedule"),
    ("opens", "open at"),
    ("posts due", "due deadline"),
    ("zone", "timezone time-zone tz"),
    ("sessions", "plan meetings lectures"),
    ("people", "students members staff"),
    ("options", "activities"),
    ("one", "choice radio"),
    ("some", "multiple checkbox"),
    ("attend", "come present presence attendance"),
    ("reply", "comment comments respond response"),
    ("post", "write message"),
)
"""What other apps call the words of a course file."""


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """Return "Did you mean x?" for the nearest of `known`, or "" when nothing is near."""
    names = {name.casefold(): name for name in known}
    said = written.strip().casefold()
    before, colon, after = written.strip().partition(":")
    if colon and before.casefold() in names:
        return f"Put a space after the colon: {before}: {after}."
    for word, others in SYNONYMS:
        if word in names and said not in names and said in others.split():
            return f"Did you mean {word}?"
    close = get_close_matches(written.strip().casefold(), sorted(names), n=1)
    return f"Did you mean {names[close[0]]}?" if close else ""
