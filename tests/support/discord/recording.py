"""What was asked of the server, and what Discord's own document has to say about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.discord import openapi


@dataclass(slots=True)
class Recorded:
    """A request; `nth` counts all of them from 1, `status` is 0 while it is not answered."""

    nth: int
    method: str
    path: str
    query: Mapping[str, str]
    body: Any
    files: tuple[str, ...]
    names: tuple[str, ...] = ()
    status: int = 0
    answer: Any = None
    reason: str | None = None


@dataclass(slots=True)
class Recording:
    """All requests, those that no route here answers, and what the document refuses."""

    validate: bool = True
    requests: list[Recorded] = field(default_factory=list)
    unknown: list[Recorded] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def add(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        body: Any,
        files: tuple[str, ...],
    ) -> Recorded:
        """Write a request down."""
        made = Recorded(len(self.requests) + 1, method, path, query, body, files)
        self.requests.append(made)
        return made

    def check(self, recorded: Recorded) -> None:
        """Hold a request against the document, where that is at hand."""
        if not (self.validate and openapi.present()):
            return
        for problem in openapi.problems(recorded.method, recorded.path, recorded.body):
            self.refused.append(
                f"{recorded.method} {recorded.path} (nth {recorded.nth}): {problem}"
            )

    def of(self, *names: str) -> list[Recorded]:
        """Return the requests of operations, such as `post`."""
        return [one for one in self.requests if set(names) & set(one.names)]

    def __iter__(self) -> Iterator[Recorded]:
        """Iterate over all requests."""
        return iter(self.requests)
