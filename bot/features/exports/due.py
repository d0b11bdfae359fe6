"""What is due for exports: made outside of any transaction, stored, and shown to staff alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.events import place_key
from bot.chat.posts import Directly, Post, Target
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.exports.making import Facts, Reckoned, key_of, read_facts, reckon_aside
from bot.features.exports.planning import DEMAND
from bot.features.exports.views import Offered, Package, export_post, refused
from bot.model.ids import short_id
from bot.model.places import Purpose
from bot.ports.agenda import Item
from bot.ports.gradebooks import ExportFile, Format, LeftOut
from bot.ports.platform import StoredFile
from bot.ports.tools import Tools
from bot.ports.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Job:
    """What an export is made of: the facts, the formats asked for, the week's export before."""

    facts: Facts | None
    forms: tuple[Format, ...]
    before: StoredFile | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished export: its message, and the files it offers."""

    view: View
    files: tuple[StoredFile, ...]


async def read_export(item: Item, now: datetime, work: UnitOfWork) -> Job | None:
    """Read the facts of an item's week; None when the course is gone or over."""
    course = await work.courses.get(item.course)
    week = int(item.args["week"])
    wanted = item.kind == DEMAND or "last" in item.args
    if course is None or (course.frozen and not wanted):
        return None
    forms: tuple[Format, ...] = (Format.CSV, Format.MOODLE)
    if "format" in item.args:
        forms = (Format(item.args["format"]),)
    before = await work.files.get(latest_id(course.id, week))
    try:
        return Job(await read_facts(course, week, now, work), forms, before)
    except Refusal as refusal:
        return Job(None, forms, before, str(refusal))


async def make(job: Job | None, tools: Tools) -> Made | None:
    """Make the files, the chart and the message; slow, and without a transaction."""
    if job is None:
        return None
    if job.facts is None:
        return Made(refused(job.problem), ())
    reckoned = await reckon_aside(job.facts)
    course, week = job.facts.record.course.id, reckoned.week
    files: list[StoredFile] = []
    left_out: list[LeftOut] = []
    warnings: list[str] = []
    for form in job.forms:
        try:
            written = await tools.gradebooks.write(week, form, key_of(week))
        except Refusal as refusal:
            warnings.append(str(refusal))
            continue
        files.append(stored(course, reckoned, form, written))
        left_out += written.left_out
        warnings += written.warnings
    whole = await tools.gradebooks.write(week, Format.JSON)
    chart = await _chart(course, reckoned, whole.checksum, tools)
    package = Package(
        files=tuple(Offered(file.id, file.name) for file in files),
        chart=Offered(chart.id, chart.name),
        description=chart.description,
        left_out=tuple(left_out),
        warnings=tuple(warnings),
        changes=tuple(changed(job.before.content, whole.content)) if job.before else None,
    )
    name = latest_id(course, week.week)
    latest = StoredFile(name, whole.name, whole.media_type, "", whole.content)
    return Made(export_post(course, reckoned, package), (*files, latest, chart))


async def _chart(course: str, reckoned: Reckoned, checksum: str, tools: Tools) -> StoredFile:
    drawn = await tools.charts.draw(reckoned.chart)
    week = reckoned.week.week
    name = short_id("export", course, str(week), "chart", checksum)
    return StoredFile(name, f"week-{week:02}.png", "image/png", drawn.description, drawn.png)


def stored(course: str, reckoned: Reckoned, form: Format, file: ExportFile) -> StoredFile:
    """Return an export as a stored file; the same week in the same format is the same file."""
    week = reckoned.week
    return StoredFile(
        short_id("export", course, str(week.week), form, file.checksum),
        file.name,
        file.media_type,
        f"Participation of week {week.week}, {week.state}",
        file.content,
    )


def latest_id(course: str, week: int) -> str:
    """Return the id under which a week's newest export is kept, to compare the next one with."""
    return short_id("export", course, str(week), "latest")


def changed(before: bytes, after: bytes) -> Iterator[str]:
    """Yield a sentence for each student whose points differ between two exports (as JSON)."""
    old = {row["person"]: row for row in json.loads(before)["rows"]}
    for row in json.loads(after)["rows"]:
        had = old.get(row["person"])
        if had is None:
            yield f"{row['name']}: new, {row['earned'] or 'not counted'}."
        elif had["earned"] != row["earned"]:
            yield (
                f"{row['name']}: {had['earned'] or 'not counted'} before, "
                f"{row['earned'] or 'not counted'} now."
            )


async def write_weekly(item: Item, now: datetime, made: Made | None, work: UnitOfWork) -> None:
    """Keep the files and post the week's export where only staff can read."""
    course = await work.courses.get(item.course)
    if course is None or made is None or not made.files:
        return
    places = course.places_for(Purpose.STAFF)
    targets = [(f"{item.key}/{place_key(place)}", place) for place in places]
    await _post(item, made, targets, work)


async def write_demanded(item: Item, now: datetime, made: Made | None, work: UnitOfWork) -> None:
    """Keep the files and send the export to who asked for it."""
    if made is not None:
        person = item.args["person"]
        await _post(item, made, [(f"{item.key}/{person}", Directly(person))], work)


async def _post(
    item: Item, made: Made, targets: Sequence[tuple[str, Target]], work: UnitOfWork
) -> None:
    for file in made.files:
        await work.files.put(item.course, file)
    for key, target in targets:
        await work.outbox.post(Post(key, item.course, target, made.view, closed=True))
