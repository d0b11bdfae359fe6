"""The export as a spreadsheet: a summary with charts, the students, and the evidence.

Text is written as text, so no cell can become a formula, and all dates inside the file are the
export's own, so the same week gives the same bytes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from adapters.lms.cells import clean, number
from adapters.lms.plain import PERSON_COLUMNS, checksum, instant
from bot.model.gradebook.gradebook import GradebookWeek, Scope, earners, summary, takers

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

INK = "#1F3A4D"
LINE = 20
"""The height of a line in pixels."""
LINK_LIMIT = 2_000
"""Links that stay clickable; beyond it they are plain text, for a sheet holds 65,530 at most."""

_EVIDENCE = ("Name", "Act", "At (UTC)", "About", "Amount", "Counts", "Evidence", "Note")


def write_xlsx(week: GradebookWeek) -> bytes:
    """Return the week as a workbook of three sheets."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd hh:mm",
    }
    book = Workbook(target, options)
    book.set_properties(
        {
            "title": f"{clean(week.course)}, {week.column}",
            "comments": f"Policy version {week.policy}, {week.state}. SHA-256 {checksum(week)}",
            "created": week.made_at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    looks = _Looks(book)
    _summary(book, looks, week)
    _students(book, looks, week)
    _evidence(book, looks, week)
    book.close()
    return target.getvalue()


class _Looks:
    """The few cell formats that the sheets share."""

    def __init__(self, book: Workbook) -> None:
        self.title = book.add_format({"bold": True, "font_size": 16, "font_color": INK})
        self.head = book.add_format(
            {"bold": True, "font_color": "#FFFFFF", "bg_color": INK, "text_wrap": True,
             "valign": "vcenter", "border": 1, "border_color": INK}
        )  # fmt: skip
        self.words = book.add_format({"text_wrap": True, "valign": "top"})
        self.faint = book.add_format({"font_color": "#5B6B75"})
        self.points = book.add_format({"num_format": "0.##"})
        self.instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})


def _summary(book: Workbook, looks: _Looks, week: GradebookWeek) -> None:
    sheet = book.add_worksheet("Summary")
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 40)
    sheet.hide_gridlines(2)
    total = week.scope is Scope.TOTAL
    sheet.write_string(0, 0, f"{clean(week.course)}: {week.what}", looks.title)
    line = 2
    for sentence in summary(week):
        sheet.merge_range(line, 0, line, 2, "")
        sheet.write_string(line, 0, clean(sentence), looks.words)
        line += 1
    made = f"Policy version {week.policy}. Reckoned {instant(week.made_at)}."
    sheet.write_string(line, 0, made, looks.faint)
    sheet.write_string(line + 1, 0, f"Checksum {checksum(week)[:16]}", looks.faint)
    by = "week" if total else "route"
    tables = (
        _Table(by.capitalize(), f"Students who earned credit, by {by}", takers(week)),
        _Table("Earned", "Students by what they earned", earners(week)),
    )
    line += 3
    for table in tables:
        if table.counts:
            line = _table(book, sheet, looks, table, line)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)


@dataclass(frozen=True, slots=True)
class _Table:
    """Names and how many students each is true of; `title` stands over its chart."""

    head: str
    title: str
    counts: tuple[tuple[str, int], ...]


def _table(book: Workbook, sheet: Worksheet, looks: _Looks, table: _Table, head: int) -> int:
    """Write a table and its chart below it; return the line after both."""
    _heads(sheet, looks, (table.head, "Students"), head)
    for place, (name, count) in enumerate(table.counts, start=head + 1):
        sheet.write_string(place, 0, clean(name))
        sheet.write_number(place, 1, count)
    return _chart(book, sheet, table, head)


def _chart(book: Workbook, sheet: Worksheet, table: _Table, head: int) -> int:
    """Put a bar chart of the table under `head` below it; each bar carries its number."""
    chart = book.add_chart({"type": "bar"})
    rows = (head + 1, head + len(table.counts))
    chart.add_series(
        {
            "name": "Students",
            "categories": ["Summary", rows[0], 0, rows[1], 0],
            "values": ["Summary", rows[0], 1, rows[1], 1],
            "fill": {"color": "#2F7FA8"},
            "gap": 60,
            "data_labels": {"value": True},
        }
    )
    chart.set_title({"name": table.title, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"min": 0, "num_format": "0", "major_gridlines": {"visible": False}})
    height = 120 + 40 * len(table.counts)
    chart.set_size({"width": 640, "height": height})
    described = f"Bars: {table.title.lower()}; the table above has the numbers."
    sheet.insert_chart(rows[1] + 2, 0, chart, {"description": described})
    return rows[1] + 4 + height // LINE


def _students(book: Workbook, looks: _Looks, week: GradebookWeek) -> None:
    sheet = book.add_worksheet("Students")
    header = (*PERSON_COLUMNS, "Earned", "Asked", *map(clean, week.options), "Status", "Note")
    _heads(sheet, looks, header)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 4, 14)
    sheet.set_column(len(header) - 1, len(header) - 1, 50)
    for place, row in enumerate(week.rows, start=1):
        keys = (row.name, row.email, row.username, row.number, row.group)
        for column, cell in enumerate(keys):
            sheet.write_string(place, column, clean(cell or ""))
        for column, points in enumerate((row.earned, row.asked, *row.marks), start=len(keys)):
            if points is not None:
                sheet.write_number(place, column, float(number(points)), looks.points)
        sheet.write_string(place, len(header) - 2, clean(row.status))
        sheet.write_string(place, len(header) - 1, clean(row.note))
    sheet.autofilter(0, 0, len(week.rows), len(header) - 1)


def _evidence(book: Workbook, looks: _Looks, week: GradebookWeek) -> None:
    sheet = book.add_worksheet("Evidence")
    _heads(sheet, looks, _EVIDENCE)
    sheet.freeze_panes(1, 1)
    for column, width in enumerate((26, 12, 18, 32, 10, 9, 50, 50)):
        sheet.set_column(column, column, width)
    for place, row in enumerate(week.evidence, start=1):
        sheet.write_string(place, 0, clean(row.name))
        sheet.write_string(place, 1, clean(row.act))
        at = row.at.astimezone(UTC).replace(tzinfo=None)
        sheet.write_datetime(place, 2, at, looks.instant)
        sheet.write_string(place, 3, clean(row.about))
        sheet.write_number(place, 4, row.amount)
        sheet.write_string(place, 5, "yes" if row.counts else "no")
        _link(sheet, place, 6, clean(row.evidence))
        sheet.write_string(place, 7, clean(row.note))
    sheet.autofilter(0, 0, len(week.evidence), len(_EVIDENCE) - 1)


def _link(sheet: Worksheet, row: int, column: int, evidence: str) -> None:
    """Write a web address as a link, anything else as text."""
    if evidence.startswith(("https://", "http://")) and row <= LINK_LIMIT and len(evidence) < 2000:
        sheet.write_url(row, column, evidence)
    else:
        sheet.write_string(row, column, evidence)


def _heads(sheet: Worksheet, looks: _Looks, titles: tuple[str, ...], row: int = 0) -> None:
    for column, title in enumerate(titles):
        sheet.write_string(row, column, title, looks.head)
