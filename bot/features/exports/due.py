"""What is due for exports: made outside of any transaction, stored, and shown to staff alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.events import place_key
from bot.chat.posts import Directly, Post, Target
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.exports.changes import changes
from bot.features.exports.making import Facts, Reckoned, read_facts, reckon_aside
from bot.features.exports.planning import DEMAND, FINAL, forgetting, wanted_by
from bot.features.exports.views import Offered, Package, export_post, refused
from bot.features.exports.writing import Known, Written, keep, read_known, write
from bot.model.course import Course
from bot.model.gradebook.gradebook import GradebookWeek
from bot.model.ids import short_id
from bot.model.places import Purpose
from bot.ports.agenda import Item
from bot.ports.exports import Exported
from bot.ports.gradebooks import Format, Wanted
from bot.ports.gradebooks import Target as File
from bot.ports.platform import StoredFile
from bot.ports.tools import Tools
from bot.ports.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Job:
    """What an export is made of: the facts, what is wanted, what is known of those before.

    `key` tells it from every other, where the file must not be shared with another's message.
    """

    key: str
    facts: Facts | None
    wanted: Wanted
    known: Known
    before: Exported | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished export: its message, the files it offers, and what is to be kept of it."""

    view: View
    files: tuple[StoredFile, ...] = ()
    written: tuple[Written, ...] = ()
    reckoned: Reckoned | None = None


async def read_export(item: Item, now: datetime, work: UnitOfWork) -> Job | None:
    """Read the facts of an item's week; None when the course is gone or over."""
    course = await work.courses.get(item.course)
    demanded = item.kind == DEMAND or "last" in item.args
    if course is None or (course.frozen and not demanded):
        return None
    wanted = wanted_by(item, await _file(item, work))
    facts, problem = None, ""
    try:
        facts = await read_facts(course, wanted.week, now, work, wanted.scope)
        wanted = replace(wanted, week=facts.week)
    except Refusal as refusal:
        problem = str(refusal)
    known = await read_known(course, wanted, work)
    before = await work.exports.latest(course.id, wanted.week, None, wanted.scope)
    return Job(item.key, facts, wanted, known, before, problem)


async def _file(item: Item, work: UnitOfWork) -> File | None:
    """Return the file that staff sent to be filled in."""
    name = item.args.get("into")
    kept = await work.files.get(name) if name else None
    if kept is None:
        return None
    args = item.args
    return File(kept.name, kept.content, args.get("column", ""), "excused" in args)


async def make(job: Job | None, tools: Tools) -> Made | None:
    """Make the files, the chart and the message; slow, and without a transaction."""
    if job is None:
        return None
    if job.facts is None:
        return Made(refused(job.problem))
    reckoned = await reckon_aside(job.facts)
    course = job.facts.record.course.id
    forms: Sequence[Format | None] = job.wanted.forms
    if job.wanted.target is not None:
        forms = forms or (None,)
    written: list[Written] = []
    problems: list[str] = []
    for form in forms:
        try:
            written.append(await write(job.wanted, form, reckoned, job.known, tools))
        except Refusal as refusal:
            problems.append(str(refusal))
    if not written:
        return Made(refused(" ".join(problems)))
    own = job.key if job.wanted.target is not None else ""
    files = [stored(course, each, own) for each in written]
    chart = await _chart(course, reckoned, written[0].file.checksum, tools)
    shown = written[0].week if job.wanted.scope.is_difference else reckoned.week
    package = Package(
        files=tuple(Offered(file.id, file.name) for file in files),
        chart=Offered(chart.id, chart.name),
        description=chart.description,
        written=tuple(written),
        problems=tuple(problems),
        changes=changes(job.before.grades, reckoned.live) if job.before else None,
    )
    view = export_post(job.facts.record.course, shown, reckoned, package)
    return Made(view, (*files, chart), tuple(written), reckoned)


async def _chart(course: str, reckoned: Reckoned, checksum: str, tools: Tools) -> StoredFile:
    drawn = await tools.charts.draw(reckoned.chart)
    week = reckoned.week.week
    name = short_id("export", course, str(week), "chart", checksum, drawn.description)
    return StoredFile(name, f"week-{week:02}.png", "image/png", drawn.description, drawn.png)


def stored(course: str, written: Written, own: str = "") -> StoredFile:
    """Return an export as a stored file; the same week in the same format is the same file.

    One that was filled in has an `own` key, for it is forgotten after a while.
    """
    week, file = written.week, written.file
    return StoredFile(
        short_id("export", course, _what(week), file.form, file.name, file.checksum, own),
        file.name,
        file.media_type,
        f"Participation of {week.what}, {week.state}",
        file.content,
    )


def _what(week: GradebookWeek) -> str:
    return f"{week.scope}/{week.week}"


async def write_weekly(item: Item, now: datetime, made: Made | None, work: UnitOfWork) -> None:
    """Keep the files and post the week's export where only staff can read."""
    course = await work.courses.get(item.course)
    if course is None or made is None or not made.written:
        return
    places = course.places_for(Purpose.STAFF)
    targets = [(f"{item.key}/{place_key(place)}", place) for place in places]
    await _post(item, course, made, targets, now, work)


async def write_demanded(item: Item, now: datetime, made: Made | None, work: UnitOfWork) -> None:
    """Keep the files and send the export to who asked for it; forget the file that was sent."""
    if "into" in item.args:
        await work.files.erase(item.args["into"])
    course = await work.courses.get(item.course)
    if course is not None and made is not None:
        person = item.args["person"]
        to = [(f"{item.key}/{person}", Directly(person))]
        if "into" in item.args:
            files = [forgetting(item, file.id, now) for file in made.files]
            await work.agenda.plan(tuple(files))
        await _post(item, course, made, to, now, work)


async def _post(
    item: Item,
    course: Course,
    made: Made,
    targets: Sequence[tuple[str, Target]],
    now: datetime,
    work: UnitOfWork,
) -> None:
    for file in made.files:
        await work.files.put(item.course, file)
    if made.reckoned is not None:
        by = item.args.get("person")
        final = item.kind == FINAL
        await keep(course, item.key, by, made.written, made.reckoned, now, work, settled=final)
    for key, target in targets:
        await work.outbox.post(Post(key, item.course, target, made.view, closed=True))


async def forget(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Forget a file that was filled in; the export stays recorded."""
    await work.files.erase(item.args["file"])
