"""How participation looks: the standing, the acts behind it, the choice for a week."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.chat.actions import action
from bot.chat.spans import Inline, LocalTime, bold, short, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Heading,
    Look,
    Paragraph,
    Table,
    View,
    controls,
    note,
    paragraph,
)
from bot.features.participation import views_periods
from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.phrases import titled
from bot.model.participation.policies.policy import Excused, Option, Policy, figure
from bot.model.participation.standings.excuses import Excuse
from bot.model.participation.standings.offers import WeekOffer
from bot.model.participation.standings.record import Record
from bot.model.participation.standings.standing import Standing, WeekStanding, WeekState, locks_at
from bot.model.participation.standings.steps import OptionState

STATES = {
    WeekState.AHEAD: "not begun",
    WeekState.PROVISIONAL: "provisional",
    WeekState.LOCKED: "locked",
    WeekState.NOT_ASKED: "not asked",
    WeekState.EXCUSED: "excused",
}
MARKS = {OptionState.COUNTED: "✓ ", OptionState.DONE: "✓ ", OptionState.PARTLY: "… "}
ONLY_YOU = "Only you and the course's staff can see this."
MOST = 3
"""How many open make-ups have a button."""
LABEL = 70
EFFECTS = {
    Excused.NOT_COUNTED: "It isn't asked.",
    Excused.PRESENT: "It counts as done.",
    Excused.PARTIAL: "It counts in part.",
}


def progress(
    record: Record,
    standing: Standing,
    week: int,
    makeups: Sequence[str] = (),
    name: str = "",
    said: Sequence[Block] = (),
) -> View:
    """Return a standing: so far, one week by option, and the easiest next step.

    `makeups` are the sessions of the week whose make-up is open to the student, `said` what staff
    decided about it. With `name` it is told to staff about that student.
    """
    title = f"{name}: participation" if name else "Your participation"
    course = record.course.id
    blocks: list[Block] = []
    if standing.percent is not None:
        so_far = f"{figure(standing.earned)} of {figure(standing.asked)} so far"
        blocks.append(paragraph(bold(so_far), f" ({standing.percent:.0f}%)"))
    else:
        blocks.append(paragraph("Nothing is settled yet, so nothing is lost."))
    shown = next((each for each in standing.weeks if each.week == week), None)
    if shown is not None:
        blocks += _week(record, shown, standing.person)
        blocks += said
    if len(standing.weeks) > 1:
        blocks.append(_table(standing.weeks))
    blocks += views_periods.periods(standing) + views_periods.outcomes(record, standing)
    if not name:
        items = [Button("Why", action("progress.why", course, "", str(week)))]
        items.append(Button("My choice", action("choose.show", course, "", str(week))))
        ways = _ways(record, shown, makeups) if shown is not None else []
        blocks.append(controls(*ways, *items, *_neighbors(standing, week, course)))
        blocks.append(note(ONLY_YOU))
    return View(tuple(blocks), title=title)


def _neighbors(standing: Standing, week: int, course: str) -> list[Button]:
    """Return the buttons that lead to the week before and the one after, as far as they begun."""
    known = {each.week for each in standing.weeks}
    return [
        Button(f"Week {number}", action("progress.show", course, "", str(number)))
        for number in (week - 1, week + 1)
        if number in known
    ]


def _week(record: Record, week: WeekStanding, person: str) -> list[Block]:
    blocks: list[Block] = [Heading(f"Week {week.week}: {STATES[week.state]}")]
    blocks += reasons(record, week, person)
    if week.note:
        return blocks + _options(week)
    earned = f"{figure(week.earned)} of {figure(week.asked)}"
    possible = f"; {figure(week.possible)} still possible" if week.possible else ""
    lost = f"; {figure(week.impossible)} no longer possible" if week.impossible else ""
    blocks.append(paragraph(bold(earned), possible, lost))
    blocks += _options(week)
    if week.step is not None:
        blocks.append(Paragraph(views_periods.easiest(week.step)))
    if week.state is WeekState.PROVISIONAL and week.week in record.policies:
        locks = locks_at(record.policies[week.week], record.course, week.week)
        blocks.append(note("It locks ", LocalTime(locks), "; until then it may change."))
    return blocks


def reasons(record: Record, week: WeekStanding, person: str) -> list[Block]:
    """Return what a person is excused from in a week and why, else why nothing is asked."""
    found = [each for each in record.excuses if (each.person, each.week) == (person, week.week)]
    excused: list[Block] = [paragraph(_excuse(record, each)) for each in found]
    if week.note and (week.state is not WeekState.EXCUSED or not excused):
        excused.append(paragraph(week.note))
    return excused


def _excuse(record: Record, excuse: Excuse) -> str:
    what = "this week" if excuse.about is None else titled(record.title(excuse.about))
    why = f": {excuse.reason.rstrip('.')}" if excuse.reason else ""
    return f"Excused from {what}{why}. {EFFECTS[record.policies[excuse.week].excuses]}"


def _options(week: WeekStanding) -> list[Block]:
    """Return how far each option that the week offers has come."""
    lines = [
        spans(bold(f"{MARKS.get(option.state, '')}{option.title}"), f": {option.why}")
        for option in week.options
        if option.state is not OptionState.NOT_OFFERED
    ]
    return [Bullets(tuple(lines))] if lines else []


def _ways(record: Record, week: WeekStanding, makeups: Sequence[str]) -> list[Button]:
    """Return the buttons that lead to the easiest step and to open make-ups."""
    course, step = record.course.id, week.step
    ways = [_make_up(record, session, alone=len(makeups) == 1) for session in makeups[:MOST]]
    if step is None or not step.about or step.about in makeups:
        return ways
    acts = record.policies[week.week].option(step.option).acts
    if acts & {Act.POST, Act.REPLY}:
        expected = action("discussions.expect", course, step.about)
        return [Button("What's expected of me", expected, Look.MAIN), *ways]
    return [Button("Remind me", action("reminders.offer", course, step.about), Look.MAIN), *ways]


def _make_up(record: Record, session: str, *, alone: bool) -> Button:
    label = "Make it up" if alone else short(f"Make up {record.title(session)}", LABEL)
    return Button(label, action("makeup.open", record.course.id, session), Look.MAIN)


def _table(weeks: Sequence[WeekStanding]) -> Table:
    rows = tuple(
        (
            spans(str(week.week)),
            spans(f"{STATES[week.state]}{', dropped' if week.dropped else ''}"),
            spans(f"{figure(week.earned)} of {figure(week.asked)}" if week.is_asked else "–"),
            spans(figure(week.possible) if week.possible else "–"),
        )
        for week in weeks
    )
    return Table(("Week", "State", "Earned", "Still possible"), rows)


def choice(policy: Policy, offer: WeekOffer, chosen: Collection[str], course: str) -> View:
    """Return the week's options with what the student chose, each with a button."""
    options = [option for option in policy.options if not option.optional]
    buttons = [_choose(option, offer.week, option.key in chosen, course) for option in options]
    picked = [option.title for option in options if option.key in chosen]
    said = f"For week {offer.week} you chose: {', '.join(picked)}." if picked else ""
    how = (
        "Only what you choose counts for that week, so choose what you will do."
        if policy.binding
        else "It steers your reminders. Whatever you do, the best for you counts."
    )
    return View(
        (
            paragraph(said or f"You haven't chosen anything for week {offer.week} yet."),
            Bullets(
                tuple(
                    spans(bold(option.title), f": about {option.minutes} minutes")
                    for option in options
                )
            ),
            controls(*buttons),
            note(how, " You can change it until the week ends."),
        ),
        title=f"Your choice for week {offer.week}",
    )


def _choose(option: Option, week: int, chosen: bool, course: str) -> Button:
    if chosen:
        label = short(f"Leave out: {option.title}", LABEL)
        return Button(label, action("choose.option", course, str(week), f"-{option.key}"))
    look = Look.MAIN
    return Button(option.title, action("choose.option", course, str(week), option.key), look)


def done(sentence: Sequence[Inline], undo: str) -> View:
    """Return the answer to staff who changed what counts, with the way back."""
    return View((Paragraph(spans(*sentence)), controls(Button("Undo", undo))), title="Done")


def undone(sentence: Sequence[Inline], again: str | None = None) -> View:
    """Return the answer to an undo, with the way to do it again where there is one."""
    blocks: list[Block] = [Paragraph(spans(*sentence))]
    if again is not None:
        blocks.append(controls(Button("Do it again", again)))
    return View(tuple(blocks), title="Undone")
