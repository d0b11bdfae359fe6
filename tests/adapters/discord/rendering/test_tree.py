"""The command tree on Discord: all the core's commands, translated where told, and read back."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import pytest

from adapters.discord.rendering.attachments import Attachment
from adapters.discord.rendering.tree import render_tree, tree_hash, verbs
from adapters.discord.rendering.tree_answers import called, focused
from bot.chat.calls import Call, Choices, Upload
from bot.chat.commands import Commands
from bot.chat.parameters import Param, convert
from bot.chat.tree import MOST_CHARACTERS, ROOT
from bot.chat.views import View, say
from bot.model.people import STAFF
from bot.model.places import Message
from bot.runtime.tables import COMMANDS
from tests.support.discord.holding import refused
from tests.support.discord.openapi import needs_openapi
from tests.support.discord.things import Json

PUT = ("PUT", "/applications/1/commands")
commands = Commands()


class Kind(StrEnum):
    """What to export."""

    CSV = "csv"
    MOODLE = "moodle"


@dataclass(frozen=True, slots=True)
class Export:
    """Export a week.

    Only this first line is shown.
    """

    week: Annotated[int, Param("the week")]
    kind: Annotated[Kind, Param("the format")] = Kind.CSV
    names: Annotated[bool, Param("with names")] = False
    note: Annotated[str | None, Param("a remark", most=9000)] = None
    course: Annotated[str | None, Param("the course", suggests=True, most=80)] = None
    roster: Annotated[Upload | None, Param("a file")] = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """See what comes next."""


@commands.on("export week", allowed=STAFF)
async def _export(ask: Export, call: Call, work: object) -> View:
    return say("done")


@commands.on("export again", allowed=STAFF)
async def _again(ask: Nothing, call: Call, work: object) -> View:
    return say("done")


@commands.on("next")
async def _next(ask: Nothing, call: Call, work: object) -> View:
    return say("done")


@commands.suggest("export week", "course")
async def _courses(text: str, call: Call, work: object) -> Choices:
    return ()


@commands.message_action("credit", "Credit this", allowed=STAFF)
async def _credit(message: Message, call: Call, work: object) -> View:
    return say("done")


@commands.message_action("save", "Keep for me")
async def _save(message: Message, call: Call, work: object) -> View:
    return say("done")


def by_name(options: list[Json]) -> dict[str, Json]:
    return {option["name"]: option for option in options}


def test_there_is_one_command_with_groups_and_entries_of_messages_menus() -> None:
    root, credit, keep = render_tree(commands)
    assert (root["name"], root["type"], root["contexts"], root["integration_types"]) == (
        ROOT, 1, [0, 1], [0],
    )  # fmt: skip
    found = by_name(root["options"])
    assert (found["next"]["type"], found["next"]["options"]) == (1, [])
    assert found["next"]["description"] == "See what comes next"
    assert (found["export"]["type"], found["export"]["description"]) == (2, "Export: again, week")
    assert credit == {
        "type": 3,
        "name": "Credit this",
        "integration_types": [0],
        "contexts": [0],
        "default_member_permissions": 8192,
    }
    assert keep == {
        "type": 3, "name": "Keep for me", "integration_types": [0], "contexts": [0, 1],
    }  # fmt: skip
    assert verbs(commands) == {"Credit this": "credit", "Keep for me": "save"}


def test_every_kind_of_parameter_is_an_option() -> None:
    group = by_name(render_tree(commands)[0]["options"])["export"]
    assert by_name(group["options"])["week"]["options"] == [
        {"type": 4, "name": "week", "description": "the week", "required": True},
        {
            "type": 3,
            "name": "kind",
            "description": "the format",
            "required": False,
            "choices": [{"name": "csv", "value": "csv"}, {"name": "moodle", "value": "moodle"}],
        },
        {"type": 5, "name": "names", "description": "with names", "required": False},
        {
            "type": 3, "name": "note", "description": "a remark", "required": False,
            "max_length": 6000,
        },
        {
            "type": 3, "name": "course", "description": "the course", "required": False,
            "max_length": 80, "autocomplete": True,
        },
        {"type": 11, "name": "roster", "description": "a file", "required": False},
    ]  # fmt: skip


def test_names_and_descriptions_are_translated_where_discord_takes_it() -> None:
    texts = {
        "de": {
            "next": "nächste", "export": "export", "See what comes next": "Sehen, was kommt",
            "csv": "CSV-Datei", "the week": "x" * 101, "week": "Woche", "Keep for me": "Behalten",
        },
        "fr": {"next": "deux mots", "Credit this": "  ", "again": "semaine", "week": "semaine"},
        "hi": {"next": "अगला"},
        "es-ES": {"again": "next", "next": "again", "export": "next"},
        "xx": {"next": "next"},
    }  # fmt: skip
    root, credit, keep = render_tree(commands, texts)
    found = by_name(root["options"])
    assert found["next"]["name_localizations"] == {"de": "nächste", "hi": "अगला", "es-ES": "again"}
    assert found["next"]["description_localizations"] == {"de": "Sehen, was kommt"}
    assert found["export"]["name_localizations"] == {"de": "export"}
    inner = by_name(found["export"]["options"])
    assert inner["again"]["name_localizations"] == {"es-ES": "next"}
    assert "name_localizations" not in inner["week"]
    week, kind = inner["week"]["options"][:2]
    assert "description_localizations" not in week
    assert kind["choices"][0]["name_localizations"] == {"de": "CSV-Datei"}
    assert "name_localizations" not in credit
    assert keep["name_localizations"] == {"de": "Behalten"}
    assert refused(*PUT, [root, credit, keep]) == []


def test_translations_that_make_the_tree_too_long_are_told() -> None:
    texts = {"de": {"See what comes next": "y" * 100}}
    many = Commands()
    for number in range(20):
        many.on(f"much{number} a")(_next)
        many.on(f"much{number} b")(_next)
        many.on(f"much{number} c")(_next)
        many.on(f"much{number} d")(_next)
    assert render_tree(many)
    with pytest.raises(ValueError, match=f"Discord takes {MOST_CHARACTERS}"):
        render_tree(many, texts)


def test_the_hash_changes_with_the_tree_and_with_nothing_else() -> None:
    tree = render_tree(commands)
    assert tree_hash(tree) == tree_hash(copy.deepcopy(tree))
    assert tree_hash(tree) == tree_hash([dict(reversed(one.items())) for one in tree])
    assert tree_hash(tree) != tree_hash(render_tree(commands, {"de": {"next": "nächste"}}))


def test_the_whole_tree_of_the_core_stands_within_discords_limits() -> None:
    root, *entries = render_tree(COMMANDS)
    leaves = {
        " ".join(filter(None, (group["name"] if group["type"] == 2 else "", leaf["name"])))
        for group in root["options"]
        for leaf in (group["options"] if group["type"] == 2 else [group])
    }
    assert leaves == set(COMMANDS.commands)
    assert len(entries) == len(COMMANDS.message_actions)
    assert all(entry["default_member_permissions"] for entry in entries)
    assert len(root["options"]) <= 25


@needs_openapi
def test_discords_document_takes_the_whole_tree() -> None:
    assert refused(*PUT, render_tree(COMMANDS)) == []
    assert refused(*PUT, render_tree(commands)) == []


def given(*options: Json) -> Json:
    """Return an interaction's data for /class export week."""
    leaf = {"type": 1, "name": "week", "options": list(options)}
    return {"name": ROOT, "type": 1, "options": [{"type": 2, "name": "export", "options": [leaf]}]}


