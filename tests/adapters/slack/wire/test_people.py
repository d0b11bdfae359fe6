"""People's and administrators' hands on the wire server: what they can, what they can't."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.slack.plain import Heard, app, connected
from tests.support.slack.plain import client as plain_client
from tests.support.slack.server import WireServer, running
from tests.support.slack.small import SMALL
from tests.support.slack.world import SlackChannel, SlackPerson


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server."""
    async with running(SMALL) as made:
        yield made


@pytest.fixture
async def heard(server: WireServer) -> AsyncIterator[Heard]:
    """Listen with an app."""
    made, heard = app(server)
    async with connected(server, made):
        yield heard


async def test_what_people_see(server: WireServer) -> None:
    """Members see public channels; guests what they are in; nobody else's private ones."""
    ana, mei, gil = (server.person(name) for name in ("ana", "mei", "gil"))
    await ana.write("staff", "Staff")
    assert [one.text for one in ana.sees("staff")] == ["Staff"]
    for person, where in ((mei, "staff"), (gil, "general"), (mei, "secret")):
        with pytest.raises(AssertionError, match="doesn't see"):
            person.sees(where)
    assert gil.sees("guests") == []


async def test_what_people_may_do(server: WireServer) -> None:
    """They write where they are in and may; change and delete what is their own."""
    ana, mei = server.person("ana"), server.person("mei")
    with pytest.raises(AssertionError, match="may not post"):
        await mei.write("news", "Hello")
    news = await ana.write("news", "News")
    with pytest.raises(AssertionError, match="not one's own"):
        await mei.edit(news, "No news")
    with pytest.raises(AssertionError, match="may not delete"):
        await mei.delete(news)
    said = await mei.write("general", "Hello")
    await ana.delete(said)  # an administrator
    with pytest.raises(AssertionError, match="gone"):
        await mei.react(said, "👍")
    with pytest.raises(AssertionError, match="there is no command"):
        await mei.command("help", where="general", name="other")
    with pytest.raises(AssertionError, match="there is no shortcut"):
        await mei.shortcut("Something")
    with pytest.raises(AssertionError, match="nobody is called"):
        server.person("nobody")


async def test_threads_and_what_one_alone_sees(server: WireServer) -> None:
    """A thread is its root and replies; ephemeral words stand where they were said."""
    mei, tom, general = server.person("mei"), server.person("tom"), server.channel("general")
    root = await mei.write("general", "Root")
    reply = await tom.write("general", "Reply", thread=root)
    wide = await tom.write("general", "Wide", thread=reply, broadcast=True)
    assert [one.text for one in mei.sees("general")] == ["Root", "Wide"]
    assert [one.text for one in mei.sees("general", thread=wide)] == ["Root", "Reply", "Wide"]
    client = plain_client(server)
    await client.chat_postEphemeral(
        channel=general.id, user=mei.user.id, text="Psst", thread_ts=root.ts
    )
    assert [one.text for one in mei.sees("general", thread=root)][-1] == "Psst"
    assert "Psst" not in [one.text for one in tom.sees("general", thread=root)]
    assert "Psst" not in [one.text for one in mei.sees("general")]


async def test_mentions_and_links(server: WireServer) -> None:
    """What is typed is sent as Slack's own apps send it."""
    mei, ana = server.person("mei"), server.person("ana").user
    said = await mei.write("general", "@ana see #staff & https://example.edu/a?b=1&c=2 @nobody")
    staff = server.channel("staff").id
    assert said.text == (
        f"<@{ana.id}> see <#{staff}|staff> &amp; <https://example.edu/a?b=1&amp;c=2> @nobody"
    )
    assert server.reader("tom").message(said) == (
        "Mei Lin: @Ana Alves see #staff & https://example.edu/a?b=1&c=2 @nobody"
    )


async def test_admins_are_heard(server: WireServer, heard: Heard) -> None:
    """Channels, people, huddles, previews: each is an event; Bolt drops what the bot said."""
    admin, general = server.admin(), server.channel("general")
    await admin.admit(general, "tom", present=False)
    await admin.admit(general, "gil")
    await admin.rename(general, "hall")
    await admin.share(general)
    await admin.archive(general)
    await admin.archive(general, archived=False)
    await admin.join(SlackPerson("new", "New Person"))
    await admin.change("mei", zone="Asia/Seoul")
    await admin.huddle("mei")
    made = await admin.add_channel(SlackChannel("more"))
    await admin.unfurl(await server.person("mei").write(made, "https://example.edu"))
    await admin.delete(made)
    await admin.admit(general, "homeroom", present=False)
    await admin.admit(general, "homeroom")
    await heard.until(lambda: len(heard.events) >= 16)
    kinds = [one.get("subtype", one["type"]) for one in heard.events]
    assert sorted(kinds) == sorted(
        [
            *("member_left_channel", "channel_leave", "member_joined_channel", "channel_join"),
            *("channel_shared", "channel_rename", "channel_archive", "channel_unarchive"),
            *("team_join", "channel_deleted", "channel_left", "member_joined_channel"),
            *("user_change", "user_huddle_changed", "message", "message_changed"),
        ]
    )
    preview = next(one for one in heard.events if one.get("subtype") == "message_changed")
    assert "edited" not in preview["message"]


async def test_the_free_plan_hides(server: WireServer) -> None:
    """What is older than 90 days is in no history; Slack says that there is more."""
    mei, general = server.person("mei"), server.channel("general")
    old = await mei.write("general", "Old")
    await mei.write("general", "Reply", thread=old)
    new = await mei.write("general", "New")
    await server.admin().hide(general, new.ts)
    read = await plain_client(server).conversations_history(channel=general.id)
    assert [one["text"] for one in read["messages"]] == ["New"]
    assert read["is_limited"]


async def test_a_manifest_sets_the_app_up(server: WireServer) -> None:
    """Commands, shortcuts, events and scopes are those of a manifest."""
    manifest = {
        "features": {
            "app_home": {"messages_tab_enabled": True},
            "slash_commands": [{"command": "/course"}],
            "shortcuts": [{"name": "Excuse", "callback_id": "excuse", "type": "message"}],
        },
        "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
        "oauth_config": {"scopes": {"bot": ["commands"]}},
    }
    await server.admin().manifest(manifest)
    assert server.state.commands == ("course",)
    assert server.state.shortcuts[0].callback == "excuse"
    await server.person("mei").write("general", "Nobody hears this")
    assert server.deliveries.told == 0
