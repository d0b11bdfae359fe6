"""What the wire server answers is what Discord's own document says it answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from tests.support.discord.openapi import answer_problems, needs_openapi
from tests.support.discord.server import WireServer, running
from tests.support.discord.world import DiscordChannel, DiscordGuild, DiscordPerson, World
from tests.support.instants import utc

pytestmark = needs_openapi
WORLD = World(
    guilds=(
        DiscordGuild(
            "Weather",
            owner="ana",
            channels=(
                DiscordChannel("general"),
                DiscordChannel("forum", kind="forum", tags=("week 1",)),
                DiscordChannel("talk", kind="voice"),
            ),
        ),
    ),
    people=(DiscordPerson("ana", "Ana Alves"), DiscordPerson("mei", "Mei Lin", "Asia/Tokyo")),
    start=utc("2026-10-05 08:00"),
)
COMMAND = {
    "name": "class",
    "description": "The class",
    "options": [
        {
            "type": 1,
            "name": "ask",
            "description": "Ask",
            "options": [
                {"type": 3, "name": "text", "description": "What", "required": True},
                {"type": 11, "name": "file", "description": "A file"},
            ],
        }
    ],
}
LAYOUT = {
    "flags": 1 << 15,
    "components": [
        {
            "type": 17,
            "components": [
                {"type": 10, "content": "Words"},
                {"type": 12, "items": [{"media": {"url": "attachment://a.png"}}]},
                {"type": 13, "file": {"url": "attachment://a.png"}},
                {
                    "type": 1,
                    "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}],
                },
                {
                    "type": 1,
                    "components": [
                        {
                            "type": 3,
                            "custom_id": "pick:1",
                            "placeholder": "Pick",
                            "options": [{"label": "One", "value": "1"}],
                        }
                    ],
                },
            ],
        }
    ],
    "attachments": [{"id": 0, "filename": "a.png", "description": "A picture"}],
}


class Bot:
    """Raw requests; each answer is held against the document."""

    def __init__(self, server: WireServer, session: ClientSession) -> None:
        """Speak for the bot of a server."""
        self._server = server
        self._session = session
        self.wrong: list[str] = []

    async def __call__(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        """Send a request and return its answer."""
        form = None
        if isinstance(body, FormData):
            form, body = body, None
        async with self._session.request(
            method,
            self._server.api_url + path,
            json=body,
            data=form,
            params=query,
            headers={"Authorization": f"Bot {self._server.token}"},
        ) as response:
            answer = await response.json() if response.status != 204 else None
            self.wrong += answer_problems(method, path, response.status, answer)
            assert response.status < 400, answer
            return answer


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server."""
    async with running(WORLD) as made:
        yield made


@pytest.fixture
async def bot(server: WireServer) -> AsyncIterator[Bot]:
    """Speak for its bot."""
    async with ClientSession() as session:
        made = Bot(server, session)
        yield made
        assert not made.wrong, "\n".join(made.wrong)
        assert server.refused == []
        assert server.unknown == []


def path(server: WireServer, name: str) -> str:
    """Return a channel's path."""
    return f"/channels/{server.channel(name).id}"


async def test_who_and_where(server: WireServer, bot: Bot) -> None:
    """The bot, its application, the gateway, a server with its channels, roles and members."""
    guild, mei = f"/guilds/{server.guild().id}", server.person("mei").user.id
    for each in ("/users/@me", f"/users/{mei}", "/applications/@me", "/oauth2/applications/@me"):
        await bot("GET", each)
    await bot("GET", "/gateway/bot")
    await bot("GET", "/users/@me/guilds")
    for rest in ("", "/channels", "/roles", f"/members/{mei}", "/threads/active"):
        await bot("GET", guild + rest)
    assert len(await bot("GET", f"{guild}/members", limit="1000")) == 3
    await bot("GET", path(server, "forum"))
    await server.person("mei").join_voice("talk")
    await bot("GET", f"{guild}/voice-states/{mei}")
    await bot("POST", "/users/@me/channels", {"recipient_id": str(mei)})


