"""`/class setup`: a course set up, or changed, in chat, page by page and without a file.

What was answered is kept under an id made from the place, or from the course that it changes, so
that it can be gone on with at any time, also by somebody else who may. The course that comes of
it is the same value that a course file is read into, and is loaded the same way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.chat.actions import Action, action
from bot.chat.calls import Visit
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Form
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.courses import loading, views_setup
from bot.features.courses.answers_setup import answered, cities_for
from bot.features.courses.forms_setup import TITLES, step_form
from bot.features.courses.keeping import save_setup
from bot.model.courses.setup.building import Built, build
from bot.model.courses.setup.setups import Problem, Setup, Step, begun
from bot.model.ids import course_id, short_id
from bot.model.people import INSTRUCTORS
from bot.model.places import Purpose
from bot.model.time.zones import is_zone
from bot.ports.deeds import audited
from bot.ports.work import UnitOfWork

commands = Commands()
GONE = (
    "What this button belongs to is finished or thrown away. Type /class setup to change the "
    "course, or to begin one in a place that belongs to none."
)


@dataclass(frozen=True, slots=True)
class SetUp:
    """Set up a course here, page by page; or change yours."""


@commands.on("setup", allowed=INSTRUCTORS, anywhere=True)
async def set_up(ask: SetUp, visit: Visit, work: UnitOfWork) -> View:
    """Begin, or go on where it was left."""
    setup = await work.setups.get(_name(visit)) or await _begin(visit, work)
    return await _shown(setup, visit, work)


@commands.button("setup.show", allowed=INSTRUCTORS, anywhere=True)
async def show(ask: Action, visit: Visit, work: UnitOfWork) -> View:
    """Show where it stands."""
    return await _shown(await _kept(ask.object, visit, work), visit, work)


@commands.button("setup.page", allowed=INSTRUCTORS, answers="form", anywhere=True)
async def open_page(ask: Action, visit: Visit, work: UnitOfWork) -> Form:
    """Open a page, filled with what was answered before."""
    setup = await _kept(ask.object, visit, work)
    return step_form(setup, _page(ask.arg), _course(visit))


@commands.form("setup.save", allowed=INSTRUCTORS, answers="update", anywhere=True)
async def save_page(ask: Submitted, visit: Visit, work: UnitOfWork) -> View:
    """Keep a page, whatever is wrong with it, and show what comes next."""
    setup = await _kept(ask.action.object, visit, work)
    setup = await answered(setup, _page(ask.action.arg), ask.answers, visit, work)
    return await _shown(await save_setup(setup, visit.now, work), visit, work)


@commands.button("setup.zone", allowed=INSTRUCTORS, anywhere=True)
async def choose_zone(ask: Action, visit: Visit, work: UnitOfWork) -> View:
    """Keep which of several cities of one name is meant."""
    setup = await _kept(ask.object, visit, work)
    if not is_zone(ask.arg):
        raise Refusal("That is no time zone any more. Please open the page again.")
    setup = replace(setup, said={**setup.said, "zone": ask.arg})
    return await _shown(await save_setup(setup, visit.now, work), visit, work)


@commands.button("setup.drop", allowed=INSTRUCTORS, anywhere=True)
async def ask_to_drop(ask: Action, visit: Visit, work: UnitOfWork) -> View:
    """Ask whether everything is to be forgotten."""
    return views_setup.really(await _kept(ask.object, visit, work), _course(visit))


@commands.button("setup.gone", allowed=INSTRUCTORS, anywhere=True)
async def drop(ask: Action, visit: Visit, work: UnitOfWork) -> View:
    """Forget what was answered."""
    await work.setups.erase((await _kept(ask.object, visit, work)).id)
    return views_setup.thrown_away()


@commands.button("setup.start", allowed=INSTRUCTORS, anywhere=True)
async def start(ask: Action, visit: Visit, work: UnitOfWork) -> View:
    """Load the course that the setup stands for; what is not finished is shown again."""
    setup = await _kept(ask.object, visit, work)
    built, problems = await _examined(setup, visit, work)
    description = built.description
    if description is None or problems:
        return await _shown(setup, visit, work)
    changes = await loading.load(description, work, visit.now, setup.base)
    await work.setups.erase(setup.id)
    course = await work.courses.get(description.course.id) or description.course
    people = await work.people.by_accounts(course.id, (visit.account,))
    call = visit.about(course, people.get(visit.account))
    if setup.base is None:
        await audited(call, work, "set the course up in chat", None)
        return views_setup.started(course, description)
    before = replace(setup, id=short_id("setup", "undo", call.id), said={}, people=())
    await save_setup(before, visit.now, work)
    undo = action("setup.undo", course.id, before.id)
    await audited(call, work, f"made {len(changes.says)} changes to the course", undo)
    return views_setup.changed(course, changes, undo)


@commands.button("setup.undo", allowed=INSTRUCTORS, anywhere=True)
async def undo(ask: Action, visit: Visit, work: UnitOfWork) -> View:
    """Load what the course was before its changes; what the class has done since is kept."""
    before = await work.setups.get(ask.object)
    if before is None or before.base is None or visit.course is None:
        raise Refusal("There is nothing to undo any more. /class setup changes the course.")
    if before.course != visit.course.id:
        raise Refusal(GONE)
    await loading.load(before.base, work, visit.now)
    await work.setups.erase(before.id)
    await audited(visit.about(visit.course, visit.known), work, "took the changes back", None)
    return views_setup.undone(before.base.course)


def _name(visit: Visit) -> str:
    """Return the id of the setup that a visit is about."""
    home = visit.invocation.place.parent
    if visit.course is not None:
        return short_id("setup", visit.course.id, home.platform)
    return short_id("setup", home.platform, "", home.id)


def _course(visit: Visit) -> str:
    """Return what the buttons' actions name as their course."""
    return visit.course.id if visit.course else ""


