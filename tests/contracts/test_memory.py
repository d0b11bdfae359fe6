"""What is remembered of calls and events, the audit, and stored files."""

from dataclasses import replace

from bot.chat.calls import Answer, Answering, Invocation, Upload
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.views import say
from bot.ports.audit import Deed
from bot.ports.platform import StoredFile
from bot.ports.work import Store
from tests.support.sample import ANA, COURSE, INES, MAIN, account, at

VIEW = Answer(say("Noted."), Answering.PRIVATE)
FORM = Answer(
    Form("Ask", "v1:ask:c", (FormField("kind", "Kind", FieldType.ONE, choices=(("a", "A"),)),)),
    Answering.FORM,
)
CALL = Invocation("i1", account(ANA), MAIN, at(1), command="ask", options={"text": "Why?"})


async def test_a_repeated_call_finds_its_answer(store: Store) -> None:
    async with store.work() as work:
        assert await work.memory.answered("i1") is None
        await work.memory.remember("i1", VIEW, at(1))
        await work.memory.remember("i2", FORM, at(1))
        await work.memory.remember("i1", FORM, at(2))
        assert await work.memory.answered("i1") == VIEW
        assert await work.memory.answered("i2") == FORM


async def test_a_held_call_comes_back_without_its_files(store: Store) -> None:
    with_file = replace(CALL, files={"roster": Upload("roster.csv", b"name")})
    async with store.work() as work:
        await work.memory.hold(with_file, at(1))
        assert await work.memory.held("i1") == CALL
        assert await work.memory.held("i2") is None


async def test_words_are_forgotten_but_not_that_a_call_was_answered(store: Store) -> None:
    instead = Answer(say("This was answered before."), Answering.PRIVATE)
    async with store.work() as work:
        await work.memory.remember("i1", VIEW, at(1))
        await work.memory.hold(CALL, at(1))
        await work.memory.hold(replace(CALL, id="i2", account=account(INES)), at(1))
        await work.memory.forget_words([account(ANA)], instead)
        assert await work.memory.answered("i1") == instead
        assert await work.memory.held("i1") is None
        assert await work.memory.held("i2") is not None


async def test_old_answers_and_calls_are_forgotten(store: Store) -> None:
    async with store.work() as work:
        await work.memory.remember("old", VIEW, at(1))
        await work.memory.remember("new", VIEW, at(2))
        await work.memory.hold(CALL, at(1))
        await work.memory.forget(at(2))
        assert await work.memory.answered("old") is None
        assert await work.memory.answered("new") == VIEW
        assert await work.memory.held(CALL.id) is None


async def test_events_set_aside_are_listed_newest_first(store: Store) -> None:
    async with store.work() as work:
        await work.memory.set_aside("message/1", COURSE.id, "KeyError", at(1))
        await work.memory.set_aside("message/2", COURSE.id, "ValueError", at(2))
        await work.memory.set_aside("message/1", COURSE.id, "TypeError", at(3))
        aside = await work.memory.aside(COURSE.id)
        assert aside == [("message/1", "TypeError"), ("message/2", "ValueError")]
        assert await work.memory.aside("another") == []


async def test_deeds_are_listed_newest_first_and_written_once(store: Store) -> None:
    deeds = [
        Deed(f"d{n}", COURSE.id, INES.id, at(n // 2), f"Deed {n}", "v1:undo:c" if n else None)
        for n in range(4)
    ]
    async with store.work() as work:
        for deed in deeds:
            await work.audit.record(deed)
        await work.audit.record(replace(deeds[0], what="Something else"))
        assert await work.audit.of(COURSE.id) == deeds[::-1]
        assert await work.audit.of(COURSE.id, most=1) == [deeds[3]]


async def test_a_file_is_kept_with_its_bytes(store: Store) -> None:
    file = StoredFile("f1", "week-1.csv", "text/csv", "Week 1", bytes(range(256)))
    newer = replace(file, content=b"", name="week-1b.csv")
    async with store.work() as work:
        await work.files.put(COURSE.id, file)
        assert await work.files.get("f1") == file
        await work.files.put(COURSE.id, newer)
        assert await work.files.get("f1") == newer
        assert await work.files.get("f2") is None


async def test_an_erased_file_is_gone(store: Store) -> None:
    async with store.work() as work:
        await work.files.put(COURSE.id, StoredFile("f1", "me.json", "application/json", "", b"{}"))
        await work.files.erase("f1")
        await work.files.erase("f1")
        assert await work.files.get("f1") is None
