"""The one error a request to the sandbox's server can cause."""

from __future__ import annotations


class SandboxError(Exception):
    """A request that can't be done: an HTTP status and a sentence that says what to do."""

    def __init__(self, status: int, sentence: str) -> None:
        """Keep the status beside the sentence."""
        super().__init__(sentence)
        self.status = status


def missing() -> SandboxError:
    """Return the answer for what is not there and for what one may not see: they look the same."""
    return SandboxError(404, "There is nothing here that you can see. Go back to your places.")
