"""Near a choice: what is kept stays paid for, and the rest is what can still be chosen."""

from bot.model.participation.choosing.moves import Move
from bot.model.participation.choosing.nearby import nearby
from bot.model.participation.choosing.rooms import Rooms, Space
from bot.model.participation.choosing.transport import Taken
from bot.model.participation.policies.policy import Period

POST, REPLY = Taken(0, 0, (0,)), Taken(1, 0, (0,))
MOVES = (Move(POST, ((0, 6),), 150, 6), Move(REPLY, ((0, 10), (1, 5)), 80, 5))
CAPACITY = (12, 5)


def rooms(cap: int | None) -> Rooms:
    space = Space(0, Period.WEEK, frozenset({0}), 0, 9, True, cap, frozenset({"post", "reply"}))
    return Rooms((space,), 1, ((0,), (0,)))


def test_one_of_each_is_chosen_again_of_what_the_others_leave() -> None:
    near = nearby(MOVES, CAPACITY, rooms(1_000), {POST: 3, REPLY: 2}, back=1)
    assert near.kept == (POST, POST, REPLY)
    assert near.capacity == (12 - 2 - 2, 5 - 1)
    assert [(one.taken, one.times, one.uses) for one in near.moves] == [
        (POST, 4, ((0, 4),)),
        (REPLY, 4, ((0, 8), (1, 4))),
    ]


def test_below_the_cap_is_room_for_what_the_kept_ones_leave() -> None:
    near = nearby(MOVES, CAPACITY, rooms(1_000), {POST: 3, REPLY: 2}, back=1)
    assert [space.cap for space in near.rooms.spaces] == [1_000 - 2 * 150 - 80]
    assert [space.cap for space in nearby(MOVES, CAPACITY, rooms(None), {}, 1).rooms.spaces] == [
        None
    ]


def test_nothing_is_kept_of_what_was_done_no_oftener_than_is_given_back() -> None:
    near = nearby(MOVES, CAPACITY, rooms(1_000), {POST: 2, REPLY: 1}, back=2)
    assert near.kept == ()
    assert near.moves == MOVES


def test_what_there_is_no_more_of_is_no_move() -> None:
    near = nearby(MOVES, (6, 5), rooms(1_000), {POST: 6}, back=1)
    assert [(one.taken, one.times) for one in near.moves] == [(POST, 1)]
