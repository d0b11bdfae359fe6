"""How far each option has come in one week, why, and the easiest next step."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import IntEnum

from bot.model.participation.acts.ledger import SESSION_ROUTES
from bot.model.participation.choosing.matching import Candidate, Completion, Supplies, Supply, total
from bot.model.participation.policies.phrases import tasks, titled
from bot.model.participation.policies.policy import Option, Part, Policy, Within, figure
from bot.model.participation.standings.offers import (
    Offer,
    WeekOffer,
    asked_count,
    asked_size,
    hosts,
)

NEVER = datetime.max.replace(tzinfo=UTC)


class OptionState(IntEnum):
    """How far an option has come, from nothing to credit."""

    NOT_OFFERED = 0
    NOT_CHOSEN = 1
    IMPOSSIBLE = 2
    OPEN = 3
    PARTLY = 4
    DONE = 5
    COUNTED = 6


@dataclass(frozen=True, slots=True)
class OptionStanding:
    """One option in one week; `times` completions of it count, `why` says the rest."""

    key: str
    title: str
    state: OptionState
    times: int
    why: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next: `text` says it in a sentence, about `minutes` of work, by `due`.

    `about` is the session's or discussion's id, "" for the week; `due` is an aware UTC instant,
    None while it isn't known (a make-up whose recap isn't published yet).
    """

    option: str
    about: str
    text: str
    minutes: int
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """What a week's steps are found from; `room` says whether more can be earned at all.

    `beyond` are completions that a longer period counts.
    """

    policy: Policy
    offer: WeekOffer
    candidates: Sequence[Candidate]
    done: Supplies
    ahead: Supplies
    counted: Sequence[Completion]
    declared: Collection[str]
    room: bool
    beyond: Sequence[Completion] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    """One option within one thing: what of it is done, and what is missing by part."""

    option: Option
    thing: Offer | None
    have: int
    missing: tuple[tuple[int, int], ...]
    open: bool

    @property
    def state(self) -> OptionState:
        if not self.missing:
            return OptionState.DONE
        if not self.open:
            return OptionState.IMPOSSIBLE
        return OptionState.PARTLY if self.have else OptionState.OPEN

    @property
    def lacks(self) -> str:
        parts = self.option.parts
        return tasks((parts[i], n, asked_size(parts[i], self.thing)) for i, n in self.missing)

    @property
    def minutes(self) -> int:
        """The estimated minutes of what is missing, at least one."""
        lacking = sum(count for _, count in self.missing)
        return math.ceil(self.option.minutes * lacking / (lacking + self.have))


def option_standings(progress: Progress) -> tuple[OptionStanding, ...]:
    """Return how far each of the policy's options has come, in the policy's order."""
    unused = _unused(progress)
    return tuple(_option(progress, unused, option) for option in progress.policy.options)


def next_step(progress: Progress, raises: Callable[[Supplies], bool]) -> NextStep | None:
    """Return the easiest step that `raises` what is earned, or None if there is none.

    A declared option comes first, then what can be dated, then the fewest minutes, then what is
    already partly done, then the earliest due.
    """
    raising = (way for way in _able(progress) if raises(_with(progress, way)))
    return next((_step(progress, way) for way in raising), None)


def joint_step(progress: Progress, raises: Callable[[Supplies], bool]) -> NextStep | None:
    """Return a step that `raises` what is earned only together with easier ones, or None.

    Under a soft cap a session may have to be attended as well as made up before writing, too, adds
    to it: no step alone does.
    """
    done = dict(progress.done)

    def together(way: _Way) -> bool:
        done.update(_with(progress, way))
        return raises(done)

    return next((_step(progress, way) for way in _able(progress) if together(way)), None)


def _able(progress: Progress) -> list[_Way]:
    """Return what can still be done, the easiest first; nothing where no more can be earned."""
    if not progress.room:
        return []
    unused = _unused(progress)
    each = ((one.option, _thing(progress, one.about)) for one in progress.candidates)
    ways = [_way(progress, unused, option, thing) for option, thing in each]
    able = [way for way in ways if way.open and way.missing]
    return sorted(able, key=lambda way: _ease(progress, way))


def _ease(progress: Progress, way: _Way) -> tuple[bool, bool, int, bool, datetime]:
    due = _due(way, progress)
    declared = way.option.key in progress.declared
    return not declared, due is None, way.minutes, not way.have, due or NEVER


def _step(progress: Progress, way: _Way) -> NextStep:
    where = titled(way.thing.title) if way.thing else "This week"
    about = way.thing.about if way.thing else ""
    text = f"{where}: {way.lacks} (about {way.minutes} min)."
    return NextStep(way.option.key, about, text, way.minutes, _due(way, progress))


