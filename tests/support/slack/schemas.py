"""Slack's own types, held against what we send: which arguments, blocks and manifests they refuse.

The schemas stand in `shared/specs` beside the clone; `present()` says whether they are at hand.
They know fields and types and no lengths; `tests.support.slack.block_limits` knows those. They are
written for JSON: what a form can't say otherwise (numbers, truth, lists, objects) is read as Slack
reads it before it is judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft7Validator, ValidationError
from jsonschema.validators import extend

SPECS = Path(__file__).resolve().parents[4] / "shared" / "specs"
BLOCKS = SPECS / "slack-block-kit.schema.json"
ARGUMENTS = SPECS / "slack-web-api-arguments.schema.json"
MANIFEST = SPECS / "slack-manifest.schema.json"
ABSENT = "no shared/specs/slack-*.json beside the clone: Slack's own types are not at hand"
TRUTH = {"true": True, "1": True, "false": False, "0": False}
"""How a form says yes and no."""
Schema = Mapping[str, Any]
Errors = Iterator[ValidationError]


def present() -> bool:
    """Whether the schemas are at hand; without them nothing can be checked."""
    return all(path.is_file() for path in (BLOCKS, ARGUMENTS, MANIFEST))


needs_schemas = pytest.mark.skipif(not present(), reason=ABSENT)
"""Marks a test that is nothing without the schemas."""


def known_method(method: str) -> bool:
    """Whether the schemas know a method of the Web API such as `chat.postMessage`."""
    return _arguments_of(method) is not None


def block_problems(blocks: Sequence[object]) -> list[str]:
    """Return what is wrong about a message's blocks: `place in the list: why` for each."""
    return _problems(str(BLOCKS), "Blocks", blocks)


def view_problems(view: Mapping[str, object]) -> list[str]:
    """Return what is wrong about a modal or a home tab."""
    return _problems(str(BLOCKS), "HomeView" if view.get("type") == "home" else "ModalView", view)


def argument_problems(method: str, args: Mapping[str, object]) -> list[str]:
    """Return what is wrong about a call: `args` as they came, in JSON or in a form.

    Arguments that are None count as left out: Slack's libraries don't send them.
    """
    name = _arguments_of(method)
    if name is None:
        return [f"no method {method}"]
    known = _properties(name)
    given = {key: _read(known.get(key), each) for key, each in args.items() if each is not None}
    return _problems(str(ARGUMENTS), name, given)


def manifest_problems(manifest: Mapping[str, object]) -> list[str]:
    """Return what is wrong about an app's manifest."""
    errors = Draft7Validator(_document(str(MANIFEST))).iter_errors(manifest)
    return [f"{error.json_path}: {error.message[:300]}" for error in errors]


@cache
def _document(path: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    return read


@cache
def _names() -> dict[str, str]:
    """Return the names of the arguments' types by their methods' in lower case without dots."""
    found = _document(str(ARGUMENTS))["definitions"]
    return {
        name.removesuffix("Arguments").lower(): name
        for name in found
        if name.endswith("Arguments") and not name.startswith("X_")
    }


def _arguments_of(method: str) -> str | None:
    return _names().get(method.replace(".", "").lower())


@cache
def _properties(name: str) -> dict[str, frozenset[str]]:
    """Return the types that each argument may have, over all alternatives of a call."""
    schemas = _flat({"$ref": f"#/definitions/{name}"}, str(ARGUMENTS))
    found: dict[str, frozenset[str]] = {}
    for schema in schemas:
        for key, property in schema.get("properties", {}).items():
            found[key] = found.get(key, frozenset()) | _types(property)
    return found


def _types(schema: Schema) -> frozenset[str]:
    """Return the JSON types of a value: all that it may be."""
    found: set[str] = set()
    for each in _flat(schema, str(ARGUMENTS)):
        type = each.get("type", [])
        found.update([type] if isinstance(type, str) else type)
    return frozenset(found)


def _read(types: frozenset[str] | None, value: object) -> object:
    """Return an argument as its types have it, where a form could only write a string."""
    if not types:
        return value
    if "boolean" in types and type(value) is int and value in (0, 1):
        return bool(value)
    if not isinstance(value, str) or "string" in types:
        return value
    if "boolean" in types and value.lower() in TRUTH:
        return TRUTH[value.lower()]
    try:
        return json.loads(value)
    except ValueError:
        return value.split(",") if "array" in types else value


def _problems(document: str, name: str, value: object) -> list[str]:
    return list(_checked(document, name, json.dumps(value)))


@lru_cache(maxsize=8192)
def _checked(document: str, name: str, value: str) -> tuple[str, ...]:
    errors = (
        _validator(document).evolve(schema=_named(document, name)).iter_errors(json.loads(value))
    )
    return tuple(f"{error.json_path}: {error.message[:300]}" for error in errors)


@cache
def _validator(document: str) -> Any:
    """Return a validator that finds names in a document, and the alternative that was meant."""

    def ref(validator: Any, ref: str, instance: object, schema: object) -> Errors:
        yield from validator.descend(instance, _named(document, ref))

    def any_of(validator: Any, branches: Any, instance: object, schema: object) -> Errors:
        """Yield what the alternative refuses that comes nearest to what was given."""
        meant = [each for branch in branches for each in _flat(branch, document)]
        said = instance.get("type") if isinstance(instance, dict) else None
        named = [each for each in meant if said is not None and _const(each) == said]
        nearest: list[ValidationError] | None = None
        for each in sorted(named or meant, key=lambda one: _misfit(one, instance)):
            errors = list(validator.descend(instance, each))
            if not errors:
                return
            if nearest is None or _distance(errors) < _distance(nearest):
                nearest = errors
        if said is not None and not named and nearest:
            yield ValidationError(f"nothing of type {said!r} stands here")
        else:
            yield from nearest or ()

    extended: Any = extend  # it ships without types
    return extended(Draft7Validator, {"$ref": ref, "anyOf": any_of})({})


def _named(document: str, ref: str) -> Any:
    return _document(document)["definitions"][unquote(ref.removeprefix("#/definitions/"))]


def _flat(schema: Schema, document: str) -> list[Schema]:
    """Return the alternatives that a schema comes down to."""
    if "$ref" in schema:
        return _flat(_named(document, schema["$ref"]), document)
    if "anyOf" in schema:
        return [each for branch in schema["anyOf"] for each in _flat(branch, document)]
    return [schema]


def _distance(errors: Sequence[ValidationError]) -> tuple[int, int]:
    """Return how far something is from what was meant: the wrong fields count before wrong values.

    A wrong value deep inside says what was meant better than a field that doesn't exist there.
    """
    return sum(not error.path for error in errors), len(errors)


def _misfit(schema: Schema, value: object) -> int:
    """Return how many fields are missing or unknown, at a glance: what fits is tried first."""
    if not isinstance(value, dict) or schema.get("type") != "object":
        return 0
    unknown = value.keys() - schema.get("properties", {}).keys()
    strict = schema.get("additionalProperties", True) is False
    return len(set(schema.get("required", ())) - value.keys()) + len(unknown) * strict


def _const(schema: Schema) -> object:
    """Return the `type` that an alternative stands for, if it says so."""
    return schema.get("properties", {}).get("type", {}).get("const")
