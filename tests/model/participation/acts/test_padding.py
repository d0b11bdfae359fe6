"""What a message repeats of itself, of the prompt, and of its author's earlier words."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.copies import RUN, runs, said_again, taken_over, units
from bot.model.participation.acts.padding import LONG_ENOUGH, Repetition, Written, repetitions
from bot.model.places import Message, Place

MONDAY = datetime(2026, 9, 7, 9, tzinfo=UTC)
THREAD = Place("sandbox", "talk", "root")
RIVER = (
    "The river behind our house smells of sulfur after rain, so I asked my uncle, who works at "
    "the water plant, what they add and why the smell goes away within a day."
)
SOIL = (
    "Our soil is red and sour; my grandmother spreads ash on it every spring, and only this week "
    "did I see that she has been neutralizing it for forty years without the word."
)
PROMPT = (
    "Describe an acid or a base from your own kitchen, garden or street, say how you know which "
    "of the two it is, and what would change if it were ten times stronger."
)


def wrote(name: str, text: str, day: int = 7, person: str = "ben", asked: bool = True) -> Written:
    message = Message(THREAD, name)
    return Written(message, person, MONDAY + timedelta(days=day), text, 1 + day // 7, asked)


def found(*written: Written) -> list[Repetition]:
    return list(repetitions(written, PROMPT))


def test_words_are_compared_whatever_their_dress() -> None:
    assert units("“Don't” SHOUT, see https://a.example/x!") == ("don't", "shout", "see")
    assert units("> a quoted line\nmine") == ("mine",)
    assert units("ｆｕｌｌ width") == ("full", "width")
    assert units("酸和碱") == ("酸", "和", "碱")


def test_honest_posts_are_not_shown() -> None:
    assert found(wrote("1", RIVER, 0, asked=False), wrote("2", SOIL)) == []


def test_a_copy_of_ones_own_earlier_post_is_shown_with_where_it_stood() -> None:
    earlier = wrote("1", RIVER, 0, asked=False)
    [shown] = found(earlier, wrote("2", RIVER.upper().replace(",", "") + " That was it."))
    assert (shown.own, shown.earlier, shown.itself, shown.prompt) == (91, earlier, 0, 0)
    assert shown.written.week == 2


def test_the_earlier_post_it_shares_most_with_is_named() -> None:
    other = wrote("1", SOIL, 0, asked=False)
    closest = wrote("2", RIVER, 1, asked=False)
    [shown] = found(other, closest, wrote("3", RIVER))
    assert (shown.own, shown.earlier) == (100, closest)


def test_of_two_earlier_posts_that_share_as_much_the_first_is_named() -> None:
    one, other = wrote("1", RIVER, 0, asked=False), wrote("2", RIVER, 1, asked=False)
    [shown] = found(other, one, wrote("3", RIVER))
    assert (shown.own, shown.earlier) == (100, one)


def test_each_message_that_repeats_is_shown_those_that_repeat_most_first() -> None:
    some = f"{RIVER} {SOIL}"
    shown = found(
        wrote("1", RIVER, 0, asked=False),
        wrote("2", some, 1),
        wrote("3", RIVER, 2),
        wrote("4", RIVER, 0, person="ana", asked=False),
        wrote("5", RIVER, 1, person="ana"),
    )
    assert [(each.written.message.id, each.own) for each in shown] == [
        ("5", 100), ("3", 100), ("2", 50),
    ]  # fmt: skip


def test_two_parts_of_five_are_striking_and_a_little_less_is_not() -> None:
    fresh = [f"own{number}" for number in range(60)]
    told = RIVER.split()[:20]
    earlier = wrote("1", " ".join(told), 0, asked=False)
    [shown] = found(earlier, wrote("2", " ".join([*told, *fresh[:30]])))
    assert (shown.own, shown.earlier) == (40, earlier)
    assert found(earlier, wrote("2", " ".join([*told, *fresh[:32]]))) == []


def test_a_few_changed_words_in_between_take_away_little() -> None:
    changed = RIVER.replace("smells of sulfur", "reeks of eggs").replace("uncle", "aunt")
    [shown] = found(wrote("1", RIVER, 0, asked=False), wrote("2", changed))
    assert 70 <= shown.own < 100


def test_what_a_classmate_wrote_or_came_later_is_nobodys_copy() -> None:
    assert found(wrote("1", RIVER, 0, person="ana"), wrote("2", RIVER, 7, person="ben")) == []
    assert found(wrote("1", RIVER, 7), wrote("2", RIVER, 8, asked=False)) == []


def test_a_post_in_the_same_discussion_counts_as_earlier_too() -> None:
    [shown] = found(wrote("1", RIVER, 7), wrote("2", RIVER, 8))
    assert shown.written.message.id == "2"


def test_a_text_that_says_the_same_again_and_again_is_shown() -> None:
    [words] = found(wrote("1", "very " * 30))
    assert words.itself == 96
    [sentences] = found(wrote("1", "I think that this is a good point. " * 5))
    assert sentences.itself == 80


def test_the_prompt_taken_over_is_shown() -> None:
    [shown] = found(wrote("1", f"{PROMPT} Vinegar is one, I know it by its taste."))
    assert 70 <= shown.prompt < 100
    assert found(wrote("1", f"> {PROMPT}\n{SOIL}")) == []


def test_short_messages_say_nothing() -> None:
    short = "I agree with what you say here. " * 2
    assert len(units(short)) < LONG_ENOUGH
    assert found(wrote("1", short, 0), wrote("2", short)) == []
    [shown] = found(wrote("1", RIVER, 0), wrote("2", short, 1), wrote("3", RIVER, 2))
    assert shown.written.message.id == "3"


words = st.lists(st.sampled_from("acid base salt ion mole gas heat".split()), max_size=60)


@given(words, words)
def test_figures_are_percents_and_a_text_takes_over_all_of_itself(
    one: list[str], other: list[str]
) -> None:
    text, known = tuple(one), runs(tuple(other))
    assert 0 <= taken_over(text, known) <= 100
    assert 0 <= said_again(text) <= 100
    assert taken_over(text, runs(text)) == (100 if len(text) >= RUN else 0)
    assert taken_over(text, ()) == 0


@given(words)
def test_more_of_ones_own_words_lower_the_share_that_is_taken_over(one: list[str]) -> None:
    text, known = tuple(one), runs(tuple(one))
    fresh = tuple(f"own{number}" for number in range(RUN))
    assert taken_over(text + fresh, known) <= taken_over(text, known)


@given(st.permutations(range(4)))
def test_the_order_in_which_they_are_read_changes_nothing(order: list[int]) -> None:
    written = [
        wrote("1", RIVER, 0, asked=False),
        wrote("2", SOIL, 1),
        wrote("3", RIVER, 8),
        wrote("4", SOIL, 9),
    ]
    assert found(*[written[index] for index in order]) == found(*written)
