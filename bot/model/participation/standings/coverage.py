"""What of the course's outcomes somebody has shown, by what counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.participation.policies.policy import Outcome, Policy
from bot.model.participation.standings.standing import Standing


@dataclass(frozen=True, slots=True)
class Covered:
    """How often something counted that serves an outcome, and by which options (their titles)."""

    outcome: Outcome
    times: int
    options: tuple[str, ...]


def coverage(policies: Mapping[int, Policy], standing: Standing) -> tuple[Covered, ...]:
    """Return every outcome of a person's course, with what counted for it in a standing's weeks.

    `policies` are those that rule the weeks. The outcomes are those of the last week's policy, so
    that one that was added since is shown as not covered; what an excuse gave covers nothing.
    """
    weeks = [week for week in standing.weeks if week.week in policies]
    served: dict[str, list[str]] = {}
    for week in weeks:
        policy = policies[week.week]
        for completion in (*week.counted, *week.beyond):
            option = policy.option(completion.option)
            for key in option.outcomes if completion.used else ():
                served.setdefault(key, []).append(option.title)
    outcomes = policies[weeks[-1].week].outcomes if weeks else ()
    return tuple(
        Covered(
            outcome,
            len(served.get(outcome.key, ())),
            tuple(dict.fromkeys(served.get(outcome.key, ()))),
        )
        for outcome in outcomes
    )
