"""What a class has to do, told from what only sounds so."""

import pytest

from adapters.text.summary.deadlines import sets_task
from adapters.text.summary.extractive import summarize
from bot.model.recap.transcript import Chat, Cue, Transcript


@pytest.mark.parametrize(
    "said",
    [
        "The essay is due on Monday, October 19, at noon.",
        "Homework is due Wednesday.",
        "Please read chapter four of the tide book before Thursday.",
        "Don't forget to sign up for the field trip.",
        "The midterm will be on November third in this room.",
        "For next week, prepare two questions.",
        "By Friday you should send me your topic.",
        "Your job for Tuesday is to plot the data of your harbor.",
        "Hand in the lab report through the course site.",
        "Turn your draft in before class.",
        "You need to upload the report by Sunday at midnight.",
        "Everyone has to post a reply until the end of the week.",
        "Office hours are moved to Wednesday at three.",
        "There's no class on Monday.",
        "The deadline for the proposal has moved.",
    ],
)
def test_a_task_or_a_date_for_the_class_is_told(said: str) -> None:
    assert sets_task(said)


@pytest.mark.parametrize(
    "said",
    [
        "You have to multiply the height by the period.",
        "The error is due to the noise in the data.",
        "It was due last year.",
        "If you submit it by Friday it would count.",
        "Turn the microphone off and let's talk.",
        "The paper on tides was written by Newton.",
        "We read the report on Monday.",
        "I suppose reading helps.",
    ],
)
def test_what_only_sounds_like_a_task_is_none(said: str) -> None:
    assert not sets_task(said)


def test_what_is_due_stands_in_what_is_still_to_do_before_all_else() -> None:
    chores = [
        f"I will check the {word} gauge by next week." for word in "first old new far".split()
    ]
    tasks = [
        "Homework is due Wednesday.",
        "Please read chapter four before Thursday.",
        "The quiz on tides is on Monday.",
        "You need to upload the report by Sunday.",
        "Hand in the data sheets on paper.",
        "Sign up for the trip to the harbor by Friday.",
        "There's no class on Monday morning.",
    ]
    said = [*chores, *tasks, "You have to multiply the height of the tide by its period."]
    cues = tuple(Cue(at * 5, at * 5 + 5, "Noor", text) for at, text in enumerate(said))
    summary = summarize(Transcript(cues), Chat())
    assert [line.text for line in summary.open_points] == tasks
