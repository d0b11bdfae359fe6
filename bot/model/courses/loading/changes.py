"""What loading a course file changes, decided without touching anything."""

from __future__ import annotations

from datetime import datetime

from bot.model.courses.description import CourseDescription
from bot.model.courses.loading.merging import Changes, Sign
from bot.model.courses.loading.people import load_people
from bot.model.courses.loading.plan import load_discussions, load_sessions
from bot.model.courses.loading.present import Present
from bot.model.courses.loading.settings import load_rules, load_settings


def changes(
    last: CourseDescription | None,
    present: Present | None,
    new: CourseDescription,
    now: datetime,
) -> Changes:
    """Return what loading `new` does at the instant `now`.

    `last` is the description last loaded, None when there was none; `present` is the course as
    it is, None for a new one. What only the file changed is applied. What chat changed since is
    kept, and so is what the class has already done; where the file says otherwise it stands among
    the conflicts. Applying the result and loading the same file again changes nothing.
    """
    found = Changes()
    if present is not None and present.course.frozen:
        found.refused = True
        text = f"“{present.course.title}” is frozen, so nothing is loaded into it"
        found.keep(f"{text}; start the next term from it as a course of its own.")
        return found
    if present is None:
        present = Present(new.course)
        found.course = new.course
        found.say(Sign.ADD, f"Course “{new.course.title}” in {new.course.zone}")
        course = new.course
    else:
        course = load_settings(found, last, present, new, now)
    load_people(found, last.people if last else None, present, new.people, course, now)
    sessions = last.planned_sessions() if last else None
    load_sessions(found, sessions, present, new.planned_sessions(), course, now)
    discussions = last.planned_discussions() if last else None
    load_discussions(found, discussions, present, new.planned_discussions(), course, now)
    load_rules(found, last, present, new)
    return found
