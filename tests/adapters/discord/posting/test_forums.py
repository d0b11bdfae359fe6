"""Posts in forums: names, tags, what is found again, what is taken back."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from adapters.discord.rest.troubles import ForbiddenError, GoneError, RefusedError
from bot.chat.views import Picture, View, say
from bot.model.places import Message, Place
from bot.ports.platform import MaybeSentError, StoredFile
from tests.support.discord import things
from tests.support.discord.permissions import BOT_DEFAULT, Permission
from tests.support.discord.reach import WORLD, Reach, reaching
from tests.support.discord.scripted import impatience
from tests.support.discord.world import DiscordChannel

PROMPT = replace(say("What moves a front?"), title="Fronts", tags=("Week 3", "open"))


def thread_of(reach: Reach, message: Message) -> things.Channel:
    """Return the thread of a post."""
    return reach.server.state.channels[int(message.id)]


def tags_of(reach: Reach, message: Message) -> list[str]:
    """Return a post's tags by name."""
    names = {tag.id: tag.name for tag in reach.server.channel("discussions").tags}
    return [names[tag] for tag in thread_of(reach, message).applied]


async def test_a_discussion_is_a_post_with_a_name_and_tags() -> None:
    async with reaching() as reach:
        forum = reach.place("discussions")
        message = await reach.platform.post(forum, PROMPT, "marker", {})
        assert message.place == forum
        assert thread_of(reach, message).name == "Fronts"
        assert tags_of(reach, message) == ["Week 3", "open"]
        assert reach.platform.link(message).endswith(f"/{message.id}/{message.id}")
        reply = await reach.platform.post(
            Place("discord", forum.id, message.id), say("It goes on."), "reply", {}
        )
        assert reply.place.thread == message.id


async def test_a_changed_discussion_changes_its_name_and_tags() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("discussions"), PROMPT, "marker", {})
        closed = replace(
            PROMPT, thread="Fronts (closed)", tags=("Week 3", "closed"), untagged=("open",)
        )
        for _ in range(2):
            await reach.platform.edit(message, closed, "marker", {})
        assert thread_of(reach, message).name == "Fronts (closed)"
        assert tags_of(reach, message) == ["Week 3", "closed"]
        assert len(reach.server.recording.of("change")) == 2  # the new tag, then the post


async def test_tags_that_people_gave_a_post_stay_when_it_is_changed() -> None:
    async with reaching() as reach:
        forum = reach.server.channel("discussions")
        own = [things.Tag(reach.server.state.ids.next(), name) for name in ("lab", "hard", "exam")]
        forum.tags += own
        message = await reach.platform.post(reach.place("discussions"), PROMPT, "marker", {})
        thread = thread_of(reach, message)
        thread.applied += [tag.id for tag in own]
        await reach.guilds.fresh(message.id)  # as the gateway tells of it
        changes = len(reach.server.recording.of("change"))
        await reach.platform.edit(message, PROMPT, "marker", {})
        assert len(reach.server.recording.of("change")) == changes
        closed = replace(PROMPT, tags=("Week 4", "closed"), untagged=("Week 3", "open"))
        await reach.platform.edit(message, closed, "marker", {})
        assert tags_of(reach, message) == ["Week 4", "closed", "lab", "hard", "exam"]


async def test_what_can_not_be_tagged_is_noted_once(caplog: pytest.LogCaptureFixture) -> None:
    guild = replace(WORLD.guilds[0], bot_permissions=BOT_DEFAULT)
    async with reaching(replace(WORLD, guilds=(guild,))) as reach:
        view = replace(PROMPT, tags=("Week 4",))
        message = await reach.platform.post(reach.place("discussions"), view, "marker", {})
        for _ in range(3):
            await reach.platform.edit(message, view, "marker", {})
        assert caplog.text.count("no tags were added") == 1


async def test_tags_that_are_missing_are_added_while_there_is_room() -> None:
    async with reaching() as reach:
        forum = reach.server.channel("discussions")
        forum.tags += [things.Tag(reach.server.state.ids.next(), f"t{n}") for n in range(17)]
        view = replace(PROMPT, tags=("Week 3", "new", "one too many"))
        message = await reach.platform.post(reach.place("discussions"), view, "marker", {})
        assert tags_of(reach, message) == ["Week 3", "new"]
        assert len(forum.tags) == 20


