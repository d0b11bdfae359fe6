"""What was asked of the server, and what Slack's own types have to say about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.slack import schemas
from tests.support.slack.errors import SlackError


@dataclass(slots=True)
class Recorded:
    """A call, or what was sent to a response URL (`respond`) or uploaded (`upload`).

    `nth` counts all of them from 1. `status` is 0 while it is not answered; `error` is Slack's
    code if it was refused.
    """

    nth: int
    method: str
    args: Mapping[str, Any]
    token: str = field(repr=False, default="")
    words: tuple[str, ...] = ()
    status: int = 0
    answer: Any = None
    error: str = ""


@dataclass(slots=True)
class Recording:
    """All calls, those of methods that don't exist here, and what Slack's types refuse."""

    validate: bool = True
    calls: list[Recorded] = field(default_factory=list)
    unknown: list[Recorded] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def add(self, method: str, args: Mapping[str, Any], token: str = "") -> Recorded:
        """Write a call down."""
        made = Recorded(len(self.calls) + 1, method, args, token)
        self.calls.append(made)
        return made

    def check(self, recorded: Recorded, args: Mapping[str, Any]) -> None:
        """Hold a call against Slack's types, where they are at hand."""
        if not (self.validate and schemas.present()):
            return
        if recorded.method == "respond":
            problems = [
                *schemas.block_problems(args.get("blocks") or []),
                *(f"no argument {name}" for name in args if name not in RESPONDING),
            ]
        else:
            problems = schemas.argument_problems(recorded.method, args)
        for problem in problems:
            self.refused.append(f"{recorded.method} (nth {recorded.nth}): {problem}")

    def of(self, *words: str) -> list[Recorded]:
        """Return the calls of methods, by their names or by words such as `post`."""
        return [one for one in self.calls if set(words) & {one.method, *one.words}]

    def failed(self) -> list[Recorded]:
        """Return the calls that were refused."""
        return [one for one in self.calls if one.error]

    def __iter__(self) -> Iterator[Recorded]:
        """Iterate over all calls."""
        return iter(self.calls)


RESPONDING = (
    *("text", "blocks", "attachments", "response_type", "replace_original", "delete_original"),
    *("thread_ts", "unfurl_links", "unfurl_media", "metadata"),
)
"""What a response URL takes."""


def answered(recorded: Recorded, status: int, answer: Any) -> None:
    """Write down what a call was answered."""
    recorded.status, recorded.answer = status, answer
    if isinstance(answer, dict) and answer.get("ok") is False:
        recorded.error = str(answer["error"])


def refused(error: SlackError) -> tuple[int, Any]:
    """Return what is answered to a call that is refused."""
    return 200, error.body
