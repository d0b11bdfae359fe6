"""People as Slack knows them: their zones, their addresses, and who is a guest or a bot."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.slack.web.troubles import GoneError
from adapters.slack.web.workspaces import Workspace, Workspaces
from adapters.slack.wire import Json
from bot.model.people import Account
from bot.model.time.zones import is_zone
from bot.ports.clock import Clock

FRESH = timedelta(hours=24)
"""How long is relied on what was told of somebody: Slack tells of changes, save when it can't."""
FRESH_LIST = timedelta(hours=1)
PAGE = 200
FEW = 20
"""People who are asked about one by one; more are looked up in the workspace's list."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with an account; `zone` is an IANA name, None where Slack tells none that is one.

    `guest` is whoever doesn't belong to the workspace: invited to some channels, or a stranger
    who shares one. `gone` is whose account was closed. `email` needs its own scope, else it is "";
    it is one that Slack has verified, and none of a stranger's. A `keeper` runs the workspace.
    """

    id: str
    team: str
    name: str
    zone: str | None
    email: str
    locale: str
    guest: bool
    bot: bool
    gone: bool
    keeper: bool = False


class People:
    """What is known of people, as each workspace knows them: told by Slack, or asked for.

    A member of one workspace may be a guest in another, and run a third.
    """

    def __init__(self, workspaces: Workspaces, clock: Clock) -> None:
        """Ask through `workspaces`; by `clock` what is known grows old."""
        self._workspaces = workspaces
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[datetime, Member]] = {}
        self._listed: dict[str, datetime] = {}
        self._listing = asyncio.Lock()

    def heard(self, user: Json, team: str) -> None:
        """Take in somebody's account as an event of a workspace has it: user_change, team_join."""
        for workspace in self._workspaces.all:
            self._known.pop((workspace.id, user["id"]), None)
        self._seen(user, team)

    async def one(self, user: str, team: str = "") -> Member:
        """Return somebody by their account's id, as a workspace knows them; else one they are in.

        GoneError if there is nobody of that id.
        """
        workspace = self._workspaces.get(team) or await self._workspaces.of_person(user)
        known = self._fresh(workspace.id, user)
        if known is not None:
            return known
        told = await workspace.web.read("users.info", user=user)
        return self._seen(told["user"], workspace.id)

    async def zone(self, account: Account) -> str | None:
        """Return the zone somebody's Slack shows times in."""
        return (await self.one(account.id)).zone

    async def several(self, workspace: Workspace, users: Collection[str]) -> Mapping[str, Member]:
        """Return people by their ids; those who are no more are left out."""
        if sum(self._fresh(workspace.id, user) is None for user in users) > FEW:
            await self._list(workspace)
        found: dict[str, Member] = {}
        for user in users:
            try:
                found[user] = await self.one(user, workspace.id)
            except GoneError:
                continue
        return found

    async def insiders(self, workspace: Workspace) -> frozenset[str]:
        """Return the ids of a workspace's own people: its public channels are open to them."""
        await self._list(workspace)
        return frozenset(
            one.id
            for (team, _), (_, one) in self._known.items()
            if team == one.team == workspace.id and not (one.guest or one.bot or one.gone)
        )

    async def _list(self, workspace: Workspace) -> None:
        """Read the list of a workspace's people, unless that was done a little while ago."""
        async with self._listing:
            now = self._clock.now()
            read = self._listed.get(workspace.id)
            if read is not None and now - read < FRESH_LIST:
                return
            async for page in workspace.web.pages("users.list", limit=PAGE):
                for user in page["members"]:
                    self._seen(user, workspace.id, listed=True)
            self._listed[workspace.id] = now

    def _fresh(self, team: str, user: str) -> Member | None:
        known = self._known.get((team, user))
        return known[1] if known and self._clock.now() - known[0] < FRESH else None

    def _seen(self, user: Json, team: str, *, listed: bool = False) -> Member:
        inside = listed or team in ((user.get("enterprise_user") or {}).get("teams") or ())
        foreign = not inside and user.get("team_id") not in (None, "", team)
        member = member_of(user, team if inside else "", foreign=foreign)
        self._known[team, member.id] = (self._clock.now(), member)
        return member


def member_of(user: Json, team: str = "", *, foreign: bool = False) -> Member:
    """Return an account by its JSON; `team` is the workspace it is known to belong to, if one.

    A `foreign` one is of another workspace than the one that tells of it.
    """
    profile = user.get("profile") or {}
    guest = ("is_restricted", "is_ultra_restricted", "is_stranger")
    zone = user.get("tz")
    own = not (foreign or any(user.get(one) for one in guest))
    verified = user.get("is_email_confirmed", True) and not (foreign or user.get("is_stranger"))
    return Member(
        user["id"],
        # In an organization everybody has one home, and may be in more of its workspaces.
        (team if team and own else user.get("team_id")) or "",
        profile.get("real_name") or user.get("real_name") or user.get("name") or "",
        zone if isinstance(zone, str) and is_zone(zone) else None,
        (profile.get("email") or "") if verified else "",
        user.get("locale") or "",
        not own,
        bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        bool(user.get("deleted")),
        own and any(user.get(one) for one in ("is_admin", "is_owner", "is_primary_owner")),
    )
