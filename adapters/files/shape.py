"""Checks a document's parts against the schema: every fault with its position and a remedy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from inspect import isclass
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from adapters.files.problems import Problem, Severity, did_you_mean
from adapters.files.yaml.text import Document, Path

T = TypeVar("T")
W = TypeVar("W", bound=BaseModel)

MESSAGES = {
    "int_": ("This is no whole number.", "Write digits only, such as 2."),
    "decimal_max_places": ("This number has too many decimals.", "Write it like 2 or 1.5."),
    "decimal_": ("This is no number.", "Write it like 2 or 1.5."),
    "finite_": ("This is no number.", "Write it like 2 or 1.5."),
    "bool_": ("This is neither yes nor no.", "Write yes or no."),
    "list_type": ("A list belongs here.", "Begin each item with a hyphen on a line of its own."),
    "dict_type": ("Names with values belong here.", "Write each on its own line, name: value."),
    "model_": ("Names with values belong here.", "Write each on its own line, name: value."),
    "string_type": ("A text belongs here.", ""),
    "greater_than": ("This number is too small.", "It can't be below 0."),
    "less_than": ("This number is too large.", "Is it meant?"),
}
EMPTY = ("This item is empty.", "Write something behind the hyphen, or delete it.")


EXAMPLES = {
    "course": "course: {id: chem-1, title: Chemistry}",
    "term": "term: {starts: 2026-09-14, ends: 2026-12-18}",
    "zone": "zone: Europe/Berlin",
    "starts": "starts: 2026-09-14",
    "ends": "ends: 2026-12-18",
    "at": "at: 17:00",
    "lasts": "lasts: 90 min",
    "opens": "opens: 09:00",
    "posts due": "posts due: local thu 23:59",
    "replies due": "replies due: local sun 23:59",
    "away": "away: {2026-10-05: 2026-10-19}",
    "accounts": "accounts: {sandbox: emre}",
}
"""How what must be there is written."""


class Part(Generic[W]):
    """One item of a list in a document, checked, with its path."""

    def __init__(self, document: Document, path: Path, words: W) -> None:
        self.document = document
        self.path = path
        self.words = words

    def complain(
        self,
        steps: Sequence[str | int],
        message: str,
        suggestion: str = "",
        *,
        value: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Report what is wrong with the value at `steps` below this part."""
        path = (*self.path, *steps)
        complain(self.document, path, message, suggestion, value=value, severity=severity)


def complain(
    document: Document,
    path: Path,
    message: str,
    suggestion: str = "",
    *,
    value: str | None = None,
    severity: Severity = Severity.ERROR,
) -> None:
    """Report what is wrong with the value at `path`; `value` replaces what was written there."""
    at = document.at(path)
    shown = _written(document, path) if value is None else value
    document.problems.append(
        Problem(document.file, at.line, at.column, message, shown, suggestion, severity)
    )


def _written(document: Document, path: Path) -> str:
    """Return what was written at `path`; items of "mon, thu" were written together."""
    if path and isinstance(path[-1], int) and document.get(path) is None:
        path = path[:-1]
    return document.text(path)


def read_part(document: Document, path: Path, model: type[W]) -> Part[W] | None:
    """Return the mapping at `path` as `model`, or None after reporting every fault in it."""
    if document.get(path) is None:
        if isinstance(path[-1], int):
            complain(document, path, *EMPTY)
        else:
            document.problems.append(_missing(document, path))
        return None
    try:
        words = model.model_validate(document.get(path))
    except ValidationError as error:
        _report(document, path, error, model)
        return None
    return Part(document, path, words)


def read_value(document: Document, path: Path, kind: TypeAdapter[T]) -> T | None:
    """Return the value at `path` as `kind`; None when it is missing or after reporting it."""
    if document.get(path) is None:
        return None
    try:
        return kind.validate_python(document.get(path))
    except ValidationError as error:
        _report(document, path, error, None)
        return None


def read_parts(document: Document, path: Path, model: type[W]) -> tuple[Part[W], ...]:
    """Return the items of the list at `path` that are right, and report the others' faults."""
    items = document.get(path)
    if items is None:
        return ()
    if not isinstance(items, list):
        complain(document, path, *MESSAGES["list_type"])
        return ()
    found = (read_part(document, (*path, index), model) for index in range(len(items)))
    return tuple(part for part in found if part is not None)


