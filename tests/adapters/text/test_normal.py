"""A search finds words in their forms, scripts and spellings."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.text.normal import ALGORITHMS, Normalizer, folded
from bot.model.recap.query import Phrase, Term, parse_query
from bot.ports.words import Words

WORDS: Words = Normalizer()


def stands_in(phrase: Phrase, tokens: tuple[str, ...]) -> bool:
    """Whether a phrase stands somewhere in a text, as a database would tell."""
    return any(
        len(tokens) - place >= len(phrase)
        and all(
            token.startswith(term.text) if term.prefix else token == term.text
            for term, token in zip(phrase, tokens[place:], strict=False)
        )
        for place in range(len(tokens))
    )


def finds(query: str, text: str, language: str = "en") -> bool:
    asked = parse_query(query, lambda words: WORDS.sought(words, language))
    tokens = WORDS.tokens(text, language)
    return all(stands_in(phrase, tokens) for phrase in asked.phrases) and not any(
        stands_in(phrase, tokens) for phrase in asked.excluded
    )


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("recording", "The recordings were posted."),
        ("resume", "Send your résumé"),
        ("RÉSUMÉ", "resume"),
        ("straße", "STRASSE"),
        ("ﬁle", "file"),
        ("c++", "We use C++, not C."),
        ("c#", "written in C#"),
        ("week-3", "see Week 3"),
        ("make-up", "The make-up is open."),
        ("snake_case", "snake case"),
        ("students'", "the student’s work"),
        ("化学", "有机化学很难"),
        ("機化", "有機化學很難"),
        ("難", "有機化學很難"),
        ("化", "有機化學很難"),
        ("東京大学", "私は東京大学の学生です"),
        ("한국어", "한국어 수업"),
        ("रसायन", "रसायन विज्ञान"),
        ("เคมี", "วิชาเคมีอินทรีย์"),
        ("ＡＢＣ", "abc"),
        ("x²", "x2"),
    ],
)
def test_what_is_written_otherwise_is_found(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("c++", "c sharp and c"),
        ('"acid base"', "base acid"),
        ("学化", "有机化学很难"),
        ("acid -base", "acid and base"),
        ("か", "がくせい"),
    ],
)
def test_what_is_something_else_is_not(query: str, text: str) -> None:
    assert not finds(query, text)


def test_a_course_in_another_language_has_its_own_word_forms() -> None:
    assert finds("Prüfungen", "die Prüfung", "de")
    assert finds("etudiants", "l'étudiant, un étudiant", "fr-CA")
    assert not finds("foxes", "fox", "tlh")
    assert finds("foxes", "foxes", "tlh")


@pytest.mark.parametrize("language", ALGORITHMS)
def test_every_language_has_its_algorithm(language: str) -> None:
    assert WORDS.tokens("abc 12", language)


def test_one_letter_without_spaces_is_a_beginning() -> None:
    assert WORDS.sought("化") == (Term("化", prefix=True),)
    assert WORDS.tokens("化学") == ("化学", "学")


@given(st.text(), st.sampled_from(["en", "de", "hi", "xx"]))
@example("\u0301", "en")
@example("a\u0345", "en")
@example("İ", "tr")
def test_words_are_letters_and_digits_that_stay_as_they_are(text: str, language: str) -> None:
    tokens = WORDS.tokens(text, language)
    for token in tokens:
        assert token.isalnum()
    assert WORDS.tokens(text, language) == tokens
    assert WORDS.tokens(unicodedata.normalize("NFD", text), language) == tokens


@given(st.text(min_size=1))
def test_every_text_finds_itself(text: str) -> None:
    phrase = WORDS.sought(text)
    assert not phrase or stands_in(phrase, WORDS.tokens(text))


@given(st.text())
def test_no_query_is_an_error(text: str) -> None:
    parse_query(text, WORDS.sought)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_words_of_two_scripts_in_one_find_themselves() -> None:
    for text in ("㊀㊀0", "学0", "大学2026年"):
        assert stands_in(WORDS.sought(text), WORDS.tokens(text))
    assert not stands_in(WORDS.sought("大0"), WORDS.tokens("大学0"))
