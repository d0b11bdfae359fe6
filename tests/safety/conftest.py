"""What is written down, for all who look for what must not be."""

import io
from collections.abc import Iterator

import pytest

from tests.support.journal import journal_in_memory
from tests.support.unhurried import unhurried

__all__ = ["journal", "unhurried"]


@pytest.fixture
def journal() -> Iterator[io.StringIO]:
    """Write the journal into memory."""
    with journal_in_memory() as written:
        yield written
