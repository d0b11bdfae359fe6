"""The workspaces in which the app was installed: served as long as each lets it in.

Whether it does is asked of Slack, whatever an event tells: one that comes late must not undo a new
installation. Where the app is installed in a whole organization, its administrators choose the
workspaces, and Slack lists them (https://docs.slack.dev/enterprise/organization-ready-apps).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from adapters.slack.installing.tokens import InstalledToken, Way
from adapters.slack.journal import LOG
from adapters.slack.web.troubles import AWAY, TurnedAwayError
from adapters.slack.web.web import SlackWeb
from adapters.slack.web.workspaces import Workspace, Workspaces
from bot.ports.clock import Clock
from bot.ports.installations import Installation, Installations
from bot.ports.platform import CannotSendError, NotSentError
from bot.runtime.hearing.errors import kind_of

AGAIN = timedelta(minutes=10)
"""How soon an organization is asked again for a workspace that it didn't list."""
MANY = 200


@dataclass(slots=True)
class _Held:
    """An installation that is in force, and the ids of the workspaces it is good for."""

    token: InstalledToken
    web: SlackWeb = field(repr=False)
    teams: frozenset[str] = frozenset()

    @property
    def installation(self) -> Installation:
        return self.token.installation


class Installed:
    """Keeps `workspaces` as they are installed."""

    def __init__(
        self, workspaces: Workspaces, installations: Installations, way: Way, clock: Clock
    ) -> None:
        """Keep what is installed in `installations`; call Slack by `way`."""
        self._workspaces = workspaces
        self._installations = installations
        self._way = way
        self._clock = clock
        self._held: dict[tuple[str, str], _Held] = {}
        self._sought: dict[str, datetime] = {}
        self._changing = asyncio.Lock()
        self.added: Callable[[], None] = lambda: None
        """Is told when the app was installed anew: what happened there meanwhile wasn't heard."""

    async def load(self) -> None:
        """Take in all that is kept; one that lets the app in no more keeps no other from it.

        NotSentError where Slack can't be reached for any.
        """
        held = [self._hold(one) for one in await self._installations.all()]
        reached = await asyncio.gather(*map(self._look, held))
        if held and not any(reached):
            raise NotSentError(AWAY)

    async def take(self, installation: Installation) -> None:
        """Keep a new installation, in the place of one before, and serve it at once."""
        async with self._changing:
            await self._installations.save(installation)
            for key, other in list(self._held.items()):
                if installation.workspace and key[1] == installation.workspace:
                    del self._held[key]
                    self._leave(other)
            held = self._hold(installation)
            await self._look(held)
        LOG.info("installed in %s", installation.workspace or installation.organization)
        self.added()

    async def left(self, team: str, enterprise: str) -> None:
        """Ask whether the app is still let in; forget the token where it isn't.

        NotSentError where Slack can't be asked.
        """
        async with self._changing:
            for key, held in list(self._held.items()):
                if key not in ((enterprise, ""), (key[0], team)):
                    continue
                try:
                    await held.web.read("auth.test")
                except TurnedAwayError:
                    await self._installations.drop(held.installation)
                    del self._held[key]
                    self._leave(held)
                    LOG.warning("taken out of %s", key[1] or key[0])
                else:
                    await self._list(held)

    async def seek(self, team: str, enterprise: str) -> None:
        """Learn of a workspace that tells something and isn't known: its organization lists it."""
        held = self._held.get((enterprise, ""))
        now = self._clock.now()
        asked = self._sought.get(team)
        if held is None or not team or (asked is not None and now - asked < AGAIN):
            return
        self._sought[team] = now
        async with self._changing:
            try:
                await self._list(held)
            except (NotSentError, CannotSendError) as error:
                LOG.warning("workspaces of %s can't be listed: %s", enterprise, kind_of(error))

    def _hold(self, installation: Installation) -> _Held:
        """Hold an installation; its workspace is served with no call."""
        token = InstalledToken(installation, self._installations, self._way, self._clock)
        held = _Held(token, self._way.web(token))
        self._held[installation.organization, installation.workspace] = held
        if installation.workspace:
            self._enter(held, installation.workspace, installation.name, held.web)
        return held

    async def _look(self, held: _Held) -> bool:
        """Ask how the app stands there, and in which workspaces; False where Slack is away."""
        about = held.installation.workspace or held.installation.organization
        try:
            await held.web.read("auth.test")
            await self._list(held)
        except CannotSendError as error:
            LOG.error("%s can't be served: %s", about, error)
        except NotSentError as error:
            LOG.warning("%s can't be asked: %s", about, kind_of(error))
            return False
        return True

    async def _list(self, held: _Held) -> None:
        """Serve the workspaces that an organization has given the app, and no others of it."""
        if held.installation.workspace:
            return
        names: dict[str, str] = {}
        async for page in held.web.pages("auth.teams.list", limit=MANY):
            names |= {one["id"]: one.get("name") or "" for one in page["teams"]}
        for team in held.teams - set(names):
            self._drop(held, team)
        for team, name in names.items():
            if (held.installation.organization, team) not in self._held:
                self._enter(held, team, name, self._way.web(held.token, team))

    def _enter(self, held: _Held, team: str, name: str, web: SlackWeb) -> None:
        installation = held.installation
        held.teams |= {team}
        self._workspaces.add(
            Workspace(
                team, name, installation.url, installation.bot, web, installation.organization
            )
        )

    def _leave(self, held: _Held) -> None:
        for team in held.teams:
            self._drop(held, team)

    def _drop(self, held: _Held, team: str) -> None:
        held.teams -= {team}
        self._workspaces.drop(team)
