"""Rosters: files of people, our own or those that other programs export.

The header tells which kind it is: see roster_kinds and enrollments. A roster is read into a
document of the same shape as the `people` of a course file, so both are checked by the same
rules and errors name the cell. What is wrong with a second file stands among the first's problems.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adapters.files.problems import MOST_PROBLEMS, Severity, did_you_mean
from adapters.files.rosters.archives import is_archive, unpacked
from adapters.files.rosters.csvtext import Row, Table, read_table, report_crowd
from adapters.files.rosters.enrollments import USERS, is_enrollments, read_members
from adapters.files.rosters.kinds import (
    ACCOUNTS,
    BLACKBOARD,
    CANVAS,
    KINDS,
    MOODLE_LOGINS,
    MOODLE_UPLOAD,
    OWN,
    OWN_COLUMNS,
    RosterKind,
    why_unknown,
)
from adapters.files.rosters.moodle_users import TYPES, members
from adapters.files.shape import complain
from adapters.files.yaml.text import Data, Document
from bot.chat.uploads import MOST_PEOPLE
from bot.model.people import Role
from bot.ports.rosters import RosterPart

NOT_PEOPLE = ("", "points possible", "student, test", "test student")
"""Names in the rows that Canvas adds to its students."""
PREVIEW = "_previewuser"
"""How the login ends by which Blackboard lets an instructor look around as a student."""
MOODLE_ROLES = {
    "teacher": "instructor",
    "editingteacher": "instructor",
    "non-editing teacher": "assistant",
}
"""Moodle's roles by name or short name; "teacher", which is one's and another's, is the name."""


def read_roster(
    content: bytes, file: str, others: Sequence[RosterPart] = (), section: str = ""
) -> tuple[Document, RosterKind | None]:
    """Return the people of a roster as a document, and which kind it is, if that can be told.

    `others` are files that belong to it: the enrollments beside a users.csv. An archive of them
    is one file. `section` names the class, or several with commas between, where a file has more
    than one.
    """
    document = Document(file, {"people": []})
    sources = [(file, content), *others]
    if is_archive(content):
        found = unpacked(content, document)
        sources = [*found, *others]
        if not found:
            return document, None
    tables: list[Table] = []
    for index, (name, each) in enumerate(sources):
        own = document if index == 0 and name == file else Document(name)
        table = read_table(each, own)
        if table is None:
            document.problems += own.problems if own is not document else []
            return document, None
        tables.append(table)
    return _read(document, tables, section)


def _read(
    document: Document, tables: list[Table], section: str
) -> tuple[Document, RosterKind | None]:
    kind = next((found for found in map(_kind, tables) if found), None)
    if kind in USERS or any(is_enrollments(table) for table in tables):
        return read_members(document, tables, section), kind
    if len(tables) > 1:
        text = "Only users.csv and enrollments.csv are read together."
        complain(document, (), text, "Bring any other roster alone.", value="")
        return document, None
    [table] = tables
    if kind is None:
        known = [*KINDS, *USERS]
        complain(document, (), *why_unknown(table.names, known), value="")
        return document, None
    _check_header(table, kind)
    people: list[Data] = []
    document.data = {"people": people}
    everyone = ((row, kind.columns) for row in table.rows)
    for row, columns in members(table, section) if kind is MOODLE_UPLOAD else everyone:
        if len(people) == MOST_PEOPLE:
            report_crowd(table, row[0])
        if _is_enough(document) or len(people) == MOST_PEOPLE:
            break
        _add_row(table, people, kind, row, columns)
    if not people and not _errors(document):
        complain(document, (), "This roster has no people.", "Add a line for each person.")
    return document, kind


def _errors(document: Document) -> int:
    return sum(one.severity is Severity.ERROR for one in document.problems)


def _is_enough(document: Document) -> bool:
    """Whether an error was one too many; however many warnings there are, the rest is read."""
    found = document.problems
    latest = found[-1].severity if len(found) > MOST_PROBLEMS else Severity.WARNING
    return latest is Severity.ERROR and _errors(document) > MOST_PROBLEMS


