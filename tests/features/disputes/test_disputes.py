"""A student says that an entry isn't right; staff decide with one button; the answer is kept."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.calls import Answering, Call
from bot.chat.forms import Form
from bot.features.disputes import commands
from bot.features.disputes.cases import Case, case_of
from bot.model.participation.acts.ledger import Act
from bot.model.participation.review.disputes import Dispute
from bot.ports.work import UnitOfWork
from tests.support.classroom import Classroom, classroom
from tests.support.sample import (
    ANA,
    BEN,
    COURSE,
    INES,
    MAIN,
    STAFF,
    TARO,
    at,
    discussion,
    entry,
    session,
)

LIMITS = session("limits", at(hours=10))
MINDS = discussion("minds", at(hours=9))
SHORT = replace(entry(ANA, Act.POST, at(hours=12), MINDS.id), amount=70)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a class on Friday: Ana's post has 70 words of the 75 that are asked."""
    async with classroom(tmp_path, LIMITS) as opened:
        async with opened.store.work() as work:
            await work.discussions.save((MINDS,))
            await work.ledger.append((SHORT,))
        await opened.tick_to("2026-09-11 12:00")
        yield opened


async def disputes(room: Classroom, words: str = "It has 76 words, I counted.") -> str:
    """Let Ana find the entry and say what is wrong with it."""
    await room.says(ANA, "/class progress week:1")
    await room.presses(ANA, "Why")
    await room.presses(ANA, "That's not right")
    form = room.last_answer(ANA).body
    assert isinstance(form, Form)
    assert "Post in “Minds”" in form.intro
    return await room.submits(ANA, {"words": words})


async def week(room: Classroom) -> str:
    said = await room.says(ANA, "/class progress week:1")
    return said[: said.index("still possible")] if "still possible" in said else said


async def test_staff_see_the_entry_and_the_words_and_credit_it(room: Classroom) -> None:
    assert "0 of 1" in await week(room)
    assert "Staff have it" in await disputes(room)
    card = room.seen(STAFF)[-1]
    assert "Ana, Post in “Minds”. Too short: 70 of the 75 words asked." in card
    assert "It has 76 words, I counted." in card
    assert "it waits for staff since" in await room.says(ANA, "/class progress week:1 why:yes")
    said = await room.presses(INES, "Credit it")
    assert "Ana, Post in “Minds”: It is credited now. Week 1 is 1 of 1." in said
    assert room.last_answer(INES).how is Answering.CONFIDENTIAL
    assert "1 of 1" in await week(room)
    why = await room.says(ANA, "/class progress week:1 why:yes")
    assert "staff credited it" in why
    assert "Counts for “Discuss”. Entered by staff." in why
    card = room.seen(STAFF)[-1]
    assert "Ana, Post in “Minds”. Counts for “Discuss”." in card
    assert "It is credited now. Ines" in card
    assert "[Undo]" in card


async def test_it_stays_with_a_sentence(room: Classroom) -> None:
    await disputes(room)
    await room.presses(TARO, "Answer with a sentence")
    await room.submits(TARO, {"outcome": "stays", "answer": "Quotes don't count."})
    why = await room.says(ANA, "/class progress week:1 why:yes")
    assert "staff looked, and it stays. They say: “Quotes don't count.”" in why
    assert "[That's not right]" not in why
    assert "0 of 1" in await week(room)


async def test_a_decision_is_audited_and_undone(room: Classroom) -> None:
    await disputes(room)
    await room.presses(INES, "Credit it")
    [deed] = await room.deeds()
    assert deed.what == "Ines credited what Ana disputed in week 1: Post in “Minds”"
    await room.presses(INES, "Undo")
    assert "0 of 1" in await week(room)
    assert [(each.act, each.amount) for each in await room.ledger(ANA)] == [(Act.POST, 70)]
    card = room.seen(STAFF)[-1]
    assert "Ana, Post in “Minds”. Too short: 70 of the 75 words asked." in card
    assert "[Credit it]" in card
    await room.presses(TARO, "Credit it")
    assert "1 of 1" in await week(room)
    assert [(each.act, each.by) for each in await room.ledger(ANA)] == [(Act.POST, TARO.id)]


async def test_what_is_missing_is_named_and_credited(room: Classroom) -> None:
    await room.says(BEN, "/class progress week:1 why:yes")
    await room.presses(BEN, "Something is missing")
    form = room.last_answer(BEN).body
    assert isinstance(form, Form)
    choices = {label: value for value, label in form.fields[0].choices}
    assert list(choices) == ["Attend: “Limits”", "Make-up: “Limits”", "Discuss"]
    assert form.fields[1].label == "When and where was it?"
    sent = {"what": choices["Attend: “Limits”"], "words": "I phoned in."}
    await room.submits(BEN, sent)
    assert "Ben, Missing: Attend in “Limits”" in room.seen(STAFF)[-1]
    assert "[Disputes: 1]" in await room.sends_state(INES, f"v1:home.show:{COURSE.id}::")
    assert "I phoned in." in await room.presses(INES, "Disputes: 1")
    await room.presses(INES, "Credit it")
    assert "1 of 1" in await room.says(BEN, "/class progress week:1")
    await room.presses(INES, "Undo")
    assert "0 of 1" in await room.says(BEN, "/class progress week:1")
    await room.presses(TARO, "Credit it")
    assert "1 of 1" in await room.says(BEN, "/class progress week:1")
    assert "Disputed, week 1: Missing: Attend in “Limits”: staff credited it." in await room.says(
        BEN, "/class progress week:1"
    )


