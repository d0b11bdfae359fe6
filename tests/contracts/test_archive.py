"""The archive as kept: found by words, weeks and visibility, newest or best first."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.storage.store import SqlStore
from adapters.text.normal import Normalizer
from bot.model.recap.archive import Document, Kind, Order, times
from bot.model.recap.query import Query, parse_query
from bot.ports.archive import Search
from bot.ports.work import Store
from tests.support.fakes import tools
from tests.support.sample import ANA, COURSE, at, message
from tests.support.store import sql_store

WORDS = Normalizer()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    """Open an empty store that can normalize words."""
    async with sql_store(tmp_path, tools()) as opened:
        yield opened


def document(name: str, text: str, day: float = 0, **more: object) -> Document:
    """Return a recap of the sample course with this text."""
    base = Document(name, COURSE.id, Kind.RECAP, name, text, at(day), int(day // 7) + 1)
    return replace(base, **more)  # type: ignore[arg-type]


def query(text: str) -> Query:
    return parse_query(text, WORDS.sought)


async def found(store: Store, text: str, **more: object) -> list[str]:
    search = replace(Search(COURSE.id, query(text)), **more)  # type: ignore[arg-type]
    async with store.reading() as work:
        return [each.id for each in await work.archive.find(search)]


async def keep(store: Store, *documents: Document) -> None:
    async with store.work() as work:
        await work.archive.put(documents)


async def test_a_document_comes_back_as_it_was_put(store: Store) -> None:
    stands = message(ANA, "Hello", at(1)).message
    full = document("a", "Words.", 3, message=stands, person=ANA.id, opens_with="s1", post="p/1/")
    await keep(store, full)
    async with store.reading() as work:
        assert await work.archive.get("a") == full
        assert await work.archive.get("b") is None
        assert await work.archive.of_person(ANA.id) == [full]
        assert await work.archive.of_post(COURSE.id, "p/1/") == [full]
        assert await work.archive.of_post(COURSE.id, "p/") == []


async def test_every_form_of_a_word_finds_it(store: Store) -> None:
    await keep(store, document("a", "We compared café prices."), document("b", "Nothing here."))
    for text in ("cafe", "CAFÉ price", "comparing", '"café prices"', "compared -nothing"):
        assert await found(store, text) == ["a"]
    assert await found(store, '"prices café"') == []


async def test_a_single_sign_is_found_inside_a_run_of_signs(store: Store) -> None:
    await keep(store, document("a", "我们学习数学"), document("b", "我们唱歌"))
    assert await found(store, "学") == ["a"]
    assert await found(store, "数学") == ["a"]
    assert await found(store, "我们") == ["b", "a"]


async def test_newest_first_whatever_the_order_of_arrival(store: Store) -> None:
    await keep(store, document("late", "limits", 9), document("early", "limits", 1))
    await keep(store, document("middle", "limits", 5))
    assert await found(store, "limits") == ["late", "middle", "early"]
    assert await found(store, "limits", offset=1, most=1) == ["middle"]
    assert await found(store, "") == ["late", "middle", "early"]


async def test_best_first_prefers_titles_and_texts_that_say_it_more(store: Store) -> None:
    filler = "and much else was said on that day about many other things " * 3
    await keep(
        store,
        document("passing", f"limits {filler}", 9),
        document("often", "limits, and limits of limits", 5),
        document("title", "What we did", 1, title="Limits"),
    )
    assert await found(store, "limit", order=Order.BEST) == ["title", "often", "passing"]
    assert await found(store, "limit", order=Order.BEST, offset=1, most=1) == ["often"]
    assert await found(store, "", order=Order.BEST) == ["passing", "often", "title"]


async def test_a_week_and_a_course_bound_what_is_found(store: Store) -> None:
    await keep(
        store,
        document("one", "limits", 1),
        document("two", "limits", 8),
        document("other", "limits", 8, course="another"),
    )
    assert await found(store, "limits week:2") == ["two"]
    assert await found(store, "week:1-2") == ["two", "one"]
    assert await found(store, "limits", course="another") == ["other"]


async def test_answers_are_found_only_by_whom_they_are_open_for(store: Store) -> None:
    await keep(
        store,
        document("question", "What is a limit?", 1),
        document("answer", "A limit is where it leads.", 2, opens_with="s1"),
    )
    assert await found(store, "limit") == ["question"]
    assert await found(store, "limit", opened=("s2",)) == ["question"]
    assert await found(store, "limit", opened=("s1", "s2")) == ["answer", "question"]
    assert await found(store, "limit", opened=None) == ["answer", "question"]


async def test_a_revised_document_replaces_its_old_words(store: Store) -> None:
    await keep(store, document("a", "limits"), document("b", "limits", 1))
    await keep(store, document("a", "series"), document("b", "limits", 1))
    assert await found(store, "limits") == ["b"]
    assert await found(store, "series") == ["a"]
    await keep(store, document("a", "series", 4, opens_with="s1"))
    assert await found(store, "series") == []


async def test_what_is_removed_is_found_no_more(store: Store) -> None:
    await keep(store, document("a", "limits"), document("b", "limits", 1))
    async with store.work() as work:
        await work.archive.remove(["a", "unknown"])
    assert await found(store, "limits") == ["b"]


async def test_many_documents_of_one_instant_all_stand(store: Store) -> None:
    many = [document(f"d{number}", f"limits {number}", 2) for number in range(700)]
    await keep(store, *many)
    await keep(store, *many)
    assert sorted(await found(store, "limits", most=1000)) == sorted(each.id for each in many)


async def test_a_database_from_before_the_index_gets_one(tmp_path: Path) -> None:
    async with sql_store(tmp_path, tools()) as old:
        await keep(old, document("a", "limits"))
        async with old._engine.writing() as connection:
            await connection.fetch("DROP TABLE archive_index")
    async with sql_store(tmp_path, tools()) as again:
        assert await found(again, "limits") == ["a"]


VOCABULARY = ("limit", "limits", "naïve", "数学", "数", "学", "x1", "week:1", "ภาษา", "𞤀𞤁", "c++")
texts = st.lists(st.sampled_from(VOCABULARY), max_size=6).map(" ".join)
queries = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.tuples(st.sampled_from(("", "-", '"')), st.sampled_from(VOCABULARY)), max_size=4
    ).map(lambda some: " ".join(f"{sign}{word}" for sign, word in some)),
)


def by_hand(asked: Query, documents: Sequence[Document]) -> list[str]:
    """Return what a search should find, read document by document."""

    def fits(each: Document) -> bool:
        columns = [WORDS.tokens(each.title), WORDS.tokens(each.text)]
        return (
            (not asked.weeks or each.week in asked.weeks)
            and all(any(times(phrase, some) for some in columns) for phrase in asked.phrases)
            and not any(times(phrase, some) for phrase in asked.excluded for some in columns)
        )

    return sorted((each.id for each in documents if fits(each)), reverse=True)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(contents=st.lists(texts, min_size=1, max_size=5), asked=queries)
async def test_any_text_is_a_query_and_finds_what_reading_finds(
    store: Store, contents: list[str], asked: str
) -> None:
    documents = [
        document(f"d{place}", text, place, title="") for place, text in enumerate(contents)
    ]
    async with store.work() as work:
        await work.archive.remove([f"d{place}" for place in range(5)])
        await work.archive.put(documents)
    assert await found(store, asked) == by_hand(query(asked), documents)
    assert sorted(await found(store, asked, order=Order.BEST)) == sorted(
        by_hand(query(asked), documents)
    )
