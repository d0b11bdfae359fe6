"""The week's files hold everything, read back as they were meant, and never change their bytes."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from openpyxl import load_workbook

from adapters.lms.exports import GradebookFiles, export
from bot.model.gradebook.gradebook import EvidenceRow, GradebookWeek, Scope
from bot.ports.gradebooks import WRITTEN, Format, Gradebooks
from tests.support.gradebook import a_week, row

EVIDENCE = EvidenceRow(
    person="p-amara",
    name="=Amara",
    act="post",
    at=datetime(2026, 9, 8, 12, 30, tzinfo=UTC),
    about="Discussion: acids",
    amount=82,
    counts=True,
    evidence="https://example.edu/m/1",
)


@pytest.fixture
def week() -> GradebookWeek:
    return a_week(
        row("=Amara", note="+1 for helping"), row("Bao", "0.5"), row("Dodo", None),
        evidence=(EVIDENCE,),
    )  # fmt: skip


@pytest.mark.parametrize("form", WRITTEN)
async def test_the_same_week_gives_the_same_bytes(form: Format, week: GradebookWeek) -> None:
    gradebooks: Gradebooks = GradebookFiles()
    first, second = await gradebooks.write(week, form), await gradebooks.write(week, form)
    assert first == second
    assert first.name.startswith("chemistry-101-week-03.")


@pytest.mark.parametrize("form", WRITTEN)
def test_the_bytes_are_the_same_years_later(form: Format, week: GradebookWeek) -> None:
    with time_machine.travel(datetime(2026, 9, 14, tzinfo=UTC)):
        first = export(week, form)
    with time_machine.travel(datetime(2031, 2, 3, tzinfo=UTC)):
        assert export(week, form) == first


@pytest.mark.parametrize("form", WRITTEN)
def test_a_total_has_its_weeks_and_a_week_that_does_not_count_is_no_zero(form: Format) -> None:
    amara = replace(
        row("Amara", "66.67"), asked=Decimal(100), marks=(Decimal(2), None), exact=Decimal(200) / 3
    )
    total = replace(a_week(amara), scope=Scope.TOTAL, options=("W01", "W02"))
    file = export(total, form)
    assert file.name.startswith("chemistry-101-total-week-03.")
    if form is Format.XLSX:
        book = load_workbook(io.BytesIO(file.content))
        head, student = book["Students"].iter_rows(values_only=True)
        assert dict(zip(head, student, strict=True))["W02"] is None
        assert book["Summary"]["A1"].value == "Chemistry 101: weeks 1 to 3"
    elif form is not Format.JSON:
        [line] = csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"), newline=""))
        assert line["Participation total"] == "66.67"
        assert line.get("W02", "") == ""
    else:
        whole = json.loads(file.content)
        assert (whole["scope"], whole["rows"][0]["marks"]) == ("total", ["2", None])
        assert "exact" not in whole["rows"][0]


def test_every_format_carries_the_same_checksum(week: GradebookWeek) -> None:
    sums = {export(week, form).checksum for form in WRITTEN}
    assert len(sums) == 1
    changed = a_week(row("=Amara"), row("Bao", "0.5"), row("Dodo", None))
    assert export(changed, Format.CSV).checksum not in sums


def test_csv_lists_everyone(week: GradebookWeek) -> None:
    content = export(week, Format.CSV).content.decode("utf-8-sig")
    assert content.count("\r\n") == 4
    amara, bao, dodo = csv.DictReader(io.StringIO(content, newline=""))
    assert (amara["Name"], amara["Note"]) == ("'=Amara", "'+1 for helping")
    assert (bao["Participation W03"], bao["Asked"], bao["Attend live"]) == ("0.5", "2", "0.5")
    assert (dodo["Participation W03"], dodo["State"], dodo["Policy version"]) == ("", "locked", "2")
    assert dodo["Made at"] == "2026-09-14T04:00:00Z"


def test_json_holds_the_evidence(week: GradebookWeek) -> None:
    whole = json.loads(export(week, Format.JSON).content)
    assert whole["format"] == "homeroom-week"
    assert [each["earned"] for each in whole["rows"]] == ["2", "0.5", None]
    assert whole["evidence"][0]["at"] == "2026-09-08T12:30:00Z"
    assert whole["rows"][0]["name"] == "=Amara"


def test_the_spreadsheet_reads_back_without_a_formula(week: GradebookWeek) -> None:
    file = export(week, Format.XLSX)
    book = load_workbook(io.BytesIO(file.content))
    assert book.sheetnames == ["Summary", "Students", "Evidence"]
    assert {cell.data_type for sheet in book for line in sheet for cell in line} <= {"s", "n", "d"}
    students = list(book["Students"].iter_rows(values_only=True))
    assert students[0][:7] == (
        "Name", "Email address", "Username", "ID number", "Group", "Earned", "Asked",
    )  # fmt: skip
    assert students[1][0] == "=Amara"
    assert [line[5] for line in students[1:]] == [2, 0.5, None]
    evidence = list(book["Evidence"].iter_rows(min_row=2, values_only=True))
    assert evidence[0][2:7] == (
        EVIDENCE.at.replace(tzinfo=None), "Discussion: acids", 82, "yes", "https://example.edu/m/1",
    )  # fmt: skip
    link = book["Evidence"]["G2"].hyperlink
    assert link is not None
    assert link.target == "https://example.edu/m/1"


def test_the_spreadsheet_says_the_week_in_words_and_in_a_chart(week: GradebookWeek) -> None:
    content = export(week, Format.XLSX).content
    words = [cell.value for cell in load_workbook(io.BytesIO(content))["Summary"]["A"]]
    assert "Of 2 students counted, 1 earned everything asked, 1 a part and 0 nothing." in words
    assert {"Route", "Attend live", "Discuss", "everything asked", "not counted"} <= set(words)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert {"xl/charts/chart1.xml", "xl/charts/chart2.xml"} <= set(book.namelist())
        assert all(b"<f>" not in book.read(name) for name in book.namelist() if "sheet" in name)


@pytest.mark.parametrize(
    ("title", "name"),
    [("Été à Çà & là!", "ete-a-ca-la"), ("化学", "course"), ("../../etc/passwd", "etc-passwd")],
)
def test_file_names_are_plain(title: str, name: str, week: GradebookWeek) -> None:
    titled = replace(week, course=title)
    assert export(titled, Format.JSON).name == f"{name}-week-03.json"
