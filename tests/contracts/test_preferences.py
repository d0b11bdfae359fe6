"""What people wish of the bot, as kept."""

from datetime import time, timedelta

from bot.model.reminders.reminders import Preferences
from bot.model.reminders.wishes import Wishes
from bot.model.time.availability import WeeklyHours
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, COURSE

WISHES = Wishes(
    Preferences(True, (timedelta(minutes=15),), merged=False, night_sessions=frozenset({"s1"})),
    no_messages=True,
    low_bandwidth=True,
    impossible=(WeeklyHours(6, time(0), time(0)),),
)


async def test_who_said_nothing_has_the_usual_wishes(store: Store) -> None:
    async with store.work() as work:
        assert await work.preferences.of(ANA.id) == Wishes()
        assert await work.preferences.of_course(COURSE.id) == {}


async def test_wishes_come_back_and_the_last_ones_count(store: Store) -> None:
    async with store.work() as work:
        await work.preferences.save(COURSE.id, ANA.id, Wishes(low_bandwidth=True))
        await work.preferences.save(COURSE.id, ANA.id, WISHES)
        await work.preferences.save("another", BEN.id, Wishes())
        assert await work.preferences.of(ANA.id) == WISHES
        assert await work.preferences.of_course(COURSE.id) == {ANA.id: WISHES}
        await work.preferences.erase(ANA.id)
        assert await work.preferences.of(ANA.id) == Wishes()
