"""What Discord itself lets through at most: fifty requests a second, everything together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.features.reminders.planning import SEND, SUBJECTS
from bot.model.people import Person
from bot.model.reminders.reminders import Preferences, Subject, Topic
from bot.model.reminders.wishes import Wishes
from bot.ports.agenda import Item
from tests.bench.rows import Row, Size, Watch
from tests.bench.wire import bots
from tests.bench.wire.crowd import Crowd, Remote, serving
from tests.bench.wire.server import NOW

STUDENTS = 1_000
FEWEST = 200
"""Students, at least: a few would all go in the first second."""
MESSAGES = 50_000
OVERALL = 50
"""Requests a second."""
EVERY = 20
"""Each so-many-th request is refused, and has to be made again."""
CLOSED = 20
"""One mailbox in so many is closed, where any is."""
ASKED = Wishes(Preferences(wanted=True))


@dataclass(frozen=True, slots=True)
class Round:
    """Private messages to everybody: how many requests each takes, and what is in the way."""

    title: str
    requests: int = 1
    every: int = 0
    closed: int = 0


async def private(size: Size, folder: Path) -> list[Row]:
    """Measure reminders of all who asked, from the instant they are due until they arrive.

    At first each conversation has to be opened; at last Discord pushes back.
    """
    students = max(size.of(STUDENTS), FEWEST)
    closed = students // CLOSED
    rounds = (
        Round("private reminders, the first ever", requests=2),
        Round("private reminders to whom it has written before"),
        Round(
            f"the same, every {EVERY}th request refused, {closed} mailboxes shut", 1, EVERY, closed
        ),
    )
    async with serving(students) as remote:
        crowd = Crowd(remote.told)
        async with bots.homeroom(folder, remote.told, crowd) as bot:
            await bots.until(bot.inbox.settled.is_set)
            async with bot.store.work() as work:
                for person in crowd.students:
                    await work.preferences.save(crowd.course.id, person.id, ASKED)
            return [await _round(remote, bot, crowd, each) for each in rounds]


async def _round(remote: Remote, bot: bots.Serving, crowd: Crowd, each: Round) -> Row:
    students = len(crowd.students)
    await remote.order("shut", count=each.closed)
    await remote.order("limit", overall=OVERALL, every=each.every)
    before = (await remote.order("asked"))["arrived"]
    async with bot.store.work() as work:
        await work.agenda.plan([_reminder(crowd, person, each) for person in crowd.students])
    watch = Watch()
    bot.inbox.wake()
    await remote.order("until", arrived=before + students - each.closed)
    seconds, told = watch.seconds(), await remote.order("asked")
    floor = students * each.requests / OVERALL
    return Row(
        f"Discord: {students:,} {each.title}, beside {OVERALL} requests/s",
        seconds / floor,
        "×",
        1.1,
        note=f"{seconds:.1f} s beside {floor:.1f} s; {told['requests']:,} requests, "
        f"{told['too many']} of them refused as too many; of the processor "
        f"{watch.busy() / students * 1000:.1f} ms each",
    )


def _reminder(crowd: Crowd, person: Person, each: Round) -> Item:
    """Return a reminder of the next session as it stands on the agenda, due now."""
    session = next(one for one in crowd.sessions if one.starts > NOW)
    subject = Subject(Topic.SESSION, session.id, until=session.starts, revision=session.revision)
    args = {
        "person": person.id,
        "expires": session.starts.isoformat(),
        "subjects": SUBJECTS.to_json((subject,)),
    }
    key = f"reminders/{crowd.course.id}/{person.id}/{each.title}"
    return Item(key, crowd.course.id, SEND, NOW, args)


async def history(size: Size, folder: Path) -> list[Row]:
    """Measure reading back what was said while the bot was away."""
    count = size.of(MESSAGES)
    async with serving(STUDENTS) as remote:
        crowd = Crowd(remote.told)
        await remote.order("write", count=count, seed=5, held=False)
        await remote.order("limit", overall=OVERALL, every=0)
        watch = Watch()
        async with bots.homeroom(folder, remote.told, crowd) as bot:
            opened = watch.seconds()
            await bots.until(bot.inbox.settled.is_set)
            seconds = watch.seconds() - opened
            if bot.journal.troubles:
                raise bot.journal.troubles[0]
            async with bot.store.reading() as work:
                kept = sum([len(await work.messages.in_thread(one)) for one in crowd.threads])
        asked = await remote.order("asked")
    floor = asked["requests"] / OVERALL
    return [
        Row(
            f"Discord: history of {count:,} messages, beside {OVERALL} requests/s",
            seconds / floor,
            "×",
            1.1,
            note=f"{seconds:.1f} s beside {floor:.1f} s for {asked['requests']} requests, of which "
            f"{asked['too many']} were refused; of the processor "
            f"{watch.busy() / count * 1e6:.0f} µs a message",
        ),
        Row("Discord: history: lost", count - kept, "messages", 0),
    ]
