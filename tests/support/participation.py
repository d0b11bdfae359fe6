"""A small class's week and its policy, for tests of the participation rules."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from bot.model.course import Course
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.policy import Option, Part, Policy, Requirement, Within
from bot.model.participation.standings.excuses import Excuse
from bot.model.participation.standings.offers import Offer, WeekOffer
from bot.model.participation.standings.reckoning import Circumstances, standing
from bot.model.participation.standings.standing import Standing, WeekStanding
from bot.model.participation.standings.steps import OptionState
from bot.model.participation.standings.tally import by_person, recount
from bot.model.people import Person, Role
from tests.support.instants import utc

WEEK = 3
ZONE = "Europe/Berlin"
COURSE = Course("c", "Chemistry 101", ZONE, date(2026, 8, 31), date(2026, 12, 18))

MONDAY = utc("2026-09-14 08:00")
TUESDAY_CLASS = utc("2026-09-15 14:00")
CLASS_OVER = utc("2026-09-15 15:00")
POSTS_DUE = utc("2026-09-17 22:00")
MAKEUP_CLOSES = utc("2026-09-19 12:00")
WEEK_OVER = utc("2026-09-20 22:00")
NEXT_WEEK = utc("2026-09-22 08:00")

ATTEND = Option("attend", "Attend", (Part((Act.ATTEND,), minimum=30),), Within.SESSION, minutes=60)
MAKE_UP = Option("make-up", "Make-up", (Part((Act.MAKE_UP,)),), Within.SESSION, minutes=40)
DISCUSS = Option(
    "discuss",
    "Discuss",
    (Part((Act.POST,), minimum=75), Part((Act.REPLY,), count=2)),
    Within.DISCUSSION,
    minutes=45,
)
HELP = Option("help", "Help others", (Part((Act.HELP,), count=2),), minutes=20)
VOTE = Option("vote", "Vote", (Part((Act.VOTE,)),), optional=True, minutes=1)

ANY_TWO = Policy(
    version=1,
    title="Any two of these each week",
    options=(ATTEND, MAKE_UP, DISCUSS, VOTE),
    requirements=(Requirement(2, ("attend", "make-up", "discuss")),),
)
ANY_ONE = replace(ANY_TWO, requirements=(Requirement(1, ("attend", "make-up", "discuss")),))

SESSION = Offer(
    "s3",
    "Acids",
    Within.SESSION,
    TUESDAY_CLASS,
    {
        Act.ATTEND: CLASS_OVER,
        Act.VOTE: CLASS_OVER,
        Act.ASK: CLASS_OVER,
        Act.MAKE_UP: MAKEUP_CLOSES,
        Act.MANUAL: None,
    },
)
DISCUSSION = Offer(
    "d3",
    "Kitchen acids",
    Within.DISCUSSION,
    MONDAY,
    {Act.POST: POSTS_DUE, Act.REPLY: WEEK_OVER, Act.MANUAL: None},
    {Act.POST: 1, Act.REPLY: 2},
    {Act.POST: 75},
)
OFFER = WeekOffer(WEEK, utc("2026-09-13 22:00"), WEEK_OVER, (SESSION, DISCUSSION))
TWO_SESSIONS = replace(OFFER, things=(SESSION, replace(SESSION, about="s4", title="Bases")))
ANA = Person("ana", "c", "Ana", Role.STUDENT)


def act(kind: Act, about: str | None, amount: int = 1, **more: object) -> Entry:
    """Return an entry of Ana's in week 3; `name` tells apart acts of the same kind."""
    name = more.pop("name", "1")
    entry = Entry(f"{kind}{about}{name}", "c", "ana", kind, TUESDAY_CLASS, WEEK, about, amount)
    return replace(entry, **more)  # type: ignore[arg-type]


def attended(minutes: int = 60, about: str = "s3") -> Entry:
    """Return the entry of someone who was in the session for `minutes`."""
    return act(Act.ATTEND, about, minutes)


def made_up(about: str = "s3") -> Entry:
    """Return the entry of someone who made the session up."""
    return act(Act.MAKE_UP, about, at=utc("2026-09-16 20:00"))


def post(words: int = 80, name: str = "1", at: datetime = TUESDAY_CLASS) -> Entry:
    """Return a post of `words` in the week's discussion."""
    return act(Act.POST, "d3", words, name=name, at=at, due=POSTS_DUE)


def replies(count: int) -> list[Entry]:
    """Return `count` replies in the week's discussion, an hour apart."""
    times = [TUESDAY_CLASS + timedelta(hours=number) for number in range(1, count + 1)]
    return [
        act(Act.REPLY, "d3", 20, name=str(number), at=at, due=WEEK_OVER)
        for number, at in enumerate(times)
    ]


def discussed() -> list[Entry]:
    """Return the entries of someone who took part in the discussion in full."""
    return [post(), *replies(2)]


def stand(
    entries: Iterable[Entry] = (),
    now: datetime = NEXT_WEEK,
    policy: Policy = ANY_TWO,
    offers: Sequence[WeekOffer] = (OFFER,),
    person: Person = ANA,
    excuses: Sequence[Excuse] = (),
    choice: Iterable[str] = (),
    locked: Iterable[int] = (),
) -> Standing:
    """Return Ana's standing, by default when week 3 is over and every due time has passed."""
    around = Circumstances(
        ZONE, tuple(excuses), {("ana", WEEK): frozenset(choice)}, frozenset(locked)
    )
    acts = by_person(recount(policy, entries)).get(person.id, {})
    return standing(policy, person, offers, acts, now, around)


def week_of(
    entries: Iterable[Entry] = (),
    now: datetime = NEXT_WEEK,
    policy: Policy = ANY_TWO,
    **more: object,
) -> WeekStanding:
    """Return Ana's week 3."""
    return stand(entries, now, policy, **more).week(WEEK)  # type: ignore[arg-type]


def states(week: WeekStanding) -> dict[str, OptionState]:
    """Return how far each option has come."""
    return {option.key: option.state for option in week.options}


def whys(week: WeekStanding) -> dict[str, str]:
    """Return what each option says of itself."""
    return {option.key: option.why for option in week.options}


def worths(*values: float) -> tuple[Decimal, ...]:
    """Return several worths, to compare with."""
    return tuple(Decimal(str(value)) for value in values)
