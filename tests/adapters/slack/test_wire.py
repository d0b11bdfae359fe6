"""Instants and places as Slack writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.wire import instant_of, message_of, ts_of
from bot.model.places import Message, Place

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROS = st.integers(0, 7_000_000_000_000_000)
INSTANTS = MICROS.map(lambda micros: EPOCH + timedelta(microseconds=micros))


def test_a_ts_is_an_instant_to_the_microsecond() -> None:
    assert instant_of("1503435956.000247") == datetime(2017, 8, 22, 21, 5, 56, 247, tzinfo=UTC)
    assert instant_of("1503435956") == datetime(2017, 8, 22, 21, 5, 56, tzinfo=UTC)


@given(INSTANTS)
def test_an_instant_becomes_a_ts_and_comes_back(instant: datetime) -> None:
    assert instant_of(ts_of(instant)) == instant


@given(INSTANTS, INSTANTS)
def test_later_is_later_in_words_too(first: datetime, second: datetime) -> None:
    one, other = ts_of(first).zfill(18), ts_of(second).zfill(18)
    assert (first < second) == (one < other)


@pytest.mark.parametrize("text", ["", "now", "1503435956.", "-1.0", "1.1234567", "١٢٣", "1 2"])
def test_what_is_no_ts_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="No ts"):
        instant_of(text)


def test_a_reply_stands_in_its_thread_and_the_root_in_the_channel() -> None:
    channel = Place("slack", "C1")
    assert message_of("C1", "1.000001") == Message(channel, "1.000001")
    assert message_of("C1", "1.000001", "1.000001") == Message(channel, "1.000001")
    thread = Place("slack", "C1", "1.000001")
    assert message_of("C1", "2.000000", "1.000001") == Message(thread, "2.000000")
