"""The outbox as features use it: posts owed once under their key."""

from dataclasses import replace

from bot.chat.posts import Board, PostState
from bot.chat.views import say
from bot.model.places import Message
from bot.ports.work import Store, UnitOfWork
from tests.support.sample import COURSE, LIVE, MAIN, at, post

BOARD = Board("board/s1", COURSE.id, LIVE, "questions", "s1")


async def send_all(work: UnitOfWork) -> list[str]:
    """Let a sender that always succeeds send what is owed now; return the keys in order."""
    keys = []
    for record in await work.sending.lease(at(1), at(1, minutes=2), 100):
        message = record.message or Message(MAIN, f"of {record.key}")
        await work.sending.sent(record.key, record.revision, message)
        keys.append(record.key)
    return keys


async def state_of(work: UnitOfWork, key: str) -> PostState:
    """Return a post's state."""
    record = await work.outbox.get(key)
    assert record is not None
    return record.state


async def test_a_post_is_owed_as_it_was_given(store: Store) -> None:
    given = replace(post("recap/s1"), not_before=at(1), expires=at(2), closed=True)
    async with store.work() as work:
        await work.outbox.post(given)
        record = await work.outbox.get("recap/s1")
        assert record is not None
        assert (record.to, record.view, record.closed) == (given.to, given.view, True)
        assert (record.not_before, record.expires) == (at(1), at(2))
        assert (record.state, record.revision, record.sent_revision) == (PostState.WAITING, 1, 0)
        assert await work.outbox.get("recap/s2") is None


async def test_a_key_known_already_changes_nothing(store: Store) -> None:
    async with store.work() as work:
        await work.outbox.post(post("a", words="First."))
        await work.outbox.post(post("a", LIVE, "Second."))
        record = await work.outbox.get("a")
        assert record is not None
        assert (record.to, record.view) == (MAIN, say("First."))
        assert await send_all(work) == ["a"]
        await work.outbox.post(post("a", words="Third."))
        assert await send_all(work) == []


async def test_an_edit_before_sending_is_what_is_sent(store: Store) -> None:
    async with store.work() as work:
        await work.outbox.post(post("a", words="Early."))
        await work.outbox.edit("a", say("Late."))
        (record,) = await work.sending.lease(at(1), at(2), 10)
        assert record.view == say("Late.")


async def test_an_edit_of_a_sent_post_is_owed_once(store: Store) -> None:
    async with store.work() as work:
        await work.outbox.post(post("a", words="One."))
        await send_all(work)
        await work.outbox.edit("a", say("Two."))
        await work.outbox.edit("a", say("Three."))
        (record,) = await work.sending.lease(at(1), at(1, minutes=2), 10)
        assert (record.revision, record.sent_revision, record.view) == (3, 1, say("Three."))
        assert record.message == Message(MAIN, "of a")
        assert not record.doubtful
        await work.sending.sent("a", 3, Message(MAIN, "of a"))
        assert await send_all(work) == []


async def test_equal_words_are_no_edit(store: Store) -> None:
    async with store.work() as work:
        await work.outbox.post(post("a", words="Same."))
        await send_all(work)
        await work.outbox.edit("a", say("Same."))
        await work.outbox.edit("unknown", say("Same."))
        assert await send_all(work) == []


async def test_an_edit_during_a_send_is_sent_after_it(store: Store) -> None:
    async with store.work() as work:
        await work.outbox.post(post("a", words="One."))
        (record,) = await work.sending.lease(at(1), at(2), 10)
        await work.outbox.edit("a", say("Two."))
        await work.sending.sent("a", record.revision, Message(MAIN, "m1"))
        (again,) = await work.sending.lease(at(1), at(2), 10)
        assert (again.view, again.message) == (say("Two."), Message(MAIN, "m1"))


