"""Attendance reports of Zoom, Teams and Meet are read, or refused with line and remedy."""

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from adapters.meetings.report_reader import ReportReader, read_report
from adapters.meetings.tables import LONGEST_LINE, MOST_LINES
from bot.chat.refusal import Refusal
from bot.chat.uploads import LARGEST_REPORT
from bot.model.attendance.reports import Report, Row, Source
from tests.support.meeting_files import Visit, teams, zoom, zoom_unique


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


DAY = wall("2026-09-02")
ANA = Visit("Ana Lima", "ana@example.edu", DAY.replace(hour=12, minute=58), DAY.replace(hour=14))
BEN = Visit('Ben, "Jr."', "", DAY.replace(hour=13), DAY.replace(hour=13, minute=20, second=5))


def row_of(report: Report, name: str) -> Row:
    return next(row for row in report.rows if row.name.startswith(name))


def refusal(content: bytes | str, name: str = "report.csv") -> str:
    with pytest.raises(Refusal) as caught:
        read_report(content.encode() if isinstance(content, str) else content, name)
    return str(caught.value)


class TestSamples:
    """Every sample is read or refused as its name says."""

    def test_zoom_classic(self, shared: Path) -> None:
        file = shared / "samples" / "zoom" / "participants_98765432101_classic.csv"
        report = read_report(file.read_bytes(), file.name)
        assert (report.source, report.meeting, len(report.rows)) == (Source.ZOOM, "98765432101", 8)
        assert report.begins == wall("2026-09-02 12:55:03")
        assert report.length == timedelta(minutes=82)
        assert [row.name for row in report.rows if row.guest] == [
            "iPad (Bảo Nguyễn)",
            'Dörte "Dodo" Müller-Weiß (dmueller)',
            "15551234567",
        ]
        assert row_of(report, "佐藤").joined == wall("2026-09-02 13:03")
        assert report.needs_zone

    def test_zoom_newer(self, shared: Path) -> None:
        file = shared / "samples" / "zoom" / "participants_2024plus_waiting_room.csv"
        report = read_report(file.read_bytes(), file.name)
        assert (report.source, report.meeting) == (Source.ZOOM, "98765432101")
        assert [row.waiting for row in report.rows] == [True, False, False]

    def test_zoom_over_the_hour_that_occurs_twice(self, shared: Path) -> None:
        file = shared / "samples" / "zoom" / "edge_dst_crossing_2026-11-01.csv"
        [row] = read_report(file.read_bytes(), file.name).rows
        assert (row.joined, row.left) == (
            wall("2026-11-01 01:40"),
            wall("2026-11-01 01:25"),
        )
        assert row.length == timedelta(minutes=45)

    def test_teams(self, shared: Path) -> None:
        file = shared / "samples" / "teams" / "attendance_report.csv"
        report = read_report(file.read_bytes(), file.name)
        assert (report.source, report.meeting) == (Source.TEAMS, "CHEM101 Week 1")
        diallo = [row for row in report.rows if row.name == "Diallo, Amara"]
        assert [row.partial for row in diallo] == [False, False]
        assert diallo[0].login == "amara.diallo@example.edu"
        assert row_of(report, "Okafor").host
        assert [row.name for row in report.rows if row.guest] == [
            "Nguyễn, Bảo (Guest)",
            "佐藤 絵里 (Unverified)",
        ]

    def test_meet(self, shared: Path) -> None:
        file = shared / "samples" / "meet" / "attendance_report.csv"
        report = read_report(file.read_bytes(), file.name)
        assert (report.source, report.begins) == (Source.MEET, None)
        amara = report.rows[0]
        assert (amara.name, amara.joined, amara.left) == (
            *("Amara Diallo", time(12, 58)),
            time(14, 16),
        )
        assert (amara.length, amara.partial) == (timedelta(minutes=73), True)

    def test_what_is_cut_off_is_refused_with_its_line(self, shared: Path) -> None:
        file = shared / "samples" / "zoom" / "bad_truncated.csv"
        said = refusal(file.read_bytes(), file.name)
        assert said.startswith("bad_truncated.csv:2: a quotation mark opens on this line")
        assert said.endswith("Download the report again, as CSV.")
        file = shared / "samples" / "teams" / "bad_no_participants_section.csv"
        said = refusal(file.read_bytes(), file.name)
        assert said.startswith("bad_no_participants_section.csv:7: the file ends without")


