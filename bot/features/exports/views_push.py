"""How a push looks in chat: what it would write, that it is being written, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.actions import action
from bot.chat.spans import Spans, Text, bold, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Heading,
    Look,
    View,
    controls,
    note,
    paragraph,
    say,
)
from bot.features.exports.planning import what_of
from bot.features.exports.pushing import Outcome
from bot.features.exports.views_seats import doubted
from bot.model.gradebook.gradebook import Scope
from bot.model.gradebook.pushes import Change, Omitted, Plan
from bot.model.participation.policies.policy import figure
from bot.ports.agenda import Item
from bot.ports.pushing import ColumnPlace

MOST_LINES = 20
"""People that a list names; the rest is counted."""
TITLE = "Push"


def looking(place: ColumnPlace) -> View:
    """Return the answer to staff who asked what a push would write."""
    return View(
        (
            paragraph(f"It is looked at what {place.title} holds. What would be written arrives in "
                      "your private messages, with a button that writes it."),
            note("Nothing has been written yet."),
        ),
        title=TITLE,
    )  # fmt: skip


def writing(place: ColumnPlace) -> View:
    """Return the answer to staff who let it be written."""
    words = f"It is being written to {place.title}. What came of it arrives in your private "
    return say(f"{words}messages.")


def refused(why: str) -> View:
    """Return what is sent where nothing could be looked at or written."""
    return View((paragraph(Text(why)),), title=TITLE)


def preview(item: Item, plan: Plan, mark: str, *, again: bool = False) -> View:
    """Return what a push would write; `again` says that it was something else when last shown."""
    args, scope = item.args, Scope(item.args["of"])
    blocks: list[Block] = []
    if again:
        changed = " Nothing was written. Look through it again."
        blocks.append(paragraph(bold("It would write something else by now."), changed))
    blocks.append(paragraph(what_of(plan.week, scope).capitalize(), " into ", bold(plan.title)))
    blocks += _changes("To be written", plan.changes)
    if plan.standing:
        blocks.append(note(f"{len(plan.standing)} stand there already."))
    blocks += _changes("Left alone, for a person decided otherwise", plan.theirs)
    blocks += _omitted(plan.omitted)
    blocks += doubted(item.course, plan.doubts, "Then ask for the push again.")
    blocks += [note(Text(one)) for one in plan.notes]
    if not plan.changes:
        blocks.append(paragraph("There is nothing to write."))
        return View(tuple(blocks), title=TITLE)
    arg = ",".join((args["to"], args["in"], args["column"], scope.value, mark))
    press = action("export.push", item.course, str(plan.week), arg)
    blocks.append(controls(Button(f"Write {_grades(len(plan.changes))}", press, Look.MAIN)))
    return View(tuple(blocks), title=TITLE)


def ended(plan: Plan, outcome: Outcome, done: int) -> View:
    """Return what came of a push that wrote `done` grades, over all its pieces."""
    blocks: list[Block] = [
        paragraph(f"{_grades(done)} read back as sent from ", bold(plan.title), ".")
    ]
    wrong = (*outcome.different, *outcome.theirs)
    if wrong:
        blocks.append(Heading(f"Not as sent: {len(wrong)}"))
        lines = [
            spans(bold(one.name), f": {figure(one.after)} was to be there; {one.why}.")
            for one in wrong[:MOST_LINES]
        ]
        blocks.append(Bullets(_cut(lines, len(wrong))))
    if outcome.stopped:
        left = len(outcome.waiting)
        blocks.append(paragraph(Text(outcome.stopped)))
        blocks.append(paragraph(f"{_grades(left)} not written for certain. Ask for the push again "
                                "to go on; nothing is written twice."))  # fmt: skip
    return View(tuple(blocks), title=TITLE)


def _changes(title: str, changes: Sequence[Change]) -> list[Block]:
    if not changes:
        return []
    lines = [
        spans(bold(one.name), f": {_held(one)} → {figure(one.after)}{_why(one)}")
        for one in changes[:MOST_LINES]
    ]
    return [Heading(f"{title}: {len(changes)}"), Bullets(_cut(lines, len(changes)))]


def _omitted(omitted: Sequence[Omitted]) -> list[Block]:
    """Return who is left out, those of one reason together."""
    reasons: dict[str, list[str]] = {}
    for each in omitted:
        reasons.setdefault(each.why, []).append(each.name)
    if not reasons:
        return []
    lines = []
    for why, names in reasons.items():
        more = len(names) - MOST_LINES
        shown = ", ".join(names[:MOST_LINES]) + (f" and {more} more" if more > 0 else "")
        lines.append(spans(bold(shown), f": {why}"))
    return [Heading(f"Left out: {len(omitted)}"), Bullets(tuple(lines))]


def _cut(lines: Sequence[Spans], count: int) -> tuple[Spans, ...]:
    more = count - len(lines)
    return (*lines, spans(f"…and {more} more")) if more > 0 else tuple(lines)


def _held(change: Change) -> str:
    return "none" if change.before is None else figure(change.before)


def _why(change: Change) -> str:
    return f" ({change.why})" if change.why else ""


def _grades(count: int) -> str:
    return f"{count} grade{'' if count == 1 else 's'}"
