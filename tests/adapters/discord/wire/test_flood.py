"""A large class on the wire server: everybody there, everything delivered once and in order."""

from __future__ import annotations

from tests.support.discord.plain import connected
from tests.support.discord.raw import speaking
from tests.support.discord.server import Settings, running
from tests.support.discord.world import DiscordChannel, DiscordGuild, DiscordPerson, World
from tests.support.instants import utc

PEOPLE = tuple(DiscordPerson(f"person{number}", f"Person {number}") for number in range(1000))
CHANNELS = tuple(DiscordChannel(f"channel-{number}") for number in range(20))
LARGE = World(
    guilds=(DiscordGuild("Large", owner="person0", channels=CHANNELS),),
    people=PEOPLE,
    start=utc("2026-10-05 08:00"),
)
MESSAGES = 5000


async def test_everything_comes_once_and_in_order() -> None:
    """A thousand people write in twenty channels while the socket is held, then it is let go."""
    async with running(LARGE, Settings(backlog=100)) as server, connected(server) as client:
        channels = [server.channel(one.name) for one in CHANNELS]
        people = [server.person(one.username) for one in PEOPLE]
        server.gateway.hold()
        for number in range(MESSAGES):
            await people[number % 1000].write(channels[number % 20], f"Words {number}")
        server.gateway.speak()
        await client.until("message", MESSAGES)
        assert [one.content for one in client.messages] == [f"Words {n}" for n in range(MESSAGES)]


async def test_a_long_history_is_read_in_pages() -> None:
    """A channel's history is read from its beginning, a hundred messages a page."""
    async with running(LARGE) as server, speaking(server) as bot:
        person, channel = server.person("person1"), server.channel("channel-0")
        for number in range(1000):
            await person.write(channel, str(number))
        read: list[str] = []
        path, after = f"/channels/{channel.id}/messages", "0"
        while page := await bot.done("GET", path, limit="100", after=after):
            read += [one["content"] for one in reversed(page)]
            after = page[0]["id"]
        assert read == [str(number) for number in range(1000)]
        members = await bot.done("GET", f"/guilds/{server.guild().id}/members", limit="1000")
        assert len(members) == 1000
