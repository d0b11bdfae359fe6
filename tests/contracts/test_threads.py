"""What people wrote in one thread, who wrote first, and reactions, as kept."""

from dataclasses import replace

from bot.model.participation.acts.contributions import Said
from bot.model.participation.acts.ledger import Act, withdrawal
from bot.model.places import Message
from bot.ports.messages import Kept, Reaction
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, CHO, TALK, account, at, enroll, entry, message

THREAD = replace(TALK, thread="root")
FIRST = message(ANA, "first", at(1), THREAD, "m1")
SECOND = message(ANA, "second", at(1, hours=1), THREAD, "m2")
THIRD = message(BEN, "third", at(1, hours=2), THREAD, "m3")
AFTER = message(CHO, "later", at(1, hours=3), THREAD, "m4")
OTHER = message(ANA, "elsewhere", at(0), replace(TALK, thread="other"), "m5")
ALL = (AFTER, OTHER, THIRD, SECOND, FIRST)


def said(kept: Kept) -> Said:
    """Return a message of somebody on the roster without its words."""
    return Said(kept.message, kept.person or "", kept.posted, kept.versions, kept.deleted)


async def test_some_peoples_part_of_a_thread(store: Store) -> None:
    async with store.work() as work:
        await work.messages.save(ALL)
        assert await work.messages.of_people(THREAD, [ANA.id]) == [FIRST, SECOND]
        assert await work.messages.of_people(THREAD, [CHO.id, BEN.id]) == [THIRD, AFTER]
        assert await work.messages.of_people(TALK, [ANA.id]) == []
        assert await work.messages.of_people(THREAD, []) == []


async def test_what_somebody_said_without_the_words(store: Store) -> None:
    gone = replace(SECOND, deleted=at(2))
    elsewhere = replace(FIRST, message=Message(replace(THREAD, id="else"), "m1"))
    async with store.work() as work:
        await work.messages.save([*ALL, gone, elsewhere])
        assert await work.messages.said([(THREAD, ANA.id)]) == [said(FIRST), said(gone)]
        assert await work.messages.said([(TALK, ANA.id)]) == []
        assert await work.messages.said([]) == []
        wanted = [(THREAD, BEN.id), (OTHER.message.place, ANA.id)]
        assert await work.messages.said(wanted) == [said(OTHER), said(THIRD)]


async def test_who_wrote_first_and_who_else(store: Store) -> None:
    unseen = replace(message(ANA, "", at(0), THREAD, "m0"), person=None, deleted=at(0))
    unseen = replace(unseen, account=replace(account(ANA), id=""))
    async with store.work() as work:
        assert await work.messages.first_two(THREAD) == []
        await work.messages.save([*ALL, unseen])
        assert await work.messages.first_two(THREAD) == [FIRST, THIRD]
        alone = await work.messages.first_two(replace(TALK, thread="other"))
        assert alone == [OTHER]


async def test_reactions_are_states_by_account_and_emoji(store: Store) -> None:
    on = Reaction(FIRST.message, account(BEN), "+1", True, at(1))
    off = replace(on, present=False, at=at(2))
    heart = replace(on, emoji="heart")
    elsewhere = replace(on, message=Message(TALK, "m1"))
    async with store.work() as work:
        await work.messages.save_reactions((on, heart, elsewhere))
        await work.messages.save_reactions((off,))
        assert set(await work.messages.reactions([FIRST.message])) == {off, heart}
        assert await work.messages.reactions([]) == []


async def test_some_peoples_entries_about_one_thing(store: Store) -> None:
    first = entry(ANA, Act.POST, at(1), "d1")
    second = entry(BEN, Act.REPLY, at(0, hours=5), "d1")
    other = entry(ANA, Act.POST, at(2), "d2")
    async with store.work() as work:
        await enroll(work)
        await work.ledger.append((first, second, other))
        assert await work.ledger.about_people("d1", [ANA.id, BEN.id]) == [second, first]
        assert await work.ledger.about_people("d1", [ANA.id]) == [first]
        assert await work.ledger.about_people("d1", []) == []


async def test_entries_by_their_evidence(store: Store) -> None:
    first, second = entry(ANA, Act.POST, at(1), "d1"), entry(ANA, Act.REPLY, at(2), "d1")
    first, second = replace(first, evidence="m1"), replace(second, evidence="m2")
    gone = withdrawal(first, "deleted", at(3))
    async with store.work() as work:
        await enroll(work)
        await work.ledger.append((first, second, gone))
        await work.ledger.append((replace(entry(BEN, Act.POST, at(2), "d2"), evidence="m3"),))
        mine, others = ("d1", ANA.id), ("d2", BEN.id)
        assert await work.ledger.shown_by(["m1"], [mine]) == [first, gone]
        assert await work.ledger.shown_by(["m3"], [mine]) == []
        assert await work.ledger.shown_by([], [mine]) == []
        assert await work.ledger.shown_by(["m2"], []) == []
        found = await work.ledger.shown_by(["m2", "m3"], [mine, others, ("d2", ANA.id)])
        assert {one.evidence for one in found} == {"m2", "m3"}