async def test_nobody_is_written_to_who_did_not_ask_for_it(room: Classroom) -> None:
    await disputes(room)
    await room.presses(INES, "It stays")
    assert room.seen(ANA) == []
    await room.says(BEN, "/class reminders")
    await room.presses(BEN, "Yes, remind me")
    await room.says(BEN, "/class progress week:1 why:yes")
    await room.presses(BEN, "Something is missing")
    await room.submits(BEN, {"what": "discuss|", "words": "I wrote on paper."})
    await room.presses(INES, "Credit it")
    assert any("you disputed: Missing: Discuss. It is credited" in one for one in room.seen(BEN))


async def test_the_same_is_said_once_and_only_of_ones_own(room: Classroom) -> None:
    await disputes(room)
    state = f"v1:dispute.entered:{COURSE.id}:{SHORT.id}:1"
    assert "You said so already" in await room.sends_state(ANA, state, words="Again!")
    assert "can't be read any more" in await room.sends_state(BEN, state, words="Hers!")
    assert sum("I counted" in one for one in room.seen(STAFF)) == 1


async def test_words_are_data_and_stay_among_staff(room: Classroom) -> None:
    await disputes(room, "<@everyone> *bold* =HYPERLINK(1)")
    assert "<@everyone> *bold* =HYPERLINK(1)" in room.seen(STAFF)[-1]
    assert not any("HYPERLINK" in one for one in room.seen(MAIN))


async def test_withdrawn_words_leave_the_dispute(room: Classroom) -> None:
    await disputes(room)
    assert "Disputes | 1" in await room.says(ANA, "/class me")
    await room.sends_state(ANA, f"v1:me.erase:{COURSE.id}::")
    assert "I counted" not in room.seen(STAFF)[-1]
    assert "withdrawn by who wrote them" in room.seen(STAFF)[-1]
    await room.presses(INES, "Credit it")
    assert "1 of 1" in await week(room)


async def test_after_the_lock_nothing_is_disputed_but_what_waits_is_decided(
    room: Classroom,
) -> None:
    await disputes(room)
    await room.tick_to("2026-09-28 12:00")
    why = await room.says(ANA, "/class progress week:1 why:yes")
    assert "The week is locked" in why
    assert "[Something is missing]" not in why
    state = f"v1:dispute.missed:{COURSE.id}:1:"
    assert "Week 1 is locked" in await room.sends_state(
        BEN, state, what="discuss|", words="Please."
    )
    await room.presses(INES, "Credit it")
    said = await room.says(ANA, "/class progress")
    assert (
        "Changed after it was locked, week 1: +1 by decision of Ines: Post in “Minds” was "
        "disputed before the week was locked." in said
    )
    async with room.store.reading() as work:
        [changed] = await work.differences.of(COURSE.id)
    assert (changed.person, changed.week, changed.by) == (ANA.id, 1, INES.id)
    assert changed.at - at(0) > timedelta(days=14)
    await room.presses(INES, "Undo")
    async with room.store.reading() as work:
        both = await work.differences.of(COURSE.id)
    assert [each.after for each in both] == [changed.after, changed.before]


async def test_a_course_is_not_frozen_while_somebody_waits_for_an_answer(room: Classroom) -> None:
    await disputes(room)
    await room.tick_to("2027-01-20 12:00")
    said = await room.says(INES, "/class course freeze")
    assert "1 dispute waits for staff. Decide what is open first: /class roster disputes." in said
    await room.presses(INES, "It stays")
    assert "dispute" not in await room.says(INES, "/class course freeze")


async def test_many_acts_are_picked_from_a_list(room: Classroom) -> None:
    async with room.store.work() as work:
        many = [entry(ANA, Act.VOTE, at(hours=10, minutes=n), LIMITS.id) for n in range(30)]
        await work.ledger.append(many)
    said = await room.says(ANA, "/class progress week:1 why:yes")
    assert "[That's not right]" not in said
    await room.presses(ANA, "Which one isn't right?", "Post in “Minds”")
    assert isinstance(room.last_answer(ANA).body, Form)


async def test_of_many_that_wait_only_those_shown_are_reckoned(
    room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    reckoned: list[str] = []

    async def counted(dispute: Dispute, call: Call, work: UnitOfWork) -> Case:
        reckoned.append(dispute.id)
        return await case_of(dispute, call, work)

    monkeypatch.setattr(commands, "case_of", counted)
    async with room.store.work() as work:
        for number in range(40):
            one = Dispute(
                f"d{number:02}", COURSE.id, ANA.id, 1, SHORT.id, "", MINDS.id, "No!",
                at(hours=13, minutes=number),
            )  # fmt: skip
            await work.disputes.save((one,))
    said = await room.says(INES, "/class roster disputes")
    assert "35 more come when these are decided." in said
    assert reckoned == ["d00", "d01", "d02", "d03", "d04"]


async def test_a_list_that_is_cut_says_so(room: Classroom) -> None:
    async with room.store.work() as work:
        many = [session(f"n{n}", at(days=1, hours=8, minutes=n)) for n in range(20)]
        await work.sessions.save(many)
    await room.says(BEN, "/class progress week:1 why:yes")
    await room.presses(BEN, "Something is missing")
    form = room.last_answer(BEN).body
    assert isinstance(form, Form)
    assert len(form.fields[0].choices) == 25
    assert "if yours isn't in it, write to your instructor" in form.intro


async def test_a_dispute_outlives_its_week(room: Classroom) -> None:
    """The term was shortened while it waited."""
    gone = Dispute("d", COURSE.id, ANA.id, 99, None, "attend", None, "I was there.", at(hours=13))
    async with room.store.work() as work:
        await work.disputes.save((gone,))
    said = await room.says(INES, "/class roster disputes")
    assert "Week 99 is no longer part of the term: let it stay" in said
    assert "Week 99 is no longer part" in await room.presses(INES, "Credit it")
    assert "stays" in await room.presses(INES, "It stays")
