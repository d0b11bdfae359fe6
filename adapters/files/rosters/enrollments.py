"""Rosters in two files: who there is (users.csv), and who is in which class (enrollments.csv).

OneRoster 1.1 and 1.2, as student information systems export it, and Canvas' SIS files.
https://www.imsglobal.org/spec/oneroster/v1p2/bind/csv/ : in a bulk file `status` is empty; in
other ones who is gone is `tobedeleted`. Canvas: https://developerdocs.instructure.com/services/
canvas/sis/file.sis_csv : `active`, else gone; a row names its course or its section.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from adapters.files.problems import Severity
from adapters.files.rosters.csvtext import Table, report_crowd, report_row
from adapters.files.rosters.kinds import RosterKind, named_classes
from adapters.files.shape import complain
from adapters.files.yaml.text import Data, Document
from bot.chat.uploads import MOST_PEOPLE
from bot.model.people import Role

ONEROSTER = RosterKind(
    "OneRoster users.csv",
    ("sourcedId", "givenName", "familyName", "username"),
    {
        "sourcedid": "key",
        "status": "status",
        "role": "role",
        "username": "username",
        "givenname": "first",
        "familyname": "last",
        "preferredgivenname": "preferred first",
        "preferredfamilyname": "preferred last",
        "identifier": "identifier",
        "email": "email",
    },
)
SIS = RosterKind(
    "Canvas SIS users.csv",
    ("user_id", "login_id", "status"),
    {
        "user_id": "key",
        "status": "status",
        "login_id": "username",
        "first_name": "first",
        "last_name": "last",
        "full_name": "full",
        "sortable_name": "sorted",
        "email": "email",
    },
)
USERS = (ONEROSTER, SIS)
ENROLLMENTS = {
    "usersourcedid": "user",
    "classsourcedid": "class",
    "begindate": "begins",
    "user_id": "user",
    "course_id": "class",
    "section_id": "section",
    "start_date": "begins",
    "role": "role",
    "status": "status",
}
CLASSES = {"sourcedid": "class", "title": "title", "classcode": "code"}
ROLES = {
    "student": Role.STUDENT,
    "teacher": Role.INSTRUCTOR,
    "ta": Role.ASSISTANT,
    "aide": Role.ASSISTANT,
}
HERE = ("", "active")
GONE = ("tobedeleted", "inactive", "deleted", "completed", "deleted_last_completed")
GONE_USERS = ("tobedeleted", "deleted")
Titles = Mapping[str, tuple[str, ...]]
"""What classes are called, by their ids: the title, the code."""
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Enrollment:
    """A row of enrollments.csv; `begins` is a date as ISO writes it, "" for none."""

    line: int
    user: str
    class_: str
    section: str
    role: str
    begins: str


def is_enrollments(table: Table) -> bool:
    """Whether a table says who is in which class."""
    names = set(table.names)
    one_roster = {"usersourcedid", "classsourcedid"} <= names
    return one_roster or (
        {"user_id", "role"} <= names and bool({"course_id", "section_id"} & names)
    )


def read_members(document: Document, tables: list[Table], section: str) -> Document:
    """Fill a document with the people of one class; what is wrong goes to its problems."""
    users = next((one for one in tables if any(not k.missing(one.names) for k in USERS)), None)
    rows = next((one for one in tables if is_enrollments(one)), None)
    if users is None or rows is None:
        text = "This file says who there is, but not who is in the class."
        if users is None:
            text = "This file says who is in which class, but not who they are."
        hint = "Bring users.csv and enrollments.csv together, or the .zip that holds both."
        complain(document, (), text, hint, value="")
        return document
    classes = next((one for one in tables if one is not users and one is not rows), None)
    titles = _titles(classes) if classes else {}
    everyone = _enrollments(rows)
    wanted = named_classes(section, (name for one in everyone for name in _names(one, titles)))
    chosen = _chosen(rows, everyone, titles, section, wanted)
    groups = titles if len(wanted) > 1 else None
    people = _people(users, rows, chosen, groups)
    found = Document(users.document.file, {"people": people}, users.document.values)
    for table in tables:
        found.problems += table.document.problems
    if not people and all(one.severity is Severity.WARNING for one in found.problems):
        complain(found, (), "This class has no people.", "Check which class it is.", value="")
    return found


def _enrollments(table: Table) -> list[Enrollment]:
    """Return the rows of those who are in a class; other statuses are gone, unknown ones told."""
    found = []
    for row in table.rows:
        said = table.plain(row, ENROLLMENTS)
        if said is None:
            continue
        status = said.get("status", "").casefold()
        if status not in (*HERE, *GONE):
            hint = f"It is {', '.join(filter(None, (*HERE, *GONE)))}."
            report_row(table.document, row[0], "This is no status.", hint, status)
        section = said.get("section", "")
        if status in HERE:
            class_ = said.get("class") or section
            words = (said.get("user", ""), class_, section, said.get("role", "").casefold())
            found.append(Enrollment(row[0], *words, said.get("begins", "")[:10]))
    return found


def _titles(table: Table) -> Titles:
    """Return what classes are called, by their ids."""
    found = {}
    for row in table.rows:
        said = table.plain(row, CLASSES)
        if said and "class" in said:
            found[said["class"]] = tuple(filter(None, (said.get("title"), said.get("code"))))
    return found


def _names(one: Enrollment, titles: Titles) -> tuple[str, ...]:
    """Return all that the class of an enrollment may be called."""
    return (one.class_, one.section, *titles.get(one.class_, ()))


def _chosen(
    table: Table, rows: list[Enrollment], titles: Titles, section: str, wanted: set[str]
) -> list[Enrollment]:
    """Return the rows of the classes that are `wanted`; without a word, of the only one there is.

    `section` is how they were named.
    """
    classes = dict.fromkeys(one.class_ for one in rows)
    if not wanted and len(classes) <= 1:
        return rows
    found = [one for one in rows if wanted & {name.casefold() for name in _names(one, titles)}]
    if found:
        return found
    named = [" = ".join((one, *titles.get(one, ())[:1])) for one in list(classes)[:MOST_NAMED]]
    more = len(classes) - len(named)
    named += [f"{more} more"] if more > 0 else []
    text = f"This file has {len(classes)} classes: {', '.join(named)}."
    if wanted:
        text = f"No class here is called “{section}”. {text}"
    complain(table.document, (), text, "Say which it is as the section.", value="")
    return []


def _people(
    users: Table, rows: Table, chosen: list[Enrollment], groups: Titles | None
) -> list[Data]:
    """Return the users who are enrolled, as a course file would say them.

    With `groups`, what classes are called, the class is somebody's group where no section is.
    """
    kind = next(kind for kind in USERS if not kind.missing(users.names))
    key_at = users.names.index(kind.marks[0].casefold())
    enrolled: dict[str, list[Enrollment]] = {}
    for one in chosen:
        enrolled.setdefault(one.user, []).append(one)
    people: list[Data] = []
    for row in users.rows:
        line, cells = row
        mine = enrolled.get(cells[key_at].strip()) if key_at < len(cells) else None
        if mine is None and len(cells) == len(users.names):
            continue
        if len(people) == MOST_PEOPLE:
            report_crowd(users, line)
            break
        path = ("people", len(people))
        said = users.found(row, path, kind.columns)
        if said is None or mine is None:
            continue
        enrolled[said["key"]] = []
        if not mine or said.get("status", "").casefold() in GONE_USERS:
            continue
        role = _role(users.document, path, [one.role or said.get("role", "") for one in mine])
        if role is not None:
            first = mine[0]
            titles = (groups or {}).get(first.class_, (first.class_,))
            group = first.section or (titles[0] if groups is not None else "")
            begins = min(one.begins for one in mine)
            people.append(_person(users.document, path, said, (role, group, begins)))
    _report_strangers(rows, enrolled)
    return people


def _report_strangers(table: Table, enrolled: dict[str, list[Enrollment]]) -> None:
    """Report who is enrolled and stands in no users.csv."""
    for user, rows in enrolled.items():
        if rows:
            text = "Nobody with this id stands in users.csv."
            hint = "Export both files at the same time."
            report_row(table.document, rows[0].line, text, hint, user)


def _role(document: Document, path: tuple[str | int, ...], said: Iterable[str]) -> Role | None:
    """Return what somebody is in the class: staff if anywhere; None, told, for onlookers."""
    words = [word.casefold() for word in said]
    known = [ROLES[word] for word in words if word in ROLES]
    if known:
        return max(known, key=list(Role).index)
    text = f"“{words[0]}” is neither student, teacher nor ta: left out."
    complain(document, path, text, value="", severity=Severity.WARNING)
    return None


def _person(
    document: Document,
    path: tuple[str | int, ...],
    said: dict[str, str],
    place: tuple[Role, str, str],
) -> dict[str, Data]:
    role, group, begins = place
    last, _, first = said.get("sorted", "").partition(", ")
    first = said.get("preferred first") or said.get("first") or first
    last = said.get("preferred last") or said.get("last") or last
    name = said.get("full") or " ".join(filter(None, (first, last)))
    person: dict[str, Data] = {
        "name": name or None,
        "role": str(role),
        "number": said.get("identifier") or said["key"],
    }
    for word in ("username", "email"):
        if word in said:
            person[word] = said[word]
    if "@" in said.get("username", "") and "email" not in said:
        person["email"] = said["username"]
    if group:
        person["group"] = group
    if _is_date(begins) and role is Role.STUDENT:
        person["enrolled"] = begins
    for word, source in (("name", "first"), ("name", "full"), ("number", "key")):
        if (*path, source) in document.values:
            document.values[(*path, word)] = document.values[(*path, source)]
    return person


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
