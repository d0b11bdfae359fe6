"""The week's export in every format that Homeroom writes: the port's adapter."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import Sequence

from adapters.lms.filling import fill
from adapters.lms.grids import read_grid
from adapters.lms.marks import write_marks
from adapters.lms.moodle import write_moodle
from adapters.lms.plain import checksum, write_csv, write_json
from adapters.lms.spreadsheet import write_xlsx
from adapters.lms.targets import read_layout
from bot.chat.refusal import Refusal
from bot.model.attendance.marks import Marked
from bot.model.gradebook.gradebook import GradebookWeek, Key, Scope
from bot.model.participation.policies.policy import Period
from bot.ports.gradebooks import INTO, ExportFile, Format, MarksFile, Target

_WRITERS = {Format.CSV: write_csv, Format.JSON: write_json, Format.XLSX: write_xlsx}
_ENDINGS = {
    Format.CSV: "csv",
    Format.MOODLE: "moodle.csv",
    Format.XLSX: "xlsx",
    Format.JSON: "json",
}
_MEDIA_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.MOODLE: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON: "application/json",
}


class GradebookFiles:
    """Writes exports in a thread, so that a large spreadsheet keeps nobody waiting."""

    async def write(self, week: GradebookWeek, form: Format, key: Key = Key.EMAIL) -> ExportFile:
        """Return the week as a file of the format `form`."""
        return await asyncio.to_thread(export, week, form, key)

    async def recognize(self, target: Target, wanted: Format | None = None) -> Format:
        """Return whose format a target is."""
        return await asyncio.to_thread(recognized, target, wanted)

    async def fill(self, week: GradebookWeek, target: Target, form: Format) -> ExportFile:
        """Return the target with the week's grades in it."""
        return await asyncio.to_thread(filled, week, target, form)

    async def marks(self, name: str, marked: Sequence[Marked]) -> MarksFile:
        """Return a session's marks as a file."""
        return await asyncio.to_thread(write_marks, f"{_slug(name)}.moodle-attendance.csv", marked)


def recognized(target: Target, wanted: Format | None = None) -> Format:
    """Return whose format a target is; blocks while it is read."""
    return read_layout(read_grid(target.name, target.content), wanted).form


def export(week: GradebookWeek, form: Format, key: Key = Key.EMAIL) -> ExportFile:
    """Return the week as a file of the format `form`; blocks while it is written."""
    if form in INTO:
        raise Refusal(
            f"For {form.value.capitalize()} a file is filled in that the gradebook gave, for its "
            "ids can't be made up: download the gradebook there and give that file as --into."
        )
    name = f"{_slug(week.course)}-{_stem(week)}.{_ENDINGS[form]}"
    media_type, check = _MEDIA_TYPES[form], checksum(week)
    everyone = frozenset(row.person for row in week.rows)
    if form is Format.MOODLE:
        moodle = write_moodle(week, key)
        graded = everyone - {each.person for each in moodle.left_out}
        return ExportFile(
            name, media_type, moodle.content, check, form, moodle.left_out, moodle.warnings,
            graded=graded,
        )  # fmt: skip
    content = _WRITERS[form](week)
    return ExportFile(name, media_type, content, check, form, graded=everyone)


def filled(week: GradebookWeek, target: Target, form: Format | None = None) -> ExportFile:
    """Return a target with the week's grades in it; blocks while it is read and written."""
    done = fill(week, target, form)
    return ExportFile(
        name=_filled_name(target.name),
        media_type="text/csv",
        content=done.content,
        checksum=checksum(week),
        form=done.form,
        left_out=tuple(done.left_out),
        warnings=tuple(done.warnings),
        doubts=done.doubts,
        notes=tuple(done.notes),
        graded=frozenset(done.graded),
    )


def _stem(week: GradebookWeek) -> str:
    """Return what an export is of, as part of a file name."""
    if week.scope is Scope.TOTAL:
        return f"total-week-{week.week:02}"
    stems = {Period.WEEK: f"week-{week.week:02}", Period.UNIT: f"unit-{week.unit}"}
    return f"{stems.get(week.scope.per, 'term')}{'-difference' if week.scope.is_difference else ''}"


def _filled_name(name: str) -> str:
    """Return a name for a filled file: the gradebook's own, so that it is told by it."""
    stem, dot, ending = re.split(r"[/\\]", name)[-1].rpartition(".")
    stem, ending = (stem, ending) if dot else (ending, "csv")
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-.")[:80] or "gradebook"
    return f"{plain}-filled.{re.sub(r'[^A-Za-z0-9]', '', ending)[:4] or 'csv'}"


def _slug(title: str) -> str:
    """Return a course's title as part of a file name that every system takes."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].rstrip("-") or "course"