async def test_messages(server: WireServer, bot: Bot) -> None:
    """Messages with files and layouts, edits, reactions, pins."""
    general = path(server, "general")
    form = FormData()
    form.add_field("payload_json", json.dumps(LAYOUT))
    form.add_field("files[0]", b"bytes", filename="a.png", content_type="image/png")
    made = await bot("POST", f"{general}/messages", form)
    assert made["attachments"][0]["description"] == "A picture"
    message = f"{general}/messages/{made['id']}"
    await bot("PATCH", message, {"components": [{"type": 10, "content": "Other words"}]})
    await bot("PUT", f"{message}/reactions/%F0%9F%91%8D/@me")
    mei = server.person("mei")
    root = server.channel("general").messages[int(made["id"])]
    said = await mei.write("general", "Hello", reply_to=root)
    await mei.react(said, "🎉")
    await bot("PUT", f"{general}/messages/pins/{made['id']}")
    await bot("GET", f"{general}/messages/pins")
    await bot("GET", f"{general}/pins")
    assert len(await bot("GET", f"{general}/messages", limit="100")) == 3
    await bot("GET", message)
    await bot("GET", f"{message}/reactions/%F0%9F%91%8D")
    await bot("DELETE", f"{message}/reactions/%F0%9F%91%8D/@me")
    await bot("DELETE", message)


async def test_threads(server: WireServer, bot: Bot) -> None:
    """Threads of messages, of their own, forum posts; archived ones."""
    general, forum = path(server, "general"), path(server, "forum")
    made = await bot("POST", f"{general}/messages", {"content": "Root"})
    thread = await bot("POST", f"{general}/messages/{made['id']}/threads", {"name": "Talk"})
    assert thread["id"] == made["id"]
    await bot("POST", f"/channels/{thread['id']}/messages", {"content": "In it"})
    await bot("GET", f"/channels/{thread['id']}/messages")
    await bot("GET", f"{general}/messages")
    await bot("GET", f"/channels/{thread['id']}/thread-members")
    await bot("POST", f"{general}/threads", {"name": "Alone", "type": 11})
    tag = server.channel("forum").tags[0].id
    body = {"name": "Post", "message": {"content": "First"}, "applied_tags": [str(tag)]}
    post = await bot("POST", f"{forum}/threads", body)
    await bot("PATCH", f"/channels/{post['id']}", {"archived": True})
    assert (await bot("GET", f"{forum}/threads/archived/public"))["threads"]
    await bot("GET", f"/guilds/{server.guild().id}/threads/active")


async def test_scheduled_events(server: WireServer, bot: Bot) -> None:
    """The server's calendar."""
    events = f"/guilds/{server.guild().id}/scheduled-events"
    body = {
        "name": "Session",
        "privacy_level": 2,
        "scheduled_start_time": "2026-10-06T08:00:00+00:00",
        "scheduled_end_time": "2026-10-06T09:00:00+00:00",
        "entity_type": 3,
        "entity_metadata": {"location": "Room 1"},
    }
    made = await bot("POST", events, body)
    await bot("GET", events)
    await bot("PATCH", f"{events}/{made['id']}", {"name": "Moved"})
    await bot("GET", f"{events}/{made['id']}")
    await bot("DELETE", f"{events}/{made['id']}")
    talk = {"entity_type": 2, "channel_id": str(server.channel("talk").id)}
    await bot("POST", events, {**body, "entity_metadata": None, **talk})


async def test_commands_and_answers(server: WireServer, bot: Bot) -> None:
    """Commands, and the messages that answer them."""
    application = f"/applications/{server.state.application}"
    menu = {"name": "Mark", "type": 3, "default_member_permissions": "8192"}
    await bot("PUT", f"{application}/commands", [COMMAND, menu])
    await bot("GET", f"{application}/commands")
    await bot("PUT", f"{application}/guilds/{server.guild().id}/commands", [COMMAND])
    mei = server.person("mei")
    asked = asyncio.create_task(
        mei.command("ask", {"text": "Why?"}, where="general", files={"file": ("a.txt", b"a")})
    )
    await asyncio.sleep(0)
    (made,) = server.state.interactions.values()
    callback = f"/interactions/{made.id}/{made.token}/callback"
    await bot("POST", callback, {"type": 5, "data": {"flags": 64}}, with_response="true")
    webhook = f"/webhooks/{server.state.application}/{made.token}"
    await bot("PATCH", f"{webhook}/messages/@original", {"content": "Because"})
    await bot("GET", f"{webhook}/messages/@original")
    more = await bot("POST", webhook, {"content": "More", "flags": 64}, wait="true")
    await bot("DELETE", f"{webhook}/messages/{more['id']}")
    shown = await asked
    assert shown.message is not None
    assert server.reader("mei").message(shown.message) == "Homeroom: Because"