def _page(name: str) -> str:
    if name not in TITLES:
        raise Refusal(GONE)
    return name


async def _begin(visit: Visit, work: UnitOfWork) -> Setup:
    home = visit.invocation.place.parent
    setup = Setup(_name(visit), home, visit.account, visit.now)
    if visit.course is not None:
        course = await loading.dump(visit.course.id, work)
        setup = begun(course, home, visit.account, setup.id, visit.now)
    return await save_setup(setup, visit.now, work)


async def _kept(name: str, visit: Visit, work: UnitOfWork) -> Setup:
    """Return a setup that the caller may go on with: of this course, or of this place."""
    setup = await work.setups.get(name)
    if setup is None or setup.id != _name(visit):
        raise Refusal(GONE)
    return setup


async def _examined(
    setup: Setup, visit: Visit, work: UnitOfWork
) -> tuple[Built, tuple[Problem, ...]]:
    """Return what a setup stands for, and everything that is wrong with it."""
    name = setup.course or await _free_id(setup.answer("title"), work)
    built = build(setup, name, visit.now)
    return built, (*built.problems, *await _taken(setup, work))


async def _free_id(title: str, work: UnitOfWork) -> str:
    """Return an id for a new course that no course here has."""
    name, number = course_id(title), 1
    while await work.courses.get(name) is not None:
        number += 1
        name = course_id(title, number)
    return name


async def _taken(setup: Setup, work: UnitOfWork) -> tuple[Problem, ...]:
    """Return the places that another course uses, as problems."""
    found = []
    for purpose in Purpose:
        for place in setup.places(purpose):
            course = await work.courses.at(place)
            if course is not None and not course.frozen and course.id != setup.course:
                text = f"The {purpose} place belongs to {course.title} already. Pick another."
                found.append(Problem(Step.PLACES, text))
    return tuple(found)


async def _shown(setup: Setup, visit: Visit, work: UnitOfWork) -> View:
    built, problems = await _examined(setup, visit, work)
    changes = None
    if setup.base is not None and built.description is not None:
        changes = await loading.preview(built.description, work, visit.now, setup.base)
    cities = await cities_for(setup, visit, work)
    voice = visit.invocation.voice
    shown = views_setup.Shown(setup, built, problems, cities, changes, _course(visit), voice)
    return views_setup.card(shown, visit.now)
