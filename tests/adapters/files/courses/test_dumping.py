"""A dumped course reads back equal, whatever the course holds."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from adapters.files.courses.dumping import dump
from adapters.files.courses.reading import read_course, read_text
from bot.model.asking.survey import Survey
from bot.model.course import Course, QuietHours
from bot.model.courses.description import CourseDescription, Member, person_id
from bot.model.courses.plan import DiscussionEntry, DueRule, SessionEntry, Topic
from bot.model.discussions import Expectation
from bot.model.participation.policies.policy import Excused, Joining, Policy, Requirement
from bot.model.people import Account, Away, Person, Role
from bot.model.places import Group, Place, Purpose
from bot.model.sessions import Kind
from bot.model.time.recurrence import Extra, Moved
from config.samples import SAMPLE_COURSE
from tests.support.coursefile import description
from tests.support.policies import policies

WORDS = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cn", "Cc")), min_size=1)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
LENGTHS = st.integers(1, 3000).map(lambda minutes: timedelta(minutes=minutes))
NAMES = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
BASE = description()


def reads_back(described: CourseDescription) -> None:
    """Assert that a description is the same after it was written and read."""
    checked = read_text(dump(described), "dump")
    assert checked.errors == ()
    assert checked.description == described


@given(policies())
def test_any_policy_reads_back(policy: Policy) -> None:
    reads_back(replace(BASE, policy=policy))


def test_the_sample_course_reads_back() -> None:
    sample = read_course(SAMPLE_COURSE).description
    assert sample is not None
    reads_back(sample)


@given(
    title=WORDS,
    quiet=st.builds(QuietHours, MINUTES, MINUTES),
    publish=st.none() | LENGTHS,
    announce=LENGTHS,
    export=st.tuples(st.integers(0, 6), MINUTES),
    channel=WORDS.filter(lambda name: name.strip("# ") == name),
    groups=st.sets(st.sampled_from([Group("discord", "12"), Group("slack", "S1")])),
    voices=st.lists(st.integers(2, 9).map(str), max_size=3, unique=True),
)
def test_settings_read_back(
    title: str,
    quiet: QuietHours,
    publish: timedelta | None,
    announce: timedelta,
    export: tuple[int, time],
    channel: str,
    groups: set[Group],
    voices: list[str],
) -> None:
    course: Course = replace(
        BASE.course,
        title=title,
        quiet=quiet,
        publish_after=publish,
        announce_before=announce,
        mention=tuple(sorted(groups, key=lambda group: group.platform)),
        export_day=export[0],
        export_time=export[1],
        places={
            Purpose.MAIN: (Place("sandbox", channel), Place("discord", "1")),
            Purpose.STAFF: (Place("sandbox", f"{channel}s"),),
            **({Purpose.VOICE: tuple(Place("discord", one) for one in voices)} if voices else {}),
        },
    )
    reads_back(replace(BASE, course=course))


@given(
    names=st.lists(WORDS, max_size=3),
    usernames=st.lists(NAMES, min_size=3, max_size=3, unique=True),
    role=st.sampled_from(Role),
    zone=st.sampled_from([None, "Asia/Kolkata", "America/Argentina/Buenos_Aires"]),
    accounts=st.lists(WORDS.filter(lambda one: "," not in one), max_size=3, unique=True),
    follows=st.booleans(),
)
def test_people_read_back(
    names: list[str],
    usernames: list[str],
    role: Role,
    zone: str | None,
    accounts: list[str],
    follows: bool,
) -> None:
    members = [
        Member(
            Person(
                id=person_id("chem", f"x{username}") if follows else f"{username}-id",
                course="chem",
                name=name,
                role=role,
                username=f"x{username}",
                number="0012" if index == 0 else None,
                zone=zone,
                enrolled=date(2026, 9, 14),
                away=(Away(date(2026, 9, 20), date(2026, 10, 2)),) if follows else (),
            ),
            tuple(Account("slack", one) for one in accounts) if index == 0 else (),
        )
        for index, (name, username) in enumerate(zip(names, usernames, strict=False))
    ]
    reads_back(replace(BASE, people=(BASE.people[0], *members)))


@given(
    titles=st.lists(WORDS, max_size=3),
    prompt=st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cn"), exclude_characters="\0")
    ).map(str.strip),
    at=MINUTES,
    counted=st.booleans(),
    kind=st.sampled_from(Kind),
    numbers=st.tuples(*[st.integers(0, 500)] * 4),
)
def test_the_plan_reads_back(
    titles: list[str],
    prompt: str,
    at: time,
    counted: bool,
    kind: Kind,
    numbers: tuple[int, int, int, int],
) -> None:
    lecture, forum = BASE.sessions[0], BASE.discussions[0]
    moved = Moved(date(2026, 9, 15), title=titles[0] if titles else None, length=timedelta(hours=2))
    extra = Extra(datetime.combine(date(2026, 9, 17), at))
    session: SessionEntry = replace(
        lecture,
        rule=replace(lecture.rule, moved=(moved,), extra=(extra,), skip=(date(2026, 9, 22),)),
        kind=kind,
        counted=counted,
        topics=tuple(Topic(title) for title in titles),
    )
    discussion: DiscussionEntry = replace(
        forum,
        prompt=prompt,
        posts_due=DueRule(at, days=3, local=counted),
        replies_due=DueRule(at, weekday=4),
        expects=Expectation(*numbers),
        counted=counted,
        topics=tuple(Topic(title, prompt) for title in titles),
    )
    reads_back(replace(BASE, sessions=(session,), discussions=(discussion,)))


@given(
    title=WORDS,
    worth=st.decimals("0.01", 50, places=2),
    excuse=st.sampled_from(Excused),
    joining=st.sampled_from(Joining),
    free=st.frozensets(st.integers(1, 4)),
    scale=st.none() | st.decimals(1, 100, places=1),
    several=st.booleans(),
)
def test_the_policy_reads_back(
    title: str,
    worth: Decimal,
    excuse: Excused,
    joining: Joining,
    free: frozenset[int],
    scale: Decimal | None,
    several: bool,
) -> None:
    attend, discuss = BASE.policy.options
    policy = replace(
        BASE.policy,
        title=title,
        options=(replace(attend, worth=worth, times=2, cap=worth * 2), discuss),
        requirements=(Requirement(1, ("attend",)), Requirement(1, ("attend", "discuss")))
        if several
        else (Requirement(2, ("discuss", "attend")),),
        excuses=excuse,
        joining=joining,
        binding=several,
        free_weeks=free,
        scale=scale,
    )
    reads_back(replace(BASE, policy=policy))


def test_a_course_without_a_survey_says_so() -> None:
    assert "survey: no\n" in dump(replace(BASE, survey=Survey()))
    reads_back(replace(BASE, survey=Survey()))


def test_what_is_usual_is_left_out() -> None:
    text = dump(BASE)
    assert "survey" not in text
    assert "  - {name: Emre Demir, username: emre, zone: Asia/Tokyo}\n" in text
    assert "from:" not in text
