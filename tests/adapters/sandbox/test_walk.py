"""A jump in time is a walk: it stops at each due item, for the bot and for the players."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import ClientSession

from adapters.sandbox.server.app import SandboxServer
from adapters.sandbox.server.people import People
from adapters.sandbox.wire import instant, iso
from bot.chat.events import Event, MessageSeen
from tests.support.instants import utc
from tests.support.sandbox import START, Diary, Person, StandingTime, running, serving_doors

Who = Callable[[str], Person]
HOUR = timedelta(hours=1)


@dataclass
class Lines:
    """Players who say their lines at their times; a line may be impossible."""

    lines: list[tuple[datetime, str, str]]
    heard: list[str] = field(default_factory=list)

    def next_due(self, now: datetime) -> datetime | None:
        return self.lines[0][0] if self.lines else None

    async def play(self, now: datetime, people: People) -> None:
        _, place, text = self.lines.pop(0)
        await people.say("mei", place, text)


class Moved(Diary):
    """A core that plans something for half an hour after it hears of anything."""

    async def receive(self, events: Sequence[Event]) -> None:
        self.events += events
        self.dues.append(START + HOUR * 2 + timedelta(minutes=30))


async def test_the_clock_stops_at_each_due_item_in_order(
    server: SandboxServer, person: Who
) -> None:
    dues = [START + HOUR * 3, START + HOUR, START + HOUR * 30]
    diary = Diary(dues=list(dues))
    async with serving_doors(server, diary) as (connection, _):
        status, clock = await person("mei").ask(
            "POST", "/api/clock/jump", {"to": iso(START + HOUR * 5), "wait": True}
        )
        assert status == 200
        assert instant(clock["now"]) == START + HOUR * 5
        assert instant(clock["next"]) == dues[2]
        assert diary.ticked == [START + HOUR, START + HOUR * 3]
        assert connection.clock.now() == START + HOUR * 5


async def test_players_act_between_the_bots_due_items_and_the_bot_hears_them(
    session: ClientSession,
) -> None:
    script = Lines([(START + HOUR * 2, "general", "Hi"), (START + HOUR * 2, "general", "Again")])
    diary = Moved(dues=[START + HOUR, START + HOUR * 3])
    async with running(script) as server, serving_doors(server, diary):
        ana = Person(session, server.address, "ana")
        await ana.ask("POST", "/api/clock/jump", {"to": iso(START + HOUR * 4), "wait": True})
    assert [event.text for event in diary.events if isinstance(event, MessageSeen)] == [
        "Hi",
        "Again",
    ]
    followed = START + HOUR * 2 + timedelta(minutes=30)
    assert list(dict.fromkeys(diary.ticked)) == [START + HOUR, followed, START + HOUR * 3]


async def test_an_act_that_fails_does_not_stop_time(session: ClientSession) -> None:
    script = Lines([(START + HOUR, "nowhere", "Lost"), (START + HOUR * 2, "general", "Found")])
    async with running(script, patience=0.0) as server:
        mei = Person(session, server.address, "mei")
        await mei.ask("POST", "/api/clock/jump", {"to": iso(START + HOUR * 3), "wait": True})
        assert [one["text"] for one in await mei.reads("general")] == ["Found"]


async def test_next_hour_and_monday(server: SandboxServer, person: Who) -> None:
    diary = Diary(dues=[START + timedelta(minutes=20)])
    mei = person("mei")
    async with serving_doors(server, diary):
        await mei.ask("POST", "/api/clock/jump", {"to": iso(START), "wait": True})
        _, clock = await mei.ask("POST", "/api/clock/jump", {"to": "next", "wait": True})
        assert instant(clock["now"]) == START + timedelta(minutes=20)
        _, clock = await mei.ask("POST", "/api/clock/jump", {"to": "hour", "wait": True})
        assert instant(clock["now"]) == START + timedelta(minutes=80)
        _, clock = await mei.ask("POST", "/api/clock/jump", {"to": "monday", "wait": True})
        assert instant(clock["now"]) == utc("2026-10-11 22:00")  # midnight in Berlin


async def test_a_jump_to_nowhere_is_refused(server: SandboxServer, person: Who) -> None:
    for to in ("yesterday", iso(START - HOUR), iso(START + timedelta(days=900)), "2026-10-06"):
        status, answer = await person("mei").ask("POST", "/api/clock/jump", {"to": to})
        assert status == 400
        assert answer["error"]


async def test_a_bot_that_was_killed_mid_walk_finds_the_clock_waiting(
    server: SandboxServer, person: Who
) -> None:
    due = START + HOUR
    diary = Diary(dues=[due])
    async with serving_doors(server, diary):
        await person("mei").ask("POST", "/api/clock/jump", {"to": iso(START), "wait": True})
    status, clock = await person("mei").ask("POST", "/api/clock/jump", {"to": iso(START + HOUR)})
    assert (status, clock["walking"]) == (202, True)
    status, _ = await person("mei").ask("POST", "/api/clock/jump", {"to": "hour"})
    assert status == 409
    again = Diary(dues=[due])
    walk = server.walker.walking
    assert walk is not None
    async with serving_doors(server, again):
        await walk
    assert again.ticked == [due]


async def test_real_time_runs_and_wakes_the_bot(session: ClientSession) -> None:
    time = StandingTime()
    async with running(time=time) as server:
        diary = Diary(dues=[START + timedelta(seconds=30)])
        async with serving_doors(server, diary):
            mei = Person(session, server.address, "mei")
            await mei.ask("POST", "/api/clock/jump", {"to": iso(START), "wait": True})
            _, clock = await mei.ask("POST", "/api/clock/run")
            assert clock["running"]
            time.seconds += 30
            server.walker.moved()
            await diary.did.wait()
            _, clock = await mei.ask("POST", "/api/clock/stop")
            assert instant(clock["now"]) == START + timedelta(seconds=30)
            time.seconds += 30
            _, later = await mei.ask("GET", "/api/clock")
            assert later["now"] == clock["now"]
