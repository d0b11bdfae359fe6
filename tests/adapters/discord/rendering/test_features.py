"""What a class that has lived a week was shown, as Discord gets it: each view and form fits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.chat.forms import Form
from bot.chat.views import Note
from bot.features.questions.views import MOST_SHOWN, board, whole_list
from tests.support.discord.holding import held_form, held_view, inside, states, texts
from tests.support.discord.markdown import mentions, read
from tests.support.discord.openapi import needs_openapi
from tests.support.showing import LIVE_SESSION, keeps, question, shown_in_a_week

NASTY = " @everyone <@1> [a](https://evil.example) # ||x|| `y` **z** <t:1:R> :smile:"


async def test_all_that_a_week_shows_fits_and_text_stays_data(tmp_path: Path) -> None:
    async with shown_in_a_week(tmp_path, NASTY) as week:
        for body in week.bodies:
            if isinstance(body, Form):
                held_form(body)
            else:
                message = held_view(body, week.files)
                _is_data(texts(message))
                keeps(body, states(message))


def _is_data(contents: Iterable[str]) -> None:
    for content in contents:
        assert not [one for one in mentions(content) if not re.match(r"<t:\d{10}:", one)], content
        assert not read(content).marks & {"hidden", "emoji"}
        ends = [(words, end) for words, end in read(content).links if "evil" in end]
        assert all(words in (end, "open the link") for words, end in ends), content


@pytest.mark.parametrize("count", [0, 1, MOST_SHOWN, 40])
def test_a_full_question_board_fits_whole(count: int) -> None:
    view = board(LIVE_SESSION, [question(n, 90) for n in range(count)], {"ana": "Ana Okafor"})
    message = held_view(view)
    assert len(states(message)) == 1 + 2 * min(count, MOST_SHOWN)
    told = "\n".join(texts(message))
    assert "did not fit" not in told
    assert told.count("answered by staff") == min(count, MOST_SHOWN)
    assert ("27 more: type /class questions" in told) == (count == 40)


def test_a_board_of_the_longest_questions_is_cut_and_keeps_its_controls() -> None:
    view = board(LIVE_SESSION, [question(n) for n in range(40)], {"ana": "Ana " * 20})
    message = held_view(view)
    assert len(states(message)) == 1 + 2 * MOST_SHOWN
    *told, rest, more = texts(message)
    assert len(told) > 15
    assert "more parts that did not fit here." in rest
    assert more == "-# 27 more: type /class questions to read them all."


def test_a_long_list_of_questions_says_what_is_missing_and_keeps_its_controls() -> None:
    questions = [question(n) for n in range(40)]
    view = whole_list(LIVE_SESSION, questions, {"ana": "Ana"}, to_staff=True, answers_open=True)
    message = held_view(view)
    told = texts(message)
    assert any("more parts that did not fit here." in text for text in told)
    notes = [block for block in view.blocks if isinstance(block, Note)]
    assert len([text for text in told if text.startswith("-# Names")]) == len(notes) == 1
    assert len([one for one in inside(message) if one["type"] == 3]) == 2


@needs_openapi
@pytest.mark.parametrize("count", [0, MOST_SHOWN])
def test_discords_document_takes_the_board(count: int) -> None:
    held_view(board(LIVE_SESSION, [question(n) for n in range(count)], {}))