async def test_discussions_opened_together_share_their_new_tag() -> None:
    async with reaching() as reach:
        forum, view = reach.place("discussions"), replace(PROMPT, tags=("Week 4",))
        await asyncio.gather(
            *(reach.platform.post(forum, view, f"marker{number}", {}) for number in range(3))
        )
        names = [tag.name for tag in reach.server.channel("discussions").tags]
        assert names == ["Week 3", "open", "Week 4"]


async def test_without_the_permission_tags_are_left_out() -> None:
    guild = replace(WORLD.guilds[0], bot_permissions=BOT_DEFAULT)
    async with reaching(replace(WORLD, guilds=(guild,))) as reach:
        view = replace(PROMPT, tags=("Week 3", "new"))
        message = await reach.platform.post(reach.place("discussions"), view, "marker", {})
        assert tags_of(reach, message) == ["Week 3"]


async def test_a_forum_that_wants_a_tag_says_so() -> None:
    async with reaching() as reach:
        strict = DiscordChannel("strict", "forum", tags=("a",), needs_tag=True)
        channel = await reach.server.admin().create_channel(strict)
        with pytest.raises(RefusedError, match="wants a tag"):
            await reach.platform.post(
                Place("discord", str(channel.id)), replace(PROMPT, tags=()), "marker", {}
            )


async def test_a_forum_without_permission_says_what_to_give() -> None:
    async with reaching() as reach:
        forum = reach.server.channel("discussions")
        await reach.server.admin().overwrite(forum, "Homeroom", deny=Permission.SEND_MESSAGES)
        with pytest.raises(ForbiddenError, match=r"#discussions.*“Send Messages”"):
            await reach.platform.post(reach.place("discussions"), PROMPT, "marker", {})


@pytest.mark.parametrize("kind", ["lose", "cut", "fail", "drop", "reset", "error"])
async def test_a_doubtful_discussion_is_found_or_is_not_there(kind: str) -> None:
    async with reaching() as reach:
        forum = reach.place("discussions")
        await reach.platform.post(forum, PROMPT, "another", {})
        reach.server.faults.add("thread", kind, status=502)
        with impatience(), pytest.raises(MaybeSentError):
            await reach.platform.post(forum, PROMPT, "marker", {})
        found = await reach.platform.find(forum, "marker")
        assert (found is not None) == (kind in ("lose", "cut", "fail"))
        if found is not None:
            await reach.server.admin().archive(thread_of(reach, found))
            assert await reach.platform.find(forum, "marker") == found


async def test_a_post_of_somebody_else_is_never_found() -> None:
    async with reaching() as reach:
        await reach.server.person("mei").open_post("discussions", "Fronts", "Hello")
        assert await reach.platform.find(reach.place("discussions"), "marker") is None
        assert not reach.server.recording.of("get")


async def test_a_post_that_lost_its_first_message_is_passed_by() -> None:
    async with reaching() as reach:
        forum = reach.place("discussions")
        message = await reach.platform.post(forum, PROMPT, "marker", {})
        await reach.server.person("mei").write(thread_of(reach, message), "I think so")
        await reach.platform.remove(message)
        assert int(message.id) in reach.server.state.channels
        assert await reach.platform.find(forum, "marker") is None
        with pytest.raises(GoneError):
            await reach.platform.edit(message, PROMPT, "marker", {})


async def test_a_post_nobody_answered_goes_as_a_whole_and_only_once() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("discussions"), PROMPT, "marker", {})
        for _ in range(2):
            await reach.platform.remove(message)
        assert int(message.id) not in reach.server.state.channels


async def test_without_the_permission_a_posts_words_go() -> None:
    guild = replace(WORLD.guilds[0], bot_permissions=BOT_DEFAULT & ~Permission.MANAGE_THREADS)
    async with reaching(replace(WORLD, guilds=(guild,))) as reach:
        message = await reach.platform.post(reach.place("discussions"), PROMPT, "marker", {})
        await reach.platform.remove(message)
        assert not thread_of(reach, message).messages


async def test_pictures_go_along_with_a_post() -> None:
    chart = StoredFile("f1", "week-3.png", "image/png", "A chart", b"\x89PNG")
    view = View((Picture("f1", "A chart"),), title="Week 3")
    async with reaching() as reach:
        message = await reach.platform.post(
            reach.place("discussions"), view, "marker", {"f1": chart}
        )
        (file,) = reach.standing(message).attachments
        assert (file.filename, file.content, file.description) == (
            "week-3.png",
            b"\x89PNG",
            "A chart",
        )
