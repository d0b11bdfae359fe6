"""A small Slack for tests: Web API, Socket Mode, signed HTTP and files on 127.0.0.1, in process.

    from tests.support.slack.server import Settings, running
    from tests.support.slack.world import SlackChannel, SlackPerson, SlackWorkspace, World

    world = World(
        workspaces=(SlackWorkspace("Weather", channels=(SlackChannel("general"),)),),
        people=(SlackPerson("ana", "Ana Alves"), SlackPerson("mei", "Mei Lin", "Asia/Tokyo")),
        start=utc("2026-10-05 08:00"),        # where the clock stands; None: real time
    )
    async with running(world, Settings(...)) as server:
        server.api_url, server.token, server.app_token           # what the bot is given
        await server.connected()              # Socket Mode: until the app has a socket open
        server.deliver_to(url)                # or HTTP: the app's request URL; signs what it posts
        server.clock.now = later                                 # stamps what happens from now on
        mei = server.person("mei")
        message = await mei.write("general", "Hello")            # hands: people.py, calling.py
        shown = await mei.command("session start", where="general")
        await mei.press(shown.message, "Undo")
        form = await mei.context_menu(message, "Mark"); await mei.submit(form, {"Why": "Good"})
        home = await mei.open_home(); await mei.press_view(home.view, "My data")
        mei.sees("general"), server.reader("mei").message(...)   # eyes; reading.py
        await server.admin().admit(channel, "tom", present=False)
        server.faults.add("chat.postMessage", "lose")            # faults.py lists the kinds
        await server.sockets.refresh()                           # drop, silence, warn, close ...
        server.deliveries.retry()             # what wasn't acknowledged is told again at once
        server.recording.of("post"), server.refused, server.unknown

Ids are as on the wire: `server.channel("general").id`, `mei.user.id`, `message.ts`, `.thread`.
What is said in answer to an act is found by where it can be seen: in the act's channel, by this
person alone, in their private conversation, or on the message that was pressed.
`plain.connected(server)` and `plain.listening(server)` run slack_bolt's own AsyncApp on it.
Rate limits are Settings(limits=Limits(...)), see limits.py. Real seconds matter only for those, for
triggers (Settings.deadlines), acknowledgements, files' arrival, and a person's patience.
"""
