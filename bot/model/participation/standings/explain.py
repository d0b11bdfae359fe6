"""Why a week stands where it stands: every act, and what it counted for or why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.model.participation.acts.ledger import SESSION_ROUTES, Act, Entry, in_force
from bot.model.participation.choosing.matching import Completion, Supply, earned_by
from bot.model.participation.choosing.supplies import supply_of
from bot.model.participation.policies.phrases import joined, titled
from bot.model.participation.policies.policy import Option, Part, Period, Policy, Within
from bot.model.participation.policies.qualify import needed, placed, qualify
from bot.model.participation.standings.offers import WeekOffer
from bot.model.participation.standings.standing import WeekStanding
from bot.model.participation.standings.steps import OptionState

TOWARDS = {Period.WEEK: "", Period.UNIT: ", towards its unit", Period.TERM: ", towards the term"}
"""Which period counts a completion."""


@dataclass(frozen=True, slots=True)
class Line:
    """One act of a week; `option` is the key of the one it counted for, if it did.

    `why` is a sentence for the student; the entry has the act, its instant and its evidence.
    """

    entry: Entry
    option: str | None
    why: str

    @property
    def counts(self) -> bool:
        """Whether the act is part of what was earned."""
        return self.option is not None


def explain(
    policy: Policy, week: WeekStanding, offer: WeekOffer, entries: Iterable[Entry]
) -> tuple[Line, ...]:
    """Return a line for each act among `entries`, one person's of that week, oldest first."""
    known = {entry.id: entry for entry in entries}
    standing = {entry.id for entry in in_force(known.values())}
    reasons = {e.withdraws: e.reason or "" for e in known.values() if e.withdraws is not None}
    free = _used(week)
    lines: list[Line] = []
    for entry in sorted(known.values(), key=lambda entry: (entry.at, entry.id)):
        if entry.withdraws is not None:
            continue
        if entry.id not in standing:
            lines.append(Line(entry, None, f"Withdrawn: {reasons[entry.id]}."))
            continue
        supply = supply_of(policy, entry, offer)
        completion = _take(free, supply) if supply else None
        if completion is not None:
            why = _why(policy, completion)
            lines.append(Line(entry, completion.option, why))
        else:
            lines.append(Line(entry, None, _why_not(policy, week, offer, entry, supply)))
    return tuple(lines)


def _why(policy: Policy, completion: Completion) -> str:
    """Return what an act counted for that is part of `completion`."""
    late = f" at {completion.percent}%, since it came late" if completion.percent < 100 else ""
    name = titled(policy.option(completion.option).title)
    return f"Counts for {name}{late}{TOWARDS[completion.per]}."


def _used(week: WeekStanding) -> dict[Supply, list[Completion]]:
    """Return, for each act that the week's completions use, which of them uses it."""
    used: dict[Supply, list[Completion]] = {}
    for completion in (*week.counted, *week.beyond):
        for supply in completion.used:
            used.setdefault(supply, []).append(completion)
    return used


def _take(free: dict[Supply, list[Completion]], supply: Supply) -> Completion | None:
    """Return the completion that an act of `supply` is part of, and use that up."""
    completions = free.get(supply)
    return completions.pop(0) if completions else None


def _why_not(
    policy: Policy, week: WeekStanding, offer: WeekOffer, entry: Entry, supply: Supply | None
) -> str:
    """Return why an act that stands counts for nothing."""
    if week.note and not week.options:
        return f"Recorded, not counted: {week.note[0].lower()}{week.note[1:]}"
    if not entry.in_time and supply is None and any(_takes(o, entry) for o in policy.options):
        lates = [o.late for o in policy.options if o.late is not None and _takes(o, entry)]
        if any(late.percent(entry.late) for late in lates):
            return _too_short(policy, entry)
        return f"{'Too long after' if lates else 'After'} its due time, so it doesn't count."
    if entry.about is not None and offer.thing(entry.about) is None:
        return "Recorded, not counted: this one isn't part of what the week asks."
    if supply is None:
        return _too_short(policy, entry)
    if entry.act in SESSION_ROUTES and _session_counted(week, entry):
        return "This session counts already; attending and making up are one."
    return _not_needed(policy, week, supply)


def _too_short(policy: Policy, entry: Entry) -> str:
    """Return why no option takes the act at all."""
    sizes = [needed(part, entry) for part in _parts(policy, entry)]
    if not sizes or qualify(policy, entry):
        return "Recorded; no option counts it."
    if entry.act is Act.ATTEND:
        return f"Too short: {entry.amount} of the {min(sizes)} minutes asked."
    return f"Too short: {entry.amount} of the {min(sizes)} words asked."


def _parts(policy: Policy, entry: Entry) -> list[Part]:
    return [
        part
        for option in policy.options
        if option.within is Within.WEEK or entry.about is not None
        for part in option.parts
        if entry.act in part.acts
    ]


def _takes(option: Option, entry: Entry) -> bool:
    return entry.act in option.acts and placed(option, entry)


def _session_counted(week: WeekStanding, entry: Entry) -> bool:
    return any(
        used.about == entry.about and used.act in SESSION_ROUTES
        for completion in (*week.counted, *week.beyond)
        for used in completion.used
    )


def _not_needed(policy: Policy, week: WeekStanding, supply: Supply) -> str:
    """Return what became of the options that the act could serve."""
    keys = dict.fromkeys(fit.option for fit in supply.fits)
    options = [policy.option(key) for key in keys]
    if all(option.optional for option in options):
        names = joined([titled(option.title) for option in options])
        return f"Recorded for {names}, which is optional and never counted."
    states = {option.key: option for option in week.options}
    serious = [states[option.key] for option in options if not option.optional]
    first = max(serious, key=lambda option: option.state)
    name = titled(first.title)
    if first.state is OptionState.COUNTED and _full(policy, week, first.key):
        return "The cap is reached without it; what was best for you counted."
    if first.state is OptionState.COUNTED:
        return f"More than {name} can count; what was best for you counted."
    if first.state is OptionState.DONE:
        return f"{name} is complete, but other options count as much or more."
    return f"Part of {name}. {first.why}"


def _full(policy: Policy, week: WeekStanding, option: str) -> bool:
    """Whether a requirement of the week that takes `option` has reached its cap."""
    return any(
        requirement.cap is not None
        and option in requirement.options
        and earned_by(week.counted, number) >= requirement.cap
        for number, requirement in enumerate(policy.requirements)
    )
