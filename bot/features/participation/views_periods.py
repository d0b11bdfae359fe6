"""How a standing looks beside its weeks: units, the term, and the outcomes that were shown."""

from __future__ import annotations

from bot.chat.spans import Inline, LocalTime, Spans, bold, spans
from bot.chat.views import Block, Bullets, Heading, Paragraph, paragraph
from bot.model.participation.policies.phrases import joined
from bot.model.participation.policies.policy import Period, figure
from bot.model.participation.standings.coverage import Covered, coverage
from bot.model.participation.standings.record import Record
from bot.model.participation.standings.standing import PeriodStanding, Standing, WeekState
from bot.model.participation.standings.steps import NextStep


def periods(standing: Standing) -> list[Block]:
    """Return what units and the term ask beside the weeks, and how far that has come."""
    blocks: list[Block] = []
    for period in standing.periods:
        blocks.append(Heading(_named(period)))
        if period.note:
            blocks.append(paragraph(period.note))
            continue
        earned = f"{figure(period.earned)} of {figure(period.asked)}"
        rest = f"; {figure(period.possible)} still possible" if period.possible else ""
        lost = f"; {figure(period.impossible)} no longer possible" if period.impossible else ""
        blocks.append(paragraph(bold(earned), f"{rest}{lost}. {_locked(period)}"))
        if period.step is not None:
            blocks.append(Paragraph(easiest(period.step)))
    return blocks


def _named(period: PeriodStanding) -> str:
    if period.per is Period.TERM:
        return "The whole term"
    return f"{period.title} (weeks {period.first} to {period.last})"


def _locked(period: PeriodStanding) -> str:
    if period.state is WeekState.LOCKED:
        return "Locked."
    return "Provisional until its last week locks."


def easiest(step: NextStep) -> Spans:
    """Return the easiest next step in a sentence, with its due time."""
    pieces: list[Inline] = [bold("Easiest next step: "), step.text]
    if step.due is not None:
        pieces += [" By ", LocalTime(step.due), "."]
    return spans(*pieces)


def outcomes(record: Record, standing: Standing) -> list[Block]:
    """Return what of the course's outcomes was shown so far, by what."""
    covered = coverage(record.policies, standing)
    if not covered:
        return []
    return [Heading("What you have shown"), Bullets(tuple(map(_outcome, covered)))]


def _outcome(covered: Covered) -> Spans:
    if not covered.times:
        return spans(bold(covered.outcome.title), ": not yet")
    times = "once" if covered.times == 1 else f"{covered.times} times"
    return spans(bold(covered.outcome.title), f": {times}, by {joined(covered.options)}")
