"""Forms as Slack's modals: every kind of field within its limits, and back again."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.rendering.forms import metadata_of, render_form, submitted
from bot.chat.actions import action
from bot.chat.forms import FieldType, Form, FormField
from bot.model.places import Purpose
from tests.support import playviews
from tests.support.slack.held import OPENED, held_form, told
from tests.support.slack.nasty import texts
from tests.support.slack.schemas import needs_schemas
from tests.support.slack.things import Json

STATE = action("survey", "c1")
YESNO = (("y", "Yes"), ("n", "No"))
words = st.one_of(st.text(max_size=190), texts)
choices = st.dictionaries(st.text("abc", min_size=1, max_size=9), words, max_size=130).map(
    lambda found: tuple(found.items())
)
fields = st.builds(
    FormField,
    st.uuids().map(str),
    words,
    st.sampled_from(FieldType),
    st.booleans(),
    hint=words,
    value=st.one_of(words, st.text("ab\n", max_size=9)),
    choices=choices,
    most=st.integers(1, 5000),
    purpose=st.one_of(st.none(), st.sampled_from(Purpose)),
)
forms = st.builds(
    Form,
    st.text(max_size=24),
    st.just(STATE),
    st.lists(fields, min_size=1, max_size=5).map(tuple),
    intro=st.text(max_size=3000),
    submit=words,
    page=st.just(2),
    pages=st.integers(1, 9),
)


def only(field: FormField) -> Json:
    """Return the input of a form that has one field."""
    found: Json = held_form(Form("Survey", STATE, (field,)))["blocks"][-1]
    return found


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}


def many(count: int) -> tuple[tuple[str, str], ...]:
    return tuple((f"v{n}", f"Choice {n}") for n in range(count))


@given(forms)
def test_whatever_a_form_asks_slack_opens_it(form: Form) -> None:
    held_form(form)


@needs_schemas
@pytest.mark.parametrize("page", [1, 2, 3])
def test_slacks_own_types_take_every_kind_of_field(page: int) -> None:
    held_form(playviews.survey_page(page))


def test_a_form_says_its_page_and_knows_what_it_was_opened_with() -> None:
    modal = held_form(playviews.survey_page(2))
    assert (modal["title"], modal["submit"]) == (plain("Your week"), plain("Save"))
    assert told(modal) == ["Page 2 of 3", "Only staff see this, and only in counts."]
    assert metadata_of(modal) == {**OPENED, "state": playviews.survey_page(2).action}
    assert (modal["callback_id"], modal["close"]) == ("form", plain("Cancel"))
    alone = held_form(Form("Survey", STATE, (FormField("a", "A"),)))
    assert (told(alone), alone["submit"]) == ([], plain("Send"))


def test_what_a_form_was_opened_with_has_its_limit() -> None:
    form = Form("Survey", STATE, (FormField("a", "A"),))
    with pytest.raises(ValueError, match="characters"):
        render_form(form, {"place": "x" * 3000})
    assert metadata_of(render_form(form, {"state": "x"})) == {"state": STATE}
    assert metadata_of({}) == metadata_of({"private_metadata": "no JSON"}) == {}
    assert metadata_of({"private_metadata": "[1]"}) == {}


def test_inputs_have_their_lengths_and_what_was_written_before() -> None:
    assert only(FormField("city", "Where?", hint="A city", value="Quito\nUIO", most=40)) == {
        "type": "input",
        "block_id": "city",
        "label": plain("Where?"),
        "element": {
            "type": "plain_text_input",
            "multiline": False,
            "max_length": 40,
            "initial_value": "Quito UIO",
            "action_id": "city",
            "placeholder": plain("A city"),
        },
        "optional": False,
    }
    text = only(FormField("t", "T", FieldType.TEXT, required=False, value="a\nb", most=9000))
    assert text["optional"] is True
    assert text["element"] == {
        "type": "plain_text_input",
        "multiline": True,
        "max_length": 3000,
        "initial_value": "a\nb",
        "action_id": "t",
    }
    longer = only(FormField("t", "T", FieldType.TEXT, value="x" * 50, most=40))["element"]
    assert (longer["max_length"], longer["initial_value"]) == (50, "x" * 50)
    whole = only(FormField("t", "T", FieldType.TEXT, value="x" * 3001, hint="Why?"))
    assert whole["hint"] == plain("Only the first 3000 characters fit here.")
    assert len(whole["element"]["initial_value"]) == 3000


def test_a_few_choices_stand_open_with_what_was_chosen_before() -> None:
    one = only(FormField("a", "A", FieldType.ONE, value="n", choices=YESNO, hint="Pick"))
    no = {"text": plain("No"), "value": "n"}
    assert one["element"] == {
        "type": "radio_buttons",
        "options": [{"text": plain("Yes"), "value": "y"}, no],
        "initial_option": no,
        "action_id": "a",
    }
    assert one["hint"] == plain("Pick")
    some = only(FormField("a", "A", FieldType.SOME, required=False, value="y\nn", choices=YESNO))
    assert some["element"]["type"] == "checkboxes"
    assert some["element"]["initial_options"] == some["element"]["options"]
    assert only(FormField("a", "A", FieldType.ONE))["element"]["type"] == "plain_text_input"


def test_many_choices_stand_in_a_menu() -> None:
    one = only(FormField("a", "A", FieldType.ONE, choices=many(11), value="v10", hint="Pick"))
    assert one["element"]["type"] == "static_select"
    assert one["element"]["initial_option"]["value"] == "v10"
    assert one["element"]["placeholder"] == plain("Pick")
    some = only(FormField("a", "A", FieldType.SOME, choices=many(11), value="v1\nv2"))
    assert some["element"]["type"] == "multi_static_select"
    assert [one["value"] for one in some["element"]["initial_options"]] == ["v1", "v2"]


def test_a_choice_that_need_not_be_made_can_be_unmade() -> None:
    element = only(FormField("a", "A", FieldType.ONE, required=False, choices=YESNO))["element"]
    assert element["options"][-1] == {"text": plain("No answer"), "value": "v0:none"}
    given = {"type": "radio_buttons", "selected_option": element["options"][-1]}
    assert submitted({"state": {"values": {"a": {"a": given}}}}) == ({"a": ""}, {})


def test_of_too_many_choices_those_chosen_stay() -> None:
    shown = only(FormField("a", "A", FieldType.SOME, value="v149\nv148", choices=many(150)))
    offered = [option["value"] for option in shown["element"]["options"]]
    assert offered == ["v148", "v149", *(f"v{n}" for n in range(98))]
    assert shown["hint"] == plain("100 of 150 choices fit here.")


def test_a_long_choice_goes_on_in_a_second_line() -> None:
    label = "A rather long way to say that one would like to take part in the discussion of it all"
    field = FormField("a", "A", FieldType.ONE, choices=(("v", label),))
    [shown] = only(field)["element"]["options"]
    assert shown["text"]["text"] + " " + shown["description"]["text"] == label
    assert len(shown["text"]["text"]) <= 75
    word = "x" * 200
    [cut] = only(replace(field, choices=(("v", word),)))["element"]["options"]
    assert (cut["text"]["text"], cut["description"]["text"]) == ("x" * 75, "x" * 74 + "…")


def test_files_and_places_are_picked() -> None:
    file = only(FormField("f", "A picture", FieldType.FILE, required=False, hint="A photo"))
    assert file["element"] == {"type": "file_input", "max_files": 1, "action_id": "f"}
    assert (file["optional"], file["hint"]) == (True, plain("A photo"))
    place = FormField("p", "Where?", FieldType.PLACE, value="C12", purpose=Purpose.STAFF)
    assert only(place)["element"] == {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        "initial_conversation": "C12",
        "action_id": "p",
    }
    voices = only(replace(place, value="C12\nC13", purpose=Purpose.VOICE))["element"]
    assert voices["type"] == "multi_conversations_select"
    assert voices["initial_conversations"] == ["C12", "C13"]
    empty = only(FormField("p", "Where?", FieldType.PLACE))["element"]
    assert "initial_conversation" not in empty


def test_long_labels_are_whole_and_text_stays_text() -> None:
    label = "*Why* <!here> " + "is that so? " * 20
    assert only(FormField("a", label))["label"] == plain(label.strip())
    assert only(FormField("a", " "))["label"] == plain("…")
    hint = "A hint that is longer than a placeholder may be. " * 5
    assert only(FormField("a", "A", hint=hint))["hint"] == plain(hint.strip())


def test_what_was_filled_in_comes_back_by_name() -> None:
    given: Json = {
        "city": {"type": "plain_text_input", "value": "Quito & <Lima>"},
        "empty": {"type": "plain_text_input", "value": None},
        "one": {"type": "static_select", "selected_option": {"text": plain("Y"), "value": "y"}},
        "none": {"type": "radio_buttons", "selected_option": None},
        "some": {"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]},
        "nothing": {"type": "multi_static_select", "selected_options": []},
        "place": {"type": "conversations_select", "selected_conversation": "C1"},
        "voices": {"type": "multi_conversations_select", "selected_conversations": ["C1", "C2"]},
        "channel": {"type": "channels_select", "selected_channel": "C3"},
        "file": {"type": "file_input", "files": [{"id": "F1", "name": "a.png"}]},
        "nofile": {"type": "file_input", "files": []},
    }
    view = {"state": {"values": {name: {name: one} for name, one in given.items()}}}
    values, files = submitted(json.loads(json.dumps(view)))
    assert values == {
        "city": "Quito & <Lima>",
        "empty": "",
        "one": "y",
        "none": "",
        "some": "a\nb",
        "nothing": "",
        "place": "C1",
        "voices": "C1\nC2",
        "channel": "C3",
    }
    assert files == {"file": "F1"}
    assert submitted({}) == ({}, {})
