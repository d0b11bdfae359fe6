"""People write the hours that never work in their own way."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.time.availability import WeeklyHours
from bot.model.time.hours import MOST, Unreadable, parse_hours, write_hours


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Mon-Fri 9-17, Sun", "Mon-Fri 09:00-17:00; Sun"),
        ("mon-fri 09:00-17:00, sun 00:00-24:00", "Mon-Fri 09:00-17:00; Sun"),
        ("Monday to Friday 9am to 5pm", "Mon-Fri 09:00-17:00"),
        ("Mon, Wed 9-17", "Mon, Wed 09:00-17:00"),
        ("Tue and Thu evenings", "Tue, Thu 18:00-22:00"),
        ("nights", "Mon-Sun 22:00-08:00"),
        ("Every night", "Mon-Sun 22:00-08:00"),
        ("weekends", "Sat-Sun"),
        ("weekend mornings; Fri after 18", "Fri 18:00-24:00; Sat-Sun 06:00-12:00"),
        ("weekdays before 8:30", "Mon-Fri 00:00-08:30"),
        ("Mon 9-12, 14-17", "Mon 09:00-12:00; Mon 14:00-17:00"),
        ("Mon 9–12; Tue 14—17.", "Mon 09:00-12:00; Tue 14:00-17:00"),
        ("Fri-Mon", "Mon, Fri-Sun"),
        ("22-6", "Mon-Sun 22:00-06:00"),
        ("sundays 2-5pm", "Sun 14:00-17:00"),
        ("sun 9-5pm", "Sun 09:00-17:00"),
        ("sun 10-1am", "Sun 22:00-01:00"),
        ("sat 12-5pm", "Sat 12:00-17:00"),
        ("sat 10-1pm", "Sat 10:00-13:00"),
        ("Mon 9am-5", "Mon 09:00-05:00"),
        ("Mon 9-5:30", "Mon 09:00-05:30"),
        ("Mon until 8, Tue till 9", "Mon 00:00-08:00; Tue 00:00-09:00"),
        ("sat 12am-12pm", "Sat 00:00-12:00"),
        ("thurs all day", "Thu"),
        ("from 22 to 23:15", "Mon-Sun 22:00-23:15"),
        ("Mon 10:00-2:00", "Mon 10:00-02:00"),
        ("none", ""),
        (" - ", ""),
        ("", ""),
    ],
)
def test_hours_are_read_and_shown_as_understood(text: str, written: str) -> None:
    assert write_hours(parse_hours(text)) == written


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("whenever", "“whenever” is no day of the week"),
        ("Mon 9-5", "could mean two things"),
        ("Mon 25-26", "no time of day"),
        ("Mon 9:75-10", "no time of day"),
        ("Mon 13pm-14pm", "no time of day"),
        ("Mon 9-13pm", "no time of day"),
        ("Mon 9-24:01", "no time of day"),
        ("Mon 9-24:30", "no time of day"),
        ("Mon 17-17", "begins and ends at the same time"),
        ("Mon 9 -", "can't be read"),
        ("?", "can't be read"),
        (",", "can't be read"),
        ("every day", "can't be read"),
        ("Mon-Sun", "leaves no hour of the week"),
        ("daily", "leaves no hour of the week"),
        ("mon-sun 8-22, nights", "leaves no hour of the week"),
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(text: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        parse_hours(text)


clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
weekly = st.builds(WeeklyHours, st.integers(0, 6), clocks, clocks).filter(
    lambda hours: hours.starts != hours.ends or hours.starts == time()
)


@given(st.lists(weekly, max_size=6, unique=True))
def test_what_is_written_is_read_as_the_same(hours: list[WeeklyHours]) -> None:
    key = [(each.weekday, each.starts, each.ends) for each in hours]
    read = parse_hours(write_hours(hours))
    assert [(each.weekday, each.starts, each.ends) for each in read] == sorted(key)


@given(st.text(alphabet=st.sampled_from("montuewdfris 0123456789:-,;.apm") | st.characters()))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Unreadable):
        assert len(parse_hours(text)) <= MOST
