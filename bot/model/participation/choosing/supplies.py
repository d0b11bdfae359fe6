"""The acts a week's completions are made of: done, still possible, or offered at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from bot.model.participation.acts.ledger import SESSION_ROUTES, Act, Entry
from bot.model.participation.choosing.matching import Candidate, Supply
from bot.model.participation.policies.policy import Option, Policy, Within
from bot.model.participation.policies.qualify import Fit, qualify
from bot.model.participation.standings.offers import Offer, WeekOffer, asked_count, hosts
from bot.model.participation.standings.tally import Acts, read_fits

PLENTY = 1_000
"""How many acts of a kind are taken as possible: more than any week could ask for."""


def done(policy: Policy, acts: Acts, offer: WeekOffer) -> dict[Supply, int]:
    """Return what somebody did in the week, as the rollup has it.

    Acts about something that the week doesn't offer (a cancelled session, or one that isn't
    counted) are left out.
    """
    supplies: dict[Supply, int] = {}
    for did, count in acts.items():
        thing = offer.thing(did.about)
        if did.about and thing is None:
            continue
        if fits := _at(policy, read_fits(did.fits), thing):
            supplies[Supply(did.about, did.act, fits)] = count
    return {supply: supplies[supply] for supply in sorted(supplies, key=_order)}


def supply_of(policy: Policy, entry: Entry, offer: WeekOffer) -> Supply | None:
    """Return the supply that one act belongs to, or None if nothing this week can use it."""
    thing = None if entry.about is None else offer.thing(entry.about)
    if entry.about is not None and thing is None:
        return None
    fits = _at(policy, qualify(policy, entry), thing)
    return Supply(entry.about or "", entry.act, fits) if fits else None


def still_possible(
    policy: Policy, offer: WeekOffer, now: datetime, without: Collection[str]
) -> dict[Supply, int]:
    """Return the acts that can still be done at `now`, in things not among `without`.

    What is due is possible as long as an option counts it late, for as much as it counts now.
    """
    supplies: dict[Supply, int] = {}
    for thing in offer.things:
        if thing.about not in without:
            supplies |= _acts(policy, thing.about, thing, thing.open_acts(now))
            supplies |= _late(policy, thing, now)
    if now < offer.ends:
        supplies |= _acts(policy, "", None, _anywhere())
    return supplies


def _late(policy: Policy, thing: Offer, now: datetime) -> dict[Supply, int]:
    """Return the acts in a discussion that are past their due instant, and count late."""
    supplies: dict[Supply, int] = {}
    if thing.within is not Within.DISCUSSION:
        return supplies
    for act, until in thing.until.items():
        if until is not None and until <= now:
            fits = (
                Fit(option.key, index, percent)
                for option in policy.options
                if option.late and (percent := option.late.percent(now - until))
                for index, part in enumerate(option.parts)
                if act in part.acts
            )
            if own := _at(policy, fits, thing):
                supplies[Supply(thing.about, act, own)] = PLENTY
    return supplies


def offered(policy: Policy, offer: WeekOffer, without: Collection[str]) -> dict[Supply, int]:
    """Return every act the week offers, whatever the time, in things not among `without`."""
    supplies = _acts(policy, "", None, _anywhere())
    for thing in offer.things:
        if thing.about not in without:
            supplies |= _acts(policy, thing.about, thing, thing.until)
    return supplies


def granted(policy: Policy, offer: WeekOffer, things: Collection[str]) -> dict[Supply, int]:
    """Return the acts that stand for having taken part in full in `things`.

    They serve what is completed within the thing itself; of options of the whole week only
    attendance is taken as done.
    """
    supplies: dict[Supply, int] = {}
    for thing in offer.things:
        if thing.about in things:
            for supply, count in _acts(policy, thing.about, thing, thing.until).items():
                own = tuple(
                    fit
                    for fit in supply.fits
                    if supply.act is Act.ATTEND or policy.option(fit.option).within is thing.within
                )
                supplies[Supply(supply.about, supply.act, own)] = count
    return supplies


def candidates(policy: Policy, offer: WeekOffer, declared: Collection[str]) -> list[Candidate]:
    """Return the completions this week has room for, the declared options' first."""
    ordered = sorted(policy.options, key=lambda option: option.key not in declared)
    return [
        Candidate(option, about, option.worth, needs, _token(option, about))
        for option in ordered
        for thing in hosts(option, offer)
        if (needs := needs_of(option, thing))
        for about in (thing.about if thing else "",)
    ]


def partly_excused(
    policy: Policy, whole: Iterable[Candidate], things: Collection[str]
) -> list[Candidate]:
    """Return `whole` with the fraction of their worth that excuses give in `things`."""
    chosen: list[Candidate] = []
    for candidate in whole:
        option, about = candidate.option, candidate.about
        if about not in things:
            chosen.append(candidate)
            continue
        token = candidate.token or f"{about}/{option.key}"
        fraction = option.worth * policy.excuse_fraction
        chosen.append(Candidate(option, about, option.worth, candidate.needs, token))
        chosen.append(Candidate(option, about, fraction, (), token, excused=True))
    return chosen


def needs_of(option: Option, thing: Offer | None) -> tuple[tuple[int, int], ...]:
    """Return how many acts each part of `option` takes within `thing`; empty if it asks none."""
    counts = ((index, asked_count(part, thing)) for index, part in enumerate(option.parts))
    return tuple((index, count) for index, count in counts if count)


def _token(option: Option, about: str) -> str | None:
    routes = option.acts & SESSION_ROUTES
    return about if option.within is Within.SESSION and routes else None


def _acts(
    policy: Policy, about: str, thing: Offer | None, acts: Iterable[Act]
) -> dict[Supply, int]:
    supplies: dict[Supply, int] = {}
    able = [option for option in policy.options if option.within in _kinds(thing)]
    for act in acts:
        fits = tuple(
            Fit(option.key, index)
            for option in able
            for index, part in enumerate(option.parts)
            if act in part.acts
        )
        if fits:
            supplies[Supply(about, act, fits)] = PLENTY
    return supplies


def _at(policy: Policy, fits: Iterable[Fit], thing: Offer | None) -> tuple[Fit, ...]:
    """Return those of `fits` whose option can be completed within `thing`."""
    kinds = _kinds(thing)
    known = {option.key: option for option in policy.options}
    return tuple(fit for fit in fits if fit.option in known and known[fit.option].within in kinds)


def _kinds(thing: Offer | None) -> tuple[Within, ...]:
    return (Within.WEEK,) if thing is None else (Within.WEEK, thing.within)


def _anywhere() -> frozenset[Act]:
    return frozenset(Act) - SESSION_ROUTES


def _order(supply: Supply) -> tuple[str, int, tuple[Fit, ...]]:
    return supply.about, list(Act).index(supply.act), supply.fits
