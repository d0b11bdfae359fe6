"""The Web API of the wire server, as slack_sdk's own client calls it; what it refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.support.slack.plain import client as plain_client
from tests.support.slack.raw import call, code
from tests.support.slack.server import WireServer, running
from tests.support.slack.small import SMALL
from tests.support.slack.world import SlackPerson


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server; nothing that Slack's types refuse may come to it."""
    async with running(SMALL) as made:
        yield made
        assert made.refused == []


@pytest.fixture
def client(server: WireServer) -> AsyncWebClient:
    """Return slack_sdk's client."""
    return plain_client(server)


async def test_messages(server: WireServer, client: AsyncWebClient) -> None:
    """Posted, changed, deleted; in threads; each `ts` is the clock's and greater than the last."""
    general = server.channel("general").id
    first = await client.chat_postMessage(channel=general, text="One")
    second = await client.chat_postMessage(channel=general, text="Two")
    assert (first["ts"], second["ts"]) == ("1791187200.000000", "1791187200.000001")
    reply = await client.chat_postMessage(channel=general, text="Under", thread_ts=first["ts"])
    wide = await client.chat_postMessage(
        channel=general, text="Wide", thread_ts=reply["ts"], reply_broadcast=True
    )
    assert wide["message"]["thread_ts"] == first["ts"]
    changed = await client.chat_update(channel=general, ts=second["ts"], text="Two!")
    assert changed["message"]["edited"]["user"] == server.team().bot
    read = await client.conversations_history(channel=general)
    assert [one["text"] for one in read["messages"]] == ["Wide", "Two!", "One"]
    assert read["messages"][2]["reply_count"] == 2
    thread = await client.conversations_replies(channel=general, ts=first["ts"])
    assert [one["text"] for one in thread["messages"]] == ["One", "Under", "Wide"]
    await client.chat_delete(channel=general, ts=reply["ts"])
    await client.chat_delete(channel=general, ts=wide["ts"])
    await client.chat_delete(channel=general, ts=first["ts"])
    read = await client.conversations_history(channel=general)
    assert [one["text"] for one in read["messages"]] == ["Two!"]


async def test_a_deleted_root_leaves_a_tombstone(
    server: WireServer, client: AsyncWebClient
) -> None:
    """With replies under it, a deleted message stays in history without its words."""
    mei, general = server.person("mei"), server.channel("general").id
    root = await mei.write("general", "Root")
    await mei.write("general", "Reply", thread=root)
    await mei.delete(root)
    (left,) = (await client.conversations_history(channel=general))["messages"]
    assert (left["subtype"], left["reply_count"]) == ("tombstone", 1)
    thread = (await client.conversations_replies(channel=general, ts=root.ts))["messages"]
    assert [one["text"] for one in thread] == ["This message was deleted.", "Reply"]
    missing = client.chat_getPermalink(channel=general, message_ts=root.ts)
    assert await code(missing) == "message_not_found"


async def test_history_by_time_and_page(server: WireServer, client: AsyncWebClient) -> None:
    """`oldest` and `latest` leave themselves out unless inclusive; cursors lead on."""
    mei, general = server.person("mei"), server.channel("general").id
    said = []
    for number in range(5):
        said.append(await mei.write("general", str(number)))
        server.clock.advance(timedelta(seconds=1))

    async def read(**how: str | bool | int) -> list[str]:
        found: list[str] = []
        async for page in await client.conversations_history(channel=general, **how):  # type: ignore[arg-type]
            found += [one["text"] for one in page["messages"]]
        return found

    assert await read(limit=2) == ["4", "3", "2", "1", "0"]
    assert await read(oldest=said[2].ts) == ["4", "3"]
    assert await read(oldest=said[2].ts, inclusive=True) == ["4", "3", "2"]
    assert await read(latest=said[2].ts) == ["1", "0"]
    assert await read(oldest="1791187201", limit=1) == ["4", "3", "2"]
    assert await code(client.conversations_history(channel=general, limit=0)) == "invalid_limit"
    refused = client.conversations_history(channel=general, cursor="x")
    assert await code(refused) == "invalid_cursor"


