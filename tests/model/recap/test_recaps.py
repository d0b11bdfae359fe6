"""A recap's life: drafted, edited, published, revised, taken back; and its make-up's time."""

from dataclasses import replace
from datetime import timedelta

from bot.model.recap.recaps import (
    LONGEST_LINE,
    Contents,
    Said,
    answers_open,
    changed,
    draft,
    makeup_open,
    published,
    quoted,
    read_lines,
    restored,
    stays_open,
    unpublished,
    with_recording,
    without,
    write_lines,
)
from tests.support.sample import ANA, LIVE, at, message, session

LIMITS = replace(session("limits", at(hours=10)), recording="https://video.example/early")
DRAFT = draft(LIMITS, at(hours=11))
THREE_DAYS = timedelta(hours=72)
OUT = published(DRAFT, "ines", at(1), THREE_DAYS)
SOURCE = message(ANA, "Epsilon.", at(hours=10), LIVE).message


def test_a_draft_starts_with_what_the_session_has() -> None:
    assert draft(LIMITS, at(hours=11)) == DRAFT
    assert DRAFT.contents == Contents("Limits", recording="https://video.example/early")
    assert DRAFT.untouched
    assert [(each.number, each.by, each.what) for each in DRAFT.history] == [(0, None, "drafted")]
    assert (DRAFT.session, DRAFT.course) == (LIMITS.id, LIMITS.course)
    assert DRAFT.drafted == DRAFT.history[0].at == at(hours=11)


def test_a_draft_for_a_later_end_keeps_what_was_written() -> None:
    edited = changed(DRAFT, Contents("Kept"), "ines", at(hours=12), "edited")
    again = draft(LIMITS, at(hours=13), edited)
    assert again == replace(edited, drafted=at(hours=13))


def test_each_change_is_a_version_and_no_change_is_none() -> None:
    edited = changed(DRAFT, Contents("Two"), "ines", at(hours=12), "edited")
    assert edited.contents == Contents("Two")
    assert not edited.untouched
    assert (edited.history[-1].number, edited.history[-1].what) == (1, "edited")
    assert changed(edited, Contents("Two"), "taro", at(hours=13), "edited") is edited


def test_publishing_opens_the_make_up_for_the_course_s_time() -> None:
    assert (OUT.published, OUT.publications) == (at(1), 1)
    assert OUT.makeup_until == at(4)
    assert (OUT.history[-1].what, OUT.history[-1].by) == ("published", "ines")
    assert OUT.revised is None
    assert not published(replace(DRAFT, needs_staff=True), "ines", at(1), THREE_DAYS).needs_staff
    assert makeup_open(OUT, at(4) - timedelta(microseconds=1))
    assert not makeup_open(OUT, at(4))
    assert not makeup_open(DRAFT, at(1))
    assert not makeup_open(None, at(1))


def test_taking_back_keeps_the_promise_and_publishing_again_gives_time_anew() -> None:
    back = unpublished(OUT, "ines", at(2))
    assert back.published is None
    assert back.makeup_until == at(4)
    assert back.revised is None
    assert back.history[-1].what == "taken back"
    assert not makeup_open(back, at(2))
    again = published(back, "ines", at(3), THREE_DAYS)
    assert (again.makeup_until, again.publications) == (at(6), 2)


def test_the_history_says_who_did_what_and_when() -> None:
    edited = changed(DRAFT, Contents("Two"), "ben", at(hours=12), "edited")
    back = unpublished(published(edited, "ines", at(1), THREE_DAYS), "taro", at(2))
    assert [(each.number, each.at, each.by, each.what) for each in back.history] == [
        (0, at(hours=11), None, "drafted"),
        (1, at(hours=12), "ben", "edited"),
        (2, at(1), "ines", "published"),
        (3, at(2), "taro", "taken back"),
    ]
    assert {each.contents.title for each in back.history[1:]} == {"Two"}


