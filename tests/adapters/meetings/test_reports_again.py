"""Any meeting that is written as a report is read again; any bytes are read or refused."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from adapters.meetings.report_reader import read_report
from bot.chat.refusal import Refusal
from tests.support.meeting_files import Visit, meet, teams, zoom


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


names = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
moments = st.datetimes(wall("2026-09-01"), wall("2026-12-31")).map(
    lambda moment: moment.replace(microsecond=0, fold=0)
)
lengths = st.timedeltas(timedelta(), timedelta(hours=3)).map(
    lambda length: timedelta(seconds=int(length.total_seconds()))
)
visits = st.builds(
    lambda name, number, joined, length: Visit(
        name, f"p{number}@example.edu" if number else "", joined, joined + length
    ),
    names.filter(lambda name: name and not name.startswith('"')),
    st.integers(0, 3),
    moments,
    lengths,
)
FORMS: list[Callable[[list[Visit]], bytes]] = [
    zoom,
    lambda found: zoom(found, newer=True),
    lambda found: zoom(found, head=False),
    teams,
    lambda found: teams(found, day_first=True),
]


@given(st.lists(visits, min_size=1, max_size=6), st.sampled_from(FORMS))
def test_what_is_written_is_read_again(
    found: list[Visit], write: Callable[[list[Visit]], bytes]
) -> None:
    report = read_report(write(found), "x.csv")
    read = [(row.name, row.email or "", row.joined, row.left) for row in report.rows]
    meant = [(visit.name, visit.email, visit.joined, visit.left) for visit in found]
    swapped = [(name, email, _swap(a), _swap(b)) for name, email, a, b in meant]
    assert sorted(read) in (
        [sorted(meant), sorted(swapped)] if report.exchangeable else [sorted(meant)]
    )


@given(st.lists(visits, min_size=1, max_size=6))
def test_meet_is_read_to_the_minute(found: list[Visit]) -> None:
    report = read_report(meet(found), "x.csv")
    for row, visit in zip(report.rows, found, strict=True):
        assert row.joined == visit.joined.time().replace(second=0)
        assert row.length == timedelta(
            minutes=-(-int((visit.left - visit.joined).total_seconds()) // 60)
        )


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    said = ""
    try:
        read_report(content, "x.csv")
    except Refusal as refused:
        said = str(refused)
    assert not said or said.startswith("x.csv:")


def _swap(wall: datetime) -> datetime:
    return wall.replace(month=wall.day, day=wall.month) if wall.day <= 12 else wall
