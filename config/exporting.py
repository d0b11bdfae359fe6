"""Exports on the command line: the operator's, recorded and audited as staff's are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.features.exports.planning import what_of
from bot.features.exports.seats import decide_all
from bot.features.exports.writing import make_export
from bot.model.course import Course
from bot.ports.audit import Deed
from bot.ports.gradebooks import ExportFile, Wanted
from bot.ports.work import Store

OPERATOR = "operator"
"""Who the audit says it was, where no person of the roster is known."""


async def export(
    store: Store, course: Course, wanted: Wanted, said: Mapping[str, str], now: datetime
) -> ExportFile:
    """Return participation as a file; remember whose rows are `said`, and write the audit."""
    if said:
        async with store.work() as work:
            await decide_all(course, said, work)
    file = await make_export(store, course, wanted, now)
    what = f"The operator exported {what_of(wanted.week, wanted.scope)} as {file.form}"
    key = f"terminal/{course.id}/{wanted.scope}/{wanted.week}/{file.form}/{now.isoformat()}"
    async with store.work() as work:
        await work.audit.record(Deed(key, course.id, OPERATOR, now, what))
    return file
