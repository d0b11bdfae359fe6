"""Every fault in the policy and the survey is said with line, column, value, remedy."""

import pytest

from tests.support.coursefile import problems, spoiled

FAULTS = [
    (
        "choose: 1",
        "choose: 1\n  of: [atend]",
        [
            "c:27:7: error: There is no option “atend”: did you mean “attend”?",
        ],
    ),
    (
        "choose: 1",
        "choose: 1\n  requirements: [{choose: 1}]",
        [
            "c:27:17: error: Both choose and requirements say what a week asks. Keep one of them.",
        ],
    ),
    (
        "choose: 1",
        "free weeks: [9]\n  choose: 1",
        [
            "c:26:16: warning: 9: The term has only 4 weeks.",
        ],
    ),
    (
        "choose: 1",
        "excuses: maybe\n  choose: 1",
        [
            "c:26:12: error: maybe: This is no way to treat an excuse. Write present, not "
            "counted, or a share of the worth such as 50%.",
        ],
    ),
    (
        "act: attend",
        "act: atend",
        [
            "c:32:17: error: atend: This is none of attend, make-up, post, reply, ask, answer, "
            "vote, help, received, accepted, mark, manual. Did you mean attend?",
        ],
    ),
    (
        "act: attend",
        "act: attend, share: 175%",
        [
            "c:32:32: error: 175%: A share lies between 0% and 100%. Write it like 75%.",
        ],
    ),
    (
        "choose: 1",
        "points: 30",
        [
            "c:26:11: error: 30: This asks for 30 points, but its options are worth 2 a week at "
            "most: ask for fewer, add options, or let one count more often.",
        ],
    ),
    (
        "choose: 1",
        "points: 1\n  requirements: [{choose: 1}]",
        [
            "c:27:17: error: Both points and requirements say what a week asks. Keep one of them.",
        ],
    ),
    (
        "choose: 1",
        "choose: 1\n  cap: 2",
        ["c:27:8: error: 2: Only points have a cap: say how many points are asked."],
    ),
    (
        "choose: 1",
        "choose: 1\n  units: [{title: A, weeks: 3-1}]",
        ["c:27:29: error: 3-1: The last week comes before the first. Write 1-3."],
    ),
    (
        "choose: 1",
        "choose: 1\n  units: [{title: A, weeks: 1-2}, {title: B, weeks: 2-7}]",
        [
            "c:27:53: error: 2-7: “B” and “A” share weeks: each week is in one unit.",
            "c:27:53: warning: 7: The term has only 4 weeks.",
        ],
    ),
    (
        "choose: 1",
        "choose: 1\n  per: unt",
        ["c:27:8: error: unt: This is none of week, unit, term. Did you mean unit?"],
    ),
    (
        "choose: 1",
        "choose: 1\n  drop lowest: 4",
        ["c:27:16: warning: 4: The term has only 4 weeks."],
    ),
    (
        "choose: 1",
        "choose: 1\n  outcome: [{key: argue, title: Argue}]",
        ["c:27:3: error: outcome: This word is not known here. Did you mean outcomes?"],
    ),
    (
        "within: discussion",
        "within: discussion\n      outcomes: argue",
        ["c:36:17: error: argue: There is no outcome “argue”."],
    ),
    (
        "within: discussion",
        "within: discussion\n      late: {grace: 12 parsecs}",
        [
            "c:36:21: error: 12 parsecs: This is no length of time. Write it like 90 min, "
            "1 h 30 min or 3 days.",
        ],
    ),
    (
        "within: discussion",
        "within: discussion\n      late: {down to: 120%}",
        [
            "c:36:23: error: 120%: A share lies between 0% and 100%. Write it like 75%.",
        ],
    ),
    (
        "within: discussion",
        "worth: -1\n      within: discussion",
        [
            "c:35:14: error: -1: “Write” must be worth more than 0.",
        ],
    ),
    (
        "within: session",
        "within: sesion",
        [
            "c:30:15: error: sesion: This is none of session, discussion, week. Did you mean "
            "session?",
        ],
    ),
    (
        "policy:",
        "extra:",
        [
            "c:1:1: error: “policy” is missing.",
            "c:24:1: error: extra: This word is not known here. Known here: course, zone, "
            "term, quiet hours, places, roster, people, sessions, discussions, policy, survey, "
            "announcements, recaps, make-up, export.",
        ],
    ),
    (
        "zone: Europe/Berlin",
        "zone: Europe/Berlin\nsurvey: maybe",
        [
            "c:3:9: error: maybe: A survey is a list of pages. Write survey: no to ask nothing.",
        ],
    ),
    (
        "zone: Europe/Berlin",
        "zone: Europe/Berlin\nsurvey:\n  - page: P\n    consent: {seen by: student}\n    "
        "questions:\n      - {key: a, ask: A?, answer: one, required: yes}\n      - {key: a, "
        "ask: B?, choices: [x, x]}",
        [
            "c:5:24: error: student: Sensitive answers are for staff only. Name instructor or "
            "assistant.",
            "c:7:9: error: There is nothing to choose from. List two choices or more.",
            "c:7:50: error: yes: What is asked behind a consent can't be required. Remove this "
            "line.",
            "c:8:15: error: a: The question on line 7 has the same key. Give each question a "
            "key of its own.",
            "c:8:36: error: An answer of the kind line has no choices. Write answer: one, or "
            "answer: some.",
            "c:8:40: error: x: Two choices have this key. Give one of them another key:.",
        ],
    ),
]


@pytest.mark.parametrize(("right", "wrong", "said"), FAULTS)
def test_a_fault_is_said_where_it_stands(right: str, wrong: str, said: list[str]) -> None:
    assert problems(spoiled((right, wrong))) == said
