"""What people were told privately, and news, as kept."""

from bot.model.reminders.reminders import Subject, Topic
from bot.ports.reminders import Told
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, COURSE, at

LIMITS = Subject(Topic.SESSION, "limits", until=at(2), revision=1)
RECAP = Subject(Topic.RECAP, "limits", since=at(3))


async def test_who_was_told_is_found_by_session_and_by_post(store: Store) -> None:
    replies = Subject(Topic.REPLIES, "d1", until=at(2))
    said = [
        Told("reminder/a", ANA.id, LIMITS),
        Told("reminder/a", ANA.id, replies),
        Told("reminder/b", BEN.id, LIMITS),
    ]
    async with store.work() as work:
        await work.reminders.tell(said)
        await work.reminders.tell(said[:1])
        assert await work.reminders.told("limits") == [said[0], said[2]]
        assert sorted(t.subject.about for t in await work.reminders.in_post("reminder/a")) == [
            "d1",
            "limits",
        ]
        await work.reminders.forget(ANA.id)
        assert await work.reminders.told("limits") == [said[2]]


async def test_news_are_kept_once_and_read_from_an_instant_on(store: Store) -> None:
    again = Subject(Topic.RECAP, "limits", since=at(5))
    async with store.work() as work:
        await work.reminders.announce(COURSE.id, RECAP)
        await work.reminders.announce(COURSE.id, again)
        assert await work.reminders.news(COURSE.id, at(3)) == [RECAP]
        assert await work.reminders.news(COURSE.id, at(4)) == []
        assert await work.reminders.news("another", at(0)) == []
