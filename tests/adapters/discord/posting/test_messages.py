"""Messages on the wire: their threads, pins, permissions, and what is found again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.discord.rendering.render import marker_id
from adapters.discord.rest.troubles import ForbiddenError, GoneError
from bot.chat.spans import GroupMention
from bot.chat.views import Download, View, paragraph, say
from bot.model.places import Group, Message, Place
from bot.ports.platform import (
    CannotSendError,
    MailboxClosedError,
    MaybeSentError,
    NotSentError,
    StoredFile,
)
from tests.support.discord.limits import Limits
from tests.support.discord.permissions import Permission
from tests.support.discord.reach import Reach, reaching
from tests.support.discord.scripted import impatience
from tests.support.discord.server import Settings
from tests.support.discord.world import DiscordChannel

VIEW = say("Session 3 starts at five.")
TALK = replace(VIEW, title="Week 3", thread="Week 3: fronts")
PANEL = replace(VIEW, title="This week", pinned=True)


@pytest.fixture
def impatient() -> Iterator[None]:
    """Let discord.py's waits and ours pass at once."""
    with impatience():
        yield


async def deny(reach: Reach, channel: str, permission: Permission) -> None:
    """Take a permission from the bot in a channel."""
    await reach.server.admin().overwrite(reach.server.channel(channel), "Homeroom", deny=permission)


async def test_a_message_pings_nobody_and_carries_its_marker() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        (sent,) = reach.server.recording.of("post")
        assert sent.body["allowed_mentions"] == {"parse": []}
        assert (sent.body["nonce"], sent.body["enforce_nonce"]) == ("marker", True)
        await reach.platform.edit(message, VIEW, "marker", {})
        (changed,) = reach.server.recording.of("edit")
        assert changed.body["allowed_mentions"] == {"parse": []}
        assert changed.body["components"][0]["id"] == marker_id("marker")


async def test_a_group_is_called_once_and_by_no_change() -> None:
    async with reaching() as reach:
        role = await reach.server.admin().create_role("students")
        called = View((paragraph(GroupMention(Group("discord", str(role.id))), " come!"),))
        message = await reach.platform.post(reach.place("general"), called, "marker", {})
        assert reach.standing(message).mention_roles == [role.id]
        for view in (called, VIEW, called):
            await reach.platform.edit(message, view, "marker", {})
        allowed = [one.body["allowed_mentions"] for one in reach.server.recording.of("edit")]
        assert allowed == [{"parse": []}] * 3


async def test_a_thread_opens_under_a_message_and_takes_its_name() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), TALK, "marker", {})
        thread = reach.server.state.channels[int(message.id)]
        assert (thread.name, thread.archive_after) == ("Week 3: fronts", 10080)
        for name in ("Week 3: fronts", "Week 3: fronts", "Week 3: warm fronts"):
            await reach.platform.edit(message, replace(TALK, thread=name), "marker", {})
            assert thread.name == name
        assert len(reach.server.recording.of("thread")) == 1
        reply = await reach.platform.post(reach.thread(thread), VIEW, "reply", {})
        assert reply.place == Place("discord", message.place.id, message.id)


async def test_a_thread_that_somebody_opened_is_taken_over() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        mei = reach.server.person("mei")
        opened = await mei.open_thread("general", "Fronts!", root=reach.standing(message))
        await reach.platform.edit(message, TALK, "marker", {})
        assert opened.name == "Week 3: fronts"
        await reach.server.admin().archive(opened)
        await reach.guilds.fresh(str(opened.id))
        await reach.platform.edit(message, replace(TALK, thread="Fronts again"), "marker", {})
        assert (opened.name, opened.archived) == ("Fronts again", False)


async def test_where_nothing_can_be_written_another_place_is_asked_for() -> None:
    async with reaching() as reach:
        made = DiscordChannel("Spring", "category")
        category = await reach.server.admin().create_channel(made)
        place = Place("discord", str(category.id))
        with pytest.raises(CannotSendError, match="Name a text channel"):
            await reach.platform.post(place, VIEW, "marker", {})


async def test_a_discussion_waits_where_no_thread_can_be_opened() -> None:
    async with reaching() as reach:
        await deny(reach, "general", Permission.CREATE_PUBLIC_THREADS)
        with pytest.raises(ForbiddenError, match="Create Public Threads") as refused:
            await reach.platform.post(reach.place("general"), TALK, "marker", {})
        assert "#general" in str(refused.value)
        assert not reach.server.person("mei").sees("general")


async def test_a_thread_that_fails_leaves_its_message_to_be_found() -> None:
    async with reaching() as reach:
        reach.server.faults.add("thread", "error", status=503)
        with pytest.raises(MaybeSentError):
            await reach.platform.post(reach.place("general"), TALK, "marker", {})
        found = await reach.platform.find(reach.place("general"), "marker")
        assert found is not None
        await reach.platform.edit(found, TALK, "marker", {})
        assert int(found.id) in reach.server.state.channels


async def test_a_private_conversation_has_no_threads() -> None:
    async with reaching() as reach:
        place = await reach.platform.direct(reach.account("mei"))
        await reach.platform.post(place, TALK, "marker", {})
        assert not reach.server.recording.of("thread")


async def test_a_panel_is_pinned_once() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), PANEL, "marker", {})
        assert reach.standing(message).pinned
        await reach.platform.edit(message, PANEL, "marker", {})
        assert len(reach.server.recording.of("pin")) == 1


