"""Controls on Slack: 25 in a block, ids kept apart, folded and shortened where they weigh much."""

from __future__ import annotations

import pytest

from adapters.slack.rendering.layout import weigh
from adapters.slack.rendering.render import MESSAGE
from bot.chat.actions import action
from bot.chat.views import Button, Controls, LinkButton, Look, Select, View, controls, paragraph
from tests.support.slack.held import elements, held_view, states, told
from tests.support.slack.things import Json


def button(n: int, *, disabled: bool = False) -> Button:
    return Button(f"Do {n}", action("do", "c", str(n)), disabled=disabled)


def choices(count: int, label: str = "One") -> tuple[tuple[str, str], ...]:
    return tuple((f"{label} {n}", action("pick", "c", str(n))) for n in range(count))


def shown(view: View) -> list[Json]:
    return list(elements(held_view(view)))


def test_controls_of_a_block_stand_together_25_in_each() -> None:
    view = View((controls(*map(button, range(27))), controls(button(50))))
    rows = [block["elements"] for block in held_view(view)["blocks"] if block["type"] == "actions"]
    assert [len(row) for row in rows] == [25, 2, 1]


@pytest.mark.parametrize(
    ("look", "style"),
    [
        (Look.PLAIN, {}),
        (Look.MAIN, {"style": "primary"}),
        (Look.DANGER, {"style": "danger"}),
    ],
)
def test_a_button_has_its_state_as_value_and_id(look: Look, style: Json) -> None:
    [found] = shown(View((controls(Button("Go *on*", "v1:go:c::", look)),)))
    assert found == {
        "type": "button",
        "text": {"type": "plain_text", "text": "Go *on*", "emoji": False},
        "action_id": "v1:go:c::",
        "value": "v1:go:c::",
        **style,
    }


def test_a_select_has_states_as_its_options_values() -> None:
    select = Select("Pick one", (("A", "v1:pick:c:a:"), ("B", "v1:pick:c:b:")), chosen="B")
    [found] = shown(View((controls(select),)))
    second = {"text": {"type": "plain_text", "text": "B", "emoji": False}, "value": "v1:pick:c:b:"}
    assert found == {
        "type": "static_select",
        "action_id": "pick",
        "placeholder": {"type": "plain_text", "text": "Pick one", "emoji": False},
        "options": [
            {
                "text": {"type": "plain_text", "text": "A", "emoji": False},
                "value": "v1:pick:c:a:",
            },
            second,
        ],
        "initial_option": second,
    }


def test_the_same_state_twice_gets_ids_of_its_own() -> None:
    again = Button("Again", button(1).action)
    view = View((controls(button(1), again), paragraph("and"), controls(again)))
    assert [one["action_id"] for one in shown(view)] == [
        "v1:do:c:1:",
        "v1:do:c:1:#2",
        "v1:do:c:1:#3",
    ]
    assert states(held_view(view)) == ["v1:do:c:1:"] * 3
    links = [LinkButton("There", f"https://a.example/{n}") for n in range(2)]
    pair = controls(*links, *[Select("Pick", choices(1))] * 2)
    assert [one["action_id"] for one in shown(View((pair,)))] == [
        "leads",
        "leads#2",
        "pick",
        "pick#2",
    ]


def test_what_cant_be_pressed_is_told_in_words() -> None:
    late = Button("Too late", "", Look.MAIN, disabled=True)
    body = held_view(View((controls(late, button(1, disabled=True), button(2)),)))
    assert states(body) == [button(2).action]
    assert told(body)[-1] == "Not available now: Too late, Do 1"


def test_labels_are_words_on_one_line_and_cut() -> None:
    long = Button("a\n*b* \u202e<!here> " + "x" * 90, action("do", "c"))
    nothing = Button("\u200b", action("do", "c", "2"))
    choice = Select("p" * 200, (("l" * 150, action("do", "c", "3")),))
    first, second, select = shown(View((controls(long, nothing, choice),)))
    assert first["text"]["text"].startswith("a *b* <!here> xxx")
    assert len(first["text"]["text"]) == 75
    assert second["text"]["text"] == "…"
    label = select["options"][0]["text"]["text"]
    assert (len(select["placeholder"]["text"]), len(label)) == (150, 75)


def test_a_choice_stands_once_and_one_is_chosen_at_most() -> None:
    twice = (("a", action("pick", "c", "1")), ("a", action("pick", "c", "2")))
    [select] = shown(View((controls(Select("Pick", (*twice, *twice), chosen="a")),)))
    assert len(select["options"]) == 2
    assert select["initial_option"] == select["options"][0]
    [none] = shown(View((controls(Select("Pick", twice, chosen="z")),)))
    assert "initial_option" not in none
    assert shown(View((controls(Select("Pick", ())),))) == []


def test_a_select_of_more_than_100_becomes_several() -> None:
    short = tuple((str(n), f"v1:p:c:{n}:") for n in range(110))
    first, second = shown(View((controls(Select("Pick one", short)),)))
    assert first["placeholder"]["text"] == "Pick one (1 to 100)"
    assert second["placeholder"]["text"] == "Pick one (101 to 110)"
    assert len(second["options"]) == 10


def test_more_buttons_than_there_is_room_for_become_a_select() -> None:
    off = button(99, disabled=True)
    view = View((paragraph("Many"), controls(*map(button, range(80)), off), controls(button(90))))
    body = held_view(view)
    assert states(body) == [action("do", "c", str(n)) for n in (*range(80), 90)]
    [select, single] = elements(body)
    assert (select["type"], select["placeholder"]["text"]) == ("static_select", "More to do")
    assert single["type"] == "button"
    assert told(body) == ["Many", "Not available now: Do 99"]


def test_labels_are_shortened_before_a_choice_is_left_out() -> None:
    many = Select("Pick", choices(70, "A rather long question about the weather that I have"))
    body = held_view(View((controls(many), controls(Select("Other", choices(3))))))
    assert len(states(body)) == 73
    labels = [one["text"]["text"] for one in next(elements(body))["options"]]
    assert labels[0] == "A rather long question about the weathe…"
    assert told(body) == []


def test_choices_that_fit_nowhere_are_counted() -> None:
    parts = tuple(Controls((Select("Pick", choices(90, "Choice " * 9)),)) for _ in range(3))
    body = held_view(View((paragraph("Many"), *parts)))
    kept = len(states(body))
    assert 60 < kept < 270
    assert [len(one["options"]) for one in elements(body)] == [kept // 3] * 3
    assert told(body) == ["Many", f"… and {270 - kept} more choices that did not fit here."]
    actions = [block for block in body["blocks"] if block["type"] == "actions"]
    assert weigh(actions) <= MESSAGE.controls


def test_an_address_too_long_for_slack_is_no_button() -> None:
    url = "https://meet.example/" + "x" * 3000
    body = held_view(View((controls(LinkButton("Join", url), button(1)),)))
    assert [one["text"]["text"] for one in elements(body)] == ["Do 1"]
    assert told(body)[-1] == "Not available now: Join"
