"""The bot's messages over the wire: posts, edits, removals, finding again, pins, refusals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.slack.web.troubles import ForbiddenError, GoneError, RefusedError
from bot.chat.spans import Link
from bot.chat.views import View, paragraph, say
from bot.model.places import Message, Place
from bot.ports.platform import (
    CannotSendError,
    MailboxClosedError,
    MaybeSentError,
    NotSentError,
)
from tests.support.slack.reach import WORLD, reaching
from tests.support.slack.scripted import passing
from tests.support.slack.world import SCOPES

VIEW = say("Session 3 starts at five.")
PINNED = replace(VIEW, pinned=True)


@pytest.fixture
def quick() -> Iterator[None]:
    """Let every wait pass at once."""
    with passing():
        yield


async def test_a_post_shows_nothing_that_it_links_to_and_carries_its_marker_unseen() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        (sent,) = reach.asked("post")
        assert sent.args["unfurl_links"] is sent.args["unfurl_media"] is False
        assert sent.args["metadata"] == {
            "event_type": "homeroom_post",
            "event_payload": {"marker": "marker"},
        }
        assert "marker" not in "".join(reach.server.reader("tom").message(reach.standing(message)))


async def test_a_message_is_found_in_its_own_place_alone() -> None:
    async with reaching() as reach:
        general = reach.place("general")
        root = await reach.platform.post(general, VIEW, "root", {})
        thread = Place("slack", general.id, root.id)
        reply = await reach.platform.post(thread, say("Go on."), "reply", {})
        assert await reach.platform.find(general, "root") == root
        assert await reach.platform.find(thread, "root") is None
        assert await reach.platform.find(thread, "reply") == reply
        assert await reach.platform.find(general, "reply") is None
        assert await reach.platform.find(reach.place("staff"), "root") is None


async def test_what_somebody_else_marked_so_is_not_ours() -> None:
    async with reaching() as reach:
        written = await reach.server.person("mei").write("general", "marker")
        written.metadata = {"event_type": "homeroom_post", "event_payload": {"marker": "marker"}}
        assert await reach.platform.find(reach.place("general"), "marker") is None


async def test_a_message_is_found_under_many_others() -> None:
    async with reaching() as reach:
        general = reach.place("general")
        message = await reach.platform.post(general, VIEW, "marker", {})
        mei = reach.server.person("mei")
        for number in range(450):
            await mei.write("general", f"Message {number}")
        assert await reach.platform.find(general, "marker") == message
        thread = Place("slack", general.id, message.id)
        for number in range(450):
            await mei.write("general", f"Reply {number}", thread=reach.standing(message))
        reply = await reach.platform.post(thread, VIEW, "reply", {})
        assert await reach.platform.find(thread, "reply") == reply


async def test_an_edit_says_what_stands_now_and_keeps_what_is_not_said() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        await reach.platform.edit(message, say("It starts at six."), "marker", {})
        (sent,) = reach.asked("edit")
        assert set(sent.args) == {"channel", "ts", "text", "blocks"}
        assert reach.standing(message).metadata is not None
        assert await reach.platform.find(reach.place("general"), "marker") == message


async def test_a_doubtful_edit_is_repeated_and_never_in_doubt(quick: None) -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        reach.server.faults.add("edit", "lose")
        await reach.platform.edit(message, say("It starts at six."), "marker", {})
        reach.server.faults.add("edit", "drop", times=10)
        with pytest.raises(NotSentError):
            await reach.platform.edit(message, say("It starts at seven."), "marker", {})


async def test_a_doubtful_removal_is_repeated_and_no_error(quick: None) -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        reach.server.faults.add("remove", "lose")
        await reach.platform.remove(message)
        with pytest.raises(KeyError):
            reach.standing(message)
        again = await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        reach.server.faults.add("remove", "drop", times=10)
        with pytest.raises(NotSentError):
            await reach.platform.remove(again)


async def test_what_is_removed_under_replies_is_removed_once() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        await reach.server.person("mei").write("general", "Yes", thread=reach.standing(message))
        await reach.platform.remove(message)
        await reach.platform.remove(message)
        assert len(reach.asked("remove")) == 1
        with pytest.raises(GoneError):
            await reach.platform.edit(message, VIEW, "marker", {})
        await reach.platform.remove(Message(reach.place("general"), "no ts"))


async def test_somebody_elses_message_is_not_ours_to_change() -> None:
    async with reaching() as reach:
        written = await reach.server.person("mei").write("general", "Hello")
        message = Message(reach.place("general"), written.ts)
        with pytest.raises(CannotSendError):
            await reach.platform.edit(message, VIEW, "marker", {})


@pytest.mark.parametrize(
    ("place", "error", "words"),
    [
        ("lounge", ForbiddenError, "not in #lounge"),
        ("lounge", ForbiddenError, "/invite @Homeroom"),
        ("news", ForbiddenError, "posting permissions"),
        ("old", ForbiddenError, "#old is archived"),
    ],
)
async def test_a_refusal_names_the_place_and_the_remedy(
    place: str, error: type[Exception], words: str
) -> None:
    async with reaching() as reach:
        with pytest.raises(error, match=words):
            await reach.platform.post(reach.place(place), VIEW, "marker", {})


async def test_where_nobody_may_write_privately_the_mailbox_is_closed() -> None:
    async with reaching(replace(WORLD, messages_tab=False)) as reach:
        place = await reach.platform.direct(reach.account("mei"))
        with pytest.raises(MailboxClosedError, match="Messages Tab"):
            await reach.platform.post(place, VIEW, "marker", {})


async def test_a_thread_whose_root_is_gone_takes_no_post() -> None:
    async with reaching() as reach:
        root = await reach.platform.post(reach.place("general"), VIEW, "root", {})
        await reach.platform.remove(root)
        with pytest.raises(GoneError):
            await reach.platform.post(Place("slack", root.place.id, root.id), VIEW, "reply", {})


async def test_links_lead_to_messages_in_channels_and_threads() -> None:
    async with reaching() as reach:
        general = reach.place("general")
        root = await reach.platform.post(general, VIEW, "root", {})
        reply = await reach.platform.post(Place("slack", general.id, root.id), VIEW, "reply", {})
        for message in (root, reply):
            told = await reach.web.read(
                "chat.getPermalink", channel=general.id, message_ts=message.id
            )
            assert reach.platform.link(message) == told["permalink"]
        view = View((paragraph("See ", Link("there", message=reply)),))
        shown = await reach.platform.post(general, view, "linked", {})
        assert reach.platform.link(reply) in str(reach.standing(shown).blocks)


async def test_a_pinned_view_is_pinned_once() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), PINNED, "marker", {})
        assert reach.standing(message).pinned
        await reach.platform.edit(message, PINNED, "marker", {})
        assert len(reach.asked("pin")) == 1


async def test_a_pin_that_was_set_before_is_no_trouble() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        await reach.web.call("pins.add", channel=message.place.id, timestamp=message.id)
        await reach.platform.edit(message, PINNED, "marker", {})
        await reach.platform.edit(message, PINNED, "marker", {})
        assert len(reach.asked("pin")) == 2


async def test_without_leave_to_pin_it_is_asked_once_and_posted_all_the_same() -> None:
    scopes = tuple(one for one in SCOPES if one != "pins:write")
    async with reaching(replace(WORLD, scopes=scopes)) as reach:
        for number in range(2):
            message = await reach.platform.post(
                reach.place("general"), PINNED, f"marker{number}", {}
            )
            assert not reach.standing(message).pinned
        assert len(reach.asked("pin")) == 1


async def test_a_post_whose_pin_fails_is_found_and_pinned_never_posted_again(quick: None) -> None:
    async with reaching() as reach:
        reach.server.faults.add("pin", "busy", times=10, seconds=90)
        with pytest.raises(MaybeSentError):
            await reach.platform.post(reach.place("general"), PINNED, "marker", {})
        reach.server.faults.plan.clear()
        found = await reach.platform.find(reach.place("general"), "marker")
        assert found is not None
        with pytest.raises(NotSentError):
            await reach.platform.edit(found, PINNED, "marker", {})


@pytest.mark.parametrize("kind", ["reset", "cut", "drop", "lose", "error", "fail"])
async def test_a_broken_connection_never_posts_twice(kind: str, quick: None) -> None:
    async with reaching() as reach:
        reach.server.faults.add("post", kind)
        with pytest.raises(MaybeSentError):
            await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        assert len(reach.asked("post")) == 1


async def test_boards_are_edited_without_asking_for_more() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        before = len(reach.server.recording.calls)
        for number in range(3):
            reach.server.clock.advance(timedelta(seconds=1))
            await reach.platform.edit(message, say(f"{number} answers"), "marker", {})
        asked = [one.method for one in reach.server.recording.calls[before:]]
        assert asked == ["chat.update"] * 3


async def test_what_slack_finds_wrong_is_told_as_that() -> None:
    async with reaching() as reach:
        reach.server.faults.add("post", "refuse", code="msg_blocks_too_long")
        with pytest.raises(RefusedError, match="msg_blocks_too_long"):
            await reach.platform.post(reach.place("general"), VIEW, "marker", {})