async def test_a_panel_that_can_not_be_pinned_stands() -> None:
    async with reaching() as reach:
        await deny(reach, "general", Permission.PIN_MESSAGES)
        message = await reach.platform.post(reach.place("general"), PANEL, "marker", {})
        assert not reach.standing(message).pinned


@pytest.mark.parametrize(
    ("denied", "name"),
    [
        (Permission.SEND_MESSAGES, "Send Messages"),
        (Permission.ATTACH_FILES, "Attach Files"),
    ],
)
async def test_a_place_without_permission_says_what_to_give(denied: Permission, name: str) -> None:
    sheet = StoredFile("f2", "week-3.csv", "text/csv", "The week", b"a,b\n")
    view = View((Download("f2", "week-3.csv"),), title="Week 3")
    async with reaching() as reach:
        await deny(reach, "general", denied)
        with pytest.raises(ForbiddenError, match=f"#general.*“{name}”"):
            await reach.platform.post(reach.place("general"), view, "marker", {"f2": sheet})


async def test_a_thread_without_permission_says_what_to_give() -> None:
    async with reaching() as reach:
        root = await reach.platform.post(reach.place("general"), TALK, "marker", {})
        await deny(reach, "general", Permission.SEND_MESSAGES_IN_THREADS)
        thread = Place("discord", root.place.id, root.id)
        with pytest.raises(ForbiddenError, match="Send Messages in Threads"):
            await reach.platform.post(thread, VIEW, "reply", {})


async def test_a_place_that_went_away_is_named() -> None:
    async with reaching() as reach:
        general = reach.place("general")
        await reach.platform.post(general, VIEW, "marker", {})
        await reach.server.admin().delete_channel(reach.server.channel("general"))
        with pytest.raises(GoneError, match="#general"):
            await reach.platform.post(general, VIEW, "marker2", {})


async def test_a_closed_mailbox_is_told_as_one() -> None:
    async with reaching() as reach:
        reach.server.person("mei").close_mailbox()
        place = await reach.platform.direct(reach.account("mei"))
        with pytest.raises(MailboxClosedError):
            await reach.platform.post(place, VIEW, "marker", {})


async def test_nothing_is_taken_for_missing_where_nothing_can_be_read() -> None:
    async with reaching() as reach:
        await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        await deny(reach, "general", Permission.READ_MESSAGE_HISTORY)
        with pytest.raises(ForbiddenError, match="Read Message History"):
            await reach.platform.find(reach.place("general"), "marker")


async def test_an_old_message_is_found_and_the_oldest_are_not_looked_for() -> None:
    async with reaching() as reach:
        general = reach.place("general")
        message = await reach.platform.post(general, VIEW, "marker", {})
        mei = reach.server.person("mei")
        for number in range(250):
            await mei.write("general", f"Message {number}")
        assert await reach.platform.find(general, "marker") == message
        for number in range(300):
            await mei.write("general", f"Message {number}")
        assert await reach.platform.find(general, "marker") is None


async def test_anothers_message_is_never_found() -> None:
    async with reaching() as reach:
        written = await reach.server.person("mei").write("general", "Hello")
        written.components = [{"type": 17, "id": marker_id("marker"), "components": []}]
        assert await reach.platform.find(reach.place("general"), "marker") is None


async def test_a_thread_asleep_is_woken_to_change_what_stands_in_it() -> None:
    async with reaching() as reach:
        root = await reach.platform.post(reach.place("general"), TALK, "marker", {})
        thread = reach.server.state.channels[int(root.id)]
        message = await reach.platform.post(reach.thread(thread), VIEW, "reply", {})
        admin = reach.server.admin()
        await admin.archive(thread)
        await reach.platform.edit(message, say("It starts at six."), "reply", {})
        assert not thread.archived
        await admin.archive(thread)
        await reach.guilds.fresh(str(thread.id))
        await reach.platform.post(reach.thread(thread), VIEW, "reply2", {})
        assert not thread.archived
        await admin.archive(thread)
        await reach.platform.remove(message)
        assert int(message.id) not in thread.messages


async def test_edits_of_old_messages_wait(impatient: None) -> None:
    settings = Settings(limits=Limits(old_edits=(1, 3600.0)))
    async with reaching(settings=settings) as reach:
        message = await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        reach.server.clock.advance(timedelta(hours=2))
        await reach.platform.edit(message, say("Once."), "marker", {})
        with pytest.raises(NotSentError) as refused:
            await reach.platform.edit(message, say("Twice."), "marker", {})
        assert refused.value.retry_after is not None
        assert refused.value.retry_after >= timedelta(minutes=5)


async def test_what_was_taken_back_can_be_posted_again_at_once() -> None:
    async with reaching() as reach:
        general = reach.place("general")
        first = await reach.platform.post(general, VIEW, "marker", {})
        await reach.platform.remove(first)
        second = await reach.platform.post(general, VIEW, "marker", {})
        assert second != first
        assert reach.standing(second).components


async def test_somebody_elses_message_is_not_ours_to_change() -> None:
    async with reaching() as reach:
        written = await reach.server.person("mei").write("general", "Hello")
        message = Message(reach.place("general"), str(written.id))
        with pytest.raises(CannotSendError):
            await reach.platform.edit(message, VIEW, "marker", {})


@pytest.mark.parametrize("kind", ["reset", "cut", "drop", "lose"])
async def test_a_connection_that_breaks_once_is_no_trouble(kind: str, impatient: None) -> None:
    async with reaching() as reach:
        reach.server.faults.add("post", kind)
        message = await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        assert [one.id for one in reach.server.person("mei").sees("general")] == [int(message.id)]
