"""Who calls, and about which course: settled before any handler runs."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.actions import Action, action
from bot.chat.calls import Invocation
from bot.chat.commands import Spec
from bot.chat.refusal import Refusal
from bot.chat.views import Button, View, controls, paragraph
from bot.model.course import Course
from bot.model.people import STAFF, Account, Person, Role
from bot.ports.work import UnitOfWork

NO_COURSE = (
    "This place belongs to no course yet. Since you run this server, you can set one up here: "
    "type /class setup."
)
FOR_KEEPERS = (
    "A course is set up by someone who runs this server: who may change its settings. "
    "Ask one of them to type /class setup here."
)
AGAIN = "again"
"""The verb of a chooser's buttons: repeat the command about this course."""


class WhichCourse(Exception):
    """The call may be about any of several courses: ask."""

    def __init__(self, courses: Sequence[Course]) -> None:
        """Keep the courses to choose from."""
        super().__init__("Which course?")
        self.courses = courses


async def find_course(call: Invocation, state: Action | None, work: UnitOfWork) -> Course:
    """Return the course a call is about: the button's, else the place's, else the only one."""
    if state is not None and state.course:
        course = await work.courses.get(state.course)
        if course is None:
            raise Refusal("This belongs to a course that is no longer here.")
        return course
    course = await work.courses.at(call.place)
    if course is not None:
        return course
    if call.keeper and not await work.people.with_account(call.account):
        raise Refusal(NO_COURSE)
    return await _only_course(call.account, work)


async def find_any_course(
    call: Invocation, state: Action | None, spec: Spec, work: UnitOfWork
) -> Course | None:
    """Return the course of a call to what works anywhere; None where it is about none.

    A frozen course holds its places no longer. Where only some may call, those who run the server
    may also where there is no course; everybody else means a course of theirs.
    """
    if state is not None and state.course:
        return await find_course(call, state, work)
    course = await work.courses.at(call.place)
    if course is not None and not course.frozen:
        return course
    if spec.allowed is None or call.keeper:
        return None
    if not await work.people.with_account(call.account):
        raise Refusal(FOR_KEEPERS)
    return await _only_course(call.account, work)


async def _only_course(account: Account, work: UnitOfWork) -> Course:
    people = await work.people.with_account(account)
    found = [await work.courses.get(person.course) for person in people if not person.dropped]
    courses = [course for course in found if course is not None and not course.frozen]
    if not courses:
        courses = [course for course in found if course is not None][-1:]
    if not courses:
        raise Refusal(
            "You are not on the roster of a course here yet. Ask your instructor to add you, "
            "or use /class join with your personal code."
        )
    if len(courses) > 1:
        raise WhichCourse(courses)
    return courses[0]


async def find_person(account: Account, course: Course, work: UnitOfWork) -> Person | None:
    """Return who the account is in this course; None for a stranger and for who has left."""
    found = await work.people.by_accounts(course.id, (account,))
    person = found.get(account)
    return None if person is None or person.dropped else person


def check_role(spec: Spec, person: Person | None, course: Course) -> None:
    """Refuse who may not call this, whatever the platform's own settings say."""
    if spec.allowed is None or (person is not None and person.role in spec.allowed):
        return
    if spec.anywhere:
        raise Refusal(
            f"Here this is for {_names(spec.allowed)} of {course.title} only. "
            "To begin another course, use a place that belongs to none."
        )
    if person is None:
        raise Refusal(
            f"You are not on the roster of {course.title} yet. "
            "Ask your instructor to add you, or use /class join with your personal code."
        )
    only = f"This is for {_names(spec.allowed)} only."
    raise Refusal(f"{only} {spec.instead}" if spec.instead else only)


def _names(allowed: frozenset[Role]) -> str:
    if allowed == STAFF:
        return "the course's staff"
    return " and ".join(sorted(f"{role.value}s" for role in allowed))


def chooser(call: Invocation, courses: Sequence[Course]) -> View:
    """Return the question which course is meant; its buttons repeat the call."""
    return View(
        (
            paragraph("You are in more than one course. Which one do you mean?"),
            controls(
                *(Button(course.title, action(AGAIN, course.id, call.id)) for course in courses)
            ),
        ),
        title="Which course?",
    )
