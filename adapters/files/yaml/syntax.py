"""YAML's syntax errors, in words that help someone who never read a grammar."""

from __future__ import annotations

import re

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
        *("expected alphabetic or numeric character", True, "no value begins with this character"),
        "Leave it out, or put quotes around the value.",
    ),
    (
        *("expected a comment or a line break", True, "no text begins with | or > on its line"),
        "Put quotes around the text.",
    ),
    (
        *("sequence entries are not allowed", False, "a list begins on a line of its own"),
        "Put quotes around a text that begins with a hyphen.",
    ),
    (
        *("mapping keys are not allowed", False, "no text begins with ? and a space"),
        "Put quotes around the text.",
    ),
    (
        *("unknown escape character", False, "a backslash means something else in these quotes"),
        "Write it twice, or use single quotes.",
    ),
    (
        *("expected the node content, but found ','", False, "a comma with nothing before it"),
        "Remove it, or write what is missing.",
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

LINE_ENDS = re.compile(r"\r\n|[\r\n\u0085\u2028\u2029]")
"""Where the library begins another line."""
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
    if mark and (behind := _behind(everything, text, mark)):
        said, advice = behind
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    hard = _hard_space(file, text, line) or _hard_space(file, text, line - 1)
    return hard or Problem(
        file, line, column, f"This is not valid YAML: {said}.", suggestion=advice
    )


def _behind(everything: str, text: str, mark: StreamMark) -> tuple[str, str] | None:
    """Return what is wrong, and advice, where something stands behind what was complete."""
    if not _line(text, mark.line + 1)[: mark.column].strip(" -"):
        return None
    if "expected <block end>" in everything:
        said = "a text goes on behind its quotes or its bracket"
        return said, "Put quotes around all of it, double ones where it holds an apostrophe."
    if r"\t" in everything:
        return "a tab", "Put a space in its place, or delete it."
    return None


def _colon(text: str, mark: StreamMark) -> str:
    """Return the advice for a colon that can't stand here: the line's first one names a value."""
    before = _line(text, mark.line + 1)[: mark.column]
    if ":" in before:
        return "Put quotes around a text that holds a colon."
    if re.match(r"\s*-[^\s-]", _line(text, mark.line)):
        return "Put a space behind the hyphen on the line before."
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
    lines = LINE_ENDS.split(text)
    return lines[number - 1] if 0 < number <= len(lines) else ""
