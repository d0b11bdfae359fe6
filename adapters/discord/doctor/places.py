"""The doctor's look at a course's places: of the right kind, open to the bot, closed to others."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence

from adapters.discord.rest.remedies import lack
from adapters.discord.servers.channels import FORUMS, VOICES, Channel, Kind
from adapters.discord.servers.guilds import Guilds
from adapters.discord.servers.permissions import Permission
from bot.chat.looks import OTHER_PLACE, CourseThere, Finding
from bot.model.places import Place, Purpose
from bot.ports.platform import CannotSendError, NotSentError

TEXTS = frozenset({Kind.TEXT, Kind.NEWS})
ANYWHERE = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ATTACH_FILES
)
THREADED = ANYWHERE | Permission.SEND_MESSAGES_IN_THREADS | Permission.CREATE_PUBLIC_THREADS
NEEDS: Mapping[Purpose, Permission] = {
    Purpose.MAIN: THREADED | Permission.PIN_MESSAGES | Permission.CREATE_EVENTS,
    Purpose.LIVE: THREADED,
    Purpose.RECAPS: THREADED,
    Purpose.DISCUSSIONS: THREADED,
    Purpose.STAFF: ANYWHERE,
    Purpose.VOICE: Permission.VIEW_CHANNEL | Permission.CONNECT,
}
"""What the bot has to be allowed in a place, by what it is for."""
KINDS: Mapping[Purpose, frozenset[Kind]] = {
    **dict.fromkeys(Purpose, TEXTS),
    Purpose.DISCUSSIONS: TEXTS | FORUMS,
    Purpose.VOICE: VOICES,
}
MEANT = {
    Purpose.DISCUSSIONS: "a text channel or a forum",
    Purpose.VOICE: "a voice or stage channel",
}


async def examine_places(guilds: Guilds, courses: Sequence[CourseThere]) -> AsyncIterator[Finding]:
    """Yield what is found of each place of each course."""
    if not courses:
        seen = "none on Discord yet: type /class setup there, or homeroom course load FILE"
        yield Finding("Courses", seen)
    for course in courses:
        for place in course.places():
            try:
                finding = await _place(guilds, course, place)
            except (CannotSendError, NotSentError) as error:
                about = f"{course.named(place)} of “{course.title}”"
                yield Finding(about, str(error), OTHER_PLACE)
                continue
            yield finding
        for place in course.by_purpose.get(Purpose.STAFF, ()):
            try:
                yield await _readers(guilds, course, place)
            except (CannotSendError, NotSentError) as error:
                yield Finding(f"Readers of {guilds.name(place)}", "could not be told", str(error))


async def _place(guilds: Guilds, course: CourseThere, place: Place) -> Finding:
    """Look at a place's kind, and at what the bot may do there."""
    channel = await guilds.fresh(place.id)
    purposes = course.purposes(place)
    about = f"{guilds.name(place)} ({', '.join(purposes)}) of “{course.title}”"
    for purpose in purposes:
        if not _fits(channel, purpose):
            meant = MEANT.get(purpose, "a text channel")
            return Finding(about, f"the {purpose} place has to be {meant}", OTHER_PLACE)
    needed = 0
    for purpose in purposes:
        needed |= int(NEEDS[purpose])
    lacking = await guilds.lacking(place, needed)
    if not lacking:
        return Finding(about, "all that the bot does there is allowed")
    listed = ", ".join(f"“{name}”" for name in lacking)
    remedy = lack(guilds, place, lacking, "do its work")
    return Finding(about, f"not allowed: {listed}", remedy)


def _fits(channel: Channel, purpose: Purpose) -> bool:
    return channel.is_thread or channel.kind in KINDS[purpose]


async def _readers(guilds: Guilds, course: CourseThere, place: Place) -> Finding:
    """Look who can read a staff place, besides staff and who runs the server."""
    about = f"Readers of {guilds.name(place)}"
    readers = set(await guilds.readers(place)) - course.staff
    keepers = set(await guilds.keepers(place))
    students = course.students_among(readers)
    if students:
        remedy = (
            "In the channel's settings, under Permissions, make it private and add only staff's "
            "role. Until then nothing private is posted there."
        )
        return Finding(about, f"students can read it: {students}", remedy)
    others = len(readers - keepers)
    if others:
        who = "1 person who is" if others == 1 else f"{others} people who are"
        remedy = "Take them out, or put them on the roster. Until then nothing private is posted."
        return Finding(about, f"{who} not on the roster can read it", remedy)
    also = f"; so can {len(readers)} who run the server" if readers else ""
    return Finding(about, f"only staff can read it{also}")
