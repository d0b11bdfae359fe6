"""Reads a course file with its roster: the description, or everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path as FilePath

from pydantic import TypeAdapter

from adapters.files.courses.doubts import warn_of_minutes, warn_of_nothing, warn_of_quiet
from adapters.files.courses.formats import Unreadable, read_length
from adapters.files.courses.people import missing_staff, read_people
from adapters.files.courses.places import read_groups, read_places
from adapters.files.courses.plans import read_plan
from adapters.files.courses.policies import read_policy
from adapters.files.courses.schema import (
    AnnouncementWords,
    CourseWords,
    MakeUpWords,
    RecapWords,
    TermWords,
)
from adapters.files.courses.surveys import read_survey
from adapters.files.courses.values import Hours, Line, Weekly, Zone
from adapters.files.courses.zones import warn_of_offset
from adapters.files.problems import Problem, Severity, in_order
from adapters.files.rosters.reading import read_roster
from adapters.files.shape import complain, read_part, read_value, unknown_words
from adapters.files.yaml.encoding import decoded
from adapters.files.yaml.text import Document, parse
from bot.chat.uploads import LARGEST, LARGEST_COURSE, MEGABYTE
from bot.model.course import LONGEST_TERM, Course, QuietHours
from bot.model.courses.description import CourseDescription

SECTIONS = (
    *("course", "zone", "term", "quiet hours", "places", "roster", "people", "sessions"),
    *("discussions", "policy", "survey", "announcements", "recaps", "make-up", "export"),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What reading a course file found.

    `description` is None when there are errors. `text` is the course file's text, to be kept as
    the file last loaded; `roster` names the kind of roster that was recognized, if there is one.
    """

    description: CourseDescription | None
    problems: tuple[Problem, ...]
    text: str = ""
    roster: str | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the file from being loaded."""
        return tuple(found for found in self.problems if found.severity is Severity.ERROR)


def read_course(path: FilePath, now: datetime | None = None) -> Checked:
    """Read the course file at `path`; `now` (a UTC instant) tells what lies in the past.

    Never raises for what is in the files; one that can't be opened is a problem, too.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_COURSE + 1)
    except OSError as error:
        text = f"This file can't be read ({error.strerror})."
        return Checked(None, (Problem(str(path), 1, 1, text, suggestion="Check its name."),))
    if len(content) > LARGEST_COURSE:
        text = f"This file is larger than {LARGEST_COURSE // MEGABYTE} MB, so it is no course file."
        return Checked(None, (Problem(str(path), 1, 1, text, suggestion="Check its name."),))
    found = decoded(content, str(path))
    if isinstance(found, Problem):
        return Checked(None, (found,))
    return read_text(found, str(path), now, path.parent)


def read_text(
    text: str,
    file: str = "course.yaml",
    now: datetime | None = None,
    folder: FilePath | None = None,
) -> Checked:
    """Read a course file's `text`; a roster that it names is looked for in `folder`."""
    document = parse(text, file)
    if not isinstance(document.data, dict):
        if not document.problems:
            complain(document, (), "This is no course file.", "Begin it with course:", value="")
        return Checked(None, in_order(document.problems), text)
    unknown_words(document, (), SECTIONS)
    course = _read_course(document)
    roster, kind = _read_roster(document, folder)
    documents = (document, roster) if roster else (document,)
    people = read_people(course.id, documents)
    missing_staff(document, people, complete=not any(found.problems for found in documents))
    dated = date.min < course.starts <= course.ends <= course.starts + LONGEST_TERM
    sessions, discussions = read_plan(document, course, now) if dated else ((), ())
    policy = read_policy(document, course if dated else None)
    survey = read_survey(document)
    if dated:
        warn_of_minutes(document, course, policy)
        warn_of_nothing(document, policy, sessions, discussions)
    problems = in_order(problem for found in documents for problem in found.problems)
    checked = Checked(None, problems, text, kind)
    if checked.errors or policy is None:
        return checked
    described = CourseDescription(course, policy, people, sessions, discussions, survey)
    return Checked(described, problems, text, kind)


def _read_course(document: Document) -> Course:
    """Return the course's settings; what is missing or wrong is reported and stood in for."""
    words = read_part(document, ("course",), CourseWords)
    term = read_part(document, ("term",), TermWords)
    zone = read_value(document, ("zone",), TypeAdapter[str](Zone))
    warn_of_offset(document, ("zone",), zone)
    if document.get(("zone",)) is None:
        complain(document, ("zone",), "“zone” is missing.", "Write it like zone: Europe/Berlin.")
    if term and term.words.ends < term.words.starts:
        text = f"The term ends before it starts ({term.words.starts})."
        term.complain(("ends",), text)
    elif term and term.words.ends - term.words.starts > LONGEST_TERM:
        text = "The term is longer than a year."
        term.complain(("ends",), text, "Check the year.")
    quiet = read_value(document, ("quiet hours",), TypeAdapter[QuietHours](Hours))
    export = read_value(document, ("export",), TypeAdapter[tuple[int, time]](Weekly))
    warn_of_quiet(document, quiet or QuietHours())
    usual = _usual()
    announced = _announced(document)
    starts = term.words.starts if term else usual.starts
    return Course(
        id=words.words.id if words else usual.id,
        title=words.words.title if words else usual.title,
        zone=zone or usual.zone,
        starts=starts,
        ends=term.words.ends if term else starts,
        quiet=quiet or usual.quiet,
        language=words.words.language if words else usual.language,
        places=read_places(document),
        announce_before=announced.before,
        mention=read_groups(document, announced.mention),
        publish_after=_publish_after(document, usual),
        makeup_open=_makeup_open(document, usual),
        export_day=export[0] if export else usual.export_day,
        export_time=export[1] if export else usual.export_time,
    )


def _usual() -> Course:
    """Return the settings that hold where the file says nothing, or nothing readable."""
    day = date.min
    return Course(id="course", title="Course", zone="UTC", starts=day, ends=day)


def _announced(document: Document) -> AnnouncementWords:
    if document.get(("announcements",)) is None:
        return AnnouncementWords()
    part = read_part(document, ("announcements",), AnnouncementWords)
    return part.words if part else AnnouncementWords()


def _publish_after(document: Document, usual: Course) -> timedelta | None:
    if document.get(("recaps",)) is None:
        return usual.publish_after
    part = read_part(document, ("recaps",), RecapWords)
    if part is None:
        return usual.publish_after
    said = part.words.publish_after
    if said == "never":
        return None
    try:
        return read_length(said)
    except Unreadable as error:
        hint = f"{error.suggestion} Or write never."
        part.complain(("publish after",), str(error), hint)
        return usual.publish_after


def _makeup_open(document: Document, usual: Course) -> timedelta:
    if document.get(("make-up",)) is None:
        return usual.makeup_open
    part = read_part(document, ("make-up",), MakeUpWords)
    if part is None:
        return usual.makeup_open
    if part.words.open_for < usual.makeup_open:
        text = "A make-up stays open for 72 h at least."
        part.complain(("open for",), text, "Write 72 h or more.")
    return part.words.open_for


def _read_roster(document: Document, folder: FilePath | None) -> tuple[Document | None, str | None]:
    """Return the roster that the file names, and its kind; None where there is none to read."""
    name = read_value(document, ("roster",), TypeAdapter[str](Line))
    if name is None:
        return None, None
    path = (folder or FilePath()) / name
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        roster, kind = read_roster(content, str(path))
    except OSError as error:
        text = f"The roster can't be read ({error.strerror})."
        complain(document, ("roster",), text, "Its name is seen from the course file's folder.")
        return None, None
    return roster, kind.title if kind else None
