"""Discord's own OpenAPI document, held against what we send: which routes and bodies it refuses.

The document stands in `shared/specs` beside the clone; `present()` says whether it is at hand.
A multipart request is checked by its `payload_json`, which is what the JSON body would be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

SPEC = Path(__file__).resolve().parents[4] / "shared" / "specs" / "discord-openapi.json"
ABSENT = f"no shared/specs/{SPEC.name} beside the clone: Discord's own word is not at hand"
VERSIONED = re.compile(r"^(?:/api)?/v\d+(?=/)")
PERMISSIONS = {"default_member_permissions", "permissions", "allow", "deny"}
"""Fields that the document has as integers and everybody sends as decimal strings as well."""
INT32 = 2**31


def present() -> bool:
    """Whether the document is at hand; without it nothing can be checked."""
    return SPEC.is_file()


needs_openapi = pytest.mark.skipif(not present(), reason=ABSENT)
"""Marks a test that is nothing without the document."""


def known_route(method: str, path: str) -> bool:
    """Whether Discord has an operation for a path such as `/channels/1/messages`."""
    return _operation(method, path) is not None


def problems(method: str, path: str, body: object = None, *, strict: bool = False) -> list[str]:
    """Return what the document refuses about a request: `place in the body: why` for each.

    `path` may carry the API's version and a query; `body` is JSON as Python has it, None for none.
    With `strict`, a field that the document doesn't know is a problem as well; Discord ignores it.
    """
    found = _operation(method, path)
    if found is None:
        return [f"no operation {method} {path}"]
    schema = _body_schema(found)
    if body is None:
        needed = found.get("requestBody", {}).get("required", False)
        return [f"{method} {path} needs a body"] if needed and schema is not None else []
    if schema is None:
        return []
    return list(_checked(json.dumps(schema), json.dumps(_coerced(body)), strict))


def answer_problems(method: str, path: str, status: int, body: object) -> list[str]:
    """Return what the document finds wrong about an answer, as `problems` does of a request."""
    found = _operation(method, path)
    if found is None:
        return [f"no operation {method} {path}"]
    response = found["responses"].get(str(status))
    if response is None:
        return [f"{method} {path} never answers {status}"]
    schema = response.get("content", {}).get("application/json", {}).get("schema")
    if schema is None or body is None:
        return [] if schema is body is None else [f"{method} {path}: {body} for {schema}"]
    return list(_checked(json.dumps(schema), json.dumps(body), False))


@cache
def _document() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(SPEC.read_text(encoding="utf-8"))
    return read


@cache
def _routes() -> list[tuple[re.Pattern[str], Mapping[str, Any]]]:
    """Return all paths as patterns, the literal ones first: `/users/@me` before `/users/{id}`."""
    paths: dict[str, Any] = _document()["paths"]
    ordered = sorted(paths, key=lambda path: [part.startswith("{") for part in path.split("/")])
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), paths[path]) for path in ordered]


@lru_cache(maxsize=4096)
def _operation(method: str, path: str) -> dict[str, Any] | None:
    bare = VERSIONED.sub("", urlsplit(path).path)
    for pattern, operations in _routes():
        if method.lower() in operations and pattern.fullmatch(bare):
            operation: dict[str, Any] = operations[method.lower()]
            return operation
    return None


def _body_schema(operation: Mapping[str, Any]) -> dict[str, Any] | None:
    content = operation.get("requestBody", {}).get("content", {})
    schema: dict[str, Any] | None = content.get("application/json", {}).get("schema")
    return schema


def _coerced(body: object) -> object:
    """Return a body with permissions as the document has them: as numbers."""
    if isinstance(body, list):
        return [_coerced(each) for each in body]
    if isinstance(body, dict):
        return {key: _permission(key, each) for key, each in body.items()}
    return body


def _permission(key: str, value: object) -> object:
    if key in PERMISSIONS and isinstance(value, str) and value.isdecimal():
        return int(value)
    return _coerced(value)


@lru_cache(maxsize=4096)
def _checked(schema: str, body: str, strict: bool) -> tuple[str, ...]:
    checker = _STRICT if strict else _LENIENT
    errors = checker(json.loads(schema), format_checker=_FORMATS).iter_errors(json.loads(body))
    return tuple(f"{error.json_path}: {_sentence(error)}" for error in errors)


def _sentence(error: ValidationError) -> str:
    inner = "; ".join(f"{each.json_path} {each.message[:200]}" for each in error.context or ())
    return f"{error.message[:300]} ({inner})" if inner else error.message[:300]


Errors = Iterator[ValidationError]


def _ref(validator: Any, ref: str, instance: object, schema: object) -> Errors:
    yield from validator.descend(instance, _named(ref))


def _named(ref: str) -> Any:
    return _document()["components"]["schemas"][ref.rpartition("/")[2]]


def _type(validator: Any, types: Any, instance: object, schema: Any) -> Errors:
    """Take a snowflake as a number, too: discord.py sends some so, and Discord reads both."""
    if schema.get("format") == "snowflake" and type(instance) is int:
        return
    yield from Draft202012Validator.VALIDATORS["type"](validator, types, instance, schema)


def _union(keyword: str) -> Any:
    """Return a check that looks only at the alternative an object's `type` points to."""

    def check(validator: Any, branches: Any, instance: object, schema: object) -> Errors:
        wanted = instance.get("type") if isinstance(instance, dict) else None
        fitting = [branch for branch in branches if wanted in _types(branch)]
        if len(fitting) == 1:
            yield from validator.descend(instance, fitting[0])
        else:
            plain = Draft202012Validator.VALIDATORS[keyword]
            yield from plain(validator, branches, instance, schema)

    return check


def _types(branch: Any) -> list[object]:
    """Return the values of `type` that an alternative stands for, if it says so."""
    schema = _named(branch["$ref"]) if "$ref" in branch else branch
    values: list[object] = schema.get("properties", {}).get("type", {}).get("enum", [])
    return values


def _properties(validator: Any, properties: Any, instance: object, schema: Any) -> Errors:
    yield from Draft202012Validator.VALIDATORS["properties"](
        validator, properties, instance, schema
    )
    if isinstance(instance, dict) and "additionalProperties" not in schema:
        for key in sorted(instance.keys() - properties.keys()):
            yield ValidationError(f"there is no field {key!r}")


_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("int32")
def _is_int32(value: object) -> bool:
    return not isinstance(value, int) or -INT32 <= value < INT32


@_FORMATS.checks("date-time", raises=ValueError)
def _is_instant(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@_FORMATS.checks("uri", raises=ValueError)
def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme)


_OWN = {"$ref": _ref, "type": _type, "oneOf": _union("oneOf"), "anyOf": _union("anyOf")}
_extended: Any = extend  # it ships without types
_LENIENT = _extended(Draft202012Validator, _OWN)
_STRICT = _extended(Draft202012Validator, {**_OWN, "properties": _properties})
