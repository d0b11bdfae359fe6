"""Values as JSON: what is read is what was written, and nothing else is read."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.calls import Answer, Answering, Invocation
from bot.chat.codec import ANSWERS, FORMS, INVOCATIONS, POSTS, TARGETS, VIEWS, Codec
from bot.chat.forms import FIELDS_A_PAGE, TITLE_LENGTH, Form, FormField
from bot.chat.posts import Directly, Post, UnderPost
from bot.chat.spans import LocalTime, Text
from bot.chat.views import Block, Bullets, Button, View, controls, paragraph
from bot.model.course import Course
from bot.model.participation.policies.policy import Policy
from bot.model.places import Message, Place
from tests.support.sample import COURSE, POLICY

TEXT = st.text(max_size=20)

BLOCKS = st.one_of(*(st.from_type(block) for block in Block.__args__))
PLAIN_VIEWS = st.builds(
    View, blocks=st.lists(BLOCKS, max_size=4).map(tuple), title=TEXT, fallback=TEXT
)
FORM_PAGES = st.builds(
    Form,
    title=st.text(max_size=TITLE_LENGTH),
    action=TEXT,
    fields=st.lists(st.from_type(FormField), min_size=1, max_size=FIELDS_A_PAGE).map(tuple),
)


@given(PLAIN_VIEWS)
def test_a_view_is_read_as_it_was_written(view: View) -> None:
    assert VIEWS.from_json(VIEWS.to_json(view)) == view


@given(FORM_PAGES)
def test_a_form_is_read_as_it_was_written(form: Form) -> None:
    assert FORMS.from_json(FORMS.to_json(form)) == form


@given(st.builds(Answer, st.one_of(PLAIN_VIEWS, FORM_PAGES), st.sampled_from(Answering)))
def test_an_answer_is_read_as_it_was_written(answer: Answer) -> None:
    assert ANSWERS.from_json(ANSWERS.to_json(answer)) == answer


@given(st.builds(Post, view=PLAIN_VIEWS))
def test_a_post_is_read_as_it_was_written(post: Post) -> None:
    assert POSTS.from_json(POSTS.to_json(post)) == post


@given(st.builds(Invocation, files=st.just({})))
def test_a_call_is_read_as_it_was_written(call: Invocation) -> None:
    assert INVOCATIONS.from_json(INVOCATIONS.to_json(call)) == call


def test_equal_values_give_equal_text() -> None:
    one = View((paragraph("a"),), title="")
    two = View(blocks=(paragraph(Text("a", bold=False)),))
    assert VIEWS.to_json(one) == VIEWS.to_json(two)


def test_text_stays_small_and_plain_ascii() -> None:
    view = View((paragraph("Grüße"), controls(Button("Go", "v1:go:c"))))
    assert VIEWS.to_json(view) == (
        '{"blocks":[{"is":"Paragraph","line":[{"is":"Text","text":"Gr\\u00fc\\u00dfe"}]},'
        '{"is":"Controls","items":[{"is":"Button","label":"Go","action":"v1:go:c"}]}]}'
    )


def test_targets_are_told_apart() -> None:
    for target in (Place("sandbox", "main", "m1"), Directly("ana"), UnderPost("recap/s1")):
        assert TARGETS.from_json(TARGETS.to_json(target)) == target


def test_settings_of_every_kind_are_kept() -> None:
    course: Codec[Course] = Codec(Course)
    policy: Codec[Policy] = Codec(Policy)
    assert course.from_json(course.to_json(COURSE)) == COURSE
    assert policy.from_json(policy.to_json(POLICY)) == POLICY


@dataclass(frozen=True, slots=True)
class Trip:
    """Something with every plain kind of value."""

    day: date
    leaves: time
    lasts: timedelta
    fare: Decimal
    seats: frozenset[int]
    pair: tuple[str, int]
    open: bool
    ends: datetime | None = None


@given(st.from_type(Trip))
def test_plain_values_are_exact(trip: Trip) -> None:
    codec: Codec[Trip] = Codec(Trip)
    if not trip.fare.is_nan():
        assert codec.from_json(codec.to_json(trip)) == trip


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '"view"',
        '{"colour":"red"}',
        '{"title":7}',
        '{"blocks":"none"}',
        '{"blocks":[{"is":"Script","text":"x"}]}',
        '{"blocks":[{"text":"x"}]}',
        '{"blocks":[{"is":"Heading"}]}',
        '{"blocks":[{"is":"Bars","rows":[["a"]]}]}',
        '{"blocks":[{"is":"Bars","rows":[["a",true]]}]}',
        '{"blocks":[{"is":"Paragraph","line":[{"is":"LocalTime","at":"noon"}]}]}',
        '{"blocks":[{"is":"Paragraph","line":[{"is":"LocalTime","at":7}]}]}',
    ],
)
def test_what_was_not_written_here_is_not_read(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any sentence will do
        VIEWS.from_json(text)


def test_a_field_with_a_default_may_be_missing() -> None:
    text = '{"blocks":[{"is":"Bullets","items":[[{"is":"LocalTime","at":"2026-09-07T00:00Z"}]]}]}'
    bullets = Bullets(((LocalTime(datetime(2026, 9, 7, tzinfo=UTC)),),))
    assert VIEWS.from_json(text) == View((bullets,))


@pytest.mark.parametrize("kind", [bytes, object, int | str, list[int]])
def test_what_has_no_form_in_json_is_refused_when_the_program_starts(kind: Any) -> None:
    with pytest.raises(TypeError):
        Codec(kind)


def test_messages_are_plain_objects() -> None:
    codec: Codec[Message] = Codec(Message)
    text = codec.to_json(Message(Place("sandbox", "main"), "m1"))
    assert json.loads(text) == {"place": {"platform": "sandbox", "id": "main"}, "id": "m1"}
