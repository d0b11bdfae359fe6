"""What adapters log stands in the journal; what libraries log stands nowhere."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from adapters.system.journal import ADAPTERS, LIBRARIES, SystemJournal, configure


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Put the loggers back as they were."""
    loggers = [logging.getLogger(name) for name in (ADAPTERS, *LIBRARIES)]
    before = [(list(one.handlers), one.level) for one in loggers]
    yield
    structlog.reset_defaults()
    for one, (handlers, level) in zip(loggers, before, strict=True):
        one.handlers = handlers
        one.setLevel(level)


def test_adapters_and_the_core_write_lines_alike(capsys: pytest.CaptureFixture[str]) -> None:
    configure(as_json=True)
    logging.getLogger("homeroom.discord").warning("thread %s keeps its name", "12")
    logging.getLogger("homeroom.discord").debug("not at this level")
    SystemJournal().note("post stands", post="p1")
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert (first["event"], first["adapter"], first["level"]) == (
        "thread 12 keeps its name",
        "discord",
        "warning",
    )
    assert (second["event"], second["post"], second["level"]) == ("post stands", "p1", "info")


def test_a_library_s_addresses_are_not_written_down(capsys: pytest.CaptureFixture[str]) -> None:
    configure(as_json=False)
    logging.getLogger("discord.http").warning("PUT https://example.org/secret")
    assert capsys.readouterr().err == ""
