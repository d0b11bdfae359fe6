"""YAML is read as text with positions: nothing turns into something else on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.files.yaml.text import Position, parse
from adapters.files.yaml.writing import scalar, write_yaml


def test_values_stay_what_was_written() -> None:
    text = "at: 22:00\ncountry: NO\nnumber: 0042\nshare: 1e3\nday: 2026-09-14\nno: yes\n"
    assert parse(text, "c").data == {
        "at": "22:00",
        "country": "NO",
        "number": "0042",
        "share": "1e3",
        "day": "2026-09-14",
        "no": "yes",
    }


def test_empty_means_nothing_and_quotes_mean_text() -> None:
    text = "a:\nb: ~\nc: null\nd: ''\ne: 'null'\n"
    assert parse(text, "c").data == {"a": None, "b": None, "c": None, "d": "", "e": "null"}


def test_every_value_and_key_knows_its_place() -> None:
    document = parse("people:\n  - name: Ada\n    zone: Nowhere\n", "c")
    assert document.at(("people", 0, "zone")) == Position(3, 11)
    assert document.at(("people", 0, "zone"), key=True) == Position(3, 5)
    assert document.at(("people", 0, "email")) == Position(2, 5)
    assert document.at(("people", 7, "email")) == Position(2, 3)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "a: b: c",
            "c:1:5: error: This is not valid YAML: a second colon, or a line that is indented "
            "too far. Put quotes around a text that holds a colon.",
        ),
        (
            "a:\n\t- b",
            "c:2:1: error: This is not valid YAML: a tab. Use spaces, not tabs, to indent.",
        ),
        (
            "a: [1, 2",
            "c:1:4: error: This is not valid YAML: a bracket opens here and is not closed as it "
            "must be. Close it, separate its items by commas, and leave out any #.",
        ),
        (
            "a: 'x",
            "c:1:4: error: This is not valid YAML: a quotation begins here and never ends. "
            "Close the quotes.",
        ),
        (
            "a: *x",
            "c:1:4: error: This is not valid YAML: no value begins with *. "
            "Put quotes around the text.",
        ),
        (
            "a: 1\n---\nb: 2\n",
            "c:2:1: error: This is not valid YAML: a course is one document. Remove the line ---.",
        ),
        ("a: \x01", "c:1:4: error: U+0001: A character that no YAML file may hold; delete it."),
        (
            "# Notes\n\n* one\n",
            "c:3:1: error: This is not valid YAML: no value begins with this character. Leave it "
            "out, or put quotes around the value.",
        ),
        (
            "a: | b",
            "c:1:4: error: This is not valid YAML: no text begins with | or > on its line. Put "
            "quotes around the text.",
        ),
        (
            "a: - b",
            "c:1:4: error: This is not valid YAML: a list begins on a line of its own. Put quotes "
            "around a text that begins with a hyphen.",
        ),
        (
            "a: ? b",
            "c:1:4: error: This is not valid YAML: no text begins with ? and a space. Put quotes "
            "around the text.",
        ),
        (
            'a: "C:\\data"',
            "c:1:8: error: This is not valid YAML: a backslash means something else in these "
            "quotes. Write it twice, or use single quotes.",
        ),
        (
            "a: {b: 1,, c: 2}",
            "c:1:10: error: This is not valid YAML: a comma with nothing before it. Remove it, or "
            "write what is missing.",
        ),
        (
            "a: 'It's'",
            "c:1:8: error: This is not valid YAML: a text goes on behind its quotes or its "
            "bracket. Put quotes around all of it, double ones where it holds an apostrophe.",
        ),
        (
            "a: b\t",
            "c:1:5: error: This is not valid YAML: a tab. Put a space in its place, or delete it.",
        ),
        (
            "a:\n  -b: 1\n   c: 2\n",
            "c:3:5: error: This is not valid YAML: a second colon, or a line that is indented too "
            "far. Put a space behind the hyphen on the line before.",
        ),
        (
            "a: 1\rb: c: d\r",
            "c:2:5: error: This is not valid YAML: a second colon, or a line that is indented too "
            "far. Put quotes around a text that holds a colon.",
        ),
        (
            "a:\n  b: 1\n\u00a0\u00a0c: 2\n  d: 3\n",
            "c:3:1: error: U+00A0: A hard space, which looks like a space but is none. Type the "
            "spaces of this line again.",
        ),
        (
            "a: 1\nb: 2\na: 3",
            "c:3:1: error: a: This stands here twice; the first is on line 1. Remove one of them.",
        ),
        ("? [a]\n: b", "c:1:3: error: A name must be plain text. Put quotes around it."),
        ("a: &x [*x]", "c:1:4: error: This repeats itself without end; write it out once."),
        (
            "[" * 5000,
            "c:1:1: error: This is nested too deeply. Close the brackets.",
        ),
    ],
)
def test_what_is_no_yaml_is_said_with_its_place(text: str, said: str) -> None:
    assert [str(problem) for problem in parse(text, "c").problems] == [said]


def test_aliases_that_unfold_without_bound_are_stopped() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    document = parse("\n".join(lines), "c")
    assert [problem.message for problem in document.problems] == [
        "This repeats itself without end; write it out once."
    ]


def test_no_tag_is_obeyed() -> None:
    assert parse("a: !!python/object/apply:os.system [echo]", "c").data == {"a": ["echo"]}


@given(st.text())
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    document = parse(text, "c")
    assert document.data is None or document.problems == [] or document.problems[0].line >= 1


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cn")))
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner, min_size=1),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["a", "b c", "no"]), VALUES, min_size=1))
def test_what_is_written_reads_back(data: dict[str, object]) -> None:
    document = parse(write_yaml(data), "c")  # type: ignore[arg-type]
    assert document.problems == []
    assert document.data == data


@given(TEXTS)
def test_one_value_is_written_on_one_line(text: str) -> None:
    line = scalar(text)
    assert "\n" not in line
    assert parse(f"a: {line}    # remark", "c").data == {"a": " ".join(text.split())}