def test_a_revision_tells_when() -> None:
    revised = changed(OUT, Contents("Better"), "ines", at(2), "revised it")
    assert revised.revised == at(2)


def test_a_make_up_never_gets_shorter_and_opens_again() -> None:
    closed = replace(OUT, makeup_closed=True)
    assert stays_open(closed, at(3)) is closed
    assert stays_open(closed, at(4)) is closed
    longer = stays_open(closed, at(5))
    assert (longer.makeup_until, longer.makeup_closed) == (at(5), False)


def test_only_a_late_first_recording_keeps_the_make_up_open() -> None:
    bare = changed(OUT, replace(OUT.contents, recording=None), "ines", at(1), "took it off")
    late = with_recording(bare, "https://v", "ines", at(2), THREE_DAYS)
    assert late.makeup_until == at(5)
    assert late.history[-1].what == "added the recording"
    other = with_recording(late, "https://w", "ines", at(3), THREE_DAYS)
    assert other.makeup_until == at(5)
    gone = with_recording(late, None, "ines", at(3), THREE_DAYS)
    assert (gone.contents.recording, gone.makeup_until) == (None, at(5))
    assert gone.history[-1].what == "took the recording off"
    early = with_recording(
        replace(DRAFT, history=bare.history), "https://v", "i", at(2), THREE_DAYS
    )
    assert early.makeup_until is None


def test_an_earlier_version_can_stand_again() -> None:
    edited = changed(DRAFT, Contents("Two"), "ines", at(hours=12), "edited")
    back = restored(edited, 0, "taro", at(hours=13))
    assert back is not None
    assert back.contents == DRAFT.contents
    assert (back.history[-1].number, back.history[-1].what) == (2, "went back to version 0")
    assert restored(edited, 7, "taro", at(hours=13)) is None


def test_answers_open_for_all_when_the_make_up_closes_or_where_there_is_none() -> None:
    party = replace(LIMITS, counted=False)
    assert not answers_open(OUT, LIMITS, at(3))
    assert answers_open(OUT, LIMITS, at(4))
    assert answers_open(OUT, party, at(1))
    assert not answers_open(DRAFT, party, at(1))
    assert not answers_open(None, LIMITS, at(9))


def test_edited_lines_keep_their_sources() -> None:
    known = (Said("Epsilon measures.", SOURCE), Said("Old."))
    text = "- Epsilon   measures.\n\n New one. \nNew one.\n" + "x" * 500
    lines = read_lines(text, known)
    assert lines == (known[0], Said("New one."), Said("x" * LONGEST_LINE))
    assert write_lines(lines[:2]) == "Epsilon measures.\nNew one."
    assert read_lines("") == ()


def test_a_bullet_typed_before_a_line_is_not_part_of_it() -> None:
    text = "• One\n* Two\n– Three\n·  Four\n-Five\n•Six\n• \n-\n-5 °C\n*emphasis*\n- - Seven"
    assert [said.text for said in read_lines(text)] == [
        *("One", "Two", "Three", "Four", "Five", "Six"),
        *("-5 °C", "*emphasis*", "Seven"),
    ]


def test_a_quoted_line_keeps_its_source_with_the_bullet_it_was_written_with() -> None:
    known = (Said("- a dash of salt", SOURCE),)
    assert read_lines(write_lines(known), known) == known
    assert read_lines("• - a dash of salt", known) == (Said("a dash of salt"),)


def test_withdrawn_lines_leave_every_version() -> None:
    words = Contents("Limits", (Said("Hers.", SOURCE), Said("Ours.")), (Said("Hers too.", SOURCE),))
    recap = changed(changed(DRAFT, words, None, at(1), "a"), Contents("B"), None, at(2), "b")
    assert quoted(recap) == {SOURCE}
    after = without(recap, frozenset({SOURCE}))
    assert quoted(after) == frozenset()
    assert after.history[1].contents == Contents("Limits", (Said("Ours."),))
    assert after.history[2] == recap.history[2]