class TestVariants:
    """Versions of the programs differ; so do the programs with which files were saved again."""

    def test_unique_users_have_a_total_and_no_times(self) -> None:
        report = read_report(zoom_unique([("Ana", "ana@example.edu", 52)]), "unique.csv")
        [row] = report.rows
        assert (row.joined, row.left, row.length) == (None, None, timedelta(minutes=52))
        assert not report.needs_zone

    def test_without_the_meetings_table(self) -> None:
        report = read_report(zoom([ANA, BEN], head=False), "short.csv")
        assert (report.meeting, report.begins, len(report.rows)) == ("", None, 2)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_any_encoding_that_tells_itself(self, encoding: str) -> None:
        text = zoom([ANA]).decode("utf-8-sig")
        assert read_report(text.encode(encoding), "x.csv").rows[0].name == "Ana Lima"

    def test_saved_again_with_semicolons_or_line_feeds(self) -> None:
        text = zoom([ANA]).decode("utf-8-sig").replace(",", ";").replace("\r\n", "\n")
        assert read_report(text.encode(), "x.csv").rows[0].left == ANA.left

    def test_a_line_for_excel_comes_first(self) -> None:
        text = "sep=,\r\n" + zoom([ANA]).decode("utf-8-sig")
        report = read_report(text.encode(), "x.csv")
        assert (report.meeting, report.rows[0].line) == ("98765432101", 6)

    def test_the_host_is_known_by_the_address_above(self) -> None:
        host = Visit("Tobe", "t@example.edu", ANA.joined, ANA.left)
        assert [row.host for row in read_report(zoom([host, ANA, BEN]), "x.csv").rows] == [
            *(True, False),
            False,
        ]

    def test_teams_saved_again_with_commas(self) -> None:
        text = teams([ANA]).decode("utf-16")
        cells = [[f'"{cell}"' for cell in line.split("\t")] for line in text.splitlines()]
        again = "\n".join(",".join(row) for row in cells)
        assert read_report(again.encode(), "x.csv").rows[0].joined == ANA.joined

    def test_teams_without_activities_has_spans(self) -> None:
        again = Visit(ANA.name, ANA.email, DAY.replace(hour=14, minute=10), DAY.replace(hour=15))
        report = read_report(teams([ANA, again], activities=False), "x.csv")
        [row] = report.rows
        assert (row.partial, row.joined, row.left) == (True, ANA.joined, again.left)
        assert row.length == timedelta(minutes=112)

    def test_teams_older_list_has_no_sections(self) -> None:
        lines = [
            "Meeting Summary",
            "Meeting Title\tWeek 1",
            "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)",
            "Ana\t9/2/2026, 1:00:00 PM\t9/2/2026, 1:30:00 PM\t30m\ta@e.edu\tOrganizer\ta@e.edu",
        ]
        [row] = read_report("\n".join(lines).encode(), "x.csv").rows
        assert (row.name, row.login, row.host) == ("Ana", "a@e.edu", True)

    def test_day_first_dates_are_known_by_one_day_after_the_twelfth(self) -> None:
        late = Visit("Ana", "", wall("2026-09-22 13:00"), wall("2026-09-22 14:00"))
        report = read_report(teams([late], day_first=True), "x.csv")
        assert report.rows[0].joined == late.joined
        assert not report.exchangeable
        assert read_report(teams([ANA], day_first=True), "x.csv").exchangeable

    def test_other_ways_to_write_a_time(self) -> None:
        names = "Name\tEmail\tDuration\tTime joined\tTime exited\n"
        for written in (
            "\u200e9/2/2026, 1:00\u202fPM\u200e",
            "02.09.2026 13:00",
            "2026-09-02T13:00:00",
        ):
            text = f"{names}Ana\t\t5 min\t{written}\t{written}\n"
            assert read_report(text.encode(), "x.csv").rows[0].joined == DAY.replace(hour=13)
        text = f"{names}Ana\t\t5\t2026-09-02T13:00:00Z\t13:05\n"
        joined = read_report(text.encode(), "x.csv").rows[0].joined
        assert joined is not None
        assert joined.tzinfo is not None

    async def test_the_port_reads_the_same(self) -> None:
        read = await ReportReader().read("x.csv", zoom([ANA]))
        assert read == read_report(zoom([ANA]), "x.csv")


