"""What doesn't belong into a recap that a class reads."""

import pytest

from adapters.text.summary.extractive import summarize
from adapters.text.summary.unfit import is_unfit
from bot.model.recap.transcript import Chat, ChatLine, Cue, Transcript


@pytest.mark.parametrize(
    "said",
    [
        "What the fuck, this gauge crashed.",
        "That is bullshit, honestly.",
        "The quiz was stupid as hell.",
        "This is off the record, but the dean agrees.",
        "Please don't record this.",
        "Can you stop the recording?",
        "Between us, the exam is easy.",
        "At least this is a private meeting.",
        "The password for the server is tide seven.",
        "My doctor says I have to stay home.",
        "I've been really sick this week.",
        "I heard she flunked again.",
        "They failed the midterm, both of them.",
        "My uncle passed away last week.",
        "Her grade was the worst.",
    ],
)
def test_swearing_secrets_and_private_matters_are_told(said: str) -> None:
    assert is_unfit(said)


@pytest.mark.parametrize(
    "said",
    [
        "The shell of the class hears the assistant.",
        "It's a shame to keep it off the recording.",
        "Hellenistic harbors were damp.",
        "Scunthorpe lies near the coast.",
        "Your grade depends on two essays.",
        "The doctor in the novel is ill.",
        "The pump failed twice.",
        "The rebels had no allies, so they failed.",
        "At a Balinese funeral people wear white.",
        "Between us and the coast lies a bank.",
        "We recorded the data of the tide.",
    ],
)
def test_ordinary_talk_is_fit(said: str) -> None:
    assert not is_unfit(said)


def test_nothing_unfit_stands_in_a_draft() -> None:
    said = [
        "We study the tides of the harbor with a gauge today.",
        "My doctor says that I have to write to you by Friday about the gauge.",
        "Why the hell does this shitty gauge of the harbor crash?",
        "We decided that the gauge of the harbor is off the record.",
        "The gauge of the harbor records the level of the water.",
    ]
    cues = tuple(Cue(at * 5, at * 5 + 5, "Noor", text) for at, text in enumerate(said))
    chat = Chat(
        (ChatLine(1, "Ada", "what the fuck is a gauge?"), ChatLine(2, "Ada", "when is it due?"))
    )
    summary = summarize(Transcript(cues), chat)
    shown = repr(summary).lower()
    for word in ("doctor", "hell ", "shit", "fuck", "record,", "off the record"):
        assert word not in shown
    assert [question.asked.text for question in summary.questions] == ["When is it due?"]
    assert summary.overview
