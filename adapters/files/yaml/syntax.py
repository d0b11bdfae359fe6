"""YAML's syntax errors, in words that help someone who never read a grammar."""

from __future__ import annotations

from ruamel.yaml.error import MarkedYAMLError, StreamMark

from adapters.files.problems import Problem

EXPLAINED = (
    (r"\t", False, "a tab", "Use spaces, not tabs, to indent."),
    (
        *("could not find expected ':'", True, "this line is no name with a value"),
        "Write it like name: value, with a space after the colon.",
    ),
    (
        *("expected ',' or", True, "a bracket opens here and is not closed as it must be"),
        "Close it, separate its items by commas, and leave out any #.",
    ),
    (
        *("expected <block end>", False, "this line doesn't stand in line with those before it"),
        "Indent it like the ones that it belongs to.",
    ),
    (
        *("while scanning a quoted scalar", True, "a quotation begins here and never ends"),
        "Close the quotes.",
    ),
    (
        *("cannot start any token", False, "no value begins with this character"),
        "Leave it out, or put quotes around the value.",
    ),
    (
        *("undefined alias", False, "no value begins with *"),
        "Put quotes around the text.",
    ),
    (
        *("expected a single document", False, "a course is one document"),
        "Remove the line ---.",
    ),
)
"""By a piece of the library's message: whether what it belongs to says where, what, and advice."""

HARD_SPACES = "\u00a0\u2007\u202f\u3000"


def explain(file: str, text: str, error: MarkedYAMLError) -> Problem:
    """Return a syntax error of `text` as a problem of `file`."""
    mark = error.problem_mark or error.context_mark
    everything = f"{error.context} {error.problem}"
    said = (error.problem or error.context or "the file breaks off").removeprefix("but ")
    advice = "Close the quotes or the bracket." if "end of stream" in everything else ""
    if "mapping values are not allowed" in everything and mark:
        said = "a second colon, or a line that is indented too far"
        advice = _colon(text, mark)
    for sign, earlier, what, remedy in EXPLAINED:
        if sign in everything:
            said, advice = what, remedy
            mark = (error.context_mark if earlier else None) or mark
            break
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return _hard_space(file, text, line) or Problem(
        file, line, column, f"This is not valid YAML: {said}.", suggestion=advice
    )


def _colon(text: str, mark: StreamMark) -> str:
    """Return the advice for a colon that can't stand here: the line's first one names a value."""
    before = _line(text, mark.line + 1)[: mark.column]
    if ":" in before:
        return "Put quotes around a text that holds a colon."
    return "Indent this line like the ones around it."


def _hard_space(file: str, text: str, line: int) -> Problem | None:
    """Return what is wrong with a line that was pasted with spaces that are none."""
    for column, character in enumerate(_line(text, line), start=1):
        if character in HARD_SPACES:
            message = "A hard space, which looks like a space but is none."
            advice = "Type the spaces of this line again."
            return Problem(file, line, column, message, f"U+{ord(character):04X}", advice)
    return None


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1] if number <= len(lines) else ""
