"""The week's export in every format that Homeroom writes: the port's adapter."""

from __future__ import annotations

import asyncio
import re
import unicodedata

from adapters.lms.moodle import write_moodle
from adapters.lms.plain import checksum, write_csv, write_json
from adapters.lms.spreadsheet import write_xlsx
from bot.model.gradebook.gradebook import GradebookWeek, Key
from bot.ports.gradebooks import ExportFile, Format

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


def export(week: GradebookWeek, form: Format, key: Key = Key.EMAIL) -> ExportFile:
    """Return the week as a file of the format `form`; blocks while it is written."""
    name = f"{_slug(week.course)}-week-{week.week:02}.{_ENDINGS[form]}"
    media_type, check = _MEDIA_TYPES[form], checksum(week)
    if form is Format.MOODLE:
        moodle = write_moodle(week, key)
        return ExportFile(name, media_type, moodle.content, check, moodle.left_out, moodle.warnings)
    return ExportFile(name, media_type, _WRITERS[form](week), check)


def _slug(title: str) -> str:
    """Return a course's title as part of a file name that every system takes."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].rstrip("-") or "course"
