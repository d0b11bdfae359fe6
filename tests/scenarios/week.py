"""A class week as data: when, who, does, sees. Read from YAML, the same for every platform.

Each step is a mapping. `at` is a weekday and a wall time, by default in the week's zone
("tue 15:02", "wed 09:00 Asia/Kolkata"); without it the step follows at once. The file may be in
order of topics: it is played in order of time. `who` is a username.
Then one verb with its object:

    command: /class ask text:Why?      what is typed; `person:{Asha}` picks that completion, and
                                       `file` names a file to go with the last word, its parameter
    press: Check in                    a button's label; `choice` picks in a select
    form: {code: $code}                fills in the form that was opened last, by name or label
    again: form                        sends that form a second time
    menu: Mark as highlight            an entry of a message's own menu
    write: Words                       a message; with `thread` in the thread under that one
    edit: New words | delete: yes | react: 👍 | unreact: 👍
    look: yes                          only looks
    download: week-1.csv               compares the bytes with the file `expected`
    joins: staff | leaves: staff       goes into a place, or out

`in` is the place, `on` words of the message that is meant, `thread` words of a thread's root.
`sees` and `not` list what the answer (of `look`: the place) holds and doesn't, `stands` the
reader's local time at which a message seen was posted, `keeps` names for what a pattern finds in
it, to be written `$name` later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

HERE = Path(__file__).parent
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
VERBS = (
    *("command", "press", "form", "again", "menu", "write", "edit", "delete", "react", "unreact"),
    *("look", "download", "joins", "leaves"),
)
WORDS = (
    *("at", "who", "in", "on", "thread", "choice", "file", "sees", "not", "stands", "keeps"),
    "expected",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does, and what they see then; `line` is where it stands."""

    line: int
    at: datetime | None
    who: str
    verb: str
    what: Any
    place: str = "announcements"
    on: str = ""
    thread: str = ""
    choice: str = ""
    file: str = ""
    sees: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    stands: str = ""
    keeps: Mapping[str, str] = field(default_factory=dict)
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """A class week: when it begins and ends, and its steps in order."""

    name: str
    starts: datetime
    ends: datetime
    steps: tuple[Step, ...]


def read_week(name: str) -> Week:
    """Read `name`.yaml of this folder; ValueError where a step can't be understood."""
    data = YAML(typ="rt").load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    monday = date.fromisoformat(str(data["monday"]))
    zone = str(data["zone"])
    steps = tuple(
        _step(one, data["steps"].lc.item(index)[0] + 1, monday, zone)
        for index, one in enumerate(data["steps"])
    )
    starts, ends = (instant(str(data[edge]), monday, zone) for edge in ("starts", "ends"))
    return Week(name, starts, ends, _in_order(steps))


def _in_order(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps by time, each with those that follow it at once; all else as written."""
    times: list[datetime] = []
    for step in steps:
        times.append(step.at or times[-1])
    ordered = sorted(range(len(steps)), key=times.__getitem__)
    return tuple(steps[index] for index in ordered)


def _step(data: Mapping[str, Any], line: int, monday: date, zone: str) -> Step:
    verbs = [verb for verb in VERBS if verb in data]
    unknown = set(data) - {*VERBS, *WORDS}
    if len(verbs) != 1 or unknown:
        raise ValueError(f"line {line}: one verb is wanted, not {verbs}; unknown: {unknown}")
    at = data.get("at")
    return Step(
        line=line,
        at=instant(at, monday, zone) if at else None,
        who=data["who"],
        verb=verbs[0],
        what=data[verbs[0]],
        place=data.get("in", "announcements"),
        on=data.get("on", ""),
        thread=data.get("thread", ""),
        choice=data.get("choice", ""),
        file=data.get("file", ""),
        sees=_listed(data.get("sees")),
        lacks=_listed(data.get("not")),
        stands=data.get("stands", ""),
        keeps=data.get("keeps", {}),
        expected=data.get("expected", ""),
    )


def _listed(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (str(value),) if isinstance(value, str) else tuple(str(one) for one in value)


def instant(text: str, monday: date, zone: str) -> datetime:
    """Return the instant of "tue 15:02" or "tue+1 15:02 Asia/Kolkata" in the week of `monday`.

    `+1` is a week on, `-1` one before.
    """
    found = re.fullmatch(r"(\w{3})([+-]\d)? (\d\d:\d\d)(?: (\S+))?", text)
    if found is None or found[1] not in DAYS:
        raise ValueError(f"“{text}” is no time; write one like: tue 15:02")
    day = monday + timedelta(days=DAYS.index(found[1]) + 7 * int(found[2] or 0))
    here = ZoneInfo(found[4] or zone)
    return datetime.combine(day, time.fromisoformat(found[3]), here)
