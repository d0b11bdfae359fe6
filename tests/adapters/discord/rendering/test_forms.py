"""Forms as Discord's modals: five components at most, every kind of field, and back again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.rendering.attachments import Attachment
from adapters.discord.rendering.forms import submitted
from bot.chat.actions import action
from bot.chat.forms import FieldType, Form, FormField
from bot.model.places import Purpose
from tests.support import playviews
from tests.support.discord.holding import held_form
from tests.support.discord.openapi import needs_openapi
from tests.support.discord.things import Json

STATE = action("survey", "c1")
YESNO = (("y", "Yes"), ("n", "No"))
words = st.text(max_size=130)
choices = st.dictionaries(st.text("abc", min_size=1, max_size=9), words, max_size=40).map(
    lambda found: tuple(found.items())
)
fields = st.builds(
    FormField,
    st.uuids().map(str),
    words,
    st.sampled_from(FieldType),
    st.booleans(),
    hint=words,
    value=words,
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
    page=st.just(2),
    pages=st.integers(2, 9),
)


def only(field: FormField) -> Json:
    """Return the label of a form that has one field."""
    label: Json = held_form(Form("Survey", STATE, (field,)))["components"][-1]
    return label


@given(forms)
def test_whatever_a_form_asks_discord_opens_it(form: Form) -> None:
    held_form(form)


@needs_openapi
@pytest.mark.parametrize("page", [1, 2, 3])
def test_discords_document_takes_every_kind_of_field(page: int) -> None:
    held_form(playviews.survey_page(page))


def test_a_forms_title_says_how_far_one_is() -> None:
    shown = held_form(playviews.survey_page(2))
    assert (shown["title"], shown["custom_id"]) == (
        "Your week (2 of 3)",
        playviews.survey_page(2).action,
    )
    assert shown["components"][0] == {
        "type": 10,
        "content": "Only staff see this, and only in counts.",
    }
    assert held_form(Form("Survey", STATE, (FormField("a", "A"),)))["title"] == "Survey"


def test_inputs_have_their_lengths_and_what_was_written_before() -> None:
    assert only(FormField("city", "Where?", hint="A city", value="Quito\nUIO", most=40)) == {
        "type": 18,
        "label": "Where?",
        "component": {
            "type": 4,
            "custom_id": "city",
            "style": 1,
            "required": True,
            "max_length": 40,
            "value": "Quito UIO",
            "placeholder": "A city",
        },
    }
    text = only(FormField("t", "T", FieldType.TEXT, required=False, value="a\nb", most=9000))
    assert text["component"] == {
        "type": 4,
        "custom_id": "t",
        "style": 2,
        "required": False,
        "max_length": 4000,
        "value": "a\nb",
    }
    longer = only(FormField("t", "T", FieldType.TEXT, value="x" * 50, most=40))["component"]
    assert (longer["max_length"], longer["value"]) == (50, "x" * 50)


def test_choices_are_selects_with_what_was_chosen_before() -> None:
    one = only(FormField("a", "A", FieldType.ONE, value="n", choices=YESNO, hint="Pick"))
    assert one["component"] == {
        "type": 3,
        "custom_id": "a",
        "required": True,
        "options": [
            {"label": "Yes", "value": "y"},
            {"label": "No", "value": "n", "default": True},
        ],
        "min_values": 1,
        "max_values": 1,
        "placeholder": "Pick",
    }
    some = only(FormField("a", "A", FieldType.SOME, required=False, value="y\nn", choices=YESNO))
    component = some["component"]
    assert (component["min_values"], component["max_values"]) == (0, 2)
    assert [option.get("default") for option in component["options"]] == [True, True]
    assert only(FormField("a", "A", FieldType.ONE))["component"]["type"] == 4


def test_of_too_many_choices_those_chosen_stay() -> None:
    many = tuple((f"v{n}", f"Choice {n}") for n in range(40))
    label = only(FormField("a", "A", FieldType.SOME, value="v39\nv38", choices=many))
    offered = [option["value"] for option in label["component"]["options"]]
    assert offered == ["v38", "v39", *(f"v{n}" for n in range(23))]
    assert label["description"] == "25 of 40 choices fit here."


def test_files_and_places_are_picked() -> None:
    file = only(FormField("f", "A picture", FieldType.FILE, required=False, hint="A photo"))
    assert file == {
        "type": 18,
        "label": "A picture",
        "description": "A photo",
        "component": {
            "type": 19,
            "custom_id": "f",
            "required": False,
            "min_values": 0,
            "max_values": 1,
        },
    }
    place = FormField("p", "Where?", FieldType.PLACE, value="12", purpose=Purpose.STAFF)
    picked = {
        "type": 8,
        "custom_id": "p",
        "required": True,
        "channel_types": [0, 5],
        "default_values": [{"type": "channel", "id": "12"}],
        "min_values": 1,
        "max_values": 1,
    }
    assert only(place)["component"] == picked
    voices = only(replace(place, value="12\n13", purpose=Purpose.VOICE))["component"]
    assert (voices["channel_types"], voices["max_values"]) == ([2, 13], 25)
    assert [one["id"] for one in voices["default_values"]] == ["12", "13"]
    anywhere = only(FormField("p", "Where?", FieldType.PLACE, required=False, value="x"))
    assert anywhere["component"]["channel_types"] == [0, 5, 15, 2, 13]
    assert "default_values" not in anywhere["component"]


def test_a_long_label_is_whole_in_the_description_or_in_a_text_of_its_own() -> None:
    label = "Which of these hours never work for you, whatever happens?"
    shown = only(FormField("a", label, FieldType.FILE, hint="Hint"))
    assert shown["label"] == "Which of these hours never work for you, wha…"
    assert shown["description"] == label
    long = "*Why* " + "is that so? " * 12
    form = held_form(Form("Survey", STATE, (FormField("a", long), FormField("b", "B"))))
    text, first, second = form["components"]
    assert text == {"type": 10, "content": "\\*Why\\* " + ("is that so? " * 12).strip()}
    assert "description" not in first
    assert second["label"] == "B"


def test_with_five_fields_the_intro_is_the_first_ones_description() -> None:
    five = tuple(FormField(name, f"Field {name}") for name in "abcde")
    shown = held_form(Form("Survey", STATE, five, intro="Only staff see this. " * 9))
    assert [one["type"] for one in shown["components"]] == [18] * 5
    assert shown["components"][0]["description"].startswith("Only staff see this. Only")
    assert len(shown["components"][0]["description"]) <= 100


def test_what_was_filled_in_comes_back_by_name() -> None:
    data: Json = {
        "custom_id": STATE,
        "components": [
            {"type": 10, "id": 1},
            {"type": 18, "component": {"type": 4, "custom_id": "city", "value": "Quito"}},
            {"type": 18, "component": {"type": 4, "custom_id": "empty", "value": ""}},
            {"type": 18, "component": {"type": 3, "custom_id": "one", "values": ["y"]}},
            {"type": 18, "component": {"type": 3, "custom_id": "some", "values": ["a", "b"]}},
            {"type": 18, "component": {"type": 8, "custom_id": "place", "values": ["12"]}},
            {"type": 18, "component": {"type": 19, "custom_id": "file", "values": ["99"]}},
            {"type": 18, "component": {"type": 19, "custom_id": "none", "values": []}},
            {"type": 1, "components": [{"type": 4, "custom_id": "old", "value": "row"}]},
        ],
        "resolved": {
            "attachments": {
                "99": {"id": "99", "filename": "a.png", "url": "https://cdn.example/a", "size": 7}
            }
        },
    }
    values, files = submitted(data)
    assert values == {
        "city": "Quito",
        "empty": "",
        "one": "y",
        "some": "a\nb",
        "place": "12",
        "old": "row",
    }
    assert files == {"file": Attachment("a.png", "https://cdn.example/a", 7)}
    assert submitted({"custom_id": STATE}) == ({}, {})
