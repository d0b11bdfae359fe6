"""The doctor's look at a course's places: the bot is in them, and the staff's are closed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from adapters.slack.line import Line
from adapters.slack.people.channels import Channel, Kind, channel_of
from adapters.slack.web.troubles import ARCHIVED, NOT_INSIDE
from adapters.slack.wire import Json
from bot.chat.looks import OTHER_PLACE, CourseThere, Finding
from bot.model.places import Place, Purpose
from bot.ports.platform import CannotSendError, NotSentError

PRIVATE = (
    "Change it to a private channel in its settings, or name a private one with only staff in it. "
    "Until then nothing private is posted there."
)
STUDENTS_OUT = "Remove them from the channel. Until then nothing private is posted there."
STRANGERS_OUT = "Take them out, or put them on the roster. Until then nothing private is posted."
NO_VOICE = "Slack has no voice places. Take it out of the course file: students check in instead."


async def examine_places(line: Line, courses: Sequence[CourseThere]) -> AsyncIterator[Finding]:
    """Yield what is found of each place of each course."""
    if not courses:
        seen = "none on Slack yet: type /class setup there, or homeroom course load FILE"
        yield Finding("Courses", seen)
    for course in courses:
        for place in course.places():
            purposes = course.purposes(place)
            try:
                told = await _told(line, place)
            except (CannotSendError, NotSentError) as error:
                about = f"{course.named(place)} of “{course.title}”"
                yield Finding(about, str(error), OTHER_PLACE)
                continue
            channel = channel_of(told)
            about = f"#{channel.name} ({', '.join(purposes)}) of “{course.title}”"
            finding = _place(about, channel, told, purposes)
            yield finding
            if Purpose.STAFF in purposes and not finding.remedy:
                yield await _staff(line, course, place, channel)


async def _told(line: Line, place: Place) -> Json:
    workspace = await line.platform.workspaces.of_channel(place.id)
    answer = await workspace.web.read("conversations.info", channel=place.id)
    return dict(answer["channel"])


def _place(about: str, channel: Channel, told: Json, purposes: Sequence[Purpose]) -> Finding:
    """Look what a place is, and whether the bot is in it."""
    where = f"#{channel.name}"
    if channel.kind is Kind.DIRECT or told.get("is_mpim"):
        return Finding(about, "it is a private conversation, not a channel", OTHER_PLACE)
    if Purpose.VOICE in purposes:
        return Finding(about, "it is named as a place where people are heard", NO_VOICE)
    if channel.archived:
        return Finding(about, "archived", ARCHIVED.format(where=where))
    if not told.get("is_member"):
        return Finding(about, "the bot is not in it", NOT_INSIDE.format(where=where))
    seen = f"the bot is in it; {channel.kind}"
    if told.get("is_ext_shared"):
        seen += ", shared with another organization"
    return Finding(about, seen)


async def _staff(line: Line, course: CourseThere, place: Place, channel: Channel) -> Finding:
    """Look who can read a staff place, besides staff."""
    about = f"Readers of #{channel.name}"
    try:
        readers = set(await line.platform.readers(place)) - course.staff
        members = await line.platform.channels.members(place)
    except (CannotSendError, NotSentError) as error:
        return Finding(about, "could not be told", str(error))
    open_to_all = channel.kind is Kind.PUBLIC
    students = course.students_among(readers)
    if students:
        remedy = PRIVATE if open_to_all else STUDENTS_OUT
        return Finding(about, f"students can read it: {students}", remedy)
    if open_to_all:
        return Finding(about, "it is a public channel: everybody can read it", PRIVATE)
    if readers:
        who = "1 person who is" if len(readers) == 1 else f"{len(readers)} people who are"
        ids = {one.id for one in readers}
        guests = sum(one.guest for one in members if one.id in ids)
        some = f", {guests} of them from outside," if guests else ""
        return Finding(about, f"{who} not on the roster{some} can read it", STRANGERS_OUT)
    return Finding(about, "only staff can read it")
