"""The wire server's REST: what it does, and what it refuses with which code."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.support.discord.permissions import BOT_DEFAULT, Permission
from tests.support.discord.raw import RawBot, speaking
from tests.support.discord.server import running
from tests.support.discord.small import SMALL
from tests.support.discord.world import DiscordChannel

HELLO = {"content": "Hello"}
THUMB = "%F0%9F%91%8D"


@pytest.fixture
async def bot() -> AsyncIterator[RawBot]:
    """Speak to a server."""
    async with running(SMALL) as server, speaking(server) as made:
        yield made


async def posted(bot: RawBot, text: str = "Hello", channel: str = "general") -> str:
    """Post a message and return its path."""
    made = await bot.done("POST", f"{bot.at(channel)}/messages", {"content": text})
    return f"{bot.at(channel)}/messages/{made['id']}"


async def test_without_the_token_nothing(bot: RawBot) -> None:
    """A wrong token is told so; what nobody answers is written down."""
    async with speaking(bot.server, "wrong") as stranger:
        assert await stranger("GET", "/users/@me") == (
            401,
            {"message": "401: Unauthorized", "code": 0},
        )
    assert await bot("GET", "/nothing/here") == (404, {"message": "404: Not Found", "code": 0})
    assert [one.path for one in bot.server.unknown] == ["/nothing/here"]


async def test_a_nonce_is_enforced_for_minutes(bot: RawBot) -> None:
    """The same nonce gives the same message, until some minutes have passed."""
    body = {**HELLO, "nonce": "abc", "enforce_nonce": True}
    path = f"{bot.at('general')}/messages"
    first = await bot.done("POST", path, body)
    assert (await bot.done("POST", path, body))["id"] == first["id"]
    assert (await bot.done("POST", path, {**body, "enforce_nonce": False}))["id"] != first["id"]
    bot.server.clock.advance(timedelta(minutes=6))
    assert (await bot.done("POST", path, body))["id"] != first["id"]
    assert await bot.code("POST", path, {**HELLO, "nonce": "x" * 26}) == 50035


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"content": ""}, 50006),
        ({"content": "x" * 2001}, 50035),
        ({}, 50006),
        ([], 50109),
        ({**HELLO, "message_reference": {"message_id": "1"}}, 50035),
        ({**HELLO, "attachments": [{"id": 0, "filename": "a.txt"}]}, 50035),
        ({**HELLO, "allowed_mentions": {"parse": ["roles"], "roles": ["1"]}}, 50035),
    ],
)
async def test_messages_that_are_refused(bot: RawBot, body: object, code: int) -> None:
    """Nothing to say, too much, and references that lead nowhere."""
    assert await bot.code("POST", f"{bot.at('general')}/messages", body) == code


async def test_channels_where_it_cant_write(bot: RawBot) -> None:
    """Unknown, unseen, no place for words, forbidden; then allowed again."""
    admin = bot.server.admin()
    assert await bot.code("POST", "/channels/1/messages", HELLO) == 10003
    assert await bot.code("POST", f"{bot.at('secret')}/messages", HELLO) == 50001
    assert await bot.code("POST", f"{bot.at('forum')}/messages", HELLO) == 50008
    general = bot.server.channel("general")
    await admin.overwrite(general, "Homeroom", deny=Permission.SEND_MESSAGES)
    assert await bot.code("POST", f"{bot.at('general')}/messages", HELLO) == 50013
    await admin.overwrite(general, "Homeroom")
    await admin.set_role("Homeroom", BOT_DEFAULT & ~Permission.ATTACH_FILES)
    path = f"{bot.at('general')}/messages"
    await admin.overwrite(general, "@everyone", deny=Permission.ATTACH_FILES)
    assert await bot.code("POST", path, HELLO, files={"a.txt": b"A"}) == 50013
    await bot.done("POST", path, HELLO)


async def test_history_in_pages(bot: RawBot) -> None:
    """The newest first; before, after and around an id; nothing without the permission to read."""
    mei = bot.server.person("mei")
    made = [await mei.write("general", str(number)) for number in range(5)]
    path = f"{bot.at('general')}/messages"

    async def read(**query: str) -> list[str]:
        return [one["content"] for one in await bot.done("GET", path, **query)]

    assert await read(limit="2") == ["4", "3"]
    assert await read(before=str(made[2].id)) == ["1", "0"]
    assert await read(after=str(made[2].id), limit="1") == ["3"]
    assert await read(after="0", limit="2") == ["1", "0"]
    assert await read(around=str(made[2].id), limit="3") == ["3", "2", "1"]
    assert await bot.code("GET", path, before="1", after="2") == 50035
    assert await bot.code("GET", path, limit="101") == 50035
    general = bot.server.channel("general")
    await bot.server.admin().overwrite(general, "@everyone", deny=Permission.READ_MESSAGE_HISTORY)
    await bot.server.admin().set_role("Homeroom", Permission(0))
    assert await read() == []


async def test_messages_of_others(bot: RawBot) -> None:
    """The bot edits only its own, and deletes others' only where it may."""
    theirs = await bot.server.person("mei").write("general", "Mine")
    path = f"{bot.at('general')}/messages/{theirs.id}"
    assert await bot.code("PATCH", path, HELLO) == 50005
    await bot.done("DELETE", path)
    assert await bot.code("GET", path) == 10008
    theirs = await bot.server.person("mei").write("general", "Mine")
    await bot.server.admin().set_role("Homeroom", Permission(0))
    assert await bot.code("DELETE", f"{bot.at('general')}/messages/{theirs.id}") == 50013