class TestRefusals:
    """What can't be read changes nothing and says where and what to do."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "report.csv:1: the file is empty"),
            ("Nombre (nombre original),Correo,Hora de entrada\nAna,a,1\n", "in another language"),
            ("hello\n", "report.csv:1: found “hello”, which are no columns"),
            ("Name,Email,Duration,Time joined,Time exited\n", "report.csv:1: the report lists no"),
            (
                "Name,Email,Duration,Time joined,Time exited\nA,,1,noon,13:00\n",
                "report.csv:2: found “noon” where a time should stand",
            ),
            (
                "Name,Email,Duration,Time joined,Time exited\nA,,1,13:00 PM,13:00\n",
                "report.csv:2: found “13:00 PM”",
            ),
            (
                "Name,Email,Duration,Time joined,Time exited\nA,,a while,13:00,13:05\n",
                "report.csv:2: found “a while” where a length should stand",
            ),
            (
                "Name,Email,Duration,Time joined,Time exited\nA,,1,13:00\n",
                "report.csv:2: this row doesn't say when somebody joined and left",
            ),
            (
                "Name,Email,Duration,Time joined,Time exited\n"
                "A,,1,09/22/2026 13:00,09/22/2026 13:05\nB,,1,22/09/2026 13:00,22/09/2026 13:05\n",
                "report.csv:3: here a date begins with the day, on line 2 with the month",
            ),
            ("Name,User Email,Total Duration (Minutes)\nA,,\n", "report.csv:2: this row doesn't"),
            ('Name,User Email,Total Duration (Minutes)\nA,"b"c,1\n', "report.csv:2: from here on"),
        ],
    )
    def test_in_words(self, text: str, said: str) -> None:
        assert said in refusal(text)

    def test_a_report_made_while_the_meeting_ran(self) -> None:
        text = zoom([ANA]).decode("utf-8-sig").replace("09/02/2026 02:00:00 PM,62", ",62")
        assert "report.csv:5: this row doesn't say" in refusal(text)

    def test_only_the_upper_table(self) -> None:
        top = zoom([ANA]).decode("utf-8-sig").split("\r\n\r\n")[0]
        assert "report.csv:2: the file ends before the list of participants" in refusal(top)

    def test_other_kinds_of_file(self) -> None:
        assert "this is a workbook" in refusal(b"PK\x03\x04rest")
        assert "report.csv:2: this is not UTF-8" in refusal(b"Name\n\xff\xe9\n")
        cut = "\ufeffName\nAna".encode("utf-16-le")[:-1]
        assert "report.csv:2: the file is cut off here" in refusal(cut)
        assert "this is no text file" in refusal(b"Name,Email\nA\0B\n")

    def test_what_is_too_large_is_not_even_parsed(self) -> None:
        assert "6 MB are too much" in refusal(b"a" * (LARGEST_REPORT + 1_000_000))
        assert f"more than {MOST_LINES} lines" in refusal("a,b\n" * (MOST_LINES + 1))
        assert "report.csv:2: 10001 characters" in refusal("a\n" + "," * (LONGEST_LINE + 1))
