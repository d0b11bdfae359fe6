"""How policies look: the rules in words, what a change would do, and the routes compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.chat.actions import action
from bot.chat.spans import LocalTime, PersonName, Spans, Text, TimeStyle, bold, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Heading,
    Look,
    Table,
    View,
    controls,
    note,
    paragraph,
)
from bot.features.policies.records import Forecast
from bot.model.course import Course
from bot.model.participation.policies import rules
from bot.model.participation.policies.policy import Policy, figure
from bot.model.participation.review.simulation import Effect, Simulation
from bot.model.participation.review.worth import Group, Worth, sentences
from bot.model.participation.standings.standing import Standing
from bot.ports.policies import Ruling

MOST = 10
"""How many students the largest changes are shown of."""
CONFIDENTIAL = "Confidential: names and standings. Nobody else sees this."
NOT_YET = "Nothing was changed."


def shown(course: Course, policy: Policy, week: int, versions: Sequence[Ruling]) -> View:
    """Return the policy that rules a week, in plain words, and its versions."""
    blocks: list[Block] = [paragraph(bold(policy.title))]
    blocks.append(Bullets(tuple(spans(line) for line in rules.asked(policy))))
    blocks.append(Heading("Ways to take part"))
    ways = tuple(spans(bold(title), f": {way}") for title, way in rules.ways(policy))
    blocks.append(Bullets(ways))
    if policy.outcomes:
        outcomes = "; ".join(each.title for each in policy.outcomes)
        blocks.append(paragraph(bold("What it is for: "), f"{outcomes}."))
    blocks.append(Heading("And besides"))
    blocks.append(Bullets(tuple(spans(line) for line in rules.around(policy))))
    if len(versions) > 1:
        blocks.append(Heading("Versions"))
        blocks.append(Bullets(tuple(_version(each) for each in versions)))
    return View(tuple(blocks), title=f"What counts in week {week} (version {policy.version})")


def forecast(found: Forecast, button: str | None, warnings: Sequence[str] = ()) -> View:
    """Return what a proposal would do; with a `button` it can be applied just so."""
    simulation = found.simulation
    policy, since = simulation.proposal.policy, simulation.proposal.since
    blocks: list[Block] = [paragraph(*_touched(simulation))]
    blocks += [note(warning) for warning in warnings]
    blocks += _rules(found.before, policy)
    blocks.append(paragraph(bold(counted(simulation))))
    if simulation.effects:
        names = {person.id: person.name for person in found.record.people}
        blocks.append(_effects(simulation.effects[:MOST], names))
        more = len(simulation.effects) - MOST
        blocks += [note(f"{more} more change, by less.")] if more > 0 else []
    if button is None:
        blocks.append(note(NOT_YET))
    else:
        blocks.append(controls(Button("Apply exactly this", button, Look.MAIN)))
        blocks.append(note("Nothing is changed before you press it. ", CONFIDENTIAL))
    return View(tuple(blocks), title=f"Policy version {policy.version}, from week {since} on")


def counted(simulation: Simulation) -> str:
    """Return how many students a proposal changes, in a sentence."""
    if not simulation.weeks:
        return "None of its weeks has begun, so no standing changes yet."
    same = simulation.students - len(simulation.effects)
    return (
        f"Of {_students(simulation.students)} {simulation.up} would stand better, "
        f"{simulation.down} worse, {same} as before."
    )


def applied(course: Course, version: int, since: int, undo: str) -> View:
    """Return what is told who applied a policy."""
    return View(
        (
            paragraph(f"Version {version} of the policy rules from week {since} on."),
            controls(
                Button("Show it", action("policy.show", course.id, "", str(since))),
                Button("Undo", undo),
            ),
        ),
        title="Done",
    )


def undone(version: int, again: str) -> View:
    """Return what is told who took a policy back, with the way to let it rule again."""
    words = f"What ruled before rules again, as version {version}: versions are never erased."
    return View((paragraph(words), controls(Button("Do it again", again))), title="Undone")


def begun(sentence: str) -> View:
    """Return the answer to who asked for what takes a while."""
    return View((paragraph(f"{sentence} What comes of it arrives in your private messages."),))


def unchanged(problem: str) -> View:
    """Return what is told when the policy is as it was after all."""
    return View((paragraph(problem),), title="The policy is as it was")


def worth(course: Course, found: Worth, chart: Block | None = None) -> View:
    """Return the comparison of a course's options for its instructor."""
    if not found.weeks:
        return View((paragraph("No week has begun, so there is nothing to compare yet."),))
    blocks: list[Block] = [Bullets(tuple(spans(line) for line in sentences(found)))]
    rows = tuple(
        (
            spans(each.title),
            spans(each.route),
            spans(f"{figure(each.worth)} for {each.minutes} min"),
            spans(figure(each.an_hour) if each.an_hour is not None else "–"),
            spans(str(each.students)),
        )
        for each in found.options
    )
    blocks.append(Table(("Option", "Route", "Worth", "An hour gives", "Students"), rows))
    blocks += [chart] if chart is not None else []
    blocks += _groups("By route", found.routes)
    blocks += _groups("By time zone", found.regions)
    blocks.append(note("Groups of fewer than five are counted together. ", CONFIDENTIAL))
    return View(tuple(blocks), title=f"Are the routes of {course.title} worth the same?")


def _touched(simulation: Simulation) -> Spans:
    since = simulation.proposal.since
    past = f"Weeks before {since} stay as they are. " if since > 1 else ""
    if simulation.locked:
        weeks = ", ".join(str(week) for week in simulation.locked)
        return spans(
            f"{past}It touches locked weeks ({weeks}), because you named the week: what changes "
            "in them is entered as differences, by your decision."
        )
    return spans(f"{past}No locked week is touched.")


def _rules(before: Policy, after: Policy) -> list[Block]:
    gone, new = rules.changed(before, after)
    lines = [spans(Text("No longer: ", bold=True), line) for line in gone]
    lines += [spans(Text("Now: ", bold=True), line) for line in new]
    return [Bullets(tuple(lines))] if lines else [paragraph("The rules say the same as before.")]


def _effects(effects: Sequence[Effect], names: Mapping[str, str]) -> Table:
    rows = tuple(
        (
            spans(PersonName(each.person, names.get(each.person, ""))),
            spans(_standing(each.before)),
            spans(_standing(each.after)),
            spans(", ".join(str(week) for week in each.weeks)),
        )
        for each in effects
    )
    return Table(("Student", "Now", "With it", "Weeks"), rows)


def _standing(standing: Standing) -> str:
    if standing.percent is None:
        return "–"
    return f"{figure(standing.earned)} of {figure(standing.asked)} ({standing.percent:.0f}%)"


def _groups(title: str, groups: Sequence[Group]) -> list[Block]:
    rows = tuple(
        (spans(each.label), spans(str(each.students)), spans(_percent(each.percent)))
        for each in groups
    )
    return [Heading(title), Table((title.removeprefix("By "), "Students", "Standing"), rows)]


def _percent(percent: Decimal | None) -> str:
    return "–" if percent is None else f"{percent:.0f}%"


def _version(ruling: Ruling) -> Spans:
    saved = LocalTime(ruling.saved, TimeStyle.DATE)
    words = f"Version {ruling.policy.version}, “{ruling.policy.title}”, "
    return spans(words, f"from week {ruling.since} on, since ", saved)


def _students(count: int) -> str:
    return f"{count} student{'' if count == 1 else 's'}"