def _option(progress: Progress, unused: Supplies, option: Option) -> OptionStanding:
    things = hosts(option, progress.offer)
    own = [c for c in (*progress.counted, *progress.beyond) if c.option == option.key]
    ways = [_way(progress, unused, option, thing) for thing in things]
    ways = [_closed(progress, way) for way in ways if way.have or way.missing]
    if own:
        return OptionStanding(
            option.key, option.title, OptionState.COUNTED, len(own), _counts(progress, own)
        )
    if not ways:
        why = "Not offered this week."
        return OptionStanding(option.key, option.title, OptionState.NOT_OFFERED, 0, why)
    way = max(ways, key=lambda way: way.state)
    if not option.optional and all(c.option.key != option.key for c in progress.candidates):
        why = "Not among your choice for this week, which is binding."
        return OptionStanding(option.key, option.title, OptionState.NOT_CHOSEN, 0, why)
    return OptionStanding(option.key, option.title, way.state, 0, _why(progress, way))


def _counts(progress: Progress, own: Sequence[Completion]) -> str:
    """Return in a sentence what an option's completions count, and how."""
    excused = " by an excuse" if all(completion.excused for completion in own) else ""
    late = ", some of it less because it came late" if any(c.percent < 100 for c in own) else ""
    beyond = sum(completion in progress.beyond for completion in own)
    longer = ", beyond this week" if beyond == len(own) else ", partly beyond this week"
    return f"Counts {figure(total(own))}{excused}{late}{longer if beyond else ''}."


def _closed(progress: Progress, way: _Way) -> _Way:
    """Return `way`, closed if its session counts already by the other route."""
    return replace(way, open=False) if _counts_already(progress, way) else way


def _why(progress: Progress, way: _Way) -> str:
    """Return in a sentence why an option that doesn't count stands where it does."""
    if way.state is OptionState.DONE:
        if way.option.optional:
            return "Done: it is recorded, and never counted."
        return "Done, but not needed: other options count as much or more."
    if way.state is OptionState.IMPOSSIBLE:
        if way.thing and _counts_already(progress, way):
            return f"{titled(way.thing.title)} counts already, by its other route."
        return f"No longer possible: the time has passed to {way.lacks}."
    need = f"Still to do: {way.lacks}."
    if way.option.optional:
        return f"{need} It is optional and never counted."
    return need if progress.room else f"Not needed any more. {need}"


def _counts_already(progress: Progress, way: _Way) -> bool:
    about = way.thing.about if way.thing else ""
    routes = bool(way.option.acts & SESSION_ROUTES)
    return routes and any(_session_used(completion, about) for completion in progress.counted)


def _session_used(completion: Completion, about: str) -> bool:
    return any(s.about == about and s.act in SESSION_ROUTES for s in completion.used)


def _unused(progress: Progress) -> dict[Supply, int]:
    """Return the acts done that no counted completion uses."""
    left = dict(progress.done)
    for completion in (*progress.counted, *progress.beyond):
        for used in completion.used:
            for supply in left:
                same_session = supply.about == used.about and supply.act in SESSION_ROUTES
                if same_session and used.act in SESSION_ROUTES:
                    left[supply] = 0
            left[used] = max(left.get(used, 0) - 1, 0)
    return left


def _way(progress: Progress, unused: Supplies, option: Option, thing: Offer | None) -> _Way:
    left = {supply: count for supply, count in unused.items() if count}
    have, missing = 0, []
    for index, part in enumerate(option.parts):
        needs = asked_count(part, thing)
        found = _use(left, (option.key, index), thing, needs)
        have += found
        if found < needs:
            missing.append((index, needs - found))
    fits = [(option.key, index) for index, _ in missing]
    possible = all(any(_serves(s, fit, thing) for s in progress.ahead) for fit in fits)
    return _Way(option, thing, have, tuple(missing), possible)


def _use(left: dict[Supply, int], fit: tuple[str, int], thing: Offer | None, needs: int) -> int:
    """Take up to `needs` acts that serve `fit` out of `left`; return how many there were."""
    found = 0
    for supply, count in left.items():
        if _serves(supply, fit, thing):
            taken = min(count, needs - found)
            left[supply] = count - taken
            found += taken
    return found


def _serves(supply: Supply, fit: tuple[str, int], thing: Offer | None) -> bool:
    option, part = fit
    fits = any(each.option == option and each.part == part for each in supply.fits)
    return fits and (thing is None or supply.about == thing.about)


def _thing(progress: Progress, about: str) -> Offer | None:
    return progress.offer.thing(about) if about else None


def _with(progress: Progress, way: _Way) -> Supplies:
    """Return what would be done if `way` were completed."""
    fits = {(way.option.key, index) for index, _ in way.missing}
    added = {
        supply: count
        for supply, count in progress.ahead.items()
        if any(_serves(supply, fit, way.thing) for fit in fits)
    }
    return {**progress.done, **added}


def _due(way: _Way, progress: Progress) -> datetime | None:
    """Return when the first of what is missing is due; None while that isn't known."""
    if way.option.within is Within.WEEK or way.thing is None:
        return progress.offer.ends
    dues = [_latest(way.thing, way.option.parts[index]) for index, _ in way.missing]
    return min((due for due in dues if due is not None), default=None)


def _latest(thing: Offer, part: Part) -> datetime | None:
    """Return until when some act of `part` is possible; None while that isn't known."""
    dues = [thing.until[act] for act in part.acts if act in thing.until]
    known = [due for due in dues if due is not None]
    return max(known) if len(known) == len(dues) else None
