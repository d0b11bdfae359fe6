"""Every fault in settings, places and people is said with line, column, value, remedy."""

import pytest

from tests.support.coursefile import problems, spoiled

FAULTS = [
    (
        "zone: Europe/Berlin",
        "zone: Europe/Berln",
        [
            "c:2:7: error: Europe/Berln: There is no such time zone. Did you mean Europe/Berlin?",
        ],
    ),
    (
        "zone: Europe/Berlin",
        "zone: America",
        [
            "c:2:7: error: America: There is no such time zone. Name one like Europe/Berlin.",
        ],
    ),
    (
        "zone: Asia/Tokyo",
        "zone: Tokio",
        [
            "c:9:46: error: Tokio: There is no such time zone. Did you mean Asia/Tokyo?",
        ],
    ),
    (
        "zone: Europe/Berlin\n",
        "",
        [
            "c:1:1: error: “zone” is missing. Write it like zone: Europe/Berlin.",
        ],
    ),
    (
        "term: {starts: 2026-09-07, ends: 2026-10-04}",
        "term: {starts: 2026-09-07, ends: 2026-09-01}",
        [
            "c:3:34: error: 2026-09-01: The term ends before it starts (2026-09-07).",
        ],
    ),
    (
        "2026-10-04",
        "2026-02-30",
        [
            "c:3:34: error: 2026-02-30: This is no date of the calendar. February 2026 has "
            "28 days.",
        ],
    ),
    (
        "2026-10-04",
        "2036-10-04",
        [
            "c:3:34: error: 2036-10-04: The term is longer than a year. Check the year.",
        ],
    ),
    (
        "staff: {sandbox: staff}",
        "staff: {sandbox: staff}\n  voice: {sandbox: hall, slack: talk}",
        [
            "c:7:20: warning: hall: On sandbox nobody can tell who is in a voice place, so it "
            "changes nothing. Leave it out: students check in with the session's code there.",
            "c:7:33: warning: talk: On slack nobody can tell who is in a voice place, so it "
            "changes nothing. Leave it out: students check in with the session's code there.",
        ],
    ),
    (
        "staff: {sandbox: staff}",
        "staff: {sandbox: staff}\n  voice: {discord: [7, hall, {a: b}]}",
        [
            "c:7:24: error: hall: On discord a channel is known by its id. Write the channel's "
            "id: right-click the channel, Copy Channel ID.",
            "c:7:30: error: A place is one channel; only voice places may be several. Write its "
            "name or id alone.",
            "c:33:11: warning: Come: Whoever looks into the voice place for a minute has earned "
            "this. Add share: 75%, of the time that the session took, or minimum: 45.",
        ],
    ),
    (
        "staff: {sandbox: staff}",
        "staff: {discord: [7]}",
        [
            "c:6:20: error: A place is one channel; only voice places may be several. Write its "
            "name or id alone.",
        ],
    ),
    (
        "staff: {sandbox: staff}",
        "staf: {sandbox: staff}",
        [
            "c:5:3: error: There is no staff place. Add staff: with a channel that students "
            "can't read.",
            "c:6:3: error: staf: This word is not known here. Did you mean staff?",
        ],
    ),
    (
        "staff: {sandbox: staff}",
        "staff: {sandbox: announcements}",
        [
            "c:6:20: error: announcements: This is the main place as well, which students "
            "read. Give staff a channel of their own.",
        ],
    ),
    (
        "staff: {sandbox: staff}",
        "staff: {sandox: staff}",
        [
            "c:6:19: error: sandox: No such platform. Did you mean sandbox?",
        ],
    ),
    (
        "staff: {sandbox: staff}",
        "staff: staff",
        [
            "c:6:10: error: staff: A place stands under its platform. Write it like sandbox: "
            "announcements.",
        ],
    ),
    (
        "role: instructor",
        "role: instrutor",
        [
            "c:8:34: error: instrutor: This is none of student, assistant, instructor. Did you "
            "mean instructor?",
        ],
    ),
    (
        "role: instructor",
        "role: assistant",
        [
            "c:7:1: error: The course has no instructor. Add a person with role: instructor.",
        ],
    ),
    (
        "username: emre",
        "username: Nomvula",
        [
            "c:9:34: error: nomvula: Nomvula Brandt has the same username (c:8). Each person "
            "is listed once.",
        ],
    ),
    (
        "username: emre",
        "email: emre at home",
        [
            "c:9:31: error: emre at home: This is no e-mail address. Write it like "
            "name@example.edu.",
        ],
    ),
    (
        "username: emre, ",
        "",
        [
            "c:9:5: error: Emre Demir: Nothing tells this person from others. Give a username, "
            "an e-mail address, a number or an account.",
        ],
    ),
    (
        "username: emre",
        "username: =emre",
        [
            "c:9:34: error: =emre: A spreadsheet would take this for a formula. Begin it with "
            "a letter or a digit.",
        ],
    ),
    (
        "name: Emre Demir",
        "name: '@Emre'",
        [
            "c:9:12: warning: @Emre: A spreadsheet would take this for a formula. It is kept "
            "as text and made harmless in every export.",
        ],
    ),
    (
        "username: emre",
        "username: emre, accounts: {discrod: x}",
        [
            "c:9:60: error: discrod: No such platform. Did you mean discord?",
        ],
    ),
    (
        "username: emre",
        "username: emre, accounts: {discord: [301, Emre]}",
        [
            "c:9:66: error: Emre: On discord an account is known by its id. Write the id: "
            "right-click the name, Copy User ID.",
        ],
    ),
    (
        "staff: {sandbox: staff}",
        "staff: {sandbox: staff, discord: staff-room}",
        [
            "c:6:36: error: staff-room: On discord a channel is known by its id. Write the "
            "channel's id: right-click the channel, Copy Channel ID.",
        ],
    ),
    (
        "username: emre",
        "username: emre, enrolled: 2026-09-20, dropped: 2026-09-10",
        [
            "c:9:71: error: 2026-09-10: This is before the day of enrollment (2026-09-20).",
        ],
    ),
    (
        "username: emre",
        "username: emre, away: {2026-09-20: 2026-09-20, 2026-09-19: 2026-09-20}, "
        "dropped: 2026-09-10",
        [
            "c:9:59: error: 2026-09-20: They left on 2026-09-20: the day on which they are back "
            "comes after it.",
            "c:9:83: error: 2026-09-20: They were not here before 2026-09-20, so they didn't "
            "leave on 2026-09-19.",
            "c:9:105: error: 2026-09-10: They were back after that, on 2026-09-20.",
        ],
    ),
    (
        "username: emre",
        "username: emre, away: {9/20: 2026-09-30}",
        [
            "c:9:47: error: 9/20: This is no date of the calendar. Write year-month-day, such as "
            "2026-09-14.",
        ],
    ),
    (
        "course: {id: chem",
        "course: {id: Chem 1",
        [
            "c:1:14: error: Chem 1: A key is made of small letters, digits and hyphens. Write "
            "chem-1.",
        ],
    ),
    (
        "course: {id: chem",
        "course: {id: chemistry-for-everybody-1",
        [
            "c:1:14: error: chemistry-for-everybody-1: This id is too long. Shorten it to 20 "
            "characters: it stands in every button.",
        ],
    ),
    (
        "course: {id: chem, title: Chemistry}",
        "course: Chemistry",
        [
            "c:1:9: error: Chemistry: Names with values belong here. Known here: id, title, "
            "language.",
        ],
    ),
    (
        "zone: Europe/Berlin",
        "zone: Europe/Berlin\nquiet hours: 22-8",
        [
            "c:3:14: error: 22-8: These are no hours. Write 22:00-08:00.",
        ],
    ),
    (
        "zone: Europe/Berlin",
        "zone: Europe/Berlin\nexport: sometimes",
        [
            "c:3:9: error: sometimes: This is no time of the week. Write it like mon 06:00.",
        ],
    ),
    (
        "zone: Europe/Berlin",
        "zone: Europe/Berlin\nmake-up: {open for: 10 h}",
        [
            "c:3:21: error: 10 h: A make-up stays open for 72 h at least. Write 72 h or more.",
        ],
    ),
    (
        "zone: Europe/Berlin",
        "zone: Europe/Berlin\nrecaps: {publish after: soon}",
        [
            "c:3:25: error: soon: This is no length of time. Write it like 90 min, 1 h 30 min "
            "or 3 days. Or write never.",
        ],
    ),
    (
        "zone: Europe/Berlin",
        "zone: Europe/Berlin\nroster: nobody.csv",
        [
            "c:3:9: error: nobody.csv: The roster can't be read (No such file or directory). "
            "Its name is seen from the course file's folder.",
        ],
    ),
]


@pytest.mark.parametrize(("right", "wrong", "said"), FAULTS)
def test_a_fault_is_said_where_it_stands(right: str, wrong: str, said: list[str]) -> None:
    assert problems(spoiled((right, wrong))) == said


def test_a_voice_place_with_a_share_of_the_time_is_in_order() -> None:
    voice = ("staff: {sandbox: staff}", "staff: {sandbox: staff}\n  voice: {discord: [7, 8]}")
    share = ("{act: attend}", "{act: attend, share: 75%}")
    assert problems(spoiled(voice, share)) == []
