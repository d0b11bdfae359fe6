"""Check-ins, codes, misses and absences as kept."""

from dataclasses import replace

from bot.model.live.absence import Absence
from bot.model.live.checkin import CheckIn, Code
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, INES, at

FIRST = Code("c1", "s1", "12345", at(1), at(1, minutes=20))
SECOND = Code("c2", "s1", "54321", at(1, minutes=5), at(1, minutes=25))


async def test_codes_come_oldest_first_and_can_end_early(store: Store) -> None:
    async with store.work() as work:
        await work.checkins.save_codes((SECOND, FIRST, replace(FIRST, id="c3", session="s2")))
        assert await work.checkins.codes("s1") == [FIRST, SECOND]
        ended = replace(FIRST, expires=at(1, minutes=5))
        await work.checkins.save_codes((ended,))
        assert await work.checkins.codes("s1") == [ended, SECOND]
        assert await work.checkins.codes("s3") == []


async def test_a_call_with_a_wrong_code_is_one_miss(store: Store) -> None:
    async with store.work() as work:
        await work.checkins.missed("call-2", "s1", ANA.id, at(1, minutes=2))
        await work.checkins.missed("call-1", "s1", ANA.id, at(1, minutes=1))
        await work.checkins.missed("call-1", "s1", ANA.id, at(1, minutes=9))
        await work.checkins.missed("call-3", "s1", BEN.id, at(1))
        await work.checkins.missed("call-4", "s2", ANA.id, at(1))
        misses = await work.checkins.misses("s1", ANA.id)
        assert misses == [at(1, minutes=1), at(1, minutes=2)]


async def test_there_is_one_check_in_a_person_and_session(store: Store) -> None:
    ana = CheckIn("s1", ANA.id, at(1, minutes=3), "code")
    ben = CheckIn("s1", BEN.id, at(1, minutes=2), "by hand", by=INES.id)
    later = replace(ana, session="s2", at=at(2))
    async with store.work() as work:
        await work.checkins.save((later, ana, ben))
        assert await work.checkins.of_session("s1") == [ben, ana]
        assert await work.checkins.of_person(ANA.id) == [ana, later]
        undone = replace(ben, undone=at(1, minutes=4))
        await work.checkins.save((undone,))
        assert await work.checkins.get("s1", BEN.id) == undone
        assert await work.checkins.get("s3", BEN.id) is None


async def test_an_absence_is_taken_back_in_its_row(store: Store) -> None:
    ana, ben = Absence("s1", ANA.id, at(0, hours=2)), Absence("s1", BEN.id, at(0))
    async with store.work() as work:
        await work.checkins.save_absences((ana, ben))
        back = replace(ana, undone=at(0, hours=3))
        await work.checkins.save_absences((back,))
        assert await work.checkins.absences("s1") == [ben, back]
        assert await work.checkins.absence("s1", ANA.id) == back
        assert await work.checkins.absence("s2", ANA.id) is None
        assert await work.checkins.absences_of(ANA.id) == [back]
