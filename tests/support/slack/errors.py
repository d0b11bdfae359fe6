"""What Slack answers when it refuses: `{"ok": false, "error": CODE}` with status 200."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class SlackError(Exception):
    """A refusal by its code; `more` goes into the answer's body."""

    def __init__(self, code: str, **more: Any) -> None:
        """Keep what is answered."""
        super().__init__(f"{code} {more}" if more else code)
        self.code = code
        self.more = more

    @property
    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        return {"ok": False, "error": self.code, **self.more}


def explained(code: str, problems: Sequence[str]) -> SlackError:
    """Return a refusal that says what is wrong, as those of blocks and arguments do."""
    told = [f"[ERROR] {problem}" for problem in problems]
    more: dict[str, Any] = {"response_metadata": {"messages": told}}
    if code == "invalid_blocks":
        more["errors"] = list(problems)
    return SlackError(code, **more)
