"""Scheduled events as JSON: what an occasion becomes, and what of one has to be changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import IntEnum

from adapters.discord.rendering.escaping import escaped, lines_escaped
from adapters.discord.servers.channels import Channel, Kind
from adapters.discord.wire import Json, instant
from bot.chat.letters import cleaned
from bot.chat.occasions import Occasion
from bot.chat.spans import short
from bot.model.sessions import State

LONGEST_NAME = 100
LONGEST_ABOUT = 1000
LONGEST_LOCATION = 100
ON_SERVER_ONLY = 2
"""The privacy level: there is no other."""
SOON = timedelta(minutes=1)
"""How far ahead an event has to begin for Discord to take it, with some room for its clock."""
TIMES = ("scheduled_start_time", "scheduled_end_time")


class Entity(IntEnum):
    """What an event takes place in."""

    STAGE = 1
    VOICE = 2
    ELSEWHERE = 3


class Status(IntEnum):
    """How far an event has come. From the last two there is no way back."""

    SCHEDULED = 1
    ACTIVE = 2
    COMPLETED = 3
    CANCELED = 4


OPEN = frozenset({Status.SCHEDULED, Status.ACTIVE})
ENTITIES = {Kind.VOICE: Entity.VOICE, Kind.STAGE: Entity.STAGE}


def body_of(occasion: Occasion, marker: str, held_in: Channel | None, where: str) -> Json:
    """Return an event's JSON. `held_in` is its voice channel; `where` stands for other places.

    A link too long for Discord's field stands among the words instead.
    """
    body: Json = {
        "name": short(cleaned(occasion.title), LONGEST_NAME) or "Session",
        "description": _about(occasion, marker),
        "privacy_level": ON_SERVER_ONLY,
        "scheduled_start_time": occasion.starts.isoformat(),
        "scheduled_end_time": occasion.ends.isoformat(),
    }
    entity = ENTITIES.get(Kind(held_in.kind)) if held_in is not None else None
    if held_in is not None and entity is not None:
        return {**body, "entity_type": entity.value, "channel_id": held_in.id}
    location = occasion.link if _fits(occasion.link) else short(cleaned(where), LONGEST_LOCATION)
    elsewhere = {"entity_type": Entity.ELSEWHERE.value, "channel_id": None}
    return {**body, **elsewhere, "entity_metadata": {"location": location or "Online"}}


def begun(body: Json, now: datetime) -> Json:
    """Return a body whose beginning is not past, for Discord takes no other; it ends after it."""
    starts, ends = (instant(body[name]) for name in TIMES)
    if starts >= now + SOON:
        return body
    soon = now + SOON
    later = ends if ends > soon else soon + (ends - starts)
    return {**body, TIMES[0]: soon.isoformat(), TIMES[1]: max(later, soon + SOON).isoformat()}


def differing(told: Json, body: Json, now: datetime) -> Json:
    """Return what to change for an event to say what a body says; {} for nothing.

    What has begun keeps the beginning it had, and an end that is past is left as it was.
    """
    body = dict(body)
    if told["status"] != Status.SCHEDULED or instant(body[TIMES[0]]) <= now:
        body[TIMES[0]] = told[TIMES[0]]
    if instant(body[TIMES[1]]) <= now:
        body[TIMES[1]] = told[TIMES[1]]
    if all(_same(name, told.get(name), value) for name, value in body.items()):
        return {}
    past = [name for name in TIMES if _same(name, told.get(name), body[name])]
    return {name: value for name, value in body.items() if name not in past}


def steps(told: Json, state: State) -> list[Status]:
    """Return the statuses that an event has to take, in order, for a session's state."""
    match Status(told["status"]), state:
        case Status.SCHEDULED, State.LIVE:
            return [Status.ACTIVE]
        case Status.SCHEDULED, State.CANCELLED | State.ENDED | State.RECAPPED:
            # Completing it would first have to begin it, and call everybody to what is over.
            return [Status.CANCELED]
        case Status.ACTIVE, State.CANCELLED | State.ENDED | State.RECAPPED:
            return [Status.COMPLETED]
        case _:
            return []


def mark(marker: str) -> str:
    """Return the line at an event's end by which it is found again."""
    return f"Homeroom {marker}"


def is_open(told: Json) -> bool:
    """Whether an event is still to come, or on."""
    return told["status"] in OPEN


def carries(told: Json, marker: str) -> bool:
    """Whether an event was entered for `marker`."""
    return bool((told.get("description") or "").rstrip().endswith(mark(marker)))


def _about(occasion: Occasion, marker: str) -> str:
    end = mark(marker)
    if occasion.link and not (occasion.place is None and _fits(occasion.link)):
        end = f"{occasion.link}\n\n{end}" if len(occasion.link) < LONGEST_ABOUT // 2 else end
    room = LONGEST_ABOUT - len(end) - 2
    words = lines_escaped(escaped(cleaned(occasion.about))).strip()
    if len(words) > room:
        words = f"{words[: room - 1].rstrip(chr(92))}…"
    return f"{words}\n\n{end}" if words else end


def _fits(link: str) -> bool:
    return 0 < len(link) <= LONGEST_LOCATION


def _same(name: str, told: object, wanted: object) -> bool:
    if name in TIMES and isinstance(told, str) and isinstance(wanted, str):
        return instant(told) == instant(wanted)
    return told == wanted
