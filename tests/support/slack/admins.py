"""The hands of those who run a workspace: channels, people, the app itself."""

from __future__ import annotations

from tests.support.slack import building, messages, organizations, web_apps
from tests.support.slack.shapes import channel_json, message_json, user_json
from tests.support.slack.state import State
from tests.support.slack.things import Channel, Json, Message, Team, User
from tests.support.slack.world import SlackChannel, SlackPerson, SlackShortcut


class Admin:
    """Whoever runs a workspace."""

    def __init__(self, state: State, team: Team) -> None:
        """Act on a workspace."""
        self.state = state
        self.team = team

    def _user(self, who: str) -> User:
        for user in self.state.users.values():
            if user.username == who and self.state.knows(self.team, user):
                return user
        raise AssertionError(f"nobody is called {who}")

    async def admit(self, channel: Channel, who: str, *, present: bool = True) -> None:
        """Bring somebody into a channel, or take them out; `homeroom` is the bot."""
        user = self._user(who)
        heard = self.team.bot in channel.members
        if present:
            channel.members[user.id] = None
            heard = True
        else:
            channel.members.pop(user.id, None)
        what = "member_joined_channel" if present else "member_left_channel"
        if user.id == self.team.bot and not present:
            what = "group_left" if channel.private else "channel_left"
            told: Json = {"type": what, "channel": channel.id, "actor_id": ""}
        else:
            told = {
                "type": what,
                "user": user.id,
                "channel": channel.id,
                "channel_type": "G" if channel.private else "C",
                "team": self.team.id,
            }
        if heard:
            self._tell(what, told)
            self._say(channel, user, "join" if present else "leave")

    async def add_channel(self, described: SlackChannel) -> Channel:
        """Make a channel."""
        return building.add_channel(self.state, self.team, described)

    async def rename(self, channel: Channel, name: str) -> None:
        """Rename a channel."""
        channel.name = name
        shown = {"id": channel.id, "name": name, "created": 0}
        what = "group_rename" if channel.private else "channel_rename"
        self._tell(what, {"type": what, "channel": shown})

    async def archive(self, channel: Channel, *, archived: bool = True) -> None:
        """Archive a channel, or bring it back."""
        channel.archived = archived
        kind = "group" if channel.private else "channel"
        what = f"{kind}_archive" if archived else f"{kind}_unarchive"
        self._tell(what, {"type": what, "channel": channel.id, "user": ""})

    async def share(self, channel: Channel) -> None:
        """Share a channel with another organization."""
        channel.shared = True
        told = {"type": "channel_shared", "channel": channel.id, "connected_team_id": "E0ELSEWHERE"}
        self._tell("channel_shared", told)

    async def delete(self, channel: Channel) -> None:
        """Delete a channel for good."""
        del self.state.channels[channel.id]
        what = "group_deleted" if channel.private else "channel_deleted"
        self._tell(what, {"type": what, "channel": channel.id})

    async def join(self, person: SlackPerson) -> User:
        """Bring somebody new into the workspace."""
        made = building.add_person(self.state, self.team, person)
        self._tell("team_join", {"type": "team_join", "user": user_json(self.state, made)})
        return made

    async def change(self, who: str, **fields: str | bool) -> None:
        """Change somebody's account, such as `zone="Asia/Tokyo"`."""
        user = self._user(who)
        for name, value in fields.items():
            setattr(user, name, value)
        self._tell("user_change", {"type": "user_change", "user": user_json(self.state, user)})

    async def huddle(self, who: str, *, inside: bool = True) -> None:
        """Let somebody be in a huddle, somewhere in the workspace."""
        user = self._user(who)
        shown = user_json(self.state, user)
        shown["profile"]["huddle_state"] = "in_a_huddle" if inside else "default_unset"
        told = {"type": "user_huddle_changed", "user": shown, "cache_ts": 0}
        self._tell("user_huddle_changed", told)

    async def unfurl(self, message: Message) -> None:
        """Show what a link in a message leads to: the message changes, nobody edited it."""
        channel = self.state.channels[message.channel]
        before = message_json(self.state, channel, message)
        message.attachments = [{"from_url": "https://example.edu", "title": "A page", "id": 1}]
        messages.changed(self.state, channel, message, before)

    async def hide(self, channel: Channel, before: str) -> None:
        """Hide all that is older than a `ts`, as the free plan does after 90 days."""
        channel.limited = True
        for ts in [one for one in channel.messages if one < before]:
            message = channel.messages.pop(ts)
            if ts in channel.order:
                channel.order.remove(ts)
            if message.is_reply:
                channel.threads[message.thread].remove(ts)

    async def uninstall(self) -> None:
        """Take the app out of the workspace."""
        told: Json = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.team.bot]}}
        self._tell("tokens_revoked", told)
        self._tell("app_uninstalled", {"type": "app_uninstalled"})
        self.team.old[self.team.token] = "account_inactive"
        self.team.token, self.team.installed = "", False

    async def authorize(self, *, organization: str = "") -> str:
        """Agree to install the app; return the code that the app exchanges for a token.

        With the id of an `organization` it is installed there, not in this workspace.
        """
        code = f"code-{self.state.stamps.id('K')}"
        self.state.codes[code] = organization or self.team
        return code

    async def choose(self, *, chosen: bool = True) -> None:
        """Let the app that the organization has into this workspace, or out of it."""
        organization = self.state.organizations[self.team.enterprise]
        what = "team_access_granted" if chosen else "team_access_revoked"
        if not chosen:
            self._tell(what, {"type": what, "team_ids": [self.team.id]})
        organizations.grant(self.state, organization, self.team, granted=chosen)
        if chosen:
            self._tell(what, {"type": what, "team_ids": [self.team.id]})

    async def abandon(self) -> None:
        """Take the app out of the whole organization."""
        organization = self.state.organizations[self.team.enterprise]
        self._tell("app_uninstalled", {"type": "app_uninstalled"})
        organization.old[organization.token] = "account_inactive"
        organization.token = ""
        for team in organizations.granted_to(self.state, organization):
            organizations.grant(self.state, organization, team, granted=False)

    async def scopes(self, *scopes: str) -> None:
        """Let the app's token have these scopes and no others."""
        self.team.scopes = scopes

    async def rotate(self) -> None:
        """Let the token live for 12 hours of the clock's from now."""
        web_apps.rotate(self.state, self.team)

    def _say(self, channel: Channel, user: User, what: str) -> None:
        """Let a channel say who came or went, as Slack does."""
        kind = "group" if channel.private else "channel"
        words = f"<@{user.id}> has {'joined' if what == 'join' else 'left'} the channel"
        ts, now = self.state.stamps.ts(), self.state.clock.now
        said = Message(ts, channel.id, user, words, now, subtype=f"{kind}_{what}")
        messages.add(self.state, channel, said)

    async def manifest(self, manifest: Json) -> None:
        """Set the app up as a manifest says: commands, shortcuts, events, scopes, its home.

        Scopes count from the next install on.
        """
        features, settings = manifest["features"], manifest["settings"]
        commands = [one["command"] for one in features.get("slash_commands", ())]
        self.state.commands = tuple(one.removeprefix("/") for one in commands)
        self.state.shortcuts = tuple(
            SlackShortcut(one["name"], one["callback_id"], one["type"] == "message")
            for one in features.get("shortcuts", ())
        )
        home = features.get("app_home", {})
        self.state.messages_tab = home.get("messages_tab_enabled", False)
        told = settings.get("event_subscriptions", {}).get("bot_events", ())
        self.state.events = frozenset(told)
        self.state.scopes = tuple(manifest["oauth_config"]["scopes"]["bot"])

    def shown(self, channel: Channel) -> Json:
        """Return a channel as the Web API shows it."""
        return channel_json(self.state, channel, count=True)

    def _tell(self, what: str, told: Json) -> None:
        self.state.tell(self.team, what, {**told, "event_ts": self.state.stamps.ts()})
