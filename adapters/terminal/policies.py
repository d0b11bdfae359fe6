"""`homeroom policy`: the rules in words, what another policy would do, and equal worth."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from cyclopts import App

from adapters.terminal.choosing import CourseOption
from adapters.terminal.examples import below
from adapters.terminal.printing import Printer
from adapters.terminal.services import Services
from bot.chat.refusal import Refusal
from bot.model.time.spoken import spoken_date

if TYPE_CHECKING:
    from bot.model.participation.review.simulation import Effect
    from bot.model.participation.review.worth import Group
    from bot.model.participation.standings.standing import Standing


class PolicyCommands:
    """The commands below `homeroom policy`."""

    def __init__(self, services: Services, printer: Printer) -> None:
        """Take what they do it with."""
        self._services = services
        self._printer = printer

    def app(self) -> App:
        """Return the group of commands."""
        app = App(name="policy", help="See what counts, and what another policy would change.")
        for command in (self.show, self.simulate, self.worth):
            app.command(command, help_epilogue=below(f"policy {command.__name__}"))
        return app

    async def show(self, *, course: CourseOption = None, version: int | None = None) -> int:
        """Show the policy in plain words, and from which week each version rules.

        Parameters
        ----------
        version
            Which version; the newest one if left out.
        """
        from bot.model.participation.policies.rules import around, asked, ways

        versions = await self._services.policies(course)
        found = [each.policy for each in versions if version in (None, each.policy.version)]
        if not found:
            raise Refusal("There is no such version. Without --version the newest one is shown.")
        policy = found[-1]
        self._printer.say(f"{policy.title} (version {policy.version})", "bold")
        for line in asked(policy):
            self._printer.say(line)
        for title, way in ways(policy):
            self._printer.say(f"  {title}: {way}")
        for line in around(policy):
            self._printer.say(line)
        for each in versions:
            since = f"from week {each.since} on, saved {spoken_date(each.saved.date())}"
            self._printer.say(f"Version {each.policy.version}: {since}")
        return 0

    async def simulate(
        self, file: Path, /, *, course: CourseOption = None, from_week: int | None = None
    ) -> int:
        """Show what another policy would do to every standing; nothing is changed.

        To apply it, attach the file in chat: /class policy change. It shows the same, and a button.

        Parameters
        ----------
        file
            A course file, or one with just its policy: part.
        from_week
            The first week it would rule; the present one if left out, so that past weeks stay.
        """
        from bot.features.policies.views import counted
        from bot.model.participation.policies.rules import changed

        found, warnings = await self._services.simulate(course, file, from_week)
        for warning in warnings:
            self._printer.tell(warning, "yellow")
        simulation = found.simulation
        policy, since = simulation.proposal.policy, simulation.proposal.since
        self._printer.say(
            f"{policy.title} (version {policy.version}), from week {since} on", "bold"
        )
        gone, new = changed(found.before, policy)
        for sign, lines in (("-", gone), ("+", new)):
            for line in lines:
                self._printer.say(f"{sign} {line}")
        self._printer.say(counted(simulation))
        if simulation.locked:
            weeks = ", ".join(str(week) for week in simulation.locked)
            self._printer.tell(
                f"It touches locked weeks ({weeks}): what changes in them becomes a difference.",
                "yellow",
            )
        names = {person.id: person.name for person in found.record.people}
        self._printer.table(
            ("student", "now", "with it", "weeks"),
            [self._effect(each, names[each.person]) for each in simulation.effects],
        )
        self._printer.say("Nothing was changed.")
        return 0

    async def worth(self, *, course: CourseOption = None) -> int:
        """Compare the ways to take part: worth by the hour, reach, and who takes them.

        Groups of fewer than five students are counted together.
        """
        from bot.model.participation.policies.policy import figure
        from bot.model.participation.review.worth import sentences

        found = await self._services.worth(course)
        if not found.weeks:
            self._printer.say("No week has begun, so there is nothing to compare yet.")
            return 0
        for sentence in sentences(found):
            self._printer.say(sentence)
        self._printer.table(
            ("option", "route", "worth", "minutes", "an hour gives", "students", "times"),
            [
                (
                    each.title,
                    str(each.route),
                    figure(each.worth),
                    str(each.minutes),
                    "" if each.an_hour is None else figure(each.an_hour),
                    str(each.students),
                    str(each.times),
                )
                for each in found.options
            ],
            *(2, 3, 4, 5, 6),
        )
        self._groups("by route", found.routes)
        self._groups("by time zone", found.regions)
        return 0

    def _groups(self, title: str, groups: Sequence[Group]) -> None:
        rows = [(each.label, str(each.students), _percent(each.percent)) for each in groups]
        self._printer.table((title, "students", "standing"), rows, 1, 2)

    def _effect(self, effect: Effect, name: str) -> tuple[str, ...]:
        weeks = ", ".join(str(week) for week in effect.weeks)
        return name, _standing(effect.before), _standing(effect.after), weeks


def _standing(standing: Standing) -> str:
    from bot.model.participation.policies.policy import figure

    if standing.percent is None:
        return "nothing asked yet"
    return f"{figure(standing.earned)} of {figure(standing.asked)} ({standing.percent:.0f}%)"


def _percent(percent: Decimal | None) -> str:
    return "" if percent is None else f"{percent:.0f}%"
