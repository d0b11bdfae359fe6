"""The workspaces the app is installed in, and which of them a channel or a person belongs to.

Where there is one, all is its own. Where there are more, a channel's is learned from what Slack
tells of it, else by asking one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from adapters.slack.web.troubles import (
    GONE,
    LEFT,
    NOBODY,
    ForbiddenError,
    GoneError,
    TurnedAwayError,
)
from adapters.slack.web.web import SlackWeb
from adapters.slack.wire import Json
from bot.model.places import Message
from bot.ports.platform import CannotSendError, NotSentError

ADDRESS = "https://slack.com/"
"""Where a message of an unknown workspace is looked for: Slack asks for the workspace then."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace with the app in it; `bot` is its bot's account id, `url` its address.

    `enterprise` is the id of the organization it belongs to, "" if there is none.
    """

    id: str
    name: str
    url: str
    bot: str
    web: SlackWeb = field(repr=False)
    enterprise: str = ""

    @property
    def community(self) -> str:
        """Whose people these are: the organization's where there is one, else its own."""
        return self.enterprise or self.id

    def link(self, message: Message) -> str:
        """Return the address of a message: chat.getPermalink's form, without asking for it."""
        return _link(self.url, message)


async def met(web: SlackWeb) -> Workspace:
    """Return the workspace that a token is for; CannotSendError for a token that is none."""
    told = await web.read("auth.test")
    return Workspace(
        told["team_id"],
        told.get("team") or "",
        told["url"],
        told["user_id"],
        web,
        told.get("enterprise_id") or "",
    )


class Workspaces:
    """All workspaces. Ids of channels and people are each known to be of one of them."""

    def __init__(self, known: Iterable[Workspace] = (), *, others: bool = False) -> None:
        """Begin with these; with `others` there may be more later, or there were before."""
        self._known = {one.id: one for one in known}
        self._others = others
        self._channels: dict[str, str] = {}
        self._people: dict[str, str] = {}

    @property
    def all(self) -> Sequence[Workspace]:
        """Every workspace."""
        return tuple(self._known.values())

    @property
    def alone(self) -> bool:
        """Whether there is one workspace and never another: all is its own."""
        return len(self._known) == 1 and not self._others

    def add(self, workspace: Workspace) -> None:
        """Take in a workspace that the app was installed in, or its new token."""
        self._known[workspace.id] = workspace

    def drop(self, team: str) -> None:
        """Forget a workspace: the app was taken out of it. Its channels stay known for its."""
        self._known.pop(team, None)
        self._people = {one: at for one, at in self._people.items() if at != team}

    def get(self, team: str) -> Workspace | None:
        """Return a workspace by its id."""
        return self._known.get(team)

    def heard(self, team: str, channel: str = "", user: str = "") -> None:
        """Take in what a workspace tells: this channel, this person is one of its own."""
        if not self.alone and team in self._known:
            if channel:
                self._channels[channel] = team
            if user:
                self._people[user] = team

    async def of_channel(self, channel: str) -> Workspace:
        """Return a channel's workspace; GoneError if none knows it."""
        return await self._of(
            channel, self._channels, "conversations.info", "channel", GONE.format(where=channel)
        )

    async def of_person(self, user: str) -> Workspace:
        """Return a workspace that a person is in; GoneError if none knows them."""
        return await self._of(user, self._people, "users.info", "user", NOBODY.format(user=user))

    async def sees(self, team: str, channel: str) -> bool:
        """Whether a workspace has a channel, or none has it; one may be shared by several."""
        own = self._known.get(team)
        if self.alone:
            return True
        try:
            found = await self.of_channel(channel)
        except CannotSendError:
            return True
        if own is None or found.community == own.community:
            return own is not None
        try:
            await own.web.read("conversations.info", channel=channel)
        except CannotSendError:
            return False
        return True

    def known(self, channel: str) -> Workspace | None:
        """Return a channel's workspace, if that is known without asking."""
        team = self._channels.get(channel)
        if team is None and self.alone:
            team = next(iter(self._known))
        return self._known.get(team or "")

    def link(self, message: Message) -> str:
        """Return the address that leads to a message."""
        workspace = self.known(message.place.id)
        return workspace.link(message) if workspace else _link(ADDRESS, message)

    async def _of(
        self, id: str, known: dict[str, str], method: str, argument: str, missing: str
    ) -> Workspace:
        """Return whose an id is, by asking all of them with `method` where that isn't known."""
        if self.alone:
            return next(iter(self._known.values()))
        if id in known:
            if known[id] not in self._known:
                raise TurnedAwayError(LEFT)
            return self._known[known[id]]
        asked: Json = {argument: id}
        refused: CannotSendError = GoneError(missing)
        away: NotSentError | None = None
        for workspace in self.all:
            try:
                told = await workspace.web.read(method, **asked)
            except ForbiddenError as error:
                refused = error
            except CannotSendError:
                continue
            except NotSentError as error:
                away = error  # it may be there, if it is nowhere else
            else:
                found = self._within(workspace, told)
                known[id] = found.id
                return found
        raise away or refused

    def _within(self, asked: Workspace, told: Json) -> Workspace:
        """Return whose a channel is: an organization's token sees those of all its workspaces."""
        channel = told.get("channel") or {}
        for team in (channel.get("context_team_id"), *(channel.get("shared_team_ids") or ())):
            found = self._known.get(team or "")
            if found is not None and found.community == asked.community:
                return found
        return asked


def _link(url: str, message: Message) -> str:
    place = message.place
    address = f"{url.rstrip('/')}/archives/{place.id}/p{message.id.replace('.', '')}"
    return f"{address}?thread_ts={place.thread}&cid={place.id}" if place.thread else address
