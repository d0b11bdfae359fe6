"""Who is in the term's class and who did what in which week, as students.txt has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("students.txt")
WEEKS = 15
AWAY = "-"
"""Stands in the weeks in which somebody isn't on the roster."""


@dataclass(frozen=True, slots=True)
class Student:
    """One line of the table; `did` holds the letters of each week, `-` while not enrolled."""

    username: str
    name: str
    zone: str
    number: str
    did: tuple[str, ...]

    @property
    def email(self) -> str:
        """Return the address, by which Moodle knows them."""
        return f"{self.username}@example.edu"

    def enrolled(self, week: int) -> bool:
        """Whether they are on the roster in a week, or in a part of it."""
        return self.did[week - 1] != AWAY


def students() -> tuple[Student, ...]:
    """Return everyone who was ever in the class, in the table's order."""
    lines = TABLE.read_text("utf-8").splitlines()
    rows = [line for line in lines if line and not line.startswith("#")]
    return tuple(_student(row, number) for number, row in enumerate(rows, start=1))


def _student(row: str, number: int) -> Student:
    words = row.split()
    name, zone, did = " ".join(words[1 : -WEEKS - 1]), words[-WEEKS - 1], words[-WEEKS:]
    return Student(words[0], name, zone, f"00{6100 + number}", tuple(did))


def roster(everyone: Sequence[Student], present: Mapping[str, bool]) -> str:
    """Return the roster file as it is while those who are `present`, by username, are enrolled."""
    rows = [f"{s.username},{s.name},{s.email},{s.number},{s.zone},{s.username}" for s in everyone
            if present[s.username]]  # fmt: skip
    return "\n".join(["username,name,email,number,zone,sandbox", *rows]) + "\n"