async def test_metadata_is_there_for_who_asks(server: WireServer, client: AsyncWebClient) -> None:
    """The marker of a post is found in history, only with include_all_metadata."""
    general = server.channel("general").id
    metadata = {"event_type": "homeroom_post", "event_payload": {"marker": "m1"}}
    posted = await client.chat_postMessage(channel=general, text="One", metadata=metadata)
    (bare,) = (await client.conversations_history(channel=general))["messages"]
    assert "metadata" not in bare
    read = await client.conversations_history(channel=general, include_all_metadata=True)
    assert read["messages"][0]["metadata"] == metadata
    read = await client.conversations_replies(
        channel=general, ts=posted["ts"], include_all_metadata=True
    )
    assert read["messages"][0]["metadata"] == metadata
    bad = await call(server, "chat.postMessage", channel=general, text="x", metadata={"a": 1})
    assert bad["error"] == "invalid_metadata_format"
    server.refused.clear()


async def test_where_it_may_post(server: WireServer, client: AsyncWebClient) -> None:
    """Not where it isn't in, what it doesn't see, what is archived or kept for others."""

    async def post(channel: str, **more: str) -> str:
        return await code(client.chat_postMessage(channel=channel, text="Hello", **more))  # type: ignore[arg-type]

    assert await post(server.channel("random").id) == "not_in_channel"
    assert await post(server.channel("secret").id) == "channel_not_found"
    assert await post("C0NOWHERE") == "channel_not_found"
    assert await post("U0NOBODY") == "user_not_found"
    general = server.channel("general")
    assert await post(general.id, thread_ts="1.000000") == "thread_not_found"
    general.posting = ("ana",)
    assert await post(general.id) == "restricted_action"
    await server.admin().archive(general)
    assert await post(general.id) == "is_archived"
    await client.conversations_join(channel=server.channel("random").id)
    await client.chat_postMessage(channel=server.channel("random").id, text="Hello")
    private = server.person("mei").private
    server.state.messages_tab = False
    assert await post(private.id) == "messages_tab_disabled"


async def test_words_it_refuses(server: WireServer, client: AsyncWebClient) -> None:
    """None at all; more than an update takes; a longer new message is cut."""
    general = server.channel("general").id
    refused = await call(server, "chat.postMessage", channel=general, text="")
    assert refused["error"] == "no_text"
    posted = await client.chat_postMessage(channel=general, text="x" * 41_000)
    assert len(posted["message"]["text"]) == 40_000
    long = client.chat_update(channel=general, ts=posted["ts"], text="é" * 2001)
    assert await code(long) == "msg_too_long"
    mei = await server.person("mei").write("general", "Hello")
    theirs = client.chat_update(channel=general, ts=mei.ts, text="Mine")
    assert await code(theirs) == "cant_update_message"
    assert await code(client.chat_delete(channel=general, ts=mei.ts)) == "cant_delete_message"
    gone = client.chat_update(channel=general, ts="1.000000", text="Mine")
    assert await code(gone) == "message_not_found"


async def test_ephemeral_words(server: WireServer, client: AsyncWebClient) -> None:
    """One person sees them, unless they are away; history doesn't know them; nobody edits them."""
    general, mei, tom = server.channel("general").id, server.person("mei"), server.person("tom")
    said = await client.chat_postEphemeral(channel=general, user=mei.user.id, text="For you")
    assert [one.text for one in mei.sees("general")] == ["For you"]
    assert tom.sees("general") == []
    assert (await client.conversations_history(channel=general))["messages"] == []
    edit = client.chat_update(channel=general, ts=said["message_ts"], text="No")
    assert await code(edit) == "message_not_found"
    tom.away()
    await client.chat_postEphemeral(channel=general, user=tom.user.id, text="Lost")
    assert tom.sees("general") == []
    gil = server.person("gil").user.id
    outside = client.chat_postEphemeral(channel=general, user=gil, text="No")
    assert await code(outside) == "user_not_in_channel"


async def test_people(server: WireServer, client: AsyncWebClient) -> None:
    """Who they are, their zones, who is a guest, a stranger, a bot; found by their address."""
    mei = server.person("mei").user
    shown = (await client.users_info(user=mei.id, include_locale=True))["user"]
    assert (shown["tz"], shown["tz_offset"], shown["locale"]) == ("Asia/Tokyo", 32400, "en-US")
    assert shown["profile"]["email"] == "mei@example.edu"
    people = {one["name"]: one for one in (await client.users_list())["members"]}
    flags = {
        name: (one["is_restricted"], one["is_ultra_restricted"], one.get("is_stranger", False))
        for name, one in people.items()
    }
    assert flags["gil"] == (True, False, False)
    assert flags["sol"] == (True, True, False)
    assert flags["zoe"] == (False, False, True)
    assert flags["mei"] == (False, False, False)
    assert people["homeroom"]["is_bot"]
    assert "email" not in people["zoe"]["profile"]
    found = await client.users_lookupByEmail(email="MEI@example.edu")
    assert found["user"]["id"] == mei.id
    for address in ("zoe@example.edu", "nobody@example.edu"):
        assert await code(client.users_lookupByEmail(email=address)) == "users_not_found"
    assert await code(client.users_info(user="U0NOBODY")) == "user_not_found"
    await server.admin().scopes("users:read")
    bare = (await client.users_info(user=mei.id))["user"]["profile"]
    assert "email" not in bare
    await server.admin().join(SlackPerson("new", "New Person"))
    assert len((await client.users_list(limit=3))["members"]) == 3


