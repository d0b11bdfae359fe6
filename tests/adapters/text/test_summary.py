"""The extractive summary of a made-up seminar: two topics, questions, decisions, links."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.text.summary.extractive import ExtractiveSummarizer, summarize
from adapters.text.summary.links import urls
from adapters.text.summary.rank import centrality, diverse, vectors
from adapters.text.summary.words import stem, stems
from bot.model.recap.transcript import Chat, ChatLine, Cue, Transcript
from bot.ports.summarizer import Line, Summary

TIDES = (
    ("Noor", "Um, so the tide gauge at the harbor records the water level every minute."),
    ("Ada", "Mm-hmm."),
    ("Noor", "The moon pulls the water, and the tide gauge shows two high tides a day."),
    ("Ada", "Why does the harbor show two high tides and not only one?"),
    ("Noor", "There are two high tides because the water bulges on both sides of the earth."),
    ("Emil", "The wind also raises the water level at the gauge in a storm."),
    ("Noor", "A storm surge is the water level above the predicted tide at the harbor."),
)
ESSAYS = (
    ("Noor", "The essay for the portfolio has a draft, a peer review and a final version."),
    ("Emil", "How long is the peer review of the essay draft supposed to be?"),
    ("Noor", "I don't know, let me check the portfolio guide."),
    ("Ada", "The peer review of a draft helps the portfolio most when it names one strength."),
    ("Noor", "We decided that the final essay goes into the portfolio as a single document."),
    ("Emil", "I'll send the review template for the essay draft to everyone by Friday."),
    ("Ada", "A draft essay needs the review template before the portfolio closes."),
)


def lesson(rounds: int = 6) -> Transcript:
    """Return an hour: tides in its first half, essays in its second."""
    lines = [*TIDES * rounds, *ESSAYS * rounds]
    step = 3600 / len(lines)
    return Transcript(
        tuple(
            Cue(at * step, (at + 1) * step, speaker, text)
            for at, (speaker, text) in enumerate(lines)
        )
    )


def test_the_overview_says_different_things_in_order_and_without_hesitation() -> None:
    overview = summarize(lesson(), Chat()).overview
    assert 3 <= len(overview) <= 8
    assert [line.at for line in overview] == sorted(line.at for line in overview)
    assert all("Um" not in line.text and "Mm" not in line.text for line in overview)
    text = " ".join(line.text for line in overview)
    assert "tide" in text
    assert "essay" in text or "portfolio" in text


def test_a_sentence_keeps_its_time_and_its_speaker() -> None:
    transcript = lesson(1)
    said = {(cue.speaker, cue.text) for cue in transcript.cues}
    for line in summarize(transcript, Chat()).overview:
        cue = next(cue for cue in transcript.cues if cue.start <= line.at < cue.end)
        assert cue.speaker == line.speaker
        assert any(line.text[1:] in text for speaker, text in said if speaker == line.speaker)


def test_topics_part_where_the_subject_changes_and_are_named_for_it() -> None:
    topics = summarize(lesson(), Chat()).topics
    assert 2 <= len(topics) <= 5
    assert topics[0].start == 0
    assert topics[-1].end == pytest.approx(3600)
    assert all(a.end == b.start for a, b in pairwise(topics))
    assert any(abs(topic.start - 1800) < 180 for topic in topics[1:])
    first, last = topics[0].title.lower(), topics[-1].title.lower()
    assert any(word in first for word in ("tide", "water", "harbor", "gauge"))
    assert any(word in last for word in ("essay", "review", "portfolio", "draft"))


def test_questions_find_their_answers_or_stay_open() -> None:
    asked = summarize(lesson(1), Chat()).questions
    tides, review = asked
    assert tides.asked.text.startswith("Why does the harbor")
    assert tides.answer is not None
    assert "bulges" in tides.answer.text
    assert review.answer is None


@pytest.mark.parametrize(
    "said",
    [
        "Good morning everybody, can you hear me?",
        "What I want to do is to show you the gauge, right?",
        "People then ask “what is the tide of the harbor?”",
        "Does the gauge of the harbor measure your?",
        "What you can do, I'm sure, is to read the gauge, right?",
        "When you read the gauge of the harbor you see the tide, right?",
    ],
)
def test_what_asks_nothing_is_no_question(said: str) -> None:
    cues = (Cue(0, 5, "Noor", said), Cue(5, 9, "Ada", "The gauge is at the harbor."))
    assert summarize(Transcript(cues), Chat()).questions == ()


def test_why_is_answered_by_because_and_what_comes_late_answers_nothing() -> None:
    why = (
        Cue(0, 5, "Ada", "Why does the harbor have two high tides a day?"),
        Cue(6, 9, "Noor", "That's because the water of the harbor bulges on both sides."),
        Cue(9, 15, "Noor", "A high surge is above the tide of the harbor."),
        Cue(60, 65, "Ada", "Where does the gauge keep its readings?"),
        Cue(95, 99, "Emil", "My bicycle needs a new wheel anyway."),
    )
    first, second = summarize(Transcript(why), Chat()).questions
    assert first.answer is not None
    assert first.answer.text.startswith("That's because")
    assert second.answer is None


def test_a_title_keeps_hyphens_and_names_no_participle() -> None:
    said = ("The pre-processing crashed.", "Pre-processing of the tide, it crashed.")
    cues = tuple(Cue(at * 5, at * 5 + 5, "Noor", text) for at, text in enumerate(said * 3))
    (topic,) = summarize(Transcript(cues), Chat()).topics
    assert "Pre-processing" in topic.title
    assert "crashed" not in topic.title.split()[-1]


def test_decisions_and_what_is_still_to_do_are_told_apart() -> None:
    summary = summarize(lesson(1), Chat())
    assert [line.text for line in summary.decisions] == [
        "We decided that the final essay goes into the portfolio as a single document."
    ]
    assert summary.open_points[0].speaker == "Emil"
    assert "by Friday" in summary.open_points[0].text


@pytest.mark.parametrize(
    "said",
    [
        "I'll know better how the tide gauge works after the summer.",
        "The gauge that we're going to check measures the tide of the harbor.",
        "We should have checked the gauge of the harbor before the storm.",
        "They then say “we will check the gauge of the harbor by Friday”.",
    ],
)
def test_what_nobody_promises_is_not_to_be_done(said: str) -> None:
    assert summarize(Transcript((Cue(0, 5, "Noor", said),)), Chat()).open_points == ()


def test_links_and_questions_of_the_chat_are_kept() -> None:
    chat = Chat(
        (
            ChatLine(5, "Ada", "see https://example.edu/tides(1), and www.example.edu."),
            ChatLine(9, "Emil", "is the essay due on monday?"),
        )
    )
    summary = summarize(Transcript(()), chat)
    assert [link.url for link in summary.links] == [
        "https://example.edu/tides(1)",
        "https://www.example.edu",
    ]
    assert summary.questions[0].asked == Line("Is the essay due on monday?", 9, "Emil", typed=True)


def test_nothing_said_is_an_empty_summary() -> None:
    assert summarize(Transcript(()), Chat()) == Summary()


def test_a_few_words_are_a_summary_too() -> None:
    summary = summarize(Transcript((Cue(1, 2, None, "Welcome, everyone here."),)), Chat())
    assert [line.text for line in summary.overview] == ["Welcome, everyone here."]
    assert len(summary.topics) == 1


async def test_the_port_answers_the_same_every_time() -> None:
    summarizer = ExtractiveSummarizer()
    assert await summarizer.summarize(lesson(), Chat()) == summarize(lesson(), Chat())


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["Ada", "Noor", None]), st.text(min_size=1, max_size=80)),
        max_size=12,
    )
)
def test_any_talk_has_a_summary(talk: list[tuple[str | None, str]]) -> None:
    cues = tuple(Cue(at * 5.0, at * 5.0 + 5, who, text) for at, (who, text) in enumerate(talk))
    summary = summarize(Transcript(cues), Chat())
    assert all(0 <= line.at <= 60 for line in summary.overview)
    assert bool(summary.topics) == bool(summary.overview)


@pytest.mark.parametrize(
    "forms",
    [
        ("record", "records", "recorded", "recording", "recordings"),
        ("study", "studies", "studied"),
        ("plan", "plans", "planned", "planning"),
        ("Noor's", "Noor"),
    ],
)
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_only_words_that_tell_something_count() -> None:
    assert stems("Yeah, I mean the VAD and the 12 tides.") == ("vad", "tid")
    assert stems("佐々木先生") == ("佐々", "々木", "木先", "先生")


def test_the_sentence_that_resembles_the_others_is_central() -> None:
    items = vectors([("tide", "moon"), ("tide", "storm", "moon"), ("storm", "wind"), ("essay",)])
    scores = centrality(items)
    assert scores[1] == max(scores) == 1.0
    assert scores[3] == min(scores)


def test_of_two_that_say_the_same_one_is_taken() -> None:
    items = vectors([("tide", "moon"), ("tide", "moon"), ("essay", "draft")])
    assert diverse([1.0, 1.0, 0.6], items, 2, focus=0.5) == [0, 2]


def test_an_address_may_lack_its_scheme_and_ways_into_a_meeting_are_no_resources() -> None:
    text = (
        "docs.example.com/tides#two, e.g./i.e. gauge.pdf/notes.doc, mail a@example.com/x, "
        "https://example.zoom.us/j/98765432101?pwd=abc and https://meet.google.com/abc-defg-hij "
        "and https://teams.microsoft.com/l/meetup-join/19x"
    )
    assert list(urls(text)) == ["https://docs.example.com/tides#two"]


def test_addresses_lose_the_punctuation_after_them() -> None:
    assert list(urls("(https://example.edu/a_(b)), http://example.edu/x?y=1.")) == [
        "https://example.edu/a_(b)",
        "http://example.edu/x?y=1",
    ]
