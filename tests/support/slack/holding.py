"""Things that happen while nothing is told, to be told all at once: a flood of events."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.support.slack.deliveries import Delivery
from tests.support.slack.server import WireServer
from tests.support.slack.things import Channel, Json, Message, Team, User


@dataclass(slots=True)
class Held:
    """What is to be told: ready to go, as JSON."""

    server: WireServer
    deliveries: list[Delivery] = field(default_factory=list)

    def tell(self) -> None:
        """Tell all of it, as fast as the app takes it."""
        self.server.deliveries.send_all(self.deliveries)
        self.deliveries = []


@contextlib.contextmanager
def holding(server: WireServer) -> Iterator[Held]:
    """Hold back what is told while the block lasts."""
    held, tell = Held(server), server.state.tell

    def keep(team: Team, name: str, event: Json) -> None:
        if name in server.state.events and team.installed:
            held.deliveries.append(server.deliveries.prepare(team, event))

    server.state.tell = keep
    try:
        yield held
    finally:
        server.state.tell = tell


async def flood(
    server: WireServer, where: Channel, writers: Sequence[User], texts: Sequence[str]
) -> tuple[Held, list[Message]]:
    """Let people write in turn; return what is to be told of it, and the messages."""
    said = []
    people = [server.person(one.username) for one in writers]
    with holding(server) as held:
        for number, text in enumerate(texts):
            said.append(await people[number % len(people)].write(where, text))
    return held, said
