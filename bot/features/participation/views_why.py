"""How a week looks act by act: what each counted for, what shows it, and the way to dispute it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.chat.actions import action
from bot.chat.acts import ACTS, matter, shown_by
from bot.chat.spans import Inline, LocalTime, Spans, Text, bold, short, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Control,
    Note,
    Paragraph,
    Select,
    View,
    controls,
    note,
    paragraph,
)
from bot.features.participation.views import ONLY_YOU, reasons
from bot.model.participation.acts.ledger import Entry, first_id
from bot.model.participation.policies.phrases import titled
from bot.model.participation.review.differences import Difference, lines
from bot.model.participation.review.disputes import Dispute, Outcome
from bot.model.participation.standings.explain import Line
from bot.model.participation.standings.record import Record
from bot.model.participation.standings.standing import WeekStanding, WeekState

MOST_BUTTONS = 8
"""How many acts have a button each; more are picked from a list."""
MOST_CHOICES = 25
"""The strictest platform's limit of choices in a list."""
LABEL = 70
NEWS = timedelta(days=14)
"""How long a decision is news, whichever week is looked at."""
NOT_RIGHT = "That's not right"
ANSWERED = {
    Outcome.CREDITED: "staff credited it.",
    Outcome.STAYS: "staff looked, and it stays.",
}


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said about a person's weeks: disputes, what decisions changed, staff's names.

    `entries` are those of the person's that disputes may be about, `names` by id.
    """

    disputes: Sequence[Dispute] = ()
    differences: Sequence[Difference] = ()
    entries: Sequence[Entry] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def of(self, week: int) -> Talk:
        """Return what was said about one week."""
        mine = [each for each in self.disputes if each.week == week]
        changed = [each for each in self.differences if each.week == week]
        return replace(self, disputes=mine, differences=changed)

    def news(self, week: int, now: datetime) -> Talk:
        """Return what was said about one week, and of the others what waits or was just said."""
        new = now - NEWS
        mine = [
            each
            for each in self.disputes
            if each.week == week or each.decided is None or each.decided > new
        ]
        changed = [each for each in self.differences if each.week == week or each.at > new]
        return replace(self, disputes=mine, differences=changed)


def why(
    record: Record,
    week: WeekStanding,
    acts: Sequence[Line],
    person: str,
    talk: Talk,
    name: str = "",
) -> View:
    """Return a week's excuses and acts, each with what it counted for or why not, and evidence.

    Without `name` it is the student's own: they can say that an act isn't right until the week is
    locked.
    """
    head = f"{name}: week {week.week}, act by act" if name else f"Week {week.week}, act by act"
    mine = not name and week.state is not WeekState.LOCKED
    talk = talk.of(week.week)
    blocks = reasons(record, week, person)
    blocks += _acts(record, acts, talk, mine=mine)
    if not acts:
        blocks.append(paragraph("Nothing is recorded for this week yet."))
    missing = [each for each in talk.disputes if each.entry is None]
    blocks += said(record, replace(talk, disputes=missing))
    if not name:
        blocks += _ways(record, week, locked=not mine)
        blocks.append(note(ONLY_YOU))
    return View(tuple(blocks), title=head)


def said(record: Record, talk: Talk) -> list[Block]:
    """Return what became of disputes, and what changed in locked weeks."""
    blocks: list[Block] = [
        note(f"Disputed, week {each.week}: {matter(each, record, talk.entries)}: ", *_answer(each))
        for each in talk.disputes
    ]
    found = lines(talk.differences, talk.names)
    return [*blocks, *(note(f"Changed after it was locked, {line}.") for line in found)]


def _acts(record: Record, acts: Sequence[Line], talk: Talk, *, mine: bool) -> list[Block]:
    disputed = {each.entry: each for each in talk.disputes if each.entry is not None}
    # What staff entered in an act's place, or what it was changed to, is the same matter.
    matters = {first_id(entry) for entry in disputed}
    blocks: list[Block] = []
    choices: list[tuple[str, str]] = []
    items: list[Spans] = []
    separate = mine and len(acts) <= MOST_BUTTONS
    for line in acts:
        dispute = disputed.get(line.entry.id)
        open_to_dispute = mine and first_id(line.entry.id) not in matters
        words = _line(record, line)
        state = action("dispute.entry", record.course.id, line.entry.id, str(line.entry.week))
        if not separate:
            items.append((*words, *(spans(" ", *_yours(dispute)) if dispute else ())))
        else:
            blocks.append(Paragraph(words))
            blocks += [Note(spans(*_yours(dispute)))] if dispute else []
            blocks += [controls(Button(NOT_RIGHT, state))] if open_to_dispute else []
        if open_to_dispute:
            choices.append((short(_label(record, line), LABEL), state))
    if items:
        blocks.append(Bullets(tuple(items)))
    return [*blocks, *([] if separate else _selects(choices))]


def _selects(choices: Sequence[tuple[str, str]]) -> list[Block]:
    parts = [choices[at : at + MOST_CHOICES] for at in range(0, len(choices), MOST_CHOICES)]
    return [controls(Select("Which one isn't right?", tuple(part))) for part in parts]


def _ways(record: Record, week: WeekStanding, *, locked: bool) -> list[Block]:
    course, number = record.course.id, str(week.week)
    items: list[Control] = []
    if not locked:
        items.append(Button("Something is missing", action("dispute.missing", course, number)))
    items.append(Button("My standing", action("progress.show", course, "", number)))
    blocks: list[Block] = [controls(*items)]
    if locked:
        blocks.append(
            note("The week is locked. Something missing or wrong? Write to your instructor: what "
                 "they decide is entered as a difference.")
        )  # fmt: skip
    return blocks


def _line(record: Record, line: Line) -> Spans:
    entry = line.entry
    about = record.title(entry.about)
    pieces: list[Inline] = [
        LocalTime(entry.at),
        " ",
        bold(ACTS[entry.act]),
        f" in “{about}”" if about else "",
        f": {line.why}",
    ]
    if entry.by is not None:
        pieces.append(" Entered by staff.")
    return (*spans(*pieces), *shown_by(entry.evidence))


def _label(record: Record, line: Line) -> str:
    about = record.title(line.entry.about)
    where = f" in {titled(about)}" if about else ""
    return f"{ACTS[line.entry.act]}{where}: {line.why}"


def _yours(dispute: Dispute) -> list[Inline]:
    return ["You said that it isn't right: ", *_answer(dispute)]


def _answer(dispute: Dispute) -> list[Inline]:
    if dispute.outcome is None:
        return ["it waits for staff since ", LocalTime(dispute.opened), "."]
    pieces: list[Inline] = [ANSWERED[dispute.outcome]]
    if dispute.answer:
        pieces += [" They say: ", Text(f"“{dispute.answer}”")]
    return pieces
