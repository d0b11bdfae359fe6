"""People and things are found by what was picked, or by their name typed by hand."""

from dataclasses import replace

import pytest

from bot.chat.naming import (
    session_named,
    student_named,
    students_like,
    titles_like,
)
from bot.chat.refusal import Refusal
from bot.model.discussions import Discussion
from bot.model.sessions import Session
from tests.support.sample import ANA, BEN, EVERYBODY, INES, at, discussion, session

LIMITS = session("limits", at(hours=10))
SERIES = session("series", at(days=2, hours=10))
TWIN = replace(SERIES, id="twin", title="Limits")


def test_a_student_is_named_by_id_or_name_in_any_case() -> None:
    assert student_named(EVERYBODY, ANA.id) == ANA
    assert student_named(EVERYBODY, " bEN ") == BEN
    assert student_named([replace(ANA, username="0042x"), BEN], "0042X").id == ANA.id
    with pytest.raises(Refusal, match="No student is called “Ines”"):
        student_named(EVERYBODY, INES.name)
    with pytest.raises(Refusal, match="Several students are called “Ana”"):
        student_named([*EVERYBODY, replace(BEN, name="ana")], "Ana")


def test_a_session_is_named_by_id_or_title() -> None:
    assert session_named([LIMITS, SERIES], LIMITS.id) == LIMITS
    assert session_named([LIMITS, SERIES], "series ") == SERIES
    assert session_named([LIMITS, TWIN], "twin") == TWIN
    with pytest.raises(Refusal, match="not part of this course"):
        session_named([LIMITS], "nothing")
    with pytest.raises(Refusal, match=r"^No session is called “ser”\. Did you mean “Series”"):
        session_named([LIMITS, SERIES], "ser")
    with pytest.raises(Refusal, match="Several sessions are called “limits”"):
        session_named([LIMITS, TWIN], "limits")


def test_suggestions_hold_what_was_typed() -> None:
    gone = replace(BEN, id="gone", name="Bea", dropped=at(0).date())
    assert [choice.label for choice in students_like([*EVERYBODY, gone], "BE")] == ["Ben"]
    things: list[Session | Discussion] = [LIMITS, discussion("lights", at(hours=9)), SERIES]
    assert [choice.label for choice in titles_like(things, "LI", "UTC")] == [
        "Limits (Sep 7)",
        "Lights (Sep 7)",
    ]


def test_a_session_s_day_is_the_one_on_which_it_falls_for_whoever_chooses() -> None:
    late = session("late", at(hours=1))  # Monday 01:00 UTC is Sunday evening in New York
    [there] = titles_like([late], "late", "America/New_York")
    [here] = titles_like([late], "late", "Europe/Berlin")
    assert (there.label, here.label) == ("Late (Sep 6)", "Late (Sep 7)")
