"""REST: scheduled events, a server's calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.support.discord.errors import DiscordError, invalid, required, too_long
from tests.support.discord.permissions import Permission
from tests.support.discord.routing import Call, Route
from tests.support.discord.shapes import event_json
from tests.support.discord.state import State
from tests.support.discord.things import Guild, Json, ScheduledEvent

STAGE, VOICE, EXTERNAL = 1, 2, 3
SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
MOST_OPEN = 100
NEXT = {SCHEDULED: (ACTIVE, CANCELED), ACTIVE: (COMPLETED,)}


def pass_time(state: State) -> None:
    """Begin and end events outside of channels in their time, as Discord does by itself."""
    now = state.clock.now
    for guild in state.guilds.values():
        for event in list(guild.events.values()):
            if event.fields["entity_type"] != EXTERNAL:
                continue
            if event.fields["status"] == SCHEDULED and _time(event, "start") <= now:
                _reach(state, guild, event, ACTIVE)
            if event.fields["status"] == ACTIVE and _time(event, "end") <= now:
                _reach(state, guild, event, COMPLETED)


def _time(event: ScheduledEvent, edge: str) -> datetime:
    return datetime.fromisoformat(event.fields[f"scheduled_{edge}_time"])


def _reach(state: State, guild: Guild, event: ScheduledEvent, status: int) -> Json:
    event.fields = {**event.fields, "status": status}
    if status in (COMPLETED, CANCELED):
        del guild.events[event.id]
    return _told(state, guild, event, "UPDATE")


def _guild(call: Call) -> Guild:
    pass_time(call.state)
    return call.state.guild(call.id("guild"))


def _event(call: Call) -> tuple[Guild, ScheduledEvent]:
    guild = _guild(call)
    event = guild.events.get(call.id("event"))
    if event is None:
        raise DiscordError(10070)
    return guild, event


def list_events(call: Call) -> Any:
    """GET /guilds/G/scheduled-events: those that are not over."""
    return [event_json(call.state, one) for one in _guild(call).events.values()]


def get_event(call: Call) -> Any:
    """GET /guilds/G/scheduled-events/E."""
    return event_json(call.state, _event(call)[1])


def create_event(call: Call) -> Any:
    """POST /guilds/G/scheduled-events; wants CREATE_EVENTS."""
    state, guild, body = call.state, _guild(call), call.json()
    state.bot_may(guild, Permission.CREATE_EVENTS)
    for name in ("name", "privacy_level", "scheduled_start_time", "entity_type"):
        if body.get(name) is None:
            raise required(name)
    _check(state, guild, body, state.clock.now)
    if len(guild.events) >= MOST_OPEN:
        raise DiscordError(30038)
    event = ScheduledEvent(state.ids.next(), guild.id, state.bot.id, {**body, "status": SCHEDULED})
    guild.events[event.id] = event
    return _told(state, guild, event, "CREATE")


def change_event(call: Call) -> Any:
    """PATCH /guilds/G/scheduled-events/E; one's own wants CREATE_EVENTS, others MANAGE_EVENTS."""
    state, body = call.state, call.json()
    guild, event = _event(call)
    _may_change(state, guild, event)
    status = body.get("status", event.fields["status"])
    if status != event.fields["status"] and status not in NEXT.get(event.fields["status"], ()):
        raise DiscordError(180000)
    fields = {**event.fields, **body}
    _check(state, guild, fields, state.clock.now if "scheduled_start_time" in body else None)
    event.fields = fields
    return _reach(state, guild, event, status)


def delete_event(call: Call) -> None:
    """DELETE /guilds/G/scheduled-events/E."""
    guild, event = _event(call)
    _may_change(call.state, guild, event)
    del guild.events[event.id]
    _told(call.state, guild, event, "DELETE")


def _may_change(state: State, guild: Guild, event: ScheduledEvent) -> None:
    own = event.creator == state.bot.id
    need = Permission.MANAGE_EVENTS | (Permission.CREATE_EVENTS if own else Permission(0))
    state.bot_may(guild, need)


def _told(state: State, guild: Guild, event: ScheduledEvent, what: str) -> Json:
    shown = event_json(state, event)
    state.tell(f"GUILD_SCHEDULED_EVENT_{what}", shown, guild, None)
    return shown


def _check(state: State, guild: Guild, body: Json, now: datetime | None) -> None:
    if not 1 <= len(body["name"]) <= 100:
        raise too_long("name", 1, 100)
    if len(body.get("description") or "") > 1000:
        raise too_long("description", 0, 1000)
    start = datetime.fromisoformat(body["scheduled_start_time"])
    if now is not None and start <= now:
        raise invalid(
            "scheduled_start_time",
            "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST",
            "Cannot schedule event in the past.",
        )
    end = body.get("scheduled_end_time")
    if end and datetime.fromisoformat(end) <= start:
        raise invalid(
            "scheduled_end_time",
            "GUILD_SCHEDULED_EVENT_END_BEFORE_START",
            "Cannot end event before it starts.",
        )
    if body["entity_type"] == EXTERNAL:
        place = (body.get("entity_metadata") or {}).get("location") or ""
        if not 1 <= len(place) <= 100:
            raise too_long("entity_metadata.location", 1, 100)
        if not end:
            raise required("scheduled_end_time")
        return
    channel = guild.channels.get(int(body.get("channel_id") or 0))
    if channel is None or channel.kind != {STAGE: "stage", VOICE: "voice"}[body["entity_type"]]:
        raise required("channel_id")
    state.channel(channel.id, Permission.CONNECT)


_E = "/guilds/{guild}/scheduled-events"
ROUTES = (
    Route("GET", _E, list_events, ("entries",)),
    Route("POST", _E, create_event, ("entry", "enter")),
    Route("GET", f"{_E}/{{event}}", get_event, ("entries",)),
    Route("PATCH", f"{_E}/{{event}}", change_event, ("entry",)),
    Route("DELETE", f"{_E}/{{event}}", delete_event, ("entry",)),
)
