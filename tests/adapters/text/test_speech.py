"""Speech made readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.text.summary.speech import fluent, is_backchannel, roughness, untokenized


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Um, so the the lab is, uh, due on Friday.", "The lab is due on Friday."),
        ("And I mean, we we should th that should be fine", "We should that should be fine."),
        ("in the in the second half we vote", "In the second half we vote."),
        ("I'm not a I'm not particularly fond of it.", "I'm not particularly fond of it."),
        ("Yeah, OK, so what what is the, um, ratio?", "What is the ratio?"),
        ("We're gonna send it, you know, tomorrow.", "We're going to send it tomorrow."),
        ("Do you know the answer?", "Do you know the answer?"),
        ("That would be So the first step is the plan.", "The first step is the plan."),
        ("The file, right? of the class", "The file of the class."),
        ("O what what's the length?", "What's the length?"),
        ("So where where's the lab?", "Where's the lab?"),
        ("it's very very late", "It's very very late."),
        ("No speaker was here.", "No speaker was here."),
        ("No, the speaker was here.", "The speaker was here."),
        ("So far it works.", "So far it works."),
        ('He said " one " to them.', "He said “one” to them."),
        ("[laughter] uh", ""),
        ("It says “ no tide here” to us.", "It says “no tide here” to us."),
        ('It says, " The gauge is fine.', "It says, The gauge is fine."),
        ("It piles up at the coast, you know.", "It piles up at the coast."),
        ("It improves the word error rate, yeah.", "It improves the word error rate."),
        ("We meet in the lab, so.", "We meet in the lab."),
        ("Do they use the filter, or?", "Do they use the filter?"),
        ("Call four four two one, please.", "Call four four two one, please."),
        ("There are one one of them.", "There are one of them."),
        ("Room 7 7 is the lab.", "Room 7 7 is the lab."),
        ("はい、そうです。", "はい、そうです。"),
    ],
)
def test_hesitation_goes_and_words_stay(said: str, read: str) -> None:
    assert fluent(said) == read


@pytest.mark.parametrize("said", ["Mm - hmm.", "Yeah.", "OK. Right.", "Uh-huh, yeah", "Oh, I see."])
def test_noises_of_listening_are_told(said: str) -> None:
    assert is_backchannel(said)


@pytest.mark.parametrize("said", ["Because of the ratio.", "Friday.", "はい。"])
def test_words_that_say_something_are_no_noise(said: str) -> None:
    assert not is_backchannel(said)


def test_spaced_hyphens_close_only_where_the_transcript_writes_so() -> None:
    assert untokenized(["Mm - hmm.", "the phone - in part"]) == ["Mm-hmm.", "the phone-in part"]
    assert untokenized(["one thing - sleep"]) == ["one thing - sleep"]


def test_what_is_still_broken_is_counted() -> None:
    assert roughness("We can have it tomorrow.") == 0
    assert roughness("I think one of their they had The other one and the.") >= 2


@given(st.text(max_size=120))
def test_any_text_becomes_one_line_or_nothing(said: str) -> None:
    read = fluent(said)
    assert "  " not in read
    assert not read or read[-1] in '.!?…。？！"”'


@given(st.lists(st.sampled_from("the lab we vote ratio um so class is".split()), min_size=1))
def test_nobody_is_given_words_they_did_not_say(said: list[str]) -> None:
    assert set(fluent(" ".join(said)).lower().strip(".").split()) <= set(said)
