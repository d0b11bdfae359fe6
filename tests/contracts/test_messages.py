"""Messages as kept."""

from dataclasses import replace

from bot.model.participation.acts.evidence import Edit
from bot.model.places import Message
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, COURSE, LIVE, MAIN, STAFF, TALK, account, at, message

THREAD = replace(TALK, thread="root")


async def test_a_message_stands_as_it_was_last_seen(store: Store) -> None:
    first = message(ANA, "One two three", at(1), TALK, "m1")
    edited = replace(
        first,
        text="One two \U0001f600 'quoted'; DROP TABLE",
        version=at(1, minutes=1),
        versions=(*first.versions, Edit(at(1, minutes=1), 5)),
        reactions=2,
    )
    gone = replace(edited, text="", deleted=at(2), person=None)
    async with store.work() as work:
        for state in (first, edited, gone):
            await work.messages.save([state])
            assert await work.messages.get([first.message]) == [state]


async def test_text_that_no_database_takes_is_kept_as_far_as_it_can_be(store: Store) -> None:
    broken = message(ANA, "half \ud83d, whole \U0001f600, nothing \0", at(1), id="m1")
    async with store.work() as work:
        await work.messages.save([broken])
        (kept,) = await work.messages.get([broken.message])
    assert kept.text == "half \ufffd, whole \U0001f600, nothing \ufffd"


async def test_only_the_messages_asked_for_come_back(store: Store) -> None:
    kept = [message(ANA, "hello", at(1, minutes=n), MAIN, f"m{n}") for n in range(1200)]
    asked = [*(each.message for each in kept[:1100]), Message(LIVE, "m1"), Message(MAIN, "none")]
    async with store.work() as work:
        await work.messages.save(kept)
        found = await work.messages.get(asked)
        assert {each.message for each in found} == {each.message for each in kept[:1100]}
        assert await work.messages.get([]) == []


async def test_of_two_states_in_one_batch_the_last_counts(store: Store) -> None:
    first = message(ANA, "draft", at(1), id="m1")
    last = replace(first, text="final")
    async with store.work() as work:
        await work.messages.save([first, last])
        assert await work.messages.get([first.message]) == [last]


async def test_a_thread_is_its_replies_without_the_root(store: Store) -> None:
    root = message(ANA, "the prompt", at(1), TALK, "root")
    late = message(BEN, "later", at(3), THREAD, "m2")
    early = replace(message(ANA, "", at(2), THREAD, "m3"), deleted=at(4))
    elsewhere = message(ANA, "elsewhere", at(2), replace(TALK, thread="other"), "m4")
    async with store.work() as work:
        await work.messages.save([root, late, early, elsewhere])
        assert await work.messages.in_thread(THREAD) == [early, late]
        assert await work.messages.in_thread(TALK) == []


async def test_a_span_of_a_place_holds_its_threads(store: Store) -> None:
    start, end = at(1), at(2)
    inside = message(ANA, "first", start, TALK, "m1")
    reply = message(BEN, "reply", at(1, hours=1), THREAD, "m2")
    too_late = message(ANA, "end", end, TALK, "m3")
    elsewhere = message(ANA, "main", start, MAIN, "m4")
    async with store.work() as work:
        await work.messages.save([too_late, reply, inside, elsewhere])
        assert await work.messages.between(TALK, start, end) == [inside, reply]
        assert await work.messages.between(THREAD, start, end) == [reply]


async def test_what_a_person_wrote_is_found_everywhere(store: Store) -> None:
    late = message(ANA, "in main", at(2), MAIN)
    early = message(ANA, "in talk", at(1), THREAD)
    async with store.work() as work:
        await work.messages.save([late, early, message(BEN, "not mine", at(1), MAIN)])
        assert await work.messages.by_person(ANA.id) == [early, late]


async def test_catching_up_starts_at_the_newest_version_of_a_place(store: Store) -> None:
    reply = replace(message(ANA, "reply", at(1), THREAD), version=at(5))
    aside = message(ANA, "aside", at(4), replace(TALK, thread="other"))
    elsewhere = message(ANA, "the same name", at(6), replace(TALK, platform="another"))
    async with store.work() as work:
        await work.messages.save([reply, aside, elsewhere, message(ANA, "root", at(3), TALK)])
        newest = await work.messages.newest([TALK, THREAD, STAFF, elsewhere.message.place])
        assert newest == {TALK: at(5), THREAD: at(5), elsewhere.message.place: at(6)}
        assert await work.messages.newest([replace(TALK, thread="other")]) == {
            replace(TALK, thread="other"): at(4)
        }
        assert await work.messages.newest([]) == {}


async def test_what_stands_of_a_time_is_neither_deleted_nor_changed_since(store: Store) -> None:
    start, end = at(1), at(2)
    root, reply = message(ANA, "first", start, TALK), message(BEN, "re", at(1, hours=1), THREAD)
    edited = replace(message(ANA, "edited", start, TALK, "m1"), version=end)
    gone = replace(message(ANA, "", start, TALK, "m2"), deleted=at(3))
    later, other = message(ANA, "end", end, TALK), message(ANA, "main", start, MAIN)
    async with store.work() as work:
        await work.messages.save([later, reply, root, edited, gone, other])
        standing = await work.messages.standing(TALK, start, end)
        assert standing == [root.message, reply.message]
        assert await work.messages.standing(THREAD, start, end) == [reply.message]


async def test_withdrawn_words_leave_the_wordless_fact(store: Store) -> None:
    hers = message(ANA, "I live near the river.", at(1))
    his = message(BEN, "Me too.", at(1))
    async with store.work() as work:
        await work.messages.save([hers, his])
        await work.messages.erase_words(ANA.id)
        [kept] = await work.messages.by_person(ANA.id)
        assert kept == replace(hers, text="")
        assert await work.messages.by_person(BEN.id) == [his]


async def test_what_an_account_wrote_is_handed_over_and_back(store: Store) -> None:
    early = replace(message(ANA, "Before I joined.", at(1)), person=None)
    other = replace(message(BEN, "Somebody else.", at(1)), person=None)
    async with store.work() as work:
        await work.messages.save([early, other])
        await work.messages.hand_over(COURSE.id, account(ANA), None, ANA.id)
        assert await work.messages.by_person(ANA.id) == [replace(early, person=ANA.id)]
        assert await work.messages.get([other.message]) == [other]
        await work.messages.hand_over("another course", account(BEN), None, BEN.id)
        await work.messages.hand_over(COURSE.id, account(ANA), ANA.id, None)
        assert await work.messages.get([early.message]) == [early]
        assert await work.messages.by_person(BEN.id) == []
