"""Who could read a post that is for staff alone: it waits until nobody else can."""

from __future__ import annotations

from bot.chat.posts import Directly
from bot.model.places import Place
from bot.ports.platform import CannotSendError, Platform
from bot.runtime.sending.drafts import Draft

OPEN_PLACE = (
    "Students can read the staff place, so nothing private is posted there. "
    "Make the place private to staff; it is sent then by itself."
)
KEPT_BY_STUDENT = (
    "A student on the roster runs this server or administers it, and so can read the staff place "
    "whatever its settings, so nothing private is posted there. Take that right from them, or "
    "keep the staff place on a server of your own; it is sent then by itself."
)
UNKNOWN_READER = (
    "Somebody who is not staff on the roster can read the staff place, so nothing private is "
    "posted there. Take them out, or put them on the roster; it is sent then by itself."
)


async def check_readers(draft: Draft, platform: Platform, place: Place) -> None:
    """Raise CannotSendError if a closed post could be read by who is not the course's staff.

    Who runs the server and is not on the roster reads everything there anyway: they are the
    server's keepers, and no setting keeps them out.
    """
    if not draft.record.closed or isinstance(draft.record.to, Directly):
        return
    readers = await platform.readers(place)
    people = draft.people
    students = [one for one in readers if one in people and not people[one].is_staff]
    unknown = [one for one in readers if one not in people]
    unknown += [one for one in readers if one in people and people[one].dropped is not None]
    if not students and not unknown:
        return
    keepers = set(await platform.keepers(place))
    if not keepers.issuperset(students):
        raise CannotSendError(OPEN_PLACE)
    if students:
        raise CannotSendError(KEPT_BY_STUDENT)
    if not keepers.issuperset(unknown):
        raise CannotSendError(UNKNOWN_READER)
