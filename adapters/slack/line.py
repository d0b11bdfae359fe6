"""The line to Slack: everything that the adapter's parts share once the tokens were accepted."""

from __future__ import annotations

from dataclasses import dataclass, field

from aiohttp import ClientSession

from adapters.slack.installing.installed import Installed
from adapters.slack.posting.platform import SlackPlatform
from adapters.slack.web.web import SlackWeb
from bot.ports.clock import Clock
from bot.ports.notes import Notes


@dataclass(frozen=True, slots=True)
class Line:
    """The platform with its workspaces, and what it was built on; `session` is for all requests.

    `installed` knows those that installed the app by themselves, where that is possible.
    """

    platform: SlackPlatform
    session: ClientSession = field(repr=False)
    notes: Notes
    clock: Clock
    installed: Installed | None = None

    async def web(self, team: str, user: str) -> SlackWeb:
        """Return the Web API of a workspace, or else of one that somebody is in.

        The ports' errors where there is none.
        """
        workspace = self.platform.workspaces.get(team)
        if workspace is None:
            workspace = await self.platform.workspaces.of_person(user)
        return workspace.web
