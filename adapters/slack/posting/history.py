"""What was said in a place while nobody listened, read back from Slack.

Slack reads by when a message was posted, not by when it was edited, and tells of no deletion. So
reading begins a week before what was known last: changes to what is older come too late to count,
since weeks are locked by then. What stands is told at the end, as PlaceRead.

Slack lists no threads either: each is found by its root, which knows its latest reply. So a
channel's roots are read a year further back, for people still write in old threads.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from adapters.slack.hearing.events import GONE, account_of, emoji_of, message_seen
from adapters.slack.people.channels import Channels
from adapters.slack.posting.hiding import Hiding
from adapters.slack.web.troubles import GoneError
from adapters.slack.web.web import SlackWeb
from adapters.slack.web.workspaces import Workspace, Workspaces
from adapters.slack.wire import Json, instant_of, message_of, ts_of
from bot.chat.events import Event, MessageSeen, PlaceRead, ReactionsRead
from bot.model.places import Place
from bot.ports.clock import Clock

OVERLAP = timedelta(days=7)
"""How long before what was known last reading begins."""
THREADS = timedelta(days=400)
"""How long before that the roots of threads are looked at."""
SURE = timedelta(days=80)
"""How far back what is not listed was deleted: the free plan hides what is 90 days old."""
PAGE = 999
"""Messages that one request returns at most."""
TOGETHER = 100
"""Events that are handed over at once."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
"""As exact as a `ts` holds instants."""
SKEW = timedelta(minutes=2)
"""How far Slack's own time may be from our clock to be believed: a proxy may have set it."""
MARGIN = timedelta(seconds=5)
"""How much later than it says Slack may have answered."""


@dataclass(slots=True)
class _Reading:
    """A reading: from when on, until when all was known before, and what was found.

    `end` is an instant after which nothing had been posted when the reading began.
    """

    channel: str
    bot: str
    start: datetime
    known: datetime | None
    end: datetime = EPOCH
    standing: set[str] = field(default_factory=set)
    roots: list[str] = field(default_factory=list)
    reacted: list[ReactionsRead] = field(default_factory=list)
    crowded: list[Json] = field(default_factory=list)
    """Messages with more reactions than Slack lists."""

    def begin(self, page: Sequence[Json], told: datetime | None, now: datetime) -> None:
        """Take from the first answer until when the reading tells everything."""
        stamps = [one["ts"] for one in page]
        stamps += [one["latest_reply"] for one in page if "latest_reply" in one]
        newest = max(map(instant_of, stamps), default=EPOCH)
        self.end = newest + TICK if stamps else EPOCH
        if told is not None and abs(told - now) < SKEW:
            self.end = max(self.end, told - MARGIN)

    def take(self, message: Json, at: datetime) -> MessageSeen | None:
        """Take in a message as it stood at an instant; return it if a person wrote it."""
        ts = message["ts"]
        latest = message.get("latest_reply")
        if latest and message.get("thread_ts", ts) == ts and instant_of(latest) >= self.start:
            self.roots.append(ts)
        posted = instant_of(ts)
        if posted < self.start or ts in self.standing or message.get("subtype") == GONE:
            return None
        self.standing.add(ts)
        seen = message_seen(message, self.channel)
        listed = message.get("reactions") or ()
        if any(len(one["users"]) < one["count"] for one in listed):
            self.crowded.append(message)
        elif listed or (seen is not None and self.known and posted <= self.known):
            self.reacted.append(self.reactions(message, at))
        return seen

    def reactions(self, message: Json, at: datetime) -> ReactionsRead:
        """Return the reactions that stand on a message, the bot's own left out."""
        standing = frozenset(
            (account_of(user), emoji_of(one["name"]))
            for one in message.get("reactions") or ()
            for user in one["users"]
            if user != self.bot
        )
        about = message_of(self.channel, message["ts"], message.get("thread_ts"))
        return ReactionsRead(about, standing, at)


