"""Makes a world real: workspaces, accounts, channels with who is in them, the bot."""

from __future__ import annotations

import re

from tests.support.slack.acts import Acts
from tests.support.slack.state import State
from tests.support.slack.things import Channel, Team, User
from tests.support.slack.world import SlackChannel, SlackPerson, SlackWorkspace, World


def build(world: World) -> State:
    """Return everything that a world describes."""
    state = State(world)
    state.acts = Acts(state)
    for described in world.workspaces:
        add_team(state, described, world)
    return state


def add_team(state: State, described: SlackWorkspace, world: World) -> Team:
    """Make a workspace with its people and channels, and the bot in it if it is installed."""
    domain = re.sub(r"[^a-z0-9]+", "-", described.name.lower()).strip("-")
    enterprise = f"E0{described.enterprise.upper()}" if described.enterprise else ""
    team = Team(state.stamps.id("T"), described.name, domain, enterprise, installed=False)
    state.teams[team.id] = team
    for person in world.people:
        if not described.members or person.username in described.members:
            add_person(state, team, person)
    add_bot(state, team)
    if described.installed:
        install(state, team)
    for channel in described.channels:
        add_channel(state, team, channel)
    return team


def add_person(state: State, team: Team, person: SlackPerson) -> User:
    """Make an account; in an enterprise it may be there from another workspace."""
    for known in state.users.values():
        if known.username == person.username and state.knows(team, known):
            return known
    made = User(
        state.stamps.id("U"),
        person.username,
        person.name,
        "T0ELSEWHERE" if person.guest == "stranger" else team.id,
        person.zone,
        person.email or f"{person.username}@example.edu",
        person.locale,
        person.guest,
        admin=person.admin,
    )
    state.users[made.id] = made
    return made


def add_bot(state: State, team: Team) -> User:
    """Make the bot's account in a workspace."""
    bot = User(state.stamps.id("U"), "homeroom", state.world.bot_name, team.id, bot=True)
    bot.bot_id = team.bot_id = state.stamps.id("B")
    team.bot = bot.id
    state.users[bot.id] = bot
    return bot


def install(state: State, team: Team) -> str:
    """Give the bot its token in a workspace, and return that."""
    if team.token:
        team.old[team.token] = "token_revoked"
    team.token = f"xoxb-{team.id}-{state.stamps.id('N')}"
    team.scopes = state.scopes
    team.installed = True
    return team.token


def add_channel(state: State, team: Team, described: SlackChannel) -> Channel:
    """Make a channel with those in it whom it names."""
    kind = "private" if described.private else "channel"
    made = Channel(state.stamps.id("C"), kind, described.name, team.id, state.clock.now)
    made.topic, made.posting = described.topic, described.posting
    made.archived = described.archived
    for user in state.users.values():
        named = user.username in described.members
        if user.bot:
            inside = described.bot and user.id == team.bot
        else:
            usual = not described.members and not user.guest
            inside = (named or usual) and state.knows(team, user)
        if inside:
            made.members[user.id] = None
    state.channels[made.id] = made
    return made


def channel_named(state: State, name: str, team: str = "") -> Channel:
    """Return a channel by its name, in the first workspace that has it unless one is named."""
    for channel in state.channels.values():
        if channel.name == name and team in ("", state.team_of(channel).name):
            return channel
    raise AssertionError(f"no channel {name}")


def team_named(state: State, name: str = "") -> Team:
    """Return a workspace by its name, else the first."""
    return next(one for one in state.teams.values() if name in ("", one.name))