def test_what_was_called_is_read_back_as_the_core_takes_it() -> None:
    data = given(
        {"type": 4, "name": "week", "value": 3},
        {"type": 3, "name": "kind", "value": "moodle"},
        {"type": 5, "name": "names", "value": True},
        {"type": 3, "name": "note", "value": " x "},
        {"type": 11, "name": "roster", "value": "77"},
    )
    file = {"id": "77", "filename": "r.csv", "url": "https://cdn.example/r", "size": 3}
    data["resolved"] = {"attachments": {"77": file}}
    name, options, files = called(data)
    assert name == "export week"
    assert options == {"week": "3", "kind": "moodle", "names": "yes", "note": " x "}
    assert files == {"roster": Attachment("r.csv", "https://cdn.example/r", 3)}
    ask = convert(Export, options, {"roster": Upload("r.csv", b"a,b")})
    assert (ask.week, ask.kind, ask.names, ask.note) == (3, Kind.MOODLE, True, "x")


def test_commands_without_group_or_options_are_read_too() -> None:
    plain = {"name": ROOT, "type": 1, "options": [{"type": 1, "name": "next"}]}
    assert called(plain) == ("next", {}, {})
    assert called({"name": ROOT, "type": 1}) == ("", {}, {})
    odd = given(
        {"type": 5, "name": "names", "value": False},
        {"type": 10, "name": "week", "value": 3.0},
        {"type": 11, "name": "roster", "value": "1"},
        {"type": 3, "name": "note"},
    )
    assert called(odd) == ("export week", {"names": "no", "week": "3"}, {})


def test_the_option_being_typed_is_found() -> None:
    typing = {"type": 3, "name": "course", "value": "che", "focused": True}
    assert focused(given({"type": 4, "name": "week", "value": 1}, typing)) == ("course", "che")
    assert focused(given({**typing, "value": ""})) == ("course", "")
    assert focused(given()) == ("", "")
