"""Channels, threads and servers out of Discord's JSON."""

from __future__ import annotations

import pytest

from adapters.discord.servers.channels import (
    Channel,
    Kind,
    channel_of,
    channel_to_write,
    server_of,
)
from adapters.discord.servers.permissions import Overwrite, Server
from bot.model.places import Message, Place


def test_a_channel_is_read() -> None:
    told = {
        "id": "5",
        "type": 15,
        "name": "discussions",
        "parent_id": "4",
        "permission_overwrites": [{"id": "1", "type": 0, "allow": "0", "deny": "1024"}],
        "available_tags": [{"id": "8", "name": "Week 3"}],
        "last_message_id": None,
    }
    channel = channel_of(told, "1")
    overwrites = (Overwrite("1", 0, 1024),)
    tags = {"Week 3": "8"}
    assert channel == Channel("5", Kind.FORUM, "1", "discussions", "4", overwrites, tags=tags)
    assert channel.is_forum
    assert channel.place == Place("discord", "5")


def test_a_thread_hangs_in_its_channel() -> None:
    told = {
        "id": "9",
        "type": 11,
        "guild_id": "1",
        "name": "Opening question",
        "parent_id": "5",
        "thread_metadata": {"archived": True},
        "applied_tags": ["8"],
        "last_message_id": "12",
    }
    thread = channel_of(told)
    assert thread.is_thread
    assert thread.archived
    assert (thread.applied, thread.last) == (("8",), "12")
    assert thread.place == Place("discord", "5", "9")
    assert thread.message("12") == Message(Place("discord", "5", "9"), "12")


def test_a_posts_first_message_is_a_root_of_its_forum() -> None:
    thread = channel_of({"id": "9", "type": 11, "guild_id": "1", "parent_id": "5"})
    assert thread.message("9") == Message(Place("discord", "5"), "9")


def test_a_private_conversation_has_people_and_no_server() -> None:
    direct = channel_of({"id": "6", "type": 1, "recipients": [{"id": "30"}]})
    assert (direct.guild, direct.people) == ("", ("30",))
    assert direct.place == Place("discord", "6")


def test_a_kind_unknown_here_is_kept_as_its_number() -> None:
    assert channel_of({"id": "6", "type": 99}).kind == 99


def test_a_server_is_read() -> None:
    roles = [{"id": "1", "permissions": "1024"}]
    assert server_of({"id": "1", "owner_id": "2", "roles": roles}) == Server("1", "2", {"1": 1024})


@pytest.mark.parametrize(("thread", "channel"), [(None, "5"), ("9", "9")])
def test_a_thread_is_written_in_by_its_own_id(thread: str | None, channel: str) -> None:
    assert channel_to_write(Place("discord", "5", thread)) == channel
