"""Deliveries: what the app is told, over its sockets or its request URL, and again if need be."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.support.faults import Faults
from tests.support.slack.acts import Act, Acts
from tests.support.slack.clock import unix
from tests.support.slack.state import State
from tests.support.slack.things import Json, Team

EVENT, COMMAND, INTERACTIVE = "events_api", "slash_commands", "interactive"
RETRIES = (0.0, 60.0, 300.0)
"""Seconds after which Slack tries an event again."""


encode: Callable[[Any], str] = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
"""Returns JSON without spaces."""


@dataclass(slots=True, eq=False)
class Delivery:
    """One thing to tell: `body` is its payload as JSON. `attempt` counts from 0."""

    kind: str
    body: str
    act: Act | None = None
    attempt: int = 0
    reason: str = ""
    at: float = 0.0
    """When it was told, by the loop's time."""


class Carrier(Protocol):
    """A way to the app: its sockets, or its request URL."""

    def carry(self, delivery: Delivery) -> bool:
        """Send; False where nobody is there."""
        ...


@dataclass(slots=True)
class Deliveries:
    """All that is told to the app, and what became of it.

    An event that is not acknowledged within `patience` real seconds is told again after each of
    `retries`, then it is `lost`. Commands and interactions are told once. `told` counts the
    attempts and `taken` the acknowledgements.
    """

    state: State
    acts: Acts
    faults: Faults
    patience: float = 3.0
    retries: Sequence[float] = RETRIES
    carrier: Carrier | None = None
    lost: list[Delivery] = field(default_factory=list)
    told: int = 0
    taken: int = 0
    late: list[tuple[float, Delivery]] = field(default_factory=list)
    """What is to be told again, and when by the loop's time."""
    _held: Delivery | None = None
    _timers: set[asyncio.TimerHandle] = field(default_factory=set)
    _number: int = 0

    def event(self, team: Team, name: str, event: Json) -> None:
        """Tell of an event if the app is installed there and subscribed to it."""
        if name in self.state.events and team.installed:
            self.send(self.prepare(team, event))

    def prepare(self, team: Team, event: Json) -> Delivery:
        """Return what tells of an event, with an id of its own."""
        self._number += 1
        return Delivery(EVENT, encode(event_payload(self.state, team, event, self._number)))

    def send(self, delivery: Delivery) -> None:
        """Tell something, unless a fault is planned."""
        fault = None
        if delivery.kind == EVENT and self.faults.plan:
            fault = self.faults.next(("events",))
        if fault is None:
            self._tell(delivery)
        elif fault.kind == "reorder" and self._held is None:
            self._held = delivery
            return
        elif fault.kind != "miss":
            self._tell(delivery)
            if fault.kind == "repeat":
                again = Delivery(EVENT, delivery.body, attempt=1, reason="timeout")
                self._tell(again)
            elif fault.kind == "cut":
                asyncio.get_running_loop().call_soon(self.cut)
        if self._held is not None:
            held, self._held = self._held, None
            self._tell(held)

    def send_all(self, deliveries: Iterable[Delivery]) -> None:
        """Tell many things, as fast as it goes; faults don't touch them."""
        for delivery in deliveries:
            self._tell(delivery)

    cut: Callable[[], None] = lambda: None
    """Breaks the socket."""

    def _tell(self, delivery: Delivery) -> None:
        self.told += 1
        delivery.at = asyncio.get_running_loop().time()
        if self.carrier is None or not self.carrier.carry(delivery):
            self.failed(delivery, "connection_failed")

    heard: Callable[[Delivery], None] = lambda delivery: None
    """Is told of each acknowledgement at once."""

    def acknowledged(self, delivery: Delivery, body: Any = None) -> None:
        """Take an acknowledgement."""
        self.taken += 1
        self.heard(delivery)
        if delivery.act is not None:
            self.acts.acknowledge(delivery.act, body)

    def failed(self, delivery: Delivery, reason: str, *, again: bool = True) -> None:
        """Take down that something was not acknowledged; an event is told again later."""
        if delivery.act is not None:
            self.acts.fail(delivery.act, reason)
        if delivery.kind != EVENT:
            return
        if delivery.attempt >= len(self.retries) or not again:
            self.lost.append(delivery)
            return
        retry = Delivery(EVENT, delivery.body, delivery.act, delivery.attempt + 1, reason)
        loop = asyncio.get_running_loop()
        due = (loop.time() + self.retries[delivery.attempt], retry)
        self.late.append(due)
        timer = loop.call_at(due[0], self._due, due)
        self._timers.add(timer)

    def _due(self, due: tuple[float, Delivery]) -> None:
        if due in self.late:
            self.late.remove(due)
            self._tell(due[1])

    def retry(self) -> int:
        """Tell now what would be told again later; return how much that is."""
        late, self.late = self.late, []
        for _, delivery in late:
            self._tell(delivery)
        return len(late)

    def stop(self) -> None:
        """Tell nothing any more."""
        for timer in self._timers:
            timer.cancel()
        self.late.clear()


def event_payload(state: State, team: Team, event: Json, number: int) -> Json:
    """Return an event with what stands around it; its id is made of a number."""
    return {
        "token": "made-up-verification-token",
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": team.enterprise or None,
        "api_app_id": state.app,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev0HOME{number:06d}",
        "event_time": unix(state.clock.now),
        "authorizations": [
            {
                "enterprise_id": team.enterprise or None,
                "team_id": team.id,
                "user_id": team.bot,
                "is_bot": True,
                "is_enterprise_install": team.organization is not None,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-made-up-{number}",
    }
