"""Which function answers which request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from tests.support.discord.drafts import Upload
from tests.support.discord.errors import DiscordError, invalid
from tests.support.discord.state import State


@dataclass(slots=True)
class Call:
    """A request as its handler gets it; `body` is JSON, None for none."""

    state: State
    method: str
    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    uploads: Sequence[Upload] = ()

    def id(self, name: str) -> int:
        """Return an id in the path; 50035 if it is none."""
        value = self.params[name]
        if not value.isdecimal():
            raise invalid(name, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
        return int(value)

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """Return a number in the query; 50035 if it is out of bounds."""
        value = self.query.get(name, str(default))
        if not value.isdecimal() or not least <= int(value) <= most:
            raise invalid(name, "NUMBER_TYPE_MAX", f"int value should be {least} to {most}.")
        return int(value)

    def json(self) -> dict[str, Any]:
        """Return the body if it is an object; 50109 else."""
        if not isinstance(self.body, dict):
            raise DiscordError(50109)
        return self.body


Handler = Callable[[Call], Any]


@dataclass(frozen=True, slots=True)
class Route:
    """One operation. Its names are what faults and limits know it by.

    The handler returns JSON, or None for 204. A route that is `open` needs no token.
    """

    method: str
    path: str
    handler: Handler
    names: tuple[str, ...]
    status: int = 200
    open: bool = False


class Router:
    """Finds the route of a request; literal parts go before named ones."""

    def __init__(self, routes: Iterable[Route]) -> None:
        """Know these routes."""
        self._by_size: dict[tuple[str, int], list[tuple[list[str], Route]]] = {}
        for route in routes:
            parts = route.path.strip("/").split("/")
            self._by_size.setdefault((route.method, len(parts)), []).append((parts, route))
        for found in self._by_size.values():
            found.sort(key=lambda one: [part.startswith("{") for part in one[0]])

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
        """Return the route of a path as it was sent, and what its named parts are."""
        parts = path.strip("/").split("/")
        for wanted, route in self._by_size.get((method, len(parts)), ()):
            if all(a == b or a.startswith("{") for a, b in zip(wanted, parts, strict=True)):
                named = zip(wanted, parts, strict=True)
                return route, {a[1:-1]: unquote(b) for a, b in named if a.startswith("{")}
        return None
