"""Whatever is logged, and however much of it is asked for, quotes nobody and holds no token."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest

from adapters.system.journal import ADAPTERS
from tests.safety.discord.lived import lived
from tests.safety.discord.school import Opening
from tests.support.discord.calling import Person, UnansweredError
from tests.support.discord.scripted import impatience
from tests.support.journal import Telling
from tests.support.lived import Words

SECRET = "mysecret"
WORDS = Words(*(f"{SECRET} {number} https://example.org/{SECRET}" for number in range(7)))
DATABASE = "aiosqlite"
"""The driver's own log: at its most talkative it quotes what is kept. No setting of ours asks."""
PATIENCE = 0.5
FAULTS = ("error", "lose", "busy", "reset", "fail", "drop", "cut")


async def test_a_week_with_many_troubles(
    tmp_path: Path, journal: io.StringIO, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, ADAPTERS)
    caplog.set_level(logging.INFO, DATABASE)
    async with lived(tmp_path, WORDS, opening=Opening(Telling())) as room:
        server = room.server
        with impatience():
            for kind in FAULTS:
                server.faults.add("answer", kind)
                server.faults.add("post", kind)
                await room.types("ana", "archive", query=SECRET)
                await room.types("nora", "join", name=f"{SECRET} {kind}")
            ana = Person(server.state, server.person("ana").user, PATIENCE)
            for status in (400, 403, 404, 429, 500):
                server.faults.add("answer", "error", times=100, status=status)
                with pytest.raises(UnansweredError):
                    await ana.command("archive", {"query": SECRET}, where="main")
                server.faults.plan.clear()
        await server.gateway.drop()
        await room.types("ana", "archive", query=SECRET)
        tokens = [server.token, *server.state.tokens]
    said = [(record.name, record.getMessage()) for record in caplog.records]
    said.append(("journal", journal.getvalue()))
    assert not [line for line in said if any(token in line[1] for token in tokens)]
    assert not [line for line in said if SECRET in line[1]]
    assert any(name == "homeroom.discord" for name, _ in said)
    assert "call answered" in journal.getvalue()
