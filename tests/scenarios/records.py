"""What a week leaves behind, in words: the ledger with names, and every post that stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from adapters.sandbox.server.app import SandboxServer
from bot.model.participation.acts.ledger import Entry
from bot.ports.work import Store, UnitOfWork
from tests.scenarios.reading import Json, Reader


async def ledger_of(store: Store, course: str) -> str:
    """Return the whole ledger, a line an entry: by week, person and time, with names for ids."""
    async with store.reading() as work:
        found = await work.courses.get(course)
        assert found is not None
        titles = await _titles(course, work)
        zone = ZoneInfo(found.zone)
        lines = []
        for person in sorted(await work.people.of(course), key=lambda one: one.name):
            entries = await work.ledger.of_person(person.id)
            lines += [(e.week, person.name, e.at, _line(e, titles, zone)) for e in entries]
    return (
        "\n".join(f"week {week} | {name} | {line}" for week, name, _, line in sorted(lines)) + "\n"
    )


async def _titles(course: str, work: UnitOfWork) -> dict[str, str]:
    titles = {one.id: one.title for one in await work.sessions.of(course)}
    titles |= {one.id: one.title for one in await work.discussions.of(course)}
    return titles | {one.id: one.name for one in await work.people.of(course)}


def _line(entry: Entry, titles: Mapping[str, str], zone: ZoneInfo) -> str:
    amount = f"{entry.amount}/{entry.out_of}" if entry.out_of else str(entry.amount)
    parts = [
        f"{entry.at.astimezone(zone):%a %d %b %H:%M}",
        str(entry.act),
        titles.get(entry.about or "", "-"),
        amount,
    ]
    if entry.due is not None:
        parts.append(f"due {entry.due.astimezone(zone):%a %d %b %H:%M}")
    if entry.by is not None:
        parts.append(f"by {titles.get(entry.by, 'someone')}")
    if entry.reason is not None:
        parts.append(f"{'withdrawn: ' if entry.withdraws else ''}{entry.reason}")
    return " | ".join(parts)


CODE = re.compile(r"(?<=Check-in code for )(.*: )\d+")
SUM = re.compile(r"(?<=checksum )[0-9a-f]{16}(?:, [0-9a-f]{16})*")


def posts_of(server: SandboxServer) -> list[str]:
    """Return every post that the outbox owed and that stands, by place, in words."""
    reader = Reader("UTC", {})
    rows = server.store.all("SELECT * FROM messages WHERE marker IS NOT NULL AND NOT deleted")
    messages = server.messages.shown(rows, "")
    roots = {one["id"]: one for one in messages}
    return sorted(_post(one, roots, reader) for one in messages)


def _post(message: Json, roots: Mapping[str, Json], reader: Reader) -> str:
    root = roots.get(message["thread"] or "")
    under = f" under {root['view']['title']}" if root else ""
    text = f"#{message['place']}{under}: {reader.message(message)}"
    return foretold(text)


def foretold(text: str) -> str:
    """Return a post without what differs from run to run: codes, and sums over messages' ids."""
    return SUM.sub("sum", CODE.sub(r"\1code", text))


def sent_twice(server: SandboxServer) -> list[str]:
    """Return the markers under which more than one message stands."""
    rows = server.store.all(
        "SELECT marker FROM messages WHERE marker IS NOT NULL AND NOT deleted "
        "GROUP BY marker HAVING count(*) > 1"
    )
    return [row["marker"] for row in rows]
