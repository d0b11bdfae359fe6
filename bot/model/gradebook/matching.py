"""Matching: whose row in a gradebook's file is whose on the roster.

What is certain is matched: one key at least fits, and no two keys of the row speak of different
people. Everything else is for staff to decide; a name alone, or a login that looks like the
beginning of an address, only makes a suggestion.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.model.gradebook.gradebook import GradebookRow, Key

NOBODY = ""
"""What staff decided of a row that is nobody's on the roster."""

WORDS = {Key.EMAIL: "email address", Key.USERNAME: "username", Key.NUMBER: "ID number"}
"""What people call a key."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One person's row in a gradebook's file: its line, whom it names, and by which keys.

    `id` is what the gradebook itself knows the row by; decisions of staff are kept by it.
    """

    line: int
    id: str
    name: str
    keys: tuple[tuple[Key, str], ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that is nobody's for certain: why, and whose it may be (a person's id)."""

    row: FileRow
    why: str
    maybe: str | None = None


@dataclass(frozen=True, slots=True)
class Matching:
    """Persons by the line of their row, the rows in doubt, and the rows that staff set aside."""

    found: Mapping[int, str]
    doubts: tuple[Doubt, ...] = ()
    aside: tuple[FileRow, ...] = ()


def folded(text: str, key: Key) -> str:
    """Return a key as gradebooks compare it: an ID number exactly, others without their case."""
    text = text.strip()
    return text if key is Key.NUMBER else unicodedata.normalize("NFC", text).casefold()


def match(
    rows: Sequence[FileRow], people: Sequence[GradebookRow], decided: Mapping[str, str]
) -> Matching:
    """Return whose each row is; `decided` holds what staff said, persons (or NOBODY) by row id."""
    roster = _Roster(people)
    found: dict[int, str] = {}
    doubts: list[Doubt] = []
    aside: list[FileRow] = []
    for row in rows:
        said = decided.get(row.id)
        if said is not None and (said == NOBODY or said in roster.names):
            if said == NOBODY:
                aside.append(row)
            else:
                found[row.line] = said
            continue
        fits = roster.fitting(row)
        if len({person for _, person in fits}) == 1:
            found[row.line] = fits[0][1]
        else:
            doubts.append(Doubt(row, roster.why(row, fits), roster.maybe(row)))
    doubts += _doubled(rows, found, decided, roster.names)
    return Matching(found, tuple(sorted(doubts, key=lambda doubt: doubt.row.line)), tuple(aside))


def _doubled(
    rows: Sequence[FileRow],
    found: dict[int, str],
    decided: Mapping[str, str],
    names: Mapping[str, str],
) -> Iterator[Doubt]:
    """Take back and yield the rows that are one person's together; a decided one stays."""
    uses = Counter(found.values())
    several = [row for row in rows if row.line in found and uses[found[row.line]] > 1]
    for row in several:
        person = found[row.line]
        if decided.get(row.id) == person:
            continue
        others = [str(other.line) for other in several if other is not row]
        del found[row.line]
        yield Doubt(row, f"Line {others[0]} fits {names[person]} as well.", person)


class _Roster:
    """The class, to be looked up by every key."""

    def __init__(self, people: Sequence[GradebookRow]) -> None:
        self.names = {person.person: person.name for person in people}
        self._by: defaultdict[tuple[Key, str], list[str]] = defaultdict(list)
        self._alike: defaultdict[str, list[str]] = defaultdict(list)
        for person in people:
            for key in Key:
                if own := folded(person.key(key), key):
                    self._by[key, own].append(person.person)
            login = folded(person.key(Key.EMAIL), Key.EMAIL).partition("@")[0]
            for hint in {_words(person.name), login, person.key(Key.NUMBER).lstrip("0")} - {""}:
                self._alike[hint].append(person.person)

    def fitting(self, row: FileRow) -> list[tuple[Key, str]]:
        """Return the people that a row's keys name; a login that is an address is looked up too."""
        fits = []
        for key, value in _looked_up(row):
            fits += [(key, person) for person in self._by.get((key, folded(value, key)), ())]
        return fits

    def why(self, row: FileRow, fits: Sequence[tuple[Key, str]]) -> str:
        """Return a sentence on why a row is in doubt."""
        if not any(value for _, value in row.keys):
            return "The row names nobody: it has no key."
        if not fits:
            named = " or ".join(f"{WORDS[key]} {value}" for key, value in row.keys if value)
            return f"Nobody on the roster has the {named}."
        parts = {f"the {WORDS[key]} is that of {self.names[person]}" for key, person in fits}
        return f"Its keys disagree: {'; '.join(sorted(parts))}."

    def maybe(self, row: FileRow) -> str | None:
        """Return who a row may be, if one person looks alike."""
        hints = [_words(row.name)]
        for key, value in row.keys:
            hints.append(value.lstrip("0") if key is Key.NUMBER else folded(value, key))
        for hint in filter(None, hints):
            if len(alike := set(self._alike.get(hint, ()))) == 1:
                return alike.pop()
        return None


def _looked_up(row: FileRow) -> Iterable[tuple[Key, str]]:
    for key, value in row.keys:
        yield key, value
        if key is Key.USERNAME and "@" in value:
            yield Key.EMAIL, value


def _words(name: str) -> str:
    """Return a name's words in an order of their own: "Diallo, Amara" is "Amara Diallo"."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(
        letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)
    )
    return " ".join(sorted(letters.split()))
