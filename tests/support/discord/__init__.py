"""A small Discord for tests: REST v10, the gateway and files on 127.0.0.1, in the test's process.

    from tests.support.discord.server import Settings, running
    from tests.support.discord.world import DiscordChannel, DiscordGuild, DiscordPerson, World

    world = World(
        guilds=(DiscordGuild("Weather", owner="ana", channels=(DiscordChannel("general"),)),),
        people=(DiscordPerson("ana", "Ana Alves"), DiscordPerson("mei", "Mei Lin", "Asia/Tokyo")),
        start=utc("2026-10-05 08:00"),        # where the clock stands; None: real time
    )
    async with running(world, Settings(...)) as server:
        server.api_url, server.gateway_url, server.token         # what the bot is given
        server.clock.now = later                                 # stamps ids and times from now on
        mei = server.person("mei")
        message = await mei.write("general", "Hello")            # hands: people.py, calling.py
        shown = await mei.command("session start", {"code": "1"}, where="general")
        await mei.press(shown.message, "Undo")
        mei.sees("general"), server.reader("mei").message(...)   # eyes; reading.py
        await server.admin().overwrite(channel, "Homeroom", deny=Permission.SEND_MESSAGES)
        server.faults.add("post", "lose")                        # faults.py lists the kinds
        await server.gateway.drop()                              # close, silence, invalidate ...
        server.recording.of("post"), server.refused, server.unknown

Ids are numbers in here and texts on the wire: `str(server.channel("general").id)`.
`plain.connected(server)` runs discord.py's own client on it, `raw.speaking(server)` sends requests
by hand. Rate limits are Settings(limits=Limits(...)), see limits.py. Real seconds matter only for
those, for heartbeats and for a person's patience with the bot.
"""
