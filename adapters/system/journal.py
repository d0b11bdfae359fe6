"""The journal on structlog: one line a thing that happened, for people or as JSON."""

from __future__ import annotations

import logging
import sys
import traceback

import structlog
from structlog.typing import Processor

OURS = ("bot", "adapters", "config")
ADAPTERS = "homeroom"
"""The logger above those of the adapters, which write to the standard library's."""
LIBRARIES = ("discord",)
"""Loggers of libraries that write down addresses, secrets and all; we note what matters."""


def configure(*, as_json: bool, level: str = "info") -> None:
    """Send the journal to standard error; `level` is one of debug, info, warning, error."""
    processors: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if as_json:
        processors.append(structlog.processors.JSONRenderer())
    else:
        processors.append(structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()))
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    ours = logging.getLogger(ADAPTERS)
    ours.handlers = [_Forwarding()]
    ours.setLevel(level.upper())
    for name in LIBRARIES:
        logging.getLogger(name).handlers = [logging.NullHandler()]


class _Forwarding(logging.Handler):
    """Hands what the adapters log to the journal, so that all lines look alike."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line: the message, and which adapter it came from."""
        log = structlog.get_logger()
        log.log(record.levelno, record.getMessage(), adapter=record.name.rpartition(".")[2])


class SystemJournal:
    """Notes things by name and ids. What an error says may quote a student or a token: left out."""

    def __init__(self) -> None:
        """Take the configured logger."""
        self._log = structlog.get_logger()

    def note(self, what: str, **facts: str | int) -> None:
        """Note something ordinary."""
        self._log.info(what, **facts)

    def trouble(self, what: str, error: BaseException, **facts: str | int) -> None:
        """Note an error: its type and where in our code it arose, never its words."""
        self._log.error(what, error=type(error).__name__, where=where_of(error), **facts)


def where_of(error: BaseException) -> str:
    """Return the innermost of our own lines that an error passed through, as `file:line`."""
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        parts = frame.filename.replace("\\", "/").split("/")
        for room in OURS:
            if room in parts:
                return f"{'/'.join(parts[parts.index(room) :])}:{frame.lineno}"
    return "outside"