async def test_several_at_once(bot: RawBot) -> None:
    """Bulk deletion takes 2 to 100 messages of the last two weeks."""
    ids = [(await posted(bot)).rpartition("/")[2] for _ in range(3)]
    path = f"{bot.at('general')}/messages/bulk-delete"
    assert await bot.code("POST", path, {"messages": ids[:1]}) == 50035
    await bot.done("POST", path, {"messages": ids[:2]})
    assert len(bot.server.channel("general").order) == 1
    bot.server.clock.advance(timedelta(days=15))
    assert await bot.code("POST", path, {"messages": ids}) == 50034


async def test_reactions(bot: RawBot) -> None:
    """Put, listed by id, taken away; only emoji."""
    path = await posted(bot)
    mei = bot.server.person("mei")
    message = bot.server.channel("general").messages[int(path.rpartition("/")[2])]
    await mei.react(message, "👍")
    await bot.done("PUT", f"{path}/reactions/{THUMB}/@me")
    found = await bot.done("GET", f"{path}/reactions/{THUMB}", limit="1")
    assert [one["username"] for one in found] == ["Homeroom"]
    after = await bot.done("GET", f"{path}/reactions/{THUMB}", after=found[0]["id"])
    assert [one["username"] for one in after] == ["mei"]
    (shown,) = (await bot.done("GET", path))["reactions"]
    assert (shown["count"], shown["me"]) == (2, True)
    await bot.done("DELETE", f"{path}/reactions/{THUMB}/@me")
    await bot.done("DELETE", f"{path}/reactions/{THUMB}/{mei.user.id}")
    assert "reactions" not in await bot.done("GET", path)
    assert await bot.code("PUT", f"{path}/reactions/thumb/@me") == 10014
    await mei.react(message, "👍")
    await bot.done("DELETE", f"{path}/reactions")
    assert message.reactions == {}


async def test_pins(bot: RawBot) -> None:
    """The newest pin first, in pages; a line tells everybody; the permission is its own."""
    first, second = await posted(bot, "One"), await posted(bot, "Two")
    for path in (first, second):
        bot.server.clock.advance(timedelta(seconds=1))
        await bot.done("PUT", path.replace("/messages/", "/messages/pins/"))
    pins = f"{bot.at('general')}/messages/pins"
    page = await bot.done("GET", pins, limit="1")
    assert (page["has_more"], page["items"][0]["message"]["content"]) == (True, "Two")
    rest = await bot.done("GET", pins, before=page["items"][0]["pinned_at"])
    assert [one["message"]["content"] for one in rest["items"]] == ["One"]
    reader = bot.server.reader("mei")
    lines = [reader.message(one) for one in bot.server.person("mei").sees("general")]
    assert lines[-1] == "Homeroom pinned a message to this channel."
    await bot.done("DELETE", first.replace("/messages/", "/pins/"))
    assert len(await bot.done("GET", f"{bot.at('general')}/pins")) == 1
    may = BOT_DEFAULT & ~Permission.PIN_MESSAGES
    await bot.server.admin().set_role("Homeroom", may)
    assert await bot.code("PUT", first.replace("/messages/", "/messages/pins/")) == 50013


