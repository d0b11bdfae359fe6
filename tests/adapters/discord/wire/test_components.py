"""The wire server holds components to Discord's limits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.support.discord.raw import RawBot, speaking
from tests.support.discord.server import running
from tests.support.discord.small import SMALL

LAYOUT = 1 << 15


@pytest.fixture
async def bot() -> AsyncIterator[RawBot]:
    """Speak to a server."""
    async with running(SMALL) as server, speaking(server) as made:
        yield made


def words(content: str = "Words", **more: Any) -> Any:
    """Return a text."""
    return {"type": 10, "content": content, **more}


def button(custom: str = "go", label: str = "Go", **more: Any) -> Any:
    """Return a button."""
    return {"type": 2, "style": 1, "label": label, "custom_id": custom, **more}


def row(*inner: Any) -> Any:
    """Return a row."""
    return {"type": 1, "components": list(inner)}


def box(*inner: Any) -> Any:
    """Return a container."""
    return {"type": 17, "components": list(inner)}


def select(*values: str, **more: Any) -> Any:
    """Return a select."""
    options = [{"label": value, "value": value} for value in values]
    return {"type": 3, "custom_id": "pick", "options": options, **more}


@pytest.mark.parametrize(
    "components",
    [
        [box(words(), row(button()), row(select("1", "2")))],
        [box(*(words("x" * 100) for _ in range(39)))],
        [words("x" * 4000)],
        [{"type": 9, "components": [words()], "accessory": button()}, {"type": 14}],
        [row(*(button(str(n)) for n in range(5)))],
        [row({"type": 2, "style": 5, "label": "Link", "url": "https://example.org"})],
        [{**box(words()), "id": 2_000_000_000}],
    ],
)
async def test_layouts_that_fit(bot: RawBot, components: list[Any]) -> None:
    """Within the limits a layout is posted; each component then has an id."""
    body = {"flags": LAYOUT, "components": components}
    made = await bot.done("POST", f"{bot.at('general')}/messages", body)
    assert all(one["id"] for one in made["components"])
    assert bot.server.refused == []


@pytest.mark.parametrize(
    "components",
    [
        [box(*(words() for _ in range(40)))],
        [words("x" * 2001), words("x" * 2000)],
        [words("")],
        [box()],
        [row()],
        [row(*(button(str(n)) for n in range(6)))],
        [row(button(), select("1"))],
        [row(button()), row(button())],
        [row(button("x" * 101))],
        [row(button(label="x" * 81))],
        [row(button(label=""))],
        [row(button(url="https://example.org"))],
        [row({"type": 2, "style": 5, "label": "Link", "url": "javascript:x"})],
        [row(select())],
        [row(select("1", "1"))],
        [row(select(*map(str, range(26))))],
        [row(select("x" * 101))],
        [row(select("1", placeholder="x" * 151))],
        [row(select("1", max_values=2))],
        [words(id=3), words(id=3)],
        [{"type": 9, "components": [words()]}],
        [{"type": 12, "items": [{"media": {"url": "attachment://none.png"}}]}],
        [{"type": 13, "file": {"url": "https://example.org/a.png"}}],
        [{"type": 4, "custom_id": "a", "style": 1, "label": "Only in forms"}],
        [box(box(words()))],
        ["words"],
    ],
)
async def test_layouts_that_do_not(bot: RawBot, components: list[Any]) -> None:
    """Beyond any limit the whole message is refused."""
    body = {"flags": LAYOUT, "components": components}
    assert await bot.code("POST", f"{bot.at('general')}/messages", body) == 50035


async def test_layouts_stay_layouts(bot: RawBot) -> None:
    """A layout has no content, can't stop being one, and needs its flag."""
    path = f"{bot.at('general')}/messages"
    layout = {"flags": LAYOUT, "components": [words()]}
    assert await bot.code("POST", path, {**layout, "content": "Words"}) == 50035
    assert await bot.code("POST", path, {"components": [words()]}) == 50035
    made = await bot.done("POST", path, layout)
    message = f"{path}/{made['id']}"
    assert await bot.code("PATCH", message, {"flags": 0, "content": "Words"}) == 50035
    assert await bot.code("PATCH", message, {"content": "Words"}) == 50035
    edited = await bot.done("PATCH", message, {"components": [words("Other")]})
    assert edited["components"][0]["content"] == "Other"
    plain = await bot.done("POST", path, {"content": "Words", "components": [row(button())]})
    changed = {"flags": LAYOUT, "content": None, "components": [words()]}
    assert (await bot.done("PATCH", f"{path}/{plain['id']}", changed))["flags"] == LAYOUT


async def test_pictures_and_files(bot: RawBot) -> None:
    """Attachments are shown by name; an edit may keep what it doesn't name."""
    path = f"{bot.at('general')}/messages"
    shown = {"type": 12, "items": [{"media": {"url": "attachment://a.png"}, "description": "A"}]}
    file = {"type": 13, "file": {"url": "attachment://b.csv"}}
    body = {"flags": LAYOUT, "components": [box(shown, file)]}
    files = {"a.png": b"A", "b.csv": b"BB"}
    made = await bot.done("POST", path, body, files=files)
    gallery, kept = made["components"][0]["components"]
    assert gallery["items"][0]["media"]["url"] == made["attachments"][0]["url"]
    assert (kept["name"], kept["size"]) == ("b.csv", 2)
    again = await bot.done("PATCH", f"{path}/{made['id']}", {"components": [box(shown, file)]})
    assert [one["id"] for one in again["attachments"]] == [one["id"] for one in made["attachments"]]


async def test_what_was_not_there_is_not_shown(bot: RawBot) -> None:
    """Dropping a file that a layout shows is refused only with the layout."""
    path = f"{bot.at('general')}/messages"
    file = {"type": 13, "file": {"url": "attachment://b.csv"}}
    body = {"flags": LAYOUT, "components": [file]}
    made = await bot.done("POST", path, body, files={"b.csv": b"B"})
    dropped = {"components": [file], "attachments": []}
    assert await bot.code("PATCH", f"{path}/{made['id']}", dropped) == 50035
