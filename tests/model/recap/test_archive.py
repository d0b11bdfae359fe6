"""How what was found is ranked, and which stretch of it is shown."""

from hypothesis import given
from hypothesis import strategies as st

from bot.model.recap.archive import AROUND, Candidate, Piece, fits, ranked, snippet, times
from bot.model.recap.query import Query, Term
from tests.support.sample import at


def tokens(text: str) -> tuple[str, ...]:
    return tuple(word.strip(".,").lower() for word in text.split())


def query(*words: str) -> Query:
    return Query(tuple((Term(word),) for word in words))


def document(name: str, title: str, text: str, day: float = 0) -> Candidate:
    return Candidate(name, at(day), tokens(title), tokens(text))


def order(asked: Query, *documents: Candidate) -> list[str]:
    return list(ranked(asked, documents))


def test_a_title_tells_more_than_the_text_and_more_tells_more() -> None:
    often = document("often", "", "limit of a limit, the limit")
    once = document("once", "", "limit of a sum, the end")
    title = document("title", "Limit", "we had a good time")
    assert order(query("limit"), once, often, title) == ["title", "often", "once"]


def test_of_two_that_say_it_once_the_shorter_one_comes_first() -> None:
    long = document("long", "", "limit " + "and so on " * 30, day=9)
    short = document("short", "", "limit and so on")
    assert order(query("limit"), long, short) == ["short", "long"]


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    common = [document(f"c{number}", "", "limit limit sum", day=number) for number in range(6)]
    rare = document("rare", "", "limit epsilon sum")
    assert order(query("limit", "epsilon"), *common, rare)[0] == "rare"


def test_of_equals_the_newer_one_comes_first_then_the_id() -> None:
    old, new = document("a", "", "limit", 1), document("b", "", "limit", 2)
    assert order(query("limit"), old, new) == ["b", "a"]
    assert order(Query(), old, new) == ["b", "a"]
    assert order(query("limit")) == []


def test_phrases_are_counted_where_their_words_stand_together() -> None:
    phrase = (Term("a"), Term("b", prefix=True))
    assert times(phrase, ("a", "bc", "a", "b", "b", "a")) == 2
    assert times((Term("a"),), ("a", "a")) == 2
    assert times((), ("a",)) == 0
    assert times((Term("lim", prefix=True),), ("limit", "limp", "slim")) == 2
    assert times(phrase, ("a",)) == 0


def test_a_beginning_fits_and_a_word_fits_whole() -> None:
    assert fits(Term("lim", prefix=True), "limit")
    assert not fits(Term("lim"), "limit")
    assert fits(Term("limit"), "limit")


def test_a_snippet_marks_what_was_found() -> None:
    shown = snippet("We met. The limit, at last.", query("limit"), tokens)
    assert shown == (Piece("We met. The "), Piece("limit,", True), Piece(" at last. "))


def test_a_snippet_starts_near_the_first_hit_and_stays_short() -> None:
    text = "before " * 60 + "limit " + "after " * 60
    shown = snippet(text, query("limit"), tokens)
    words = "".join(piece.text for piece in shown)
    assert shown[0].text.startswith("… before ")
    assert words.endswith("after …")
    assert len(words) < AROUND + 20
    assert [piece.text for piece in shown if piece.found] == ["limit"]


def test_a_text_without_a_hit_shows_its_beginning() -> None:
    assert snippet("Only the title said it.", query("limit"), tokens) == (
        Piece("Only the title said it. "),
    )
    assert snippet("", query("limit"), tokens) == ()


def test_one_endless_word_is_cut() -> None:
    [piece] = snippet("x" * 500, Query(), tokens)
    assert piece.text == "x" * AROUND + "… "
    [piece] = snippet("x" * AROUND, Query(), tokens)
    assert piece.text == "x" * AROUND + " "


@given(st.text(), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_a_snippet_is_always_part_of_the_text(text: str, words: list[str]) -> None:
    shown = "".join(piece.text for piece in snippet(text, query(*words), tokens))
    inside = shown.replace("…", " ").split()
    assert all(word in text for word in inside if "…" not in word and "…" not in text)
