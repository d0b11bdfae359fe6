"""Writes the course file that someone begins with, from a few answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from adapters.files.courses import formats
from adapters.files.courses.people import NUMBERED
from adapters.files.courses.places import HEARD
from adapters.files.yaml.writing import scalar
from bot.model.ids import course_id

CHANNELS = ("announcements", "live", "recaps", "discussions", "staff")
PURPOSES = ("main", "live", "recaps", "discussions", "staff")


@dataclass(frozen=True, slots=True)
class Answers:
    """What `homeroom course new` asks.

    `weekdays` count from Monday = 0 and `at` is the wall time in `zone` of the live session.
    `roster` names a CSV file beside the course file; without one an example student stands in.
    `instructor` is a name, `username` what the school calls them and `account` who they are on
    `platform` (sandbox, discord or slack).
    """

    title: str
    zone: str
    starts: date
    ends: date
    weekdays: frozenset[int]
    at: time
    length: timedelta
    instructor: str
    username: str
    platform: str = "sandbox"
    account: str = ""
    roster: str | None = None


def new(answers: Answers) -> str:
    """Return a course file with a remark on everything; `read_text` finds no error in it.

    Raises ValueError with a sentence for answers that no course file could hold.
    """
    if not answers.weekdays:
        raise ValueError("Name at least one weekday for the live session.")
    if answers.ends < answers.starts:
        raise ValueError("The term ends before it starts.")
    return "\n".join(
        [
            _head(answers),
            _places(answers),
            _people(answers),
            _sessions(answers),
            DISCUSSIONS,
            POLICY,
            REST,
        ]
    )


def _head(answers: Answers) -> str:
    return f"""\
# {" ".join(answers.title.split())}: what Homeroom knows about this course.
# Check it with `homeroom check FILE`, load it with `homeroom course load FILE`. Both may be
# repeated whenever you change something here; what the class has already done is never touched.

course:
  id: {scalar(course_id(answers.title))}
  title: {scalar(answers.title)}
  language: en

zone: {answers.zone}    # every time in this file is by this clock
term: {{starts: {answers.starts}, ends: {answers.ends}}}
quiet hours: 22:00-08:00    # nobody is written to privately then, by their own clock
"""


def _places(answers: Answers) -> str:
    numbered = answers.platform in NUMBERED
    channels = [str(number) for number in range(1, 6)] if numbered else CHANNELS
    lines = "\n".join(
        f"  {purpose}: {{{answers.platform}: {channel}}}"
        for purpose, channel in zip(PURPOSES, channels, strict=True)
    )
    named = "a channel's name or id on each platform, without the #."
    if numbered:
        named = (
            "on each platform a channel's name or id.\n"
            f"# On {answers.platform}: write the id in place of the 1, 2 …: right-click the "
            "channel, Copy Channel ID."
        )
    voice = (
        f"\n  # voice: {{{answers.platform}: 6}}    # who is there during a session is present"
        if answers.platform in HEARD
        else ""
    )
    return f"""\
# Where things happen: {named}
# Only main and staff must be there. Staff's channel must be closed to students.
places:
{lines}{voice}
"""


def _people(answers: Answers) -> str:
    account = answers.account or ("" if answers.platform in NUMBERED else answers.username)
    held = f"accounts: {{{answers.platform}: {scalar(account)}}}"
    if not account:
        held = f"# accounts: {{{answers.platform}: 42}}    # right-click your name, Copy User ID"
    roster = (
        f"""\
# The roster stands beside this file: our own columns (username, name, email, number, zone,
# group), or as exported by Moodle, Canvas or Blackboard.
roster: {scalar(answers.roster)}
"""
        if answers.roster
        else """\
# A roster can stand in a file of its own, as exported by Moodle, Canvas or Blackboard:
# roster: people.csv
"""
    )
    example = (
        ""
        if answers.platform in NUMBERED
        else f"""
    accounts: {{{answers.platform}: student}}"""
    )
    student = (
        ""
        if answers.roster
        else f"""
  - name: Example Student    # replace me
    username: student{example}"""
    )
    return f"""\
{roster}people:
  - name: {scalar(answers.instructor)}
    role: instructor    # or: assistant, student
    username: {scalar(answers.username)}
    {held}{student}
"""


def _sessions(answers: Answers) -> str:
    weekdays = formats.write_weekdays(answers.weekdays)
    return f"""\
# Live sessions. Kinds: teaching, discussion, community, celebration, feedback; only the first two
# are counted unless you add counted: yes.
sessions:
  - key: class    # never change a key once the file is loaded
    title: Live session
    repeats: weekly    # or: daily, biweekly; a date after `on:` takes place once
    on: {weekdays}
    at: {formats.write_clock(answers.at)}
    lasts: {formats.write_length(answers.length)}
    # link: https://meet.example.edu/my-class
    # skip: [2026-12-24]
    # move:
    #   - {{date: 2026-10-13, to: 2026-10-14 17:00}}
    # extra:
    #   - {{at: 2026-10-16 08:00, title: An earlier one}}
    # topics: [What we bring with us, What we take with us]    # one for each time, in order
"""


DISCUSSIONS = """\
# Discussions in writing. With `local`, something is due by each student's own clock.
discussions:
  - key: forum
    title: Weekly discussion
    on: mon
    opens: 09:00
    posts due: local thu 23:59
    replies due: local sun 23:59
    expects: {posts: 1, words: 75, replies: 2}
    prompt: What stayed with you this week, and what would you ask the others about it?
    # topics:    # one for each week, in order
    #   - {title: A greeting that surprised you, prompt: Tell us about it.}
"""

POLICY = """\
# What a week asks of a student: any two of these, and each earns its worth.
policy:
  title: Two of four, each week
  choose: 2
  options:
    - key: attend
      title: Come to the live session
      within: session
      needs:
        - {act: attend, share: 75%}    # of the time it really took
    - key: make-up
      title: Make up the live session
      within: session
      needs:
        - {act: make-up}
    - key: discuss
      title: Take part in the weekly discussion
      within: discussion    # asks what the discussion expects
    - key: wonder
      title: Ask or answer three questions
      within: week
      needs:
        - {act: [ask, answer], count: 3}
  excuses: not counted    # or: present, or a share such as 50%
  late enrollment: next week
  locks after: 7 days
"""

REST = """\
announcements: {before: 3 days}    # each session, in every reader's own time
recaps: {publish after: 12 h}    # or: never, then you publish each
make-up: {open for: 72 h}
export: mon 06:00

# Students are asked where they are, what works for them, and, behind a consent, what they need.
# Write your own pages below `survey:`, or `survey: no` to ask nothing.
"""
