"""Makes a world real: accounts, servers, roles, channels with who sees them."""

from __future__ import annotations

from tests.support.discord.clock import ServerClock
from tests.support.discord.permissions import NOTHING, Permission
from tests.support.discord.state import State
from tests.support.discord.things import Channel, Guild, Member, Overwrite, Role, Tag, User
from tests.support.discord.world import DiscordChannel, DiscordGuild, DiscordPerson, World

REQUIRE_TAG = 1 << 4
"""A forum's flag."""
INSIDE = Permission.VIEW_CHANNEL | Permission.CONNECT


def build(world: World) -> State:
    """Return everything that a world describes."""
    state = State(ServerClock(world.start), world.bot_name, world.privileged)
    people = {one.username: add_person(state, one) for one in world.people}
    for described in world.guilds:
        add_guild(state, described, people, world)
    return state


def add_person(state: State, person: DiscordPerson) -> User:
    """Make an account."""
    made = User(
        state.ids.next(),
        person.username,
        person.name,
        zone=person.zone,
        locale=person.locale,
        mailbox=person.mailbox,
    )
    state.users[made.id] = made
    return made


def add_guild(
    state: State, described: DiscordGuild, people: dict[str, User], world: World
) -> Guild:
    """Make a server with its roles, members and channels, and the bot on it."""
    guild = Guild(state.ids.next(), described.name, people[described.owner].id)
    state.guilds[guild.id] = guild
    guild.roles[guild.id] = Role(guild.id, "@everyone", described.everyone, position=0)
    for role in described.roles:
        add_role(state, guild, role.name, role.permissions, mentionable=role.mentionable)
    names = {role.name: role.id for role in guild.roles.values()}
    wanted = {one.username: one.roles for one in world.people}
    for username in described.members or people:
        roles = [names[role] for role in wanted.get(username, ()) if role in names]
        guild.members[people[username].id] = Member(people[username], state.clock.now, roles)
    add_bot(state, guild, described.bot_permissions)
    for channel in described.channels:
        add_channel(state, guild, channel)
    return guild


def add_bot(state: State, guild: Guild, may: Permission) -> None:
    """Invite the bot with permissions, which its own role holds."""
    role = add_role(state, guild, state.bot.name, may)
    role.managed_by = state.bot.id
    guild.members[state.bot.id] = Member(state.bot, state.clock.now, [role.id])


def add_role(
    state: State, guild: Guild, name: str, may: Permission, *, mentionable: bool = False
) -> Role:
    """Make a role above the others."""
    role = Role(state.ids.next(), name, may, len(guild.roles), mentionable)
    guild.roles[role.id] = role
    return role


def add_channel(state: State, guild: Guild, described: DiscordChannel) -> Channel:
    """Make a channel, closed to all but those it names."""
    made = Channel(
        state.ids.next(),
        described.kind,
        described.name,
        guild.id,
        topic=described.topic or None,
        position=len(guild.channels),
        tags=[Tag(state.ids.next(), name) for name in described.tags],
        flags=REQUIRE_TAG if described.needs_tag else 0,
    )
    if described.parent:
        made.parent = channel_named(guild, described.parent).id
    if described.only:
        close(state, guild, made, described.only)
    if not described.bot:
        made.overwrites.pop(bot_role(state, guild).id, None)
        made.overwrites[state.bot.id] = Overwrite(state.bot.id, 1, deny=INSIDE)
    guild.channels[made.id] = state.channels[made.id] = made
    return made


def close(state: State, guild: Guild, channel: Channel, only: tuple[str, ...]) -> None:
    """Show a channel to the named roles and people and the bot, and to nobody else."""
    channel.overwrites[guild.id] = Overwrite(guild.id, 0, deny=INSIDE)
    bot = bot_role(state, guild).id
    channel.overwrites[bot] = Overwrite(bot, 0, allow=INSIDE)
    roles = {role.name: role.id for role in guild.roles.values()}
    people = {member.user.username: member.user.id for member in guild.members.values()}
    for name in only:
        id_, kind = (roles[name], 0) if name in roles else (people[name], 1)
        channel.overwrites[id_] = Overwrite(id_, kind, INSIDE, NOTHING)


def bot_role(state: State, guild: Guild) -> Role:
    """Return the role that came with the bot."""
    return next(role for role in guild.roles.values() if role.managed_by == state.bot.id)


def channel_named(guild: Guild, name: str) -> Channel:
    """Return a server's channel or thread by its name, the newest if there are several."""
    found = [channel for channel in guild.channels.values() if channel.name == name]
    assert found, f"no channel {name} on {guild.name}"
    return found[-1]
