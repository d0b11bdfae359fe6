"""A class is asked where and how its people can take part, and the answers act at once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.model.asking.answers import (
    LINE,
    LowBandwidth,
    NoPrivateMessages,
    SetImpossibleHours,
    SetZone,
    SurveyAnswer,
    agreed,
    checked,
    consent_words,
    effects,
    expired,
    kept_until,
    may_read,
    page_of,
)
from bot.model.asking.findings import findings
from bot.model.asking.survey import Asks, Consent, Question, Survey, default_survey
from bot.model.course import Course
from bot.model.people import Role
from bot.model.time.availability import WeeklyHours
from bot.model.time.hours import Unreadable

SURVEY = default_survey()
COURSE = Course("c", "Chemistry 101", "Europe/Berlin", date(2026, 9, 7), date(2026, 12, 18))
AT = datetime(2026, 9, 8, 12, 0, tzinfo=UTC)
QUESTIONS = {question.key: question for question in SURVEY.questions}


def answers(question: str, *values: str) -> list[SurveyAnswer]:
    """Return one answer a person; several keys of one answer are joined by a plus."""
    return [
        SurveyAnswer(f"p{place}", question, tuple(value.split("+")) if value else (), AT)
        for place, value in enumerate(values)
    ]


def test_the_default_survey_asks_little_and_the_sensitive_behind_a_consent() -> None:
    assert [page.title for page in SURVEY.pages if page.consent] == ["Access and care"]
    assert all(len(page.questions) <= 5 for page in SURVEY.pages)
    assert len(QUESTIONS) == len(SURVEY.questions)
    assert [key for key, question in QUESTIONS.items() if question.required] == ["zone"]


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("zone", ["Asia/Kolkata"], ("Asia/Kolkata",)),
        ("hours", ["mon 9-17 , sun"], ("Mon 09:00-17:00; Sun",)),
        ("hours", ["none"], ()),
        ("devices", ["phone-only", " computer", "phone-only"], ("computer", "phone-only")),
        ("bandwidth", ["low"], ("low",)),
        ("bandwidth", ["", "  "], ()),
        ("access", ["  Captions,\nplease. "], ("Captions,\nplease.",)),
    ],
)
def test_an_answer_is_kept_in_one_form(key: str, given: list[str], kept: tuple[str, ...]) -> None:
    assert checked(QUESTIONS[key], given) == kept
    assert checked(QUESTIONS[key], kept) == kept or not kept


@pytest.mark.parametrize(
    ("key", "given", "says"),
    [
        ("zone", [], "“Where will you be for most of the term\\?” needs an answer"),
        ("zone", ["Atlantis"], "“Atlantis” is no zone. Name a city"),
        ("zone", ["Asia/Kolkata", "UTC"], "takes one answer"),
        ("hours", ["whenever"], "Write it like this"),
        ("bandwidth", ["superb"], "Choose from: Good enough for video, It comes and goes"),
        ("bandwidth", ["good", "low"], "Choose one answer"),
        ("access", ["a" * 3001], "has 3001 characters. Please shorten it to 3000"),
    ],
)
def test_what_is_no_answer_is_refused_with_what_to_do(
    key: str, given: list[str], says: str
) -> None:
    with pytest.raises(Unreadable, match=says):
        checked(QUESTIONS[key], given)


def test_a_line_is_one_line() -> None:
    line = Question("name", "What should we call you?", Asks.LINE)
    assert checked(line, ["  Amara \n Diallo "]) == ("Amara Diallo",)
    assert checked(line, ["a" * LINE]) == ("a" * LINE,)
    with pytest.raises(Unreadable, match="shorten it to 200"):
        checked(line, ["a" * (LINE + 1)])


def test_answers_act_at_once() -> None:
    given = {
        "zone": ("Africa/Nairobi",),
        "hours": ("Sun 09:00-12:00",),
        "bandwidth": ("low",),
        "messages": ("never",),
    }
    assert effects(SURVEY, given) == (
        SetZone("Africa/Nairobi"),
        SetImpossibleHours((WeeklyHours(6, time(9), time(12)),)),
        NoPrivateMessages(on=True),
        LowBandwidth(on=True),
    )


def test_a_changed_answer_takes_back_what_it_steered() -> None:
    given = {"bandwidth": ("good",), "messages": ("ask",)}
    assert effects(SURVEY, given) == (
        SetImpossibleHours(()),
        NoPrivateMessages(on=False),
        LowBandwidth(on=False),
    )


def test_withdrawn_answers_leave_the_zone_and_the_peace() -> None:
    assert effects(SURVEY, {}) == (SetImpossibleHours(()), LowBandwidth(on=False))


def test_a_survey_that_asks_nothing_changes_nothing() -> None:
    assert effects(Survey(), {"zone": ("UTC",)}) == ()


def test_a_sensitive_page_waits_for_consent() -> None:
    assert agreed(SURVEY, "zone", [])
    assert not agreed(SURVEY, "access", [])
    assert agreed(SURVEY, "access", ["Access and care"])
    assert not agreed(SURVEY, "shoe size", ["Access and care"])


def test_the_consent_says_who_reads_and_for_how_long() -> None:
    page = page_of(SURVEY, "care")
    assert page is not None
    words = consent_words(page, COURSE)
    assert words.startswith("Only the instructors of Chemistry 101 can read what you answer here.")
    assert "erased after Sun, Jan 17, 2027" in words
    assert may_read(page, Role.INSTRUCTOR)
    assert not may_read(page, Role.ASSISTANT)
    assert consent_words(SURVEY.pages[0], COURSE) == ""
    assert not may_read(SURVEY.pages[0], Role.INSTRUCTOR)


def test_sensitive_answers_are_erased_in_time_and_others_stay() -> None:
    page = page_of(SURVEY, "care")
    assert page is not None
    until = kept_until(page, COURSE)
    assert until == datetime(2027, 1, 17, 23, 0, tzinfo=UTC)
    given = [*answers("zone", "UTC"), *answers("care", "My son."), *answers("shoe size", "42")]
    early = expired(SURVEY, COURSE, given, until - timedelta(seconds=1))
    assert [each.question for each in early] == ["shoe size"]
    late = expired(SURVEY, COURSE, given, until)
    assert [each.question for each in late] == ["care", "shoe size"]


def test_staff_see_counts_that_point_at_nobody() -> None:
    given = [
        *answers("zone", *["Europe/Berlin"] * 8, *["Asia/Kolkata"] * 3, *["Asia/Tokyo"] * 2),
        *answers("bandwidth", *["good"] * 6, *["low"] * 5, ""),
        *answers("devices", *["computer+phone"] * 6, *["computer"] * 6),
        *answers("wishes", "Fewer slides", "More time"),
        *answers("care", "My son."),
    ]
    found = {each.question.key: each for each in findings(SURVEY, given)}
    assert found["zone"].rows == (("Berlin", 8), ("elsewhere", 5))
    assert found["bandwidth"].rows == (
        ("Good enough for video", 6),
        ("Slow or costly: no pictures, please", 5),
    )
    assert found["bandwidth"].answered == 11
    assert found["devices"].rows == (("A computer", 12), ("A phone", 6))
    assert (found["wishes"].rows, found["wishes"].answered) == ((), 2)
    assert "care" not in found
    assert found["bandwidth"].chart.of == 11
    assert found["bandwidth"].chart.title == "How is your connection?"


def test_a_choice_that_left_the_survey_counts_as_other() -> None:
    given = answers("bandwidth", *["good"] * 6, *["carrier pigeon"] * 6)
    one = {each.question.key: each.rows for each in findings(SURVEY, given)}["bandwidth"]
    assert one == (("Good enough for video", 6), ("other", 6))
    few = answers("bandwidth", *["good"] * 6, *["low"] * 3, *["carrier pigeon"] * 3)
    [rows] = [each.rows for each in findings(SURVEY, few) if each.question.key == "bandwidth"]
    assert rows == (("Good enough for video", 6), ("other", 6))


def test_things_that_left_the_survey_count_as_other_too() -> None:
    given = answers("devices", *["computer"] * 6, *["abacus"] * 3, *["abacus+slate"] * 2)
    [rows] = [each.rows for each in findings(SURVEY, given) if each.question.key == "devices"]
    assert rows == (("A computer", 6), ("other", 5))


def test_where_everyone_may_read_the_consent_says_so() -> None:
    page = SURVEY.pages[-1]
    assert page.consent is not None
    shared = replace(
        page, consent=replace(page.consent, seen_by=frozenset({Role.ASSISTANT, Role.INSTRUCTOR}))
    )
    assert "Only the assistants and instructors of" in consent_words(shared, COURSE)
    nobody = replace(shared, consent=Consent(frozenset(), timedelta(days=30)))
    assert consent_words(nobody, COURSE).startswith("Nobody can read what you answer here.")
