"""The sandbox's world is the course's: its people, its places, and when it begins."""

from config.coursefile import described
from config.samples import SAMPLE_COURSE
from config.world import COLORS, beginning, world_of
from tests.support.instants import utc

COURSE = described(SAMPLE_COURSE)
START = utc("2026-09-19 12:30")


def test_everyone_is_there_and_staff_come_first() -> None:
    world = world_of([COURSE], START, running=False)
    assert len(world.accounts) == 26
    assert [one.role for one in world.accounts[:3]] == ["instructor", "assistant", "student"]
    pasang = next(one for one in world.accounts if one.id == "pasang")
    assert pasang.zone == "Asia/Kathmandu"


def test_only_staffs_place_is_closed() -> None:
    world = world_of([COURSE], START, running=False)
    assert [one.id for one in world.places if one.closed] == ["staff"]
    assert len(world.places) == 5


def test_two_courses_share_a_world_and_those_who_are_in_both() -> None:
    world = world_of([COURSE, COURSE], START, running=True)
    assert len(world.accounts) == 26
    assert len(world.places) == 5
    assert world.running


def test_the_demo_begins_shortly_before_the_first_announcement() -> None:
    assert beginning(COURSE) == START


def test_white_letters_stand_out_against_every_avatar() -> None:
    def light(color: str) -> float:
        parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert min(1.05 / (light(color) + 0.05) for color in COLORS) >= 4.5
