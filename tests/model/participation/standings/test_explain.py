"""Why last week gave 1 of 2: every act, and what it counted for or why not."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.ledger import Act, Entry, withdrawal
from bot.model.participation.policies.phrases import joined, task, tasks
from bot.model.participation.policies.policy import (
    Excused,
    Option,
    Part,
    Policy,
    Requirement,
    Within,
)
from bot.model.participation.standings.excuses import Excuse
from bot.model.participation.standings.explain import explain
from bot.model.participation.standings.offers import WeekOffer
from tests.support.participation import (
    ANY_ONE,
    ANY_TWO,
    HELP,
    MAKEUP_CLOSES,
    NEXT_WEEK,
    OFFER,
    POSTS_DUE,
    TWO_SESSIONS,
    WEEK,
    act,
    attended,
    discussed,
    made_up,
    post,
    replies,
    week_of,
)


def whys(
    entries: Iterable[Entry],
    policy: Policy = ANY_TWO,
    now: datetime = NEXT_WEEK,
    offer: WeekOffer = OFFER,
    **more: object,
) -> list[tuple[str, str | None, str]]:
    """Return what each act is told to have counted for, oldest first."""
    entries = list(entries)
    week = week_of(entries, now, policy, offers=(offer,), **more)
    lines = explain(policy, week, offer, entries)
    assert [line.counts for line in lines] == [line.option is not None for line in lines]
    return [(line.entry.act.value, line.option, line.why) for line in lines]


def test_what_counts_says_for_what() -> None:
    assert whys([*discussed(), attended()]) == [
        ("attend", "attend", "Counts for “Attend”."),
        ("post", "discuss", "Counts for “Discuss”."),
        ("reply", "discuss", "Counts for “Discuss”."),
        ("reply", "discuss", "Counts for “Discuss”."),
    ]


def test_of_three_replies_the_first_two_count() -> None:
    lines = whys([post(), *replies(3)])
    assert [option for _, option, _ in lines] == ["discuss", "discuss", "discuss", None]
    assert lines[3][2] == "More than “Discuss” can count; what was best for you counted."


def test_too_short_says_by_how_much() -> None:
    assert whys([post(40)]) == [("post", None, "Too short: 40 of the 75 words asked.")]
    assert whys([attended(12)]) == [("attend", None, "Too short: 12 of the 30 minutes asked.")]


def test_too_late() -> None:
    assert whys([post(at=POSTS_DUE)]) == [
        ("post", None, "After its due time, so it doesn't count.")
    ]


def test_withdrawn_says_why() -> None:
    entry = attended()
    gone = withdrawal(entry, "deleted by its author", NEXT_WEEK)
    assert whys([gone, entry]) == [("attend", None, "Withdrawn: deleted by its author.")]


def test_what_came_after_a_withdrawn_act_is_told_as_ever() -> None:
    entry = replace(attended(), id="a")
    told = whys([entry, withdrawal(entry, "hidden by staff", NEXT_WEEK), *discussed()])
    assert [(who, option) for who, option, _ in told] == [
        ("attend", None), ("post", "discuss"), ("reply", "discuss"), ("reply", "discuss"),
    ]  # fmt: skip


def test_the_sessions_other_route() -> None:
    assert whys([attended(), made_up()])[1] == (
        "make-up",
        None,
        "This session counts already; attending and making up are one.",
    )


def test_another_session_than_the_one_that_counts_is_just_more() -> None:
    lines = whys([attended(), attended(about="s4")], ANY_ONE, offer=TWO_SESSIONS)
    assert [option for _, option, _ in lines] == ["attend", None]
    assert lines[1][2] == "More than “Attend” can count; what was best for you counted."


def test_another_option_was_as_good() -> None:
    lines = whys([attended(), *discussed()], ANY_ONE)
    assert [line[1] for line in lines] == ["attend", None, None, None]
    assert lines[1][2] == "“Discuss” is complete, but other options count as much or more."


def test_a_part_of_something_unfinished() -> None:
    assert whys([post()], now=MAKEUP_CLOSES) == [
        ("post", None, "Part of “Discuss”. Still to do: write 2 replies.")
    ]
    assert whys([post()])[0][2] == (
        "Part of “Discuss”. No longer possible: the time has passed to write 2 replies."
    )


def test_an_optional_activity() -> None:
    expected = "Recorded for “Vote”, which is optional and never counted."
    assert whys([act(Act.VOTE, "s3")]) == [("vote", None, expected)]


def test_what_no_option_asks_for() -> None:
    assert whys([act(Act.ASK, "s3")]) == [("ask", None, "Recorded; no option counts it.")]
    lone = act(Act.POST, None, 90)
    assert whys([lone]) == [("post", None, "Recorded; no option counts it.")]
    in_class = act(Act.POST, "s3", 90)
    assert whys([in_class]) == [("post", None, "Recorded; no option counts it.")]


def test_what_the_week_does_not_ask_about() -> None:
    expected = "Recorded, not counted: this one isn't part of what the week asks."
    assert whys([attended(about="party")]) == [("attend", None, expected)]


def test_a_week_that_is_not_asked() -> None:
    lines = whys([attended()], excuses=[Excuse("ana", WEEK)])
    assert lines == [("attend", None, "Recorded, not counted: excused from this week.")]


def test_acts_of_the_whole_week() -> None:
    policy = replace(ANY_TWO, options=(HELP,), requirements=(Requirement(1, ("help",)),))
    helped = [act(Act.HELP, None, name=name) for name in "ab"]
    assert [line[1] for line in whys(helped, policy)] == ["help", "help"]
    assert whys(helped[:1], policy)[0][2] == (
        "Part of “Help others”. No longer possible: the time has passed to help 1 classmate."
    )


def test_an_act_that_serves_two_options_names_the_one_it_counts_for() -> None:
    posts = Option("posts", "Posts", (Part((Act.POST,)),), Within.DISCUSSION)
    policy = replace(
        ANY_TWO,
        options=(*ANY_TWO.options, posts),
        requirements=(Requirement(2, ("discuss", "posts")),),
    )
    lines = whys([*discussed(), post(10, name="2")], policy)
    assert sorted((option or "") for _, option, _ in lines) == ["discuss"] * 3 + ["posts"]


ACTS = st.lists(
    st.one_of(
        st.builds(attended, st.integers(0, 60), st.just("s3")),
        st.just(made_up()),
        st.builds(post, st.integers(60, 90), st.sampled_from("abc")),
        st.sampled_from(replies(4)),
        st.just(act(Act.VOTE, "s3")),
    ),
    max_size=8,
    unique_by=lambda entry: entry.id,
)


@given(ACTS, st.sampled_from([ANY_ONE, ANY_TWO]), st.sampled_from([(), ("s3",), ("d3",)]))
def test_the_lines_add_up_to_the_standing(
    entries: list[Entry], policy: Policy, excused: tuple[str, ...]
) -> None:
    excuses = [Excuse("ana", WEEK, about) for about in excused]
    week = week_of(entries, policy=policy, excuses=excuses)
    lines = explain(policy, week, OFFER, entries)
    assert len(lines) == len(entries)
    assert all(line.why.endswith(".") for line in lines)
    used = sum(len(completion.used) for completion in week.counted)
    assert sum(line.counts for line in lines) == used


def test_an_excuse_uses_no_act() -> None:
    policy = replace(ANY_TWO, excuses=Excused.PRESENT)
    assert whys([], policy, excuses=[Excuse("ana", WEEK, "s3")]) == []


def test_lists_and_tasks_read_as_sentences() -> None:
    assert joined([]) == ""
    assert joined(["a"]) == "a"
    assert joined(["a", "b"], "or") == "a or b"
    assert joined(["a", "b", "c"]) == "a, b and c"
    assert task(Part((Act.ASK, Act.ANSWER)), 1, 0) == "ask or answer 1 question"
    assert task(Part((Act.ASK, Act.ANSWER)), 3, 0) == "ask or answer 3 questions"
    assert task(Part((Act.POST, Act.REPLY)), 1, 20) == "write 1 post or 1 reply of 20 words or more"
    assert task(Part((Act.ATTEND, Act.MAKE_UP)), 2, 0) == (
        "attend 2 times or answer the questions of 2 sessions afterwards"
    )
    post, reply = (Part((Act.POST,)), 1, 75), (Part((Act.REPLY,)), 2, 0)
    assert tasks([post, reply]) == "write 1 post of 75 words or more and 2 replies"
    vote = (Part((Act.VOTE,)), 1, 0)
    assert tasks([vote, post]) == "vote in 1 poll and write 1 post of 75 words or more"
    assert task(Part((Act.REPLY,)), 2, 20) == "write 2 replies of 20 words or more each"
    assert task(Part((Act.ATTEND,)), 2, 30) == "attend 2 times for 30 minutes or more each"
    assert task(Part((Act.POST,)), 1, 75) == "write 1 post of 75 words or more"
    plurals = {
        Act.ATTEND: "attend 2 times",
        Act.MAKE_UP: "answer the questions of 2 sessions afterwards",
        Act.POST: "write 2 posts",
        Act.REPLY: "write 2 replies",
        Act.ASK: "ask 2 questions",
        Act.ANSWER: "answer 2 questions",
        Act.VOTE: "vote in 2 polls",
        Act.HELP: "help 2 classmates",
        Act.RECEIVED: "receive 2 replies",
        Act.ACCEPTED: "have 2 answers endorsed by staff",
        Act.MARK: "have 2 messages marked by staff",
        Act.MANUAL: "have staff record it 2 times",
    }
    assert {kind: task(Part((kind,)), 2, 0) for kind in Act} == plurals
    singles = [task(Part((kind,)), 1, 0) for kind in Act]
    assert singles == [
        "attend",
        "answer the session's questions afterwards",
        "write 1 post",
        "write 1 reply",
        "ask 1 question",
        "answer 1 question",
        "vote in 1 poll",
        "help 1 classmate",
        "receive 1 reply",
        "have 1 answer endorsed by staff",
        "have 1 message marked by staff",
        "have staff record it",
    ]