def unknown_words(document: Document, path: Path, known: Iterable[str]) -> None:
    """Report the names in the mapping at `path` that aren't `known`."""
    names = list(known)
    found = document.get(path)
    for name in found if isinstance(found, dict) else ():
        if name not in names:
            _unknown(document, (*path, name), names)


def _unknown(document: Document, path: Path, known: Sequence[str]) -> None:
    at = document.at(path, key=True)
    name = str(path[-1])
    suggestion = did_you_mean(name, known) or f"Known here: {', '.join(known)}."
    message = "This word is not known here."
    if name == "<<":
        message, suggestion = "Nothing is merged in here.", "Write out what belongs here."
    problem = Problem(document.file, at.line, at.column, message, name, suggestion)
    document.problems.append(problem)


def _report(
    document: Document, path: Path, error: ValidationError, model: type[BaseModel] | None
) -> None:
    for fault in error.errors(include_url=False, include_input=False):
        where = (*path, *_real(fault["loc"]))
        if fault["type"] == "extra_forbidden" and model is not None:
            _unknown(document, where, _known_words(model, fault["loc"]))
        elif fault["type"] == "missing":
            document.problems.append(_missing(document, where))
        elif fault["type"] == "model_type" and _empty(document, where):
            complain(document, where, *EMPTY)
        elif fault["type"] == "model_type" and model is not None:
            known = ", ".join(_known_words(model, (*fault["loc"], "")))
            complain(document, where, MESSAGES["model_"][0], f"Known here: {known}.")
        elif fault["loc"][-1:] == ("[key]",):
            at, name = document.at(where, key=True), str(where[-1])
            message, hint = _sentence(fault, name)
            document.problems.append(
                Problem(document.file, at.line, at.column, message, name, hint)
            )
        else:
            complain(document, where, *_sentence(fault, _written(document, where)))


def _empty(document: Document, path: Path) -> bool:
    """Whether nothing stands where an item of a list does."""
    return isinstance(path[-1], int) and path in document.values and document.get(path) is None


def _missing(document: Document, path: Path) -> Problem:
    """Return that there is nothing at `path`; what follows a # was taken for a remark."""
    at, name = document.at(path, key=True), str(path[-1])
    hint = f"Write it like {EXAMPLES[name]}." if name in EXAMPLES else ""
    said = f"“{name}” is missing."
    if path in document.keys:
        said = f"“{name}” is empty."
        hint = hint or "Put quotes around a text that begins with #, & or !."
    return Problem(document.file, at.line, at.column, said, suggestion=hint)


def _real(loc: Iterable[str | int]) -> Path:
    """Return an error's location without the names that pydantic gives to validators."""
    return tuple(step for step in loc if isinstance(step, int) or "[" not in step)


def _sentence(fault: ErrorDetails, value: str) -> tuple[str, str]:
    """Return what is wrong and what to do about it."""
    context: dict[str, Any] = fault.get("ctx", {})
    if fault["type"] == "unreadable":
        return context["message"], context["suggestion"]
    if fault["type"] == "enum":
        known = [name.strip("' ") for name in context["expected"].replace(" or ", ",").split(",")]
        return f"This is none of {', '.join(known)}.", did_you_mean(value, known)
    name = str(fault["loc"][-1])
    if fault["type"] == "dict_type" and name in EXAMPLES:
        return MESSAGES["dict_type"][0], f"Write it like {EXAMPLES[name]}."
    for kind, sentence in MESSAGES.items():
        if fault["type"].startswith(kind):
            return sentence
    return f"{fault['msg']}.", ""


def _known_words(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """Return the words that the mapping in which `loc` ends may hold."""
    for step in loc[:-1]:
        if isinstance(step, str):
            fields = {field.alias or name: field for name, field in model.model_fields.items()}
            inner = _model_in(fields[step].annotation) if step in fields else None
            model = inner or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isclass(annotation) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(argument) for argument in get_args(annotation))
    return next((model for model in inner if model is not None), None)
