"""Talk in other languages, and automatic captions without full stops."""

import pytest

from adapters.text.summary.extractive import summarize
from adapters.text.summary.language import is_english
from adapters.text.summary.sentences import sentences
from adapters.text.summary.speech import fluent
from bot.model.recap.transcript import Chat, Cue, Transcript

FRENCH = (
    "La lune attire l'eau du port deux fois par jour et la marée monte.",
    "Pourquoi est-ce qu'il y a deux marées par jour dans le port ?",
    "L'eau se gonfle des deux côtés de la terre à cause de la lune.",
    "Le devoir sur les marées est à rendre pour lundi prochain à midi.",
)
CAPTIONS = (
    "okay so today we look at the tide in the",
    "harbor and i think you all have seen it",
    "so the moon pulls the water of the harbor",
    "towards itself and then it bulges on both",
    "sides of the earth because the earth is pulled",
    "away from the water on the far side now the",
    "gauge at the harbor records the level of the",
    "water every minute and we can see two high",
    "tides a day so that is what the moon does",
) * 6


def talk(lines: tuple[str, ...], speaker: str | None = None) -> Transcript:
    return Transcript(
        tuple(Cue(at * 4, at * 4 + 4, speaker, text) for at, text in enumerate(lines))
    )


@pytest.mark.parametrize(
    "said",
    [
        "Le devoir est à rendre pour lundi à midi.",
        "Um dois exercícios é o que falta para segunda-feira.",
        "Er kommt um drei Uhr in die Uni.",
        "So ist das, oder?",
        "Nous nous voyons jeudi et la langue change.",
        "Książka leży w domu i na stole.",
    ],
)
def test_no_word_of_another_language_is_taken_for_a_hesitation(said: str) -> None:
    assert fluent(said, english=False) == said


def test_noises_and_phrases_said_twice_go_in_any_language() -> None:
    assert (
        fluent("Ähm, in der in der Pause, uh, essen wir", english=False)
        == "In der Pause essen wir."
    )


def test_english_is_told_by_its_words() -> None:
    assert is_english(CAPTIONS)
    assert not is_english(FRENCH)
    assert is_english(["Um, hello everybody."])
    assert is_english([])
    assert not is_english(["月が港の水を引っ張る。"])


def test_a_summary_in_french_keeps_every_word_and_the_question() -> None:
    summary = summarize(talk(FRENCH * 4, "Noor"), Chat())
    lines = [line.text for line in summary.overview]
    assert FRENCH[3] in lines
    assert len(lines) == len(set(lines))
    assert [question.asked.text for question in summary.questions] == [FRENCH[1]]
    (topic,) = summary.topics
    assert not {"dans", "pour", "les", "des"} & set(topic.title.lower().split())


def test_a_summary_in_japanese_has_sentences_and_no_endings_in_its_title() -> None:
    lines = (
        "月が港の水を引っ張るので満潮になります。",
        "なぜ一日に二回も満潮があるのですか？",
        "地球の両側で海水が膨らむからです。",
    )
    summary = summarize(talk(lines * 5, "佐藤"), Chat())
    assert [line.text for line in summary.overview] == [lines[0], lines[2]]
    assert [question.asked.text for question in summary.questions] == [lines[1]]
    assert not any("\u3041" <= letter <= "\u309f" for letter in summary.topics[0].title)


def test_captions_without_full_stops_are_cut_where_a_thought_begins() -> None:
    found = sentences(talk(CAPTIONS))
    assert len(found) > 20
    assert max(sentence.length for sentence in found) <= 40
    assert found[0].text.startswith("Today we look at the tide in the harbor")
    assert any("I think you all" in sentence.text for sentence in found)
    assert not any(sentence.text.endswith((" the.", " and.")) for sentence in found)
    summary = summarize(talk(CAPTIONS), Chat())
    assert summary.overview
    assert all(5 <= len(line.text.split()) <= 40 for line in summary.overview)


def test_a_sentence_that_runs_on_is_not_quoted_whole() -> None:
    endless = "We study " + ", ".join(f"the {at} of tide{at}" for at in range(40)) + "."
    summary = summarize(talk((endless,), "Noor"), Chat())
    assert len(summary.overview[0].text.split()) == 60
    assert summary.overview[0].text.endswith("…")
