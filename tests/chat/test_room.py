"""The room that words share: notes stay, the rest is cut from the end and told."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.room import Room, Shown, Words, in_one, rest_of, shared
from bot.chat.spans import plain, spans
from bot.chat.views import Bullets, Button, LinkButton, Note, Paragraph, Select, note, paragraph

ROOM = Room(most=20, shortest=3, longest_note=8, most_notes=12)


def show(words: Words, room: int) -> Shown[str]:
    """Show a block as its words, bullets one after the other."""
    lines = words.items if isinstance(words, Bullets) else ()
    if isinstance(words, Note | Paragraph):
        text = plain(words.line)[:room]
        return Shown(text or None, len(text))
    kept = [plain(line) for line in lines if sum(len(plain(one)) for one in lines) <= room]
    rest = f"{len(lines) - len(kept)} more lines" if len(kept) < len(lines) else ""
    return Shown("".join(kept) or None, len("".join(kept)), rest)


def shown(*pieces: Words | None, room: Room = ROOM) -> tuple[Sequence[str | None], int, str]:
    found = shared(pieces, show, room)
    return found.pieces, found.at, found.rest


def test_all_is_shown_where_there_is_room() -> None:
    assert shown(paragraph("one"), None, note("two")) == (["one", None, "two"], -1, "")
    assert shown() == ([], -1, "")


def test_what_comes_last_goes_and_notes_stay() -> None:
    told = "… and 2 more parts that did not fit here."
    assert shown(paragraph("x" * 15), paragraph("y"), paragraph("z"), note("mine")) == (
        ["x" * 15, None, None, "mine"], 1, told,
    )  # fmt: skip


def test_a_cut_block_says_what_it_lacks_and_nothing_follows_it() -> None:
    many = Bullets(tuple(spans("word") for _ in range(9)))
    assert shown(many, paragraph("later")) == (
        [None, None],
        0,
        "… and 9 more lines, 1 more part that did not fit here.",
    )


def test_of_too_many_notes_the_first_go_like_other_words() -> None:
    assert shown(note("a" * 8), note("b" * 8), note("c" * 8), room=ROOM)[0] == [
        "a" * 8,
        "b" * 4,
        "c" * 8,
    ]
    assert shown(note("a" * 20))[0] == ["a" * 8]


def test_only_so_many_parts_are_shown() -> None:
    few = Room(most=20, shortest=3, longest_note=8, most_notes=12, parts=1)
    assert shown(paragraph("a"), paragraph(""), paragraph("b"), note("n"), room=few) == (
        ["a", None, None, "n"], 1, "… and 2 more parts that did not fit here.",
    )  # fmt: skip


def test_nothing_is_told_where_all_found_room() -> None:
    assert rest_of(0) == ""
    assert rest_of(1) == "… and 1 more part that did not fit here."
    assert rest_of(2, "3 more rows") == "… and 3 more rows, 2 more parts that did not fit here."


def test_many_buttons_become_one_select_that_comes_first() -> None:
    leads, one = LinkButton("Join", "https://m.ex/a"), Button("Do it", "do:1")
    other, idle = Button("Undo", "do:2"), Button("Later", "do:3", disabled=True)
    found = in_one([leads, one, idle, other], lambda item: item in (one, other))
    assert found == [
        Select("More to do", (("Do it", "do:1"), ("Undo", "do:2"))),
        leads,
        idle,
    ]
