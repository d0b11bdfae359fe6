"""What is suggested in a mistake's place is right when it is written there."""

from __future__ import annotations

import pytest

from tests.support.coursefile import problems, spoiled

LASTS = "lasts: 90 min"
MORE = "An entry has one date; put the others under extra:, or give each an entry of its own."
DAY = "This is no date of the calendar."
EMPTY = "This item is empty. Write something behind the hyphen"
UNSAID = "Only a discussion says by itself what it needs."
NEEDS = "Add needs, such as needs: [{act: ask}], or write within: discussion."
MANY = "One date belongs here; where several do, they stand as [2026-09-14, 2026-09-21]."


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("at: 17:00", "at: 17:00:00", "c:14:9: error: 17:00:00: This is no time of day. Leave out"),
        ("on: tue", "on: 2026-09-15 17:00", f"{DAY} Write the day alone: 2026-09-15."),
        ("2026-09-07", "2026-09-07T00:00:00Z", f"{DAY} Write the day alone: 2026-09-07."),
        ("on: tue", "on: mon-wed", "This is no weekday. Name each of them: mon, tue, wed."),
        ("on: tue", "on: fri to mon", "This is no weekday. Name each of them: fri, sat, sun, mon."),
        (
            "on: tue",
            "on: every day",
            "This is no weekday. Leave out on:, and write repeats: daily.",
        ),
        ("on: tue", "on: 2026-09-15, 2026-09-17", f"These are several dates. {MORE}"),
        ("on: tue", "on: [2026-09-15, 2026-09-17]", f"“2026-09-15” is no weekday. {MORE}"),
        (LASTS, f"{LASTS}\n    skip: 2026-09-15 2026-09-22", f"{DAY} {MANY}"),
        ("90 min", "90 Minuten", "This is no length of time. Write 90 min."),
        ("90 min", "1h30", "This is no length of time. Write 1 h 30 min."),
        (
            "places:",
            "quiet hours: none\nplaces:",
            "Write 00:00-00:00 for none.",
        ),
        ("places:", "quiet hours: 22:00-24:00\nplaces:", "These are no hours. Write 22:00-00:00."),
        ("places:", "quiet hours: 22 to 7:30\nplaces:", "These are no hours. Write 22:00-07:30."),
        ("places:", "quiet hours: 22-99\nplaces:", "Write them like 22:00-08:00."),
        (
            "local thu 23:59",
            "2 weeks later 23:59",
            "This due time is no number of days later. Count days, such as 10 days later 23:59.",
        ),
        (
            "places:",
            "export: 06:00 mon\nplaces:",
            "This is no time of the week. Write it like mon 06:00.",
        ),
        (
            "prompt: What",
            "topics: [{title: A}, {titel: B}]\n    prompt: What",
            "Did you mean title?",
        ),
        (
            "prompt: What",
            "topics:\n      - A\n      -\n    prompt: What",
            f"c:25:8: error: {EMPTY}",
        ),
        ("  - {name: Emre", "  -\n  - {name: Emre", f"c:9:4: error: {EMPTY}"),
        ("zone: Europe/Berlin", "zone:", "c:2:1: error: “zone” is missing."),
        (
            "title: Lecture",
            "title: #1 Lecture",
            "“title” is empty. Put quotes around a text that begins with #, & or !.",
        ),
        ("{sandbox: staff}", "{sandbox:staff}", "Put a space after the colon: sandbox: staff."),
        ("username: emre", "username: emre, accounts: {slack: }", "Something is missing here."),
        (
            "username: emre",
            "username: emre, away: 2026-09-20",
            "Names with values belong here. Write it like away: {2026-10-05: 2026-10-19}.",
        ),
        ("{act: attend}", "{act: present}", "Did you mean attend?"),
        ("{act: attend}", "{act: comment}", "Did you mean reply?"),
        (
            "      within: discussion",
            "      within: week",
            f"c:33:7: error: Write: {UNSAID} {NEEDS}",
        ),
        (
            "    on: tue",
            "    <<: tue",
            "<<: Nothing is merged in here. Write out what belongs here.",
        ),
    ],
)
def test_a_mistake_is_answered_by_what_to_write(old: str, new: str, found: str) -> None:
    assert any(found in said for said in problems(spoiled((old, new)))), problems(
        spoiled((old, new))
    )


def test_a_word_without_a_value_is_unknown_as_any_other() -> None:
    text = spoiled(("starts: 2026-09-07", "starts: Sept 7, 2026"))
    assert problems(text)[1] == (
        "c:3:24: error: 2026: This word is not known here. Known here: starts, ends."
    )
    assert problems(spoiled(("    on: tue", "    on: tue\n    link:"))) == []
