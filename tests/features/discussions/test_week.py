"""A discussion of the plan opens, is written in, and closes; the ledger follows."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.charts.pictures import ChartPictures
from adapters.lms.exports import GradebookFiles
from adapters.text.summary.extractive import ExtractiveSummarizer
from bot.chat.events import MessageDeleted, MessageSeen
from bot.model.discussions import Discussion
from bot.model.happenings import CourseLoaded
from bot.model.ledger import Act
from bot.model.people import Person
from bot.model.places import Message, Place
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.instants import utc
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, STAFF, TALK, account, at, discussion

MINDS = discussion("minds", at(hours=9))
LONG = "I used to think that deadlines motivate everybody in the same way until " * 7
SHORT = "I agree with what was said."


async def load(room: Classroom, *discussions: Discussion) -> None:
    async with room.store.work() as work:
        await work.discussions.save(discussions)
        work.happened(CourseLoaded(COURSE.id))
        await settle(work, REACTIONS, room.clock.now())


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    given = tools(ExtractiveSummarizer(), ChartPictures(), GradebookFiles())
    async with classroom(tmp_path, given=given) as opened:
        await load(opened, MINDS)
        await opened.tick_to("2026-09-07 09:00")
        yield opened


def thread(room: Classroom) -> Place:
    [root] = [posted.message for posted in room.chat.at(TALK) if "Minds" in posted.view.title]
    return Place(TALK.platform, TALK.id, root.id)


async def write(room: Classroom, person: Person, text: str) -> Message:
    """Write into the thread, a minute later."""
    room.clock.present += timedelta(minutes=1)
    return await room.writes(person, text, place=thread(room))


async def acts(room: Classroom, person: Person = ANA) -> list[tuple[Act, int]]:
    return [(each.act, each.amount) for each in await room.ledger(person)]


async def test_it_opens_by_the_plan_and_says_what_is_asked(room: Classroom) -> None:
    [shown] = room.seen(TALK)
    assert "What did you change your mind about?" in shown
    assert "write 1 post of 75 words or more and write 2 replies" in shown
    assert "Fri 11 Sep 09:00" in shown


async def test_posts_and_replies_become_entries_with_evidence(room: Classroom) -> None:
    post = await write(room, ANA, LONG)
    await write(room, BEN, SHORT)
    await write(room, ANA, "Thank you, Ben!")
    [first, second] = await room.ledger(ANA)
    assert (first.act, first.out_of, first.due) == (Act.POST, 75, utc("2026-09-11 09:00"))
    assert first.evidence == f"message/sandbox/talk/{thread(room).thread}/{post.id}"
    assert (second.act, second.about, second.week) == (Act.REPLY, MINDS.id, 1)
    assert await acts(room, BEN) == [(Act.REPLY, 6)]


async def test_what_staff_write_is_never_credited(room: Classroom) -> None:
    await write(room, INES, LONG)
    assert await room.ledger(INES) == []


async def test_edits_count_until_the_due_time(room: Classroom) -> None:
    message = await write(room, ANA, SHORT)
    assert await acts(room) == [(Act.POST, 6)]

    async def edited(text: str, when: str) -> None:
        event = MessageSeen(message, account(ANA), text, utc("2026-09-07 09:00"), utc(when))
        await room.app.receive((event,))

    await edited(LONG, "2026-09-08 09:00")
    assert await acts(room) == [(Act.POST, 91)]
    room.at("2026-09-12 09:00")
    await edited("gone", "2026-09-12 09:00")
    assert await acts(room) == [(Act.POST, 91)]


async def test_what_its_author_deletes_no_longer_earns_and_the_ledger_shows_why(
    room: Classroom,
) -> None:
    message = await write(room, ANA, LONG)
    await room.app.receive((MessageDeleted(message, utc("2026-09-08 10:00")),))
    assert await room.ledger(ANA) == []
    async with room.store.reading() as work:
        withdrawn = [e for e in await work.ledger.of_person(ANA.id) if e.withdraws]
        [kept] = await work.messages.get([message])
    assert [entry.reason for entry in withdrawn] == ["deleted by its author"]
    assert kept.text == ""


async def test_a_locked_week_loses_nothing(room: Classroom) -> None:
    message = await write(room, ANA, LONG)
    await room.tick_to("2026-09-21 01:00")
    await room.app.receive((MessageDeleted(message, utc("2026-09-21 01:00")),))
    assert await acts(room) == [(Act.POST, 91)]


async def test_expected_of_me_is_private_and_my_own(room: Classroom) -> None:
    said = await room.presses(ANA, "What's expected of me")
    assert "Post: 0 of 1 of 75 words or more, by Fri 11 Sep 04:00" in said
    await write(room, ANA, LONG)
    said = await room.presses(ANA, "What's expected of me")
    assert "Post: done (1 of 1)" in said
    assert "Replies: 0 of 2, by Sun 13 Sep 04:00" in said
    assert "Only you can see this." in said


async def test_a_short_message_can_still_be_edited(room: Classroom) -> None:
    await write(room, ANA, SHORT)
    said = await room.says(ANA, "/class discuss show")
    assert "6 of the 75 words asked. You can still edit it until Fri 11 Sep 04:00" in said


async def test_how_it_counts_names_the_options(room: Classroom) -> None:
    said = await room.presses(BEN, "How it counts")
    assert "Discuss earns 1: write 1 post of 75 words or more." in said
    assert "Edits count until the due time" in said


async def test_staff_see_who_waits_for_a_reply(room: Classroom) -> None:
    await write(room, ANA, LONG)
    await write(room, BEN, LONG)
    await write(room, CHO, "Ana, that surprised me.")
    said = await room.says(INES, "/class discuss unanswered")
    assert "Minds: 1 waiting" in said
    assert "Ben: “I used to think" in said
    assert "Ana: “" not in said
    assert "staff only" in await room.says(ANA, "/class discuss unanswered")


async def test_staff_are_nudged_every_morning_while_posts_wait(room: Classroom) -> None:
    await write(room, ANA, LONG)
    await room.tick_to("2026-09-09 09:00")
    nudges = [shown for shown in room.seen(STAFF) if "Unanswered posts" in shown]
    assert len(nudges) == 2
    await write(room, BEN, SHORT)
    await room.tick_to("2026-09-11 09:00")
    assert len([shown for shown in room.seen(STAFF) if "Unanswered" in shown]) == 2


async def test_it_closes_is_summed_up_and_publishes_itself(room: Classroom) -> None:
    place = thread(room)
    await write(room, ANA, LONG)
    await write(room, BEN, f"Ana, {SHORT}")
    await room.tick_to("2026-09-13 09:00")
    assert "Closed: Minds" in room.seen(TALK)[0]
    drafts = [shown for shown in room.seen(STAFF) if "Summary of “Minds”" in shown]
    assert "2 students wrote 1 post and 1 reply." in drafts[0]
    assert "A draft: staff only." in drafts[0]
    assert room.seen(place) == []
    await room.tick_to("2026-09-13 21:00")
    assert "Ana: “I used to think that deadlines" in room.seen(place)[0]


async def test_staff_edit_publish_and_take_back_a_summary(room: Classroom) -> None:
    place = thread(room)
    await write(room, ANA, LONG)
    await room.says(INES, "/class discuss close")
    await room.presses(INES, "Edit")
    await room.submits(INES, {"summary": "We agree to disagree."})
    await room.presses(INES, "Publish")
    [shown] = room.seen(place)
    assert "We agree to disagree." in shown
    assert "Ana" not in shown
    await room.presses(INES, "Take back")
    assert room.seen(place) == []
    await room.tick_to("2026-09-09 09:00")
    assert room.seen(place) == []
    await room.presses(INES, "Publish")
    assert len(room.seen(place)) == 1


async def test_the_archive_knows_a_summary_while_the_class_can_read_it(room: Classroom) -> None:
    async def finds(words: str) -> bool:
        found = await room.says(BEN, f"/class archive query:{words}")
        return "Discussion: Minds" in found

    assert await finds("change your mind")
    await write(room, ANA, LONG)
    await room.says(INES, "/class discuss close")
    assert not await finds("1 student wrote")
    await room.presses(INES, "Publish")
    assert await finds("1 student wrote")
    await room.presses(INES, "Edit")
    await room.submits(INES, {"summary": "We agree to disagree."})
    assert await finds("agree to disagree")
    assert not await finds("1 student wrote")
    await room.presses(INES, "Take back")
    assert not await finds("agree to disagree")
    assert await finds("change your mind")


async def test_a_discussion_that_is_called_off_is_found_no_more(room: Classroom) -> None:
    await room.says(
        INES, "/class discuss open prompt:What is fair? posts_due:wed 20:00 closes:fri 20:00"
    )
    assert "Discussion:" in await room.says(BEN, "/class archive query:fair")
    await room.presses(INES, "Undo")
    assert "Nothing found" in await room.says(BEN, "/class archive query:fair")


async def test_closing_early_can_be_undone_and_extending_lets_late_posts_count(
    room: Classroom,
) -> None:
    await write(room, BEN, LONG)
    await room.says(INES, "/class discuss close")
    room.at("2026-09-07 10:00")
    await write(room, ANA, LONG)
    [late] = await room.ledger(ANA)
    assert (late.act, late.in_time) == (Act.REPLY, False)
    await room.presses(INES, "Undo")
    [entry] = await room.ledger(ANA)
    assert (entry.act, entry.in_time) == (Act.POST, True)
    assert "Closed" not in room.seen(TALK)[0]
    await room.says(INES, "/class discuss extend closes:local fri 18:00 posts_due:local thu 23:59")
    assert "23:59 your local time on Thu 10 Sep" in room.seen(TALK)[0]
    assert "Replies: 0 of 2, by Fri 11 Sep 18:00" in await room.says(ANA, "/class discuss show")


async def test_staff_open_one_in_chat_and_call_it_off(room: Classroom) -> None:
    said = await room.says(
        INES,
        "/class discuss open prompt:What is fair? title:Fairness posts_due:wed 20:00 "
        "closes:fri 20:00 words:20",
    )
    assert "Fairness is open." in said
    assert "write 1 post of 20 words or more" in room.seen(TALK)[1]
    await room.presses(INES, "Undo")
    assert "Called off: Fairness" in room.seen(TALK)[1]
    [deed, *_] = await room.deeds()
    assert deed.what == "Ines: called off Fairness"
    await room.sends_state(INES, deed.undo or "")
    assert room.seen(TALK)[1].startswith("Fairness")


@pytest.mark.parametrize(
    ("times", "why"),
    [
        ("posts_due:2026-09-01 10:00 closes:fri 20:00", "would be due in the past"),
        ("posts_due:fri 20:00 closes:thu 20:00", "close before posts are due"),
        ("posts_due:someday closes:thu 20:00", "not a time I understand"),
    ],
)
async def test_due_times_that_make_no_sense_are_refused(
    room: Classroom, times: str, why: str
) -> None:
    assert why in await room.says(INES, f"/class discuss open prompt:Why? {times}")
    assert len(room.seen(TALK)) == 1


async def test_a_form_opens_one_too(room: Classroom) -> None:
    await room.says(INES, "/class discuss new")
    values = {"title": "T", "prompt": "P", "posts_due": "wed 20:00", "closes": "fri 20:00"}
    assert "T is open." in await room.submits(INES, values)
    assert len(room.seen(TALK)) == 2


async def test_redelivery_and_another_order_change_nothing(room: Classroom) -> None:
    place = thread(room)
    times = [utc(f"2026-09-07 10:0{minute}") for minute in range(3)]
    events = [
        MessageSeen(Message(place, "a"), account(ANA), LONG, times[0], times[0]),
        MessageSeen(Message(place, "b"), account(BEN), SHORT, times[1], times[1]),
        MessageSeen(Message(place, "c"), account(ANA), SHORT, times[2], times[2]),
    ]
    for event in (*reversed(events), *events):
        await room.app.receive((event,))
    assert await acts(room) == [(Act.POST, 91), (Act.REPLY, 6)]
    assert await acts(room, BEN) == [(Act.REPLY, 6)]


async def test_another_person_than_staff_cannot_open_or_close(room: Classroom) -> None:
    for command in ("close", "extend closes:fri 20:00", "summary"):
        assert "staff only" in await room.says(ANA, f"/class discuss {command}")


async def test_a_plan_that_is_loaded_again_moves_the_closing(room: Classroom) -> None:
    async with room.store.reading() as work:
        [opened] = await work.discussions.of(COURSE.id)
    later = replace(opened, closes=replace(opened.closes, at=utc("2026-09-15 09:00")))
    await load(room, later)
    await room.tick_to("2026-09-14 09:00")
    assert "Closed" not in room.seen(TALK)[0]
    assert "Tue 15 Sep 09:00" in room.seen(TALK)[0]
    await room.tick_to("2026-09-15 09:00")
    assert "Closed" in room.seen(TALK)[0]
