"""What Zoom's events say, as the core's: https://developers.zoom.us/docs/api/meetings/events/.

An event's identity is what it says: the meeting's uuid, the attendee's id in it and the time. So
one that Zoom sends again, or late, is the same. `user_id` is another after each rejoin, and so may
`participant_uuid` be: a stay is known by one of them, and stays are put together by name. On the
way into a breakout room an attendee leaves and joins at one instant: they are where they were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.chat.events import AttendeeSeen, Recorded, RecordingSeen
from bot.model.attendance.reports import Source
from bot.model.attendance.sightings import OVER, Sighting

Json = Mapping[str, Any]
HOSTS = ("zoom.us", "zoomgov.com")
"""Where Zoom's meetings are: links lead to one, or to an institution's own name below it."""
JOINED, LEFT = "meeting.participant_joined", "meeting.participant_left"
ENDED = "meeting.ended"
WEBINAR = {
    "webinar.participant_joined": JOINED,
    "webinar.participant_left": LEFT,
    "webinar.ended": ENDED,
}
"""What is told of a webinar has the same fields as what is told of a meeting."""
RECORDED = "recording.completed"
TRANSCRIBED = "recording.transcript_completed"
TOLD = (JOINED, LEFT, ENDED, *WEBINAR, RECORDED, TRANSCRIBED)
"""The events that Homeroom wants to hear; others, those of waiting rooms too, don't concern it."""
LONGEST_NAME = 200
LONGEST_ID = 200
MOST_FILES = 100


class OddEventError(ValueError):
    """An event that doesn't say what it should."""


@dataclass(frozen=True, slots=True)
class File:
    """A transcript's file at Zoom: its address, and how many bytes Zoom says it has."""

    url: str
    size: int


def is_zooms(host: str) -> bool:
    """Whether a host's name is Zoom's."""
    return any(host == one or host.endswith(f".{one}") for one in HOSTS)


def attendee_seen(event: str, body: Json, room: str) -> AttendeeSeen:
    """Return who came or left, or that the meeting is over; OddEventError if that isn't said."""
    meeting = _part(body, "payload", "object")
    event, held = WEBINAR.get(event, event), _id(meeting, "uuid")
    if event == ENDED:
        at = _time(meeting.get("end_time")) or _stamp(body)
        return AttendeeSeen(Sighting(Source.ZOOM, room, held, OVER, False, at, "", ""))
    person = _part(meeting, "participant")
    who = _id(person, "participant_uuid", "user_id", "id")
    told = person.get("join_time" if event == JOINED else "leave_time")
    name = " ".join(str(person.get("user_name") or "").split())[:LONGEST_NAME]
    email = str(person.get("email") or "").strip()[:LONGEST_NAME]
    at = _time(told) or _stamp(body)
    return AttendeeSeen(Sighting(Source.ZOOM, room, held, who, event == JOINED, at, name, email))


def recording_seen(body: Json, room: str) -> RecordingSeen | None:
    """Return where a recording can be watched; None if it is for nobody else."""
    meeting = _part(body, "payload", "object")
    url = str(meeting.get("share_url") or "")
    if not url.startswith("https://") or any(each.isspace() for each in url):
        return None
    return RecordingSeen(_recorded(meeting, room), url)


def transcript_files(body: Json, room: str) -> list[tuple[Recorded, File]]:
    """Return a meeting's transcripts, as Zoom keeps them: one each time it was recorded."""
    meeting = _part(body, "payload", "object")
    files = meeting.get("recording_files")
    found: list[tuple[Recorded, File]] = []
    for each in files[:MOST_FILES] if isinstance(files, list) else ():
        if isinstance(each, dict) and each.get("file_type") == "TRANSCRIPT":
            size = each.get("file_size")
            what = replace(_recorded(meeting, room), id=_id(each, "id", "recording_start"))
            url = str(each.get("download_url") or "")
            found.append((what, File(url, size if isinstance(size, int) else 0)))
    return found


def rooms_of(body: Json) -> tuple[str, ...]:
    """Return the rooms that an event may be about: it tells the number, and not at which host."""
    number = "".join(_id(_part(body, "payload", "object"), "id").split())
    return tuple(f"{host}/{number}" for host in HOSTS)


def _recorded(meeting: Json, room: str) -> Recorded:
    begins = _time(meeting.get("start_time"))
    if begins is None:
        raise OddEventError("start_time")
    minutes = meeting.get("duration")
    length = timedelta(minutes=min(minutes, 24 * 60) if isinstance(minutes, int) else 0)
    return Recorded(
        Source.ZOOM,
        room,
        _id(meeting, "uuid"),
        begins,
        begins + max(length, timedelta(minutes=1)),
    )


def _part(whole: Json, *names: str) -> Json:
    found: Any = whole
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        raise OddEventError(names[-1])
    return found


def _id(whole: Json, *names: str) -> str:
    """Return the first of these fields that says something."""
    for name in names:
        found = whole.get(name)
        if isinstance(found, str | int) and str(found).strip():
            return str(found).strip()[:LONGEST_ID].encode(errors="replace").decode()
    raise OddEventError(names[0])


def _time(text: object) -> datetime | None:
    """Return the instant of "2026-09-07T10:00:00Z"; None for what is none."""
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
        return found.astimezone(UTC) if found is not None and found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _stamp(body: Json) -> datetime:
    """Return when an event happened: `event_ts`, in milliseconds since 1970."""
    try:
        return datetime.fromtimestamp(int(body["event_ts"]) / 1000, UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise OddEventError("event_ts") from error
