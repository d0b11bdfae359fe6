"""Translations from a file of the operator's: read, shown by Discord, and doubted by the doctor."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path

import pytest

from adapters.discord.gateway.syncing import NOTE
from bot.chat.refusal import Refusal
from bot.runtime.tables import COMMANDS
from config.translations import read_translations
from tests.support.discord.core import until
from tests.support.discord.machine import environment, ran, serving
from tests.support.discord.server import running
from tests.support.discord.serving import WORLD

OPTIONS = [option.about for one in COMMANDS.commands.values() for option in one.parameters]
ABOUTS = [*(one.about for one in COMMANDS.commands.values()), *OPTIONS]
WORDS = "de:\n  session: sitzung\n  sesion: sitzung\n  Mark as highlight: Als Höhepunkt markieren\n"


def noted(folder: Path) -> bool:
    """Whether the bot has noted which commands it put to Discord."""
    with contextlib.closing(sqlite3.connect(folder / "homeroom.sqlite")) as connection:
        return bool(list(connection.execute("SELECT 1 FROM notes WHERE name = ?", (NOTE,))))


def written(folder: Path, text: str) -> str:
    """Return the path of a file with a text."""
    path = folder / "words.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_file_gives_words_by_language(tmp_path: Path) -> None:
    assert read_translations("") == {}
    assert read_translations(written(tmp_path, "")) == {}
    assert read_translations(written(tmp_path, '{"fr": {"session": "séance"}}')) == {
        "fr": {"session": "séance"}
    }
    assert read_translations(written(tmp_path, WORDS))["de"]["session"] == "sitzung"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- de", "Write a language"),
        ("de: sitzung", ":1: Write a language"),
        ("de:\n  session: [", "words.yaml:"),
        (json.dumps({"de": dict.fromkeys(ABOUTS, "x" * 100)}), "Shorten some translations."),
    ],
)
def test_a_file_that_can_t_be_used_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_translations(written(tmp_path, text))
    assert said in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="HOMEROOM_DISCORD_TRANSLATIONS names it"):
        read_translations(str(tmp_path / "nothing.yaml"))


async def test_discord_is_told_and_the_doctor_says_what_it_does_not_show(tmp_path: Path) -> None:
    more = {"HOMEROOM_DISCORD_TRANSLATIONS": written(tmp_path, WORDS)}
    async with running(WORLD) as server:
        async with serving(server, tmp_path, **more):
            await until(lambda: noted(tmp_path))
            commands = server.state.commands[None]
        env = environment(server, tmp_path, **more)
        code, out, _ = await ran("doctor", "discord", folder=tmp_path, env=env)
        assert not server.refused
    named = {one["name"]: one.get("name_localizations") for one in commands}
    assert named["Mark as highlight"] == {"de": "Als Höhepunkt markieren"}
    root = next(one for one in commands if one["name"] == "class")
    inner = {one["name"]: one.get("name_localizations") for one in root["options"]}
    assert inner["session"] == {"de": "sitzung"}
    said = " ".join(out.split())
    assert "menu entries stand there" in said
    assert "nothing in the commands reads “sesion”" in said
    assert code == 1
