"""Files on Discord: attached once under safe names, told in words where they can't be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.rendering.files import LARGEST_FILE, shown_files
from bot.chat.views import Download, Picture, View, paragraph
from bot.ports.platform import StoredFile
from tests.support.discord.holding import held_view, inside, texts

CHART = StoredFile("c", "week 1.png", "image/png", "Bars of week 1", b"x")
WEEK = StoredFile("w", "participation.csv", "text/csv", "", b"a,b")
FILES = {"c": CHART, "w": WEEK}


def test_pictures_stand_in_a_gallery_and_downloads_each_alone() -> None:
    view = View(
        (Picture("c", "Four bars"), Picture("c", "Again"), Download("w", "week-1.csv")), title="W"
    )
    body = held_view(view, FILES)
    gallery, file = [one for one in inside(body) if one["type"] in (12, 13)]
    assert gallery["items"] == [
        {"media": {"url": "attachment://week_1.png"}, "description": "Four bars"},
        {"media": {"url": "attachment://week_1.png"}, "description": "Again"},
    ]
    assert file == {"type": 13, "file": {"url": "attachment://week-1.csv"}}
    assert body["attachments"] == [
        {"id": "0", "filename": "week_1.png", "description": "Bars of week 1"},
        {"id": "1", "filename": "week-1.csv"},
    ]
    assert [(one.name, one.content) for one in shown_files(view, FILES)] == [
        ("week_1.png", b"x"),
        ("week-1.csv", b"a,b"),
    ]


def test_one_file_under_two_names_and_two_under_one_are_told_apart() -> None:
    other = replace(WEEK, id="v", content=b"c")
    view = View((Download("w", "a.csv"), Download("w", "b.csv"), Download("v", "a.csv")))
    names = [file.name for file in shown_files(view, {"w": WEEK, "v": other})]
    assert names == ["a.csv", "b.csv", "a-2.csv"]
    held_view(view, {"w": WEEK, "v": other})


def test_what_cant_be_attached_is_told_in_words() -> None:
    large = StoredFile("l", "l.csv", "text/csv", "", b"x" * (LARGEST_FILE + 1))
    view = View((Picture("gone", "A *chart*"), Download("gone", "a.csv"), Download("l", "l.csv")))
    body = held_view(view, {"l": large})
    assert texts(body) == [
        "-# A \\*chart\\*",
        "-# The file a.csv is no longer kept.",
        "-# The file l.csv is larger than the 10 MiB that Discord takes.",
    ]
    assert body["attachments"] == []


def test_ten_files_are_attached_and_the_others_told() -> None:
    blocks = tuple(Download("w", f"{n}.csv") for n in range(12))
    body = held_view(View((paragraph("All"), *blocks)), FILES)
    assert len(body["attachments"]) == 10
    assert texts(body)[1:] == [
        "-# The file 10.csv did not fit here.",
        "-# The file 11.csv did not fit here.",
    ]


def test_a_picture_without_words_has_no_empty_description() -> None:
    body = held_view(View((Picture("c", " "),)), FILES)
    [gallery] = [one for one in inside(body) if one["type"] == 12]
    assert gallery["items"] == [{"media": {"url": "attachment://week_1.png"}}]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Übung 3 (neu).pdf", "Ubung_3_neu.pdf"),
        ("../../etc/passwd", "passwd"),
        ("出席.csv", "file.csv"),
        ("", "file"),
        ("…", "file"),
        ("a\\b.c d", "b.c_d"),
        (".env", "file.env"),
        ("a" * 200 + ".xlsx", "a" * 76 + ".xlsx"),
    ],
)
def test_names_are_such_as_discord_leaves_alone(name: str, safe: str) -> None:
    assert [file.name for file in shown_files(View((Download("w", name),)), FILES)] == [safe]


@given(st.lists(st.text(max_size=100), max_size=10))
def test_names_are_safe_and_differ(names: list[str]) -> None:
    view = View(tuple(Download("w", name) for name in names))
    body = held_view(view, FILES)
    safe = [one["filename"] for one in body["attachments"]]
    assert len(safe) == len(set(safe)) == len(set(names))
    assert all(name.isascii() and " " not in name and 0 < len(name) <= 90 for name in safe)
