"""Recaps, highlights and make-ups as kept."""

from dataclasses import replace
from datetime import timedelta

from bot.model.recap.makeups import MakeUp, SharedAnswer
from bot.model.recap.recaps import Contents, Highlight, Said, changed, draft, published
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, COURSE, INES, LIVE, RECAPS, at, message, post, session

LIMITS = session("limits", at(1))
SERIES = session("series", at(8))
DAY = timedelta(days=1)
QUOTED = message(ANA, "Epsilon measures.", at(1), LIVE).message
MARKED = message(BEN, "Delta answers.", at(1), LIVE).message


async def test_a_recap_comes_back_with_its_history(store: Store) -> None:
    first = draft(LIMITS, at(1, hours=1))
    words = Contents(
        "Limits", (Said("Epsilon.", QUOTED), Said("Ours.")), (Said("More?"),), "https://v"
    )
    whole = published(changed(first, words, INES.id, at(2), "edited"), None, at(3), DAY)
    other = draft(SERIES, at(8, hours=1))
    async with store.work() as work:
        await work.recaps.save([first, other])
        await work.recaps.save([whole])
        assert await work.recaps.get(LIMITS.id) == whole
        assert await work.recaps.get("none") is None
        assert await work.recaps.of(COURSE.id) == [whole, other]
        assert await work.makeups.open_until(LIMITS.id) == at(4)
        assert await work.makeups.open_until(SERIES.id) is None
        assert await work.makeups.all_until(COURSE.id) == {LIMITS.id: at(4)}


async def test_recaps_are_found_by_what_they_show(store: Store) -> None:
    words = Contents("Limits", (Said("Epsilon.", QUOTED),))
    mark = Highlight(SERIES.id, COURSE.id, MARKED, INES.id, at(8))
    async with store.work() as work:
        await work.recaps.save([changed(draft(LIMITS, at(1)), words, None, at(2), "summed up")])
        await work.recaps.highlight(mark)
        assert await work.recaps.showing([QUOTED]) == [LIMITS.id]
        assert set(await work.recaps.showing([QUOTED, MARKED])) == {LIMITS.id, SERIES.id}
        assert await work.recaps.showing([]) == []


async def test_a_mark_is_one_a_message(store: Store) -> None:
    mark = Highlight(LIMITS.id, COURSE.id, MARKED, INES.id, at(1))
    async with store.work() as work:
        await work.recaps.highlight(mark)
        await work.recaps.highlight(replace(mark, removed=at(2)))
        assert await work.recaps.highlights(LIMITS.id) == [replace(mark, removed=at(2))]
        assert await work.recaps.highlighted(MARKED) == replace(mark, removed=at(2))
        assert await work.recaps.highlighted(QUOTED) is None
        assert await work.recaps.marks([MARKED, QUOTED]) == [replace(mark, removed=at(2))]
        assert await work.recaps.marks([]) == []


async def test_a_make_up_comes_back_as_it_was_saved(store: Store) -> None:
    begun = MakeUp(LIMITS.id, COURSE.id, ANA.id, {"q1": "Because."}, at(2))
    sent = replace(begun, answers={"q1": "Because.", "q2": "0"}, changed=at(3), submitted=at(3))
    other = MakeUp(LIMITS.id, COURSE.id, BEN.id)
    async with store.work() as work:
        await work.makeups.save([begun, other])
        await work.makeups.save([sent])
        assert await work.makeups.get(LIMITS.id, ANA.id) == sent
        assert await work.makeups.get(SERIES.id, ANA.id) is None
        assert {each.person for each in await work.makeups.of_session(LIMITS.id)} == {
            ANA.id,
            BEN.id,
        }
        assert await work.makeups.of_person(ANA.id) == [sent]


async def test_shared_answers_wait_until_someone_else_replies(store: Store) -> None:
    shared = SharedAnswer("s1", COURSE.id, LIMITS.id, ANA.id, "Why?", "Because.", at(2))
    later = replace(shared, id="s2", person=BEN.id, at=at(3))
    gone = replace(shared, id="s3", removed=at(4))
    key = f"recap/{LIMITS.id}/sandbox.recaps"
    stands = message(INES, "", at(1), RECAPS).message
    thread = replace(RECAPS, thread=stands.id)
    async with store.work() as work:
        await work.outbox.post(post(key, RECAPS))
        await work.sending.lease(at(2), at(3), 10)
        await work.sending.sent(key, 1, stands)
        await work.makeups.share([shared, later, gone])
        assert await work.makeups.shared("s1") == shared
        assert await work.makeups.shared("none") is None
        assert await work.makeups.shared_by(ANA.id) == [shared, gone]
        assert await work.makeups.shared_in(LIMITS.id) == [shared, gone, later]
        assert await work.makeups.shared_in(SERIES.id) == []
        waiting = await work.makeups.shared_unanswered(COURSE.id)
        assert [each.shared.id for each in waiting] == ["s1", "s2"]
        await work.messages.save([message(ANA, "Nice.", at(4), thread)])
        waiting = await work.makeups.shared_unanswered(COURSE.id)
        assert [each.shared.id for each in waiting] == ["s1"]
        assert await work.makeups.shared_unanswered("another") == []
