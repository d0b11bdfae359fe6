"""The doctor's look at one installation of the app: whether it still counts, and for what.

It renews no token: that is for the bot alone, which holds the old one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from adapters.slack.installing.tokens import Way
from adapters.slack.web.workspaces import Workspace, Workspaces
from bot.chat.looks import Finding
from bot.ports.installations import Installation
from bot.ports.platform import CannotSendError, NotSentError

AGAIN = "Whoever runs it has to install Homeroom there again; what waits goes then by itself."
LATER = "Look again in a moment."


async def examine_installation(
    installation: Installation, workspaces: Workspaces, way: Way, now: datetime
) -> AsyncIterator[Finding]:
    """Yield how an installation stands; add what can be asked by it to `workspaces`."""
    about = f"“{installation.name}”"

    async def token() -> str:
        return installation.token

    if installation.expires is not None and installation.expires <= now:
        yield Finding(about, "its token has expired; homeroom run renews it when it starts")
        return
    web = way.web(token)
    try:
        await web.read("auth.test")
        teams = {installation.workspace: installation.name}
        if not installation.workspace:
            pages = [page async for page in web.pages("auth.teams.list")]
            teams = {one["id"]: one.get("name") or "" for page in pages for one in page["teams"]}
    except CannotSendError:
        yield Finding(about, "it lets Homeroom in no more", AGAIN)
        return
    except NotSentError as error:
        yield Finding(about, str(error), LATER)
        return
    for team, name in teams.items():
        own = web if installation.workspace else way.web(token, team)
        url, bot, organization = installation.url, installation.bot, installation.organization
        workspaces.add(Workspace(team, name, url, bot, own, organization))
    seen = f"installed ({installation.url})"
    if not installation.workspace:
        named = ", ".join(teams.values()) or "none yet: its administrators choose them"
        seen = f"an organization ({installation.url}), in these workspaces: {named}"
    yield Finding(about, seen)