async def test_channels(server: WireServer, client: AsyncWebClient) -> None:
    """What it sees, what it is in, who is in there; private conversations."""
    seen = await client.conversations_list(types="public_channel,private_channel")
    names = {one["name"]: one["is_member"] for one in seen["channels"]}
    inside = {"general": True, "staff": True, "news": True, "guests": True}
    assert names == {**inside, "random": False}
    own = await client.users_conversations(types="public_channel,private_channel")
    assert {one["name"] for one in own["channels"]} == set(inside)
    guests = server.channel("guests").id
    members = (await client.conversations_members(channel=guests))["members"]
    assert set(members) == {
        *(server.person(name).user.id for name in ("ana", "mei", "gil", "sol", "zoe")),
        server.team().bot,
    }
    shown = await client.conversations_info(channel=guests, include_num_members=True)
    assert (shown["channel"]["name"], shown["channel"]["num_members"]) == ("guests", 6)
    mei = server.person("mei")
    opened = await client.conversations_open(users=mei.user.id)
    assert opened["channel"]["id"] == mei.private.id
    whole = (await client.conversations_open(channel=mei.private.id, return_im=True))["channel"]
    assert whole["id"] == mei.private.id
    assert await code(client.conversations_open(users=server.team().bot)) == "cannot_dm_bot"
    assert await code(client.conversations_info(channel="C0NO")) == "channel_not_found"


async def test_reactions_and_pins(server: WireServer, client: AsyncWebClient) -> None:
    """Put, taken, read; pinned."""
    general, mei = server.channel("general").id, server.person("mei")
    message = await mei.write("general", "Hello")
    await mei.react(message, "👍")
    at = {"channel": general, "timestamp": message.ts}
    await client.reactions_add(name="eyes", **at)
    assert await code(client.reactions_add(name="eyes", **at)) == "already_reacted"
    shown = (await client.reactions_get(**at, full=True))["message"]["reactions"]
    assert [(one["name"], one["count"]) for one in shown] == [("+1", 1), ("eyes", 1)]
    await client.reactions_remove(name="eyes", **at)
    assert await code(client.reactions_remove(name="eyes", **at)) == "no_reaction"
    await client.pins_add(**at)
    assert await code(client.pins_add(**at)) == "already_pinned"
    pinned = (await client.pins_list(channel=general))["items"]
    assert [one["message"]["ts"] for one in pinned] == [message.ts]
    await client.pins_remove(**at)
    assert await code(client.pins_remove(**at)) == "no_pin"
    link = (await client.chat_getPermalink(channel=general, message_ts=message.ts))["permalink"]
    assert link == f"https://weather.slack.com/archives/{general}/p1791187200000000"


async def test_whose_token(server: WireServer, client: AsyncWebClient) -> None:
    """No token, a wrong one, one of another kind; a scope that is missing; an unknown method."""
    assert (await call(server, "auth.test", ""))["error"] == "not_authed"
    assert (await call(server, "auth.test", "xoxb-no"))["error"] == "invalid_auth"
    wrong = await call(server, "auth.test", server.app_token)
    assert wrong["error"] == "not_allowed_token_type"
    known = await client.auth_test()
    assert known["user_id"] == server.team().bot
    assert "chat:write" in known.headers["x-oauth-scopes"]
    assert (await client.bots_info(bot=known["bot_id"]))["bot"]["user_id"] == known["user_id"]
    assert (await client.team_info())["team"]["name"] == "Weather"
    await server.admin().scopes("chat:write", "channels:history")
    refused = await call(server, "users.list")
    assert (refused["error"], refused["needed"]) == ("missing_scope", "users:read")
    private = server.person("mei").private.id
    refused = await call(server, "conversations.history", channel=private)
    assert refused["needed"] == "im:history"
    assert (await call(server, "chat.shout"))["error"] == "unknown_method"
    assert [one.method for one in server.unknown] == ["chat.shout"]
    await client.auth_revoke()
    assert await code(client.auth_test()) == "token_revoked"
