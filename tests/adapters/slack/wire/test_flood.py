"""As many events as there can be: all told, each acknowledged once, in the order they happened."""

from __future__ import annotations

import pytest

from tests.support.slack.holding import flood
from tests.support.slack.plain import app, connected
from tests.support.slack.raw import opened, until
from tests.support.slack.server import Settings, running
from tests.support.slack.small import SMALL

MANY = 20_000


@pytest.mark.slow
async def test_twenty_thousand_events() -> None:
    """Pre-made, told at once, taken by a socket."""
    texts = [f"Message {number}" for number in range(MANY)]
    async with running(SMALL, Settings(acknowledge=60)) as server:
        writers = [server.user(name) for name in ("ana", "mei", "tom")]
        held, said = await flood(server, server.channel("general"), writers, texts)
        assert len(said) == len(held.deliveries) == MANY
        async with opened(server) as socket:
            held.tell()
            heard = []
            for _ in range(MANY):
                envelope = await socket.next()
                heard.append(envelope["payload"]["event"]["text"])
                await socket.ack(envelope)
            await until(lambda: server.deliveries.taken == MANY)
        assert heard == texts
        assert server.deliveries.told == MANY
        assert server.deliveries.lost == []


async def test_bolt_takes_a_flood() -> None:
    """Slack's own app hears each event once."""
    texts = [f"Message {number}" for number in range(1000)]
    async with running(SMALL, Settings(acknowledge=60)) as server:
        held, _ = await flood(server, server.channel("general"), [server.user("mei")], texts)
        made, heard = app(server)
        async with connected(server, made):
            held.tell()
            await until(lambda: server.deliveries.taken == len(texts))
        assert sorted(heard.texts()) == sorted(texts)
