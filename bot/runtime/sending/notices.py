"""Notices to staff: a place takes nothing from us; it is told once, with what to do."""

from __future__ import annotations

from bot.chat.events import place_key
from bot.chat.posts import OnCalendar, Post, PostRecord
from bot.chat.spans import PlaceName
from bot.chat.views import View, note, paragraph
from bot.model.places import Place, Purpose
from bot.ports.work import UnitOfWork

OPEN_AGAIN = "It works again"
"""The title of a notice whose problem is over."""


async def tell_barred(record: PostRecord, problem: str, work: UnitOfWork) -> None:
    """Tell staff that a place, or its calendar, takes nothing, unless they were told already."""
    place = _place_of(record)
    course = await work.courses.get(record.course)
    if place is None or course is None:
        return
    view = _barred(place, problem, calendar=isinstance(record.to, OnCalendar))
    before = await work.outbox.starting(_prefix(record, place))
    if any(each.view == view for each in before):
        return
    places = [each for each in course.places_for(Purpose.STAFF) if each != place]
    same = [each for each in places if each.platform == place.platform]
    for number, staff in enumerate(same or places, len(before) + 1):
        key = f"{_prefix(record, place)}{number}"
        await work.outbox.post(Post(key, course.id, staff, view))


async def tell_open(record: PostRecord, work: UnitOfWork) -> None:
    """Let what staff were told of a place say that it is over."""
    place = _place_of(record)
    if place is None:
        return
    view = _open(place, calendar=isinstance(record.to, OnCalendar))
    for each in await work.outbox.starting(_prefix(record, place)):
        await work.outbox.edit(each.key, view)


def _place_of(record: PostRecord) -> Place | None:
    """Return the place, not the thread, that a post goes to."""
    match record.to:
        case Place():
            return record.to.parent
        case OnCalendar(place=place):
            return place
        case _:
            return None


def _prefix(record: PostRecord, place: Place) -> str:
    what = "calendar" if isinstance(record.to, OnCalendar) else "place"
    return f"barred/{record.course}/{what}/{place_key(place)}/"


def _barred(place: Place, problem: str, *, calendar: bool) -> View:
    if calendar:
        what = paragraph("Sessions can't be entered in the calendar: ", problem)
        waits = note("They are entered by themselves once this is put right.")
        return View((what, waits), title="The calendar takes no sessions")
    what = paragraph("Nothing can be posted in ", PlaceName(place), ": ", problem)
    waits = note("What is owed there waits, and goes by itself once this is put right.")
    return View((what, waits), title="A place takes no posts")


def _open(place: Place, *, calendar: bool) -> View:
    if calendar:
        return View((paragraph("Sessions are entered in the calendar again."),), title=OPEN_AGAIN)
    return View((paragraph("Posts arrive in ", PlaceName(place), " again."),), title=OPEN_AGAIN)