async def test_threads(bot: RawBot) -> None:
    """One thread a message; an archived one takes words and wakes, but no edits before."""
    path = await posted(bot)
    assert await bot.code("POST", f"{path}/threads", {"name": ""}) == 50035
    made = await bot.done("POST", f"{path}/threads", {"name": "Talk"})
    assert await bot.code("POST", f"{path}/threads", {"name": "Again"}) == 160004
    inside = await posted(bot, "In it", "Talk")
    await bot.done("PATCH", f"/channels/{made['id']}", {"archived": True, "locked": True})
    assert await bot.code("PATCH", inside, {"content": "Other"}) == 50083
    assert await bot.code("PATCH", f"/channels/{made['id']}", {"name": "Other"}) == 50083
    archived = await bot.done("GET", f"{bot.at('general')}/threads/archived/public")
    assert [one["name"] for one in archived["threads"]] == ["Talk"]
    await posted(bot, "Awake", "Talk")
    active = await bot.done("GET", f"/guilds/{bot.server.guild().id}/threads/active")
    assert [one["name"] for one in active["threads"]] == ["Talk"]
    shown = [one["type"] for one in await bot.done("GET", f"/channels/{made['id']}/messages")]
    assert shown == [0, 0, 21]


async def test_forum_posts(bot: RawBot) -> None:
    """A forum takes posts with its own tags, and nothing else."""
    forum = f"{bot.at('forum')}/threads"
    tags = [str(one.id) for one in bot.server.channel("forum").tags]
    assert await bot.code("POST", forum, {"name": "Post"}) == 50035
    post = {"name": "Post", "message": HELLO}
    assert await bot.code("POST", forum, {**post, "applied_tags": ["1"]}) == 10087
    made = await bot.done("POST", forum, {**post, "applied_tags": tags})
    assert made["message"]["id"] == made["id"]
    assert made["applied_tags"] == tags
    needy = DiscordChannel("needy", kind="forum", tags=("week 1",), needs_tag=True)
    await bot.server.admin().create_channel(needy)
    assert await bot.code("POST", f"{bot.at('needy')}/threads", post) == 40067


async def test_who_is_called(bot: RawBot) -> None:
    """Everything the words name is called, unless that isn't allowed."""
    mei = bot.server.person("mei").user
    role = bot.server.admin().role("class").id
    words = f"<@{mei.id}> <@&{role}> @everyone"
    path = f"{bot.at('general')}/messages"
    loud = await bot.done("POST", path, {"content": words})
    assert (len(loud["mentions"]), loud["mention_roles"]) == (1, [str(role)])
    assert loud["mention_everyone"] is True
    quiet = await bot.done("POST", path, {"content": words, "allowed_mentions": {"parse": []}})
    assert (quiet["mentions"], quiet["mention_roles"]) == ([], [])
    assert quiet["mention_everyone"] is False
    some = {"parse": [], "roles": [str(role)]}
    called = await bot.done("POST", path, {"content": words, "allowed_mentions": some})
    assert (called["mentions"], called["mention_roles"]) == ([], [str(role)])


async def test_files(bot: RawBot) -> None:
    """Uploaded, served without a token, kept or dropped in an edit; ten of ten megabytes."""
    path = f"{bot.at('general')}/messages"
    body = {"attachments": [{"id": 0, "filename": "a b.txt", "description": "Words"}]}
    made = await bot.done("POST", path, body, files={"a b.txt": b"A", "c.txt": b"C"})
    assert [one["filename"] for one in made["attachments"]] == ["a_b.txt", "c.txt"]
    edited = await bot.done(
        "PATCH", f"{path}/{made['id']}", {"attachments": [{"id": made["attachments"][1]["id"]}]}
    )
    assert [one["filename"] for one in edited["attachments"]] == ["c.txt"]
    assert await bot.code("POST", path, {}, files={"big": b"0" * (10 * 1024 * 1024 + 1)}) == 40005
    assert await bot.code("POST", path, {}, files={f"{n}": b"" for n in range(11)}) == 50035
