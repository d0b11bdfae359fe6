"""Parameters of commands: read from a small dataclass, converted from text, checked."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from bot.chat.calls import Upload
from bot.chat.refusal import Refusal

T = TypeVar("T")
YES = frozenset({"true", "yes", "on", "1"})
NO = frozenset({"false", "no", "off", "0"})


@dataclass(frozen=True, slots=True)
class Param:
    """How a parameter is described to people: one line, and whether it suggests values."""

    about: str
    suggests: bool = False
    most: int = 1000


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a command: its name, kind (`text number yesno one file`) and limits."""

    name: str
    kind: str
    about: str
    required: bool
    suggests: bool
    choices: tuple[str, ...] = ()
    most: int = 1000


def read_parameters(ask: type) -> tuple[Parameter, ...]:
    """Return the parameters that the dataclass `ask` declares; TypeError for what can't be one."""
    hints = get_type_hints(ask, include_extras=True)
    return tuple(_parameter(field, hints[field.name]) for field in dataclasses.fields(ask))


def _parameter(field: dataclasses.Field[Any], hint: object) -> Parameter:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"Parameter {field.name} needs Annotated[..., Param(...)]")
    bare, param = get_args(hint)[:2]
    bare = _without_none(bare)
    required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    choices: tuple[str, ...] = ()
    if isinstance(bare, type) and issubclass(bare, StrEnum):
        kind, choices = "one", tuple(member.value for member in bare)
    else:
        kind = {str: "text", int: "number", bool: "yesno", Upload: "file"}[bare]
    return Parameter(field.name, kind, param.about, required, param.suggests, choices, param.most)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def convert(ask: type[T], options: Mapping[str, str], files: Mapping[str, Upload]) -> T:
    """Return the dataclass filled from what a person typed; refuse what doesn't fit."""
    known = read_parameters(ask)
    strange = set(options) - {parameter.name for parameter in known}
    if strange:
        names = ", ".join(parameter.name for parameter in known) or "none"
        raise Refusal(f"There is no option “{min(strange)}” here. Options: {names}.")
    hints = get_type_hints(ask)
    values: dict[str, object] = {}
    for parameter in known:
        if parameter.kind == "file" and parameter.name in files:
            values[parameter.name] = files[parameter.name]
        elif parameter.kind == "file" and parameter.name in options:
            raise Refusal(f"A file can't be typed. Please attach {parameter.name} as a file.")
        elif options.get(parameter.name, "").strip():
            bare = _without_none(hints[parameter.name])
            values[parameter.name] = _value(parameter, bare, options[parameter.name].strip())
        elif parameter.required:
            raise Refusal(f"Please add {parameter.name}: {parameter.about}.")
    return ask(**values)


def _value(parameter: Parameter, bare: type, text: str) -> object:
    if len(text) > parameter.most:
        raise Refusal(
            f"{parameter.name} is {len(text)} characters long; at most {parameter.most} fit."
        )
    if parameter.kind == "number":
        return _number(parameter, text)
    if parameter.kind == "yesno":
        return _yesno(parameter, text)
    if parameter.kind == "one":
        if text.casefold() not in parameter.choices:
            words = ", ".join(parameter.choices)
            raise Refusal(f"“{text}” is none of the choices for {parameter.name}: {words}.")
        return bare(text.casefold())
    return text


def _number(parameter: Parameter, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Refusal(f"{parameter.name} should be a whole number, not “{text}”.") from None


def _yesno(parameter: Parameter, text: str) -> bool:
    word = text.casefold()
    if word not in YES | NO:
        raise Refusal(f"{parameter.name} should be yes or no, not “{text}”.")
    return word in YES