async def test_a_boards_changes_coalesce(store: Store) -> None:
    async with store.work() as work:
        for _ in range(5):
            await work.outbox.board(BOARD)
        assert await send_all(work) == ["board/s1"]
        await work.outbox.redraw("questions", "s1")
        await work.outbox.board(BOARD)
        await work.outbox.redraw("questions", "another")
        await work.outbox.redraw("polls", "s1")
        assert await send_all(work) == ["board/s1"]
        assert await send_all(work) == []


async def test_a_board_is_drawn_by_name_when_it_is_sent(store: Store) -> None:
    async with store.work() as work:
        await work.outbox.board(BOARD)
        (record,) = await work.sending.lease(at(1), at(2), 10)
        assert (record.view, record.draws, record.object) == (None, "questions", "s1")


async def test_silence_falls_on_unsent_posts_with_that_beginning(store: Store) -> None:
    keys = ["remind/s1/ana", "remind/s1/ben", "remind/s10/ana"]
    async with store.work() as work:
        await work.outbox.post(post("remind/s1/ana"))
        await send_all(work)
        for key in keys:
            await work.outbox.post(post(key))
        await work.outbox.silence("remind/s1/")
        states = [await state_of(work, key) for key in keys]
        assert states == [PostState.SENT, PostState.EXPIRED, PostState.WAITING]
        assert await send_all(work) == ["remind/s10/ana"]


async def test_a_post_taken_back_before_sending_is_never_sent(store: Store) -> None:
    async with store.work() as work:
        await work.outbox.post(post("a"))
        await work.outbox.remove("a")
        await work.outbox.edit("a", say("No."))
        assert await send_all(work) == []
        assert await state_of(work, "a") is PostState.REMOVED


async def test_a_sent_post_taken_back_is_deleted_once(store: Store) -> None:
    async with store.work() as work:
        await work.outbox.post(post("a"))
        await send_all(work)
        await work.outbox.remove("a")
        (record,) = await work.sending.lease(at(1), at(2), 10)
        assert (record.state, record.message) == (PostState.REMOVED, Message(MAIN, "of a"))
        await work.sending.removed("a")
        assert await work.sending.lease(at(9), at(10), 10) == []
        assert await work.outbox.at(Message(MAIN, "of a")) is None


async def test_a_post_taken_back_while_it_is_sent_is_deleted_after(store: Store) -> None:
    async with store.work() as work:
        await work.outbox.post(post("a"))
        await work.sending.lease(at(1), at(2), 10)
        await work.outbox.remove("a")
        await work.sending.sent("a", 1, Message(MAIN, "m1"))
        (record,) = await work.sending.lease(at(1), at(2), 10)
        assert (record.state, record.message) == (PostState.REMOVED, Message(MAIN, "m1"))


async def test_posts_are_found_by_key_and_by_message(store: Store) -> None:
    async with store.work() as work:
        for key in ("recap/b", "recap/a", "recapture"):
            await work.outbox.post(post(key))
        found = [record.key for record in await work.outbox.starting("recap/")]
        assert found == ["recap/a", "recap/b"]
        await work.sending.sent("recap/a", 1, Message(MAIN, "m1"))
        stands = await work.outbox.at(Message(MAIN, "m1"))
        assert stands is not None
        assert stands.key == "recap/a"
        assert await work.outbox.at(Message(LIVE, "m1")) is None


async def test_staff_see_what_waits_on_a_problem(store: Store) -> None:
    async with store.work() as work:
        for key in ("fine", "stuck", "lost"):
            await work.outbox.post(post(key))
        await work.sending.release("stuck", at(2), "Students can read this place.", doubtful=False)
        await work.sending.release("lost", None, "The place is gone.", doubtful=False)
        problems = {record.key: record for record in await work.outbox.problems(COURSE.id)}
        assert set(problems) == {"stuck", "lost"}
        assert problems["lost"].state is PostState.FAILED
        assert problems["stuck"].problem == "Students can read this place."
        assert await work.outbox.problems("another") == []
        await work.sending.sent("stuck", 1, Message(MAIN, "m1"))
        assert [each.key for each in await work.outbox.problems(COURSE.id)] == ["lost"]