class History:
    """Reads places back: messages oldest first, then reactions, then what stands in all."""

    def __init__(
        self, workspaces: Workspaces, channels: Channels, clock: Clock, hiding: Hiding
    ) -> None:
        """Ask through `workspaces`; `clock` dates reactions, `hiding` hears what isn't shown."""
        self._workspaces = workspaces
        self._channels = channels
        self._clock = clock
        self._hiding = hiding

    async def read(self, place: Place, after: datetime | None) -> AsyncIterator[Sequence[Event]]:
        """Yield what stands in a place and its threads from a week before `after` on.

        NotSentError where reading failed, CannotSendError where it is not permitted: then
        nothing is said of what stands.
        """
        async with self._channels.named(place):
            workspace = await self._workspaces.of_channel(place.id)
            start = EPOCH if after is None else max(after - OVERLAP, EPOCH)
            reading = _Reading(place.id, workspace.bot, start, after)
            began = self._clock.now()
            if place.thread is None:
                for page in _parts(await self._channel(workspace, reading)):
                    yield page
            else:
                reading.roots.append(place.thread)
            for root in sorted(set(reading.roots), key=instant_of):
                async for page in self._thread(workspace.web, reading, root):
                    yield page
            for page in _parts([*reading.reacted, *await self._crowded(workspace.web, reading)]):
                yield page
        first = max(reading.start, began - SURE)
        if first < reading.end:
            yield [PlaceRead(place, first, reading.end, frozenset(reading.standing))]

    async def _channel(self, workspace: Workspace, reading: _Reading) -> list[MessageSeen]:
        """Return what people wrote in the channel itself, oldest first; Slack begins at the end."""
        said: list[MessageSeen] = []
        oldest = reading.start - min(THREADS, reading.start - EPOCH)
        pages = workspace.web.pages(
            "conversations.history",
            patient=True,
            channel=reading.channel,
            oldest=ts_of(oldest),
            inclusive=True,
            limit=PAGE,
        )
        first = True
        async for page in pages:
            at = self._clock.now()
            await self._hiding.read(workspace.id, page)
            if first:
                reading.begin(page["messages"], workspace.web.told, at)
                first = False
            found = (reading.take(one, at) for one in page["messages"])
            said += [one for one in found if one is not None]
        return sorted(said, key=lambda one: one.posted)

    async def _thread(
        self, web: SlackWeb, reading: _Reading, root: str
    ) -> AsyncIterator[Sequence[Event]]:
        """Yield what people wrote in a thread; nothing of one that was deleted meanwhile."""
        pages = web.pages(
            "conversations.replies",
            patient=True,
            channel=reading.channel,
            ts=root,
            oldest=ts_of(reading.start),
            inclusive=True,
            limit=PAGE,
        )
        try:
            async for page in pages:
                at = self._clock.now()
                if reading.end == EPOCH:
                    reading.begin(page["messages"], web.told, at)
                replies = (one for one in page["messages"] if one["ts"] != root)
                found = [reading.take(one, at) for one in replies]
                for part in _parts([one for one in found if one is not None]):
                    yield part
        except GoneError as error:
            if error.code != "thread_not_found":
                raise

    async def _crowded(self, web: SlackWeb, reading: _Reading) -> list[ReactionsRead]:
        """Return the reactions of messages with more of them than history lists."""
        found: list[ReactionsRead] = []
        for message in reading.crowded:
            at = self._clock.now()
            try:
                told = await web.read(
                    "reactions.get",
                    patient=True,
                    channel=reading.channel,
                    timestamp=message["ts"],
                    full=True,
                )
            except GoneError:
                continue
            reactions = told["message"].get("reactions") or ()
            found.append(reading.reactions({**message, "reactions": reactions}, at))
        return found


def _parts(events: Sequence[Event]) -> Iterator[Sequence[Event]]:
    for start in range(0, len(events), TOGETHER):
        yield events[start : start + TOGETHER]
