"""The home tab on Slack: several views on one page, in order, the same for the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.actions import action
from bot.chat.views import Button, View, controls, note, paragraph
from tests.support import playviews
from tests.support.instants import utc
from tests.support.slack.held import elements, held_home, states, told
from tests.support.slack.nasty import views
from tests.support.slack.schemas import needs_schemas

AT = utc("2026-10-06 15:00")
FILES = {playviews.CHART.id: "F012AB"}


def long(name: str, count: int) -> View:
    """Return a view of so many blocks, one of them its title, that can't be joined."""
    rows = (
        controls(Button(f"{name} {n}", action("do", "x", f"{name}{n}"))) for n in range(count - 1)
    )
    return View(tuple(rows), title=name)


@needs_schemas
def test_slacks_own_types_take_a_home_of_all_kinds_of_views() -> None:
    shown = [playviews.announcement(AT), playviews.recap(AT), playviews.export()]
    home = held_home(shown, FILES)
    assert home["type"] == "home"
    assert [block["type"] for block in home["blocks"]].count("divider") == 2
    headers = [block["text"]["text"] for block in home["blocks"] if block["type"] == "header"]
    assert headers == [view.title for view in shown]
    assert any(block["type"] == "image" for block in home["blocks"])


def test_the_same_views_make_the_same_page() -> None:
    assert held_home([playviews.recap(AT)]) == held_home([playviews.recap(AT)])


def test_the_same_button_in_two_views_has_two_ids() -> None:
    view = View((controls(Button("Mine", "v1:mine:c::")),), title="One")
    assert [one["action_id"] for one in elements(held_home([view, view]))] == [
        "v1:mine:c::",
        "v1:mine:c::#2",
    ]


def test_an_empty_home_says_so() -> None:
    assert told(held_home([])) == ["There is nothing to show here."]
    assert told(held_home([View(), View()])) == ["There is nothing to show here."] * 2


def test_where_all_are_too_much_the_longest_give_way() -> None:
    home = held_home([long("a", 8), long("b", 90), long("c", 60), View((note("last"),))])
    assert len(home["blocks"]) == 100
    found = states(home)
    assert sum(":a" in one for one in found) == 7
    assert (sum(":b" in one for one in found), sum(":c" in one for one in found)) == (42, 42)
    assert told(home)[-1] == "last"
    assert "… and 47 more parts that did not fit here." in told(home)


def test_words_are_joined_before_anything_is_left_out() -> None:
    many = View(tuple(paragraph(str(n)) for n in range(70)), title="Many")
    home = held_home([many, many])
    assert len(home["blocks"]) <= 100
    assert not any("did not fit" in text for text in told(home))


@settings(max_examples=15)
@given(st.lists(views, max_size=4))
def test_whatever_views_hold_slack_takes_the_page(shown: list[View]) -> None:
    held_home(shown, FILES)