def _kind(table: Table) -> RosterKind | None:
    kinds = (*USERS, *KINDS, MOODLE_LOGINS)
    return next((kind for kind in kinds if not kind.missing(table.names)), None)


def _check_header(table: Table, kind: RosterKind) -> None:
    document = table.document
    for index, name in enumerate(table.names):
        path = ("header", index)
        document.values[path] = table.at_name(index)
        if name and name in table.names[:index] and name in kind.columns:
            complain(document, path, "This column stands here twice.", "Rename one.", value=name)
        elif kind is OWN and name not in OWN_COLUMNS:
            hint = did_you_mean(name, OWN_COLUMNS) or f"Known here: {', '.join(OWN_COLUMNS)}."
            complain(document, path, "This column is not known here.", hint, value=name)
        if len(document.problems) > MOST_PROBLEMS:
            break


def _add_row(
    table: Table, people: list[Data], kind: RosterKind, row: Row, columns: Mapping[str, str]
) -> None:
    """Add one row's person, unless the row holds nobody."""
    path = ("people", len(people))
    is_extra = kind is CANVAS and not any(cell.strip() for cell in row[1][:2])
    found = table.found(row, path, columns, short=is_extra)
    if found is None:
        return
    gone = found.pop("available", "").casefold() == "no"
    if _is_nobody(kind, found):
        return
    person = _person(table.document, path, found)
    if gone:
        text = "Who is unavailable in Blackboard, as those who dropped the course are, is left out."
        said, warning = str(person.get("name", "")), Severity.WARNING
        complain(table.document, path, text, value=said, severity=warning)
        return
    people.append(person)


def _is_nobody(kind: RosterKind, found: Mapping[str, str]) -> bool:
    """Whether a row is the gradebook's own: a heading, or a student whom it made up."""
    if kind is BLACKBOARD:
        return found.get("username", "").casefold().endswith(PREVIEW)
    parts = filter(None, (found.get("last"), found.get("first")))
    return kind is CANVAS and found.get("sorted", ", ".join(parts)).casefold() in NOT_PEOPLE


def _person(
    document: Document, path: tuple[str | int, ...], found: dict[str, str]
) -> dict[str, Data]:
    """Return a row's cells as the words of a person, and note where each stands."""
    person: dict[str, Data] = {}
    if "sorted" in found:
        last, _, first = found.pop("sorted").rpartition(", ")
        person["name"] = f"{first} {last}".strip()
        document.values[(*path, "name")] = document.at((*path, "sorted"))
    if "first" in found or "last" in found:
        parts = (found.pop("first", ""), found.pop("last", ""))
        person["name"] = " ".join(part for part in parts if part)
        at = (*path, "first") if parts[0] else (*path, "last")
        document.values[(*path, "name")] = document.at(at)
    kind = found.pop("type", "")
    if kind and "role" not in found:
        found["role"] = TYPES.get(kind, kind)
        document.values[(*path, "role")] = document.at((*path, "type"))
    if group := found.pop("class", ""):
        found.setdefault("group", group)
    if "role" in found:
        role = found.pop("role").casefold()
        known = MOODLE_ROLES.get(role, role)
        person["role"] = known if known in set(Role) else _unknown_role(document, path, role)
    login = found.get("username", "")
    if "@" in login and "email" not in found:
        person["email"] = login
    accounts: dict[str, Data] = {name: found.pop(name) for name in ACCOUNTS & set(found)}
    if accounts:
        person["accounts"] = dict(sorted(accounts.items()))
    return {**person, **found}


def _unknown_role(document: Document, path: tuple[str | int, ...], role: str) -> str:
    names = [str(name) for name in Role]
    hint = did_you_mean(role, names) or f"Roles are {', '.join(names)}."
    complain(document, (*path, "role"), "This is no role.", hint, value=role)
    return str(Role.STUDENT)
