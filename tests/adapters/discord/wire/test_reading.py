"""What people read on the wire server: times in their own zone, markdown as words, controls."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.discord.pressing import pressable
from tests.support.discord.raw import RawBot, speaking
from tests.support.discord.server import running
from tests.support.discord.small import SMALL
from tests.support.discord.things import Json

NOON = 1791799200
"""October 12, 2026, 12:00 in Berlin."""
TABLE = "```\nName  Count\n────  ─────\n東京    3\n      4\n```"
LAYOUT: Json = {
    "flags": 1 << 15,
    "components": [
        {
            "type": 17,
            "components": [
                {"type": 10, "content": f"## Session\n**Starts** <t:{NOON}:F>\n-# Small *words*"},
                {"type": 10, "content": f"- One\n- Two \\*stars\\*\n{TABLE}\nAir: **2**\n`██`"},
                {
                    "type": 1,
                    "components": [
                        {"type": 2, "style": 1, "label": "Check in", "custom_id": "in"},
                        {"type": 2, "style": 2, "label": "Off", "custom_id": "x", "disabled": True},
                        {"type": 2, "style": 5, "label": "Link", "url": "https://example.org"},
                    ],
                },
                {
                    "type": 1,
                    "components": [
                        {
                            "type": 3,
                            "custom_id": "pick:1",
                            "placeholder": "Pick one (1 to 2)",
                            "options": [
                                {"label": "Air", "value": "v1:a"},
                                {"label": "A very long cho…", "value": "v1:b"},
                            ],
                        }
                    ],
                },
            ],
        }
    ],
}


@pytest.fixture
async def bot() -> AsyncIterator[RawBot]:
    """Speak to a server."""
    async with running(SMALL) as server, speaking(server) as made:
        yield made


async def test_a_layout_in_two_zones(bot: RawBot) -> None:
    """Everybody reads the same words, and the time in their own zone."""
    made = await bot.done("POST", f"{bot.at('general')}/messages", LAYOUT)
    message = bot.server.channel("general").messages[int(made["id"])]
    await bot.server.person("tom").react(message, "👍")
    words = [
        "Homeroom:",
        "Session",
        "Starts Mon, Oct 12, 12:00",
        "Small words",
        "• One",
        "• Two *stars*",
        "Name | Count",
        "東京 | 3",
        " | 4",
        "Air: 2",
        "[Check in] [Off] [Link]",
        "[Pick one (1 to 2): Air | A very long cho…]",
        "👍 1",
    ]
    assert bot.server.reader("ana").message(message).split("\n") == words
    words[2] = "Starts Mon, Oct 12, 19:00"
    assert bot.server.reader("mei").message(message).split("\n") == words


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        (f"<t:{NOON}:t> <t:{NOON}:D> <t:{NOON}:R>", "12:00 Mon, Oct 12 Mon, Oct 12, 12:00"),
        ("[words](https://example.org/a) `code` __x__", "words code x"),
        ("> quoted\n1\\. no list\n\\# no heading", "quoted\n1. no list\n# no heading"),
        ("<@\u200b1> @\u200beveryone \\<@\u200b2>", "<@1> @everyone <@2>"),
    ],
)
async def test_markdown_as_words(bot: RawBot, markdown: str, shown: str) -> None:
    """Marks are gone, links are their words, what was escaped stands there."""
    assert bot.server.reader("ana").words(markdown) == shown


async def test_names(bot: RawBot) -> None:
    """People, roles and channels by their names; what people type stays as they typed it."""
    mei, general = bot.server.person("mei"), bot.server.channel("general")
    role = bot.server.admin().role("class").id
    reader = bot.server.reader("ana")
    assert reader.words(f"<@{mei.user.id}> <@&{role}> <#{general.id}> <#1>") == (
        "@Mei Lin @class #general #unknown"
    )
    said = await mei.write("general", f"*stars* for <@{mei.user.id}>", files={"a.txt": b"A"})
    assert reader.message(said) == "Mei Lin: *stars* for @Mei Lin\n(a.txt)"


async def test_a_thread_begins_with_its_root(bot: RawBot) -> None:
    """In a message's thread that message is read first."""
    mei = bot.server.person("mei")
    root = await mei.write("general", "Root")
    thread = await mei.open_thread("general", "Talk", root=root)
    await mei.write(thread, "Reply", reply_to=None)
    reader = bot.server.reader("ana")
    assert [reader.message(one) for one in mei.sees(thread)] == ["Mei Lin: Root", "Mei Lin: Reply"]
    await mei.open_thread("general", "Alone")
    assert reader.message(mei.sees("general")[-1]) == "Mei Lin started a thread: Alone"


@pytest.mark.parametrize(
    ("label", "choice", "data"),
    [
        ("Check in", "", {"custom_id": "in", "component_type": 2}),
        ("Pick one", "Ai", {"custom_id": "pick:1", "component_type": 3, "values": ["v1:a"]}),
        ("Pick", "A very long choice", {"custom_id": "pick:1", "values": ["v1:b"]}),
        ("Air", "", {"custom_id": "pick:1", "values": ["v1:a"]}),
        ("Off", "", None),
        ("Link", "", None),
        ("Pick one", "Water", None),
    ],
)
def test_what_can_be_pressed(label: str, choice: str, data: dict[str, object] | None) -> None:
    """Buttons by their labels, choices by how they begin; nothing that is off, or a link."""
    parts = [{**one, "id": 1} for one in LAYOUT["components"][0]["components"]]
    for one in parts:
        one["components"] = [{**inner, "id": 2} for inner in one.get("components", ())]
    found = pressable(parts, label, choice=choice)
    assert (found is None) is (data is None)
    assert data is None or found is not None
    assert (found or {}).items() >= (data or {}).items()
