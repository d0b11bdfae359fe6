"""The kinds of rosters: what each is known by, and what its columns hold for us.

Moodle: "Participants", downloaded as CSV, and the file for "Upload users". Canvas: the
gradebook's export, names as "Last, First" or in two columns. Blackboard: the grade center's full
download.
The kinds that say who there is and who is in a class in two files stand in `enrollments`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.model.attendance.marks import are_marks

OWN_COLUMNS = (
    *("username", "name", "role", "email", "number", "zone", "group", "enrolled", "dropped"),
    *("sandbox", "discord", "slack"),
)
"""The columns of our own kind of roster; the last three are accounts."""
ACCOUNTS = frozenset(OWN_COLUMNS[-3:])
NEARLY = 2
"""So many of its columns and all but one of them: what kind a file was meant to be."""


@dataclass(frozen=True, slots=True)
class RosterKind:
    """A kind of roster: the columns it is known by, and what its columns hold for us.

    `marks` are spelled as the program spells them; columns are looked up without their case.
    `instead` are columns by which it is known as well where one of the marks isn't there.
    """

    title: str
    marks: tuple[str, ...]
    columns: Mapping[str, str]
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def missing(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the columns by which it would be known and that are not among `names`."""
        here = set(names)
        return tuple(
            mark
            for mark in self.marks
            if here.isdisjoint((mark.casefold(), *self.instead.get(mark, ())))
        )


MOODLE = RosterKind(
    "Moodle participants",
    ("First name", "Last name", "Email address"),
    {
        "first name": "first",
        "last name": "last",
        "surname": "last",
        "username": "username",
        "email address": "email",
        "id number": "number",
        "groups": "group",
        "roles": "role",
    },
    {"Last name": ("surname",), "Email address": ("id number", "groups")},
)
"""Which of them there are is for each site to say; older ones call the last name a surname."""
MOODLE_LOGINS = RosterKind(MOODLE.title, ("First name", "Surname", "Username"), MOODLE.columns)
"""An older site's that shows nothing but usernames; a newer one's is read as Blackboard's are."""
MOODLE_UPLOAD = RosterKind(
    "Moodle upload users",
    ("username", "firstname", "lastname"),
    {
        "firstname": "first",
        "lastname": "last",
        "username": "username",
        "email": "email",
        "idnumber": "number",
        "group1": "group",
        "role1": "role",
        "type1": "type",
    },
)
CANVAS = RosterKind(
    "Canvas gradebook",
    ("Student", "ID", "Section"),
    {
        "student": "sorted",
        "lastname": "last",
        "firstname": "first",
        "sis login id": "username",
        "sis user id": "number",
        "section": "group",
    },
    {"Student": ("lastname",)},
)
BLACKBOARD = RosterKind(
    "Blackboard grade center",
    ("Last Name", "First Name", "Username"),
    {
        "first name": "first",
        "last name": "last",
        "username": "username",
        "student id": "number",
        "availability": "available",
    },
)
OWN = RosterKind("Homeroom roster", ("name",), {name: name for name in OWN_COLUMNS})
KINDS = (MOODLE, MOODLE_UPLOAD, CANVAS, BLACKBOARD, OWN)


def named_classes(section: str, known: Iterable[str]) -> set[str]:
    """Return the classes that somebody named, in small letters: one, or several between commas.

    A name of one of the `known` is whole, though there be commas in it.
    """
    whole = section.strip().casefold()
    if whole and whole in {name.casefold() for name in known}:
        return {whole}
    return {one.strip() for one in whole.split(",") if one.strip()}


def why_unknown(names: list[str], kinds: Iterable[RosterKind]) -> tuple[str, str]:
    """Return why a header is that of no kind, and what to do: the kind it nearly is, or all."""
    if are_marks(names):
        text = "These are marks for Moodle's attendance, and no roster: nobody has a name here."
        return text, "Bring the list of participants that Moodle gives under Participants."
    kinds = tuple(kinds)
    for kind in kinds:
        missing = kind.missing(names)
        if len(missing) == 1 and len(kind.marks) > NEARLY:
            text = f"This looks like a file of {kind.title}, but has no column “{missing[0]}”."
            hint = "Download it again, and leave its first line as it is."
            if kind is MOODLE and missing == ("Email address",):
                hint += " If your site shows no addresses, bring Grades, Export, Plain text file."
            return text, hint
    known = "; ".join(f"{', '.join(kind.marks)} ({kind.title})" for kind in kinds)
    text = f"The first line names no columns of a roster that is known here: {known}."
    hint = (
        "If your gradebook speaks another language, set it to English for the download, "
        "or begin the file with: username,name,email,zone."
    )
    return text, hint
