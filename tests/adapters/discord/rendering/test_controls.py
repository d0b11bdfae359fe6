"""Controls on Discord: five buttons a row, states kept apart, more than fit folded into selects."""

from __future__ import annotations

import pytest

from bot.chat.actions import action
from bot.chat.letters import size
from bot.chat.views import Button, Controls, LinkButton, Look, Select, View, controls, paragraph
from tests.support.discord.holding import held_view, inside, states, texts
from tests.support.discord.things import Json


def button(n: int, *, disabled: bool = False) -> Button:
    return Button(f"Do {n}", action("do", "c", str(n)), disabled=disabled)


def rows(view: View) -> list[list[Json]]:
    return [one["components"] for one in inside(held_view(view)) if one["type"] == 1]


def test_buttons_stand_five_in_a_row_and_selects_alone() -> None:
    select = Select("Pick one", (("A", action("pick", "c", "a")),))
    view = View((controls(*map(button, range(7)), select, button(7)),))
    assert [len(row) for row in rows(view)] == [5, 2, 1, 1]
    assert rows(view)[2] == [
        {
            "type": 3,
            "custom_id": "pick:1",
            "placeholder": "Pick one",
            "options": [{"label": "A", "value": "v1:pick:c:a:"}],
        }
    ]


@pytest.mark.parametrize(("look", "style"), [(Look.PLAIN, 2), (Look.MAIN, 1), (Look.DANGER, 4)])
def test_a_buttons_look_is_its_style(look: Look, style: int) -> None:
    [[shown]] = rows(View((controls(Button("Go", "v1:go:c::", look)),)))
    assert shown == {"type": 2, "style": style, "label": "Go", "custom_id": "v1:go:c::"}


def test_what_cant_be_pressed_stays_and_shows_it() -> None:
    late = Button("Too late", "", Look.MAIN, disabled=True)
    [[first, second, third]] = rows(View((controls(late, button(1, disabled=True), button(1)),)))
    assert (first["disabled"], first["custom_id"], first["style"]) == (True, "off:1", 1)
    assert (second["disabled"], second["custom_id"]) == (True, "off:2")
    assert third["custom_id"] == "v1:do:c:1:"


def test_one_state_stands_once_among_the_buttons_of_a_message() -> None:
    again = Button("Again", button(1).action)
    view = View((controls(button(1), button(1)), paragraph("and"), controls(again, button(2))))
    assert states(held_view(view)) == ["v1:do:c:1:", "v1:do:c:2:"]


def test_labels_are_words_on_one_line_and_cut() -> None:
    long = Button("a\n*b* \u202e@everyone " + "x" * 90, action("do", "c"))
    nothing = Button("\u200b", action("do", "c", "2"))
    choice = Select("p" * 200, (("l" * 150, action("do", "c", "3")),))
    [[first, second], [select]] = rows(View((controls(long, nothing, choice),)))
    assert first["label"].startswith("a *b* @everyone xxx")
    assert len(first["label"]) == 80
    assert second["label"] == "…"
    assert (len(select["placeholder"]), len(select["options"][0]["label"])) == (150, 100)


def test_one_choice_is_chosen_at_most() -> None:
    choices = tuple((label, action("pick", "c", label)) for label in ("a", "b", "a"))
    [[select]] = rows(View((controls(Select("Pick", choices, chosen="a")),)))
    assert [one.get("default") for one in select["options"]] == [True, None]
    twice = (("a", action("pick", "c", "1")), ("a", action("pick", "c", "2")))
    [[select]] = rows(View((controls(Select("Pick", twice, chosen="a")),)))
    assert [one.get("default") for one in select["options"]] == [True, None]


def test_a_select_of_more_than_25_becomes_several() -> None:
    choices = tuple((f"One {n}", action("pick", "c", str(n))) for n in range(60))
    shown = [row[0] for row in rows(View((controls(Select("Pick one", choices)),)))]
    assert [one["placeholder"] for one in shown] == [
        "Pick one (1 to 25)",
        "Pick one (26 to 50)",
        "Pick one (51 to 60)",
    ]
    assert [one["custom_id"] for one in shown] == ["pick:1", "pick:2", "pick:3"]
    assert sum(len(one["options"]) for one in shown) == 60


def test_more_buttons_than_fit_become_the_choices_of_a_select() -> None:
    off = button(99, disabled=True)
    view = View((paragraph("Many"), controls(*map(button, range(40)), off), controls(button(50))))
    body = held_view(view)
    assert states(body) == [action("do", "c", str(n)) for n in (*range(40), 50)]
    placeholders = [one["placeholder"] for one in inside(body) if one["type"] == 3]
    assert placeholders == ["More to do (1 to 25)", "More to do (26 to 40)"]
    assert any(one.get("disabled") for one in inside(body))


def test_what_fits_nowhere_is_told() -> None:
    selects = (
        Controls((Select("Pick", ((f"One {n}", action("pick", "c", str(n))),)),)) for n in range(30)
    )
    body = held_view(View((paragraph("Many"), *selects)))
    assert len(states(body)) == 18
    assert texts(body)[-1] == "-# … and 24 more parts that did not fit here."


def test_a_link_too_long_for_a_button_is_told_in_words() -> None:
    url = "https://meet.example/" + "x" * 600
    body = held_view(View((controls(LinkButton("Join [now]", url), button(1)),)))
    assert texts(body) == [f"[Join (now)]({url})"]
    assert [row["label"] for row in inside(body) if row["type"] == 2] == ["Do 1"]
    many = View(tuple(controls(LinkButton("Join", f"{url}{'y' * 700}{n}")) for n in range(9)))
    assert sum(map(size, texts(held_view(many)))) <= 4000
