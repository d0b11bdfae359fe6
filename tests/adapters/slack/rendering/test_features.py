"""What a class that has lived a week was shown, as Slack gets it: each view and form fits."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.chat.forms import Form
from bot.chat.views import Note, View
from bot.features.questions.views import MOST_SHOWN, board, whole_list
from tests.support.showing import LIVE_SESSION, keeps, question, shown_in_a_week
from tests.support.slack.held import elements, held_form, held_home, held_view, states, told
from tests.support.slack.mrkdwn import read
from tests.support.slack.things import Json

NASTY = " <!channel> <@U1> <https://evil.example|a> *x* _y_ `z` ~s~ > q :smile: @here &lt;b&gt;"


async def test_all_that_a_week_shows_fits_and_text_stays_data(tmp_path: Path) -> None:
    async with shown_in_a_week(tmp_path, NASTY) as week:
        ids = {file: f"F{number:03}" for number, file in enumerate(week.files)}
        for body in week.bodies:
            if isinstance(body, Form):
                held_form(body)
                continue
            message = held_view(body, ids)
            assert not any("did not fit" in text for text in told(message))
            _is_data(message)
            keeps(body, states(message))
        held_home([body for body in week.bodies if isinstance(body, View)][:20], ids)


def _is_data(message: Json) -> None:
    for text in marked(message):
        found = read(text)
        assert found.marks == set(), text
        assert all(special.startswith("!date^") for special in found.special), text
        assert all("evil" not in end for _, end in found.links), text
    for part in parts(message):
        assert part["type"] not in ("user", "broadcast", "emoji", "usergroup")
        if part["type"] == "link" and "evil" in part["url"]:
            assert part.get("text", "open the link") == "open the link"
        if part["type"] == "plain_text":
            assert part["emoji"] is False


def marked(message: Json) -> Iterable[str]:
    """Yield all mrkdwn of a message: what its text and its small notes say."""
    yield message["text"]
    yield from (part["text"] for part in parts(message) if part["type"] == "mrkdwn")


def parts(found: object) -> Iterable[Json]:
    """Yield everything with a type in blocks, however deep."""
    if isinstance(found, dict):
        if "type" in found:
            yield found
        for inner in found.values():
            yield from parts(inner)
    elif isinstance(found, list):
        for inner in found:
            yield from parts(inner)


@pytest.mark.parametrize("count", [0, 1, MOST_SHOWN, 40])
def test_a_full_question_board_fits_whole(count: int) -> None:
    view = board(LIVE_SESSION, [question(n, 90) for n in range(count)], {"ana": "Ana Okafor"})
    message = held_view(view)
    assert len(states(message)) == 1 + 2 * min(count, MOST_SHOWN)
    words = "\n".join(told(message))
    assert "did not fit" not in words
    assert words.count("answered by staff") == min(count, MOST_SHOWN)
    assert ("27 more: type /class questions" in words) == (count == 40)


def test_a_board_of_the_longest_questions_is_cut_and_keeps_its_controls() -> None:
    view = board(LIVE_SESSION, [question(n) for n in range(40)], {"ana": "Ana " * 20})
    message = held_view(view)
    assert len(states(message)) == 1 + 2 * MOST_SHOWN
    *words, more = told(message)
    assert any("that did not fit here." in text for text in words)
    assert more == "27 more: type /class questions to read them all."


def test_a_long_list_of_questions_says_what_is_missing_and_keeps_its_controls() -> None:
    questions = [question(n) for n in range(40)]
    view = whole_list(LIVE_SESSION, questions, {"ana": "Ana"}, to_staff=True, answers_open=True)
    message = held_view(view)
    words = told(message)
    assert any("more parts that did not fit here." in text for text in words)
    assert len([text for text in words if text.startswith("Names")]) == 1
    assert len([block for block in view.blocks if isinstance(block, Note)]) == 1
    keeps(view, states(message))
    assert [one["type"] for one in elements(message)] == ["static_select"] * 2
