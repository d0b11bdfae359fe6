"""The journal as a running bot writes it, read from memory."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator

import structlog

from adapters.system.journal import SystemJournal
from tests.support.fakes import NoteBook


@contextlib.contextmanager
def journal_in_memory() -> Iterator[io.StringIO]:
    """Write the journal as JSON into memory, with everything there is."""
    written = io.StringIO()
    structlog.configure(
        processors=[structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(written),
        cache_logger_on_first_use=False,
    )
    yield written
    structlog.reset_defaults()


class Telling(NoteBook):
    """Keeps troubles, and notes everything as a running bot does."""

    def note(self, what: str, **facts: str | int) -> None:
        """Note something ordinary."""
        SystemJournal().note(what, **facts)

    def trouble(self, what: str, error: BaseException, **facts: str | int) -> None:
        """Note and keep an error."""
        SystemJournal().trouble(what, error, **facts)
        super().trouble(what, error, **facts)
