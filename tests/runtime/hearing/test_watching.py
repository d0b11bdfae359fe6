"""Which places the courses use, and what is said there that is nobody's business."""

from __future__ import annotations

from bot.model.places import Place, Purpose
from bot.runtime.doors import Watched
from bot.runtime.hearing.watching import Watch, has_words

HALL, BACK, THREAD = Place("p", "C1"), Place("p", "C2"), Place("p", "C1", "T1")


def watched(place: Place, *purposes: Purpose) -> Watched:
    return Watched(place, frozenset(purposes), None)


def test_a_place_and_its_threads_are_heeded() -> None:
    watch = Watch()
    assert watch.take([watched(HALL, Purpose.MAIN)]) == [watched(HALL, Purpose.MAIN)]
    assert watch.concerns("C1")
    assert watch.heeds(HALL)
    assert watch.heeds(THREAD)
    assert not watch.concerns("C2")
    assert not watch.heeds(BACK)


def test_a_thread_alone_may_be_a_place() -> None:
    watch = Watch()
    watch.take([watched(THREAD, Purpose.DISCUSSIONS)])
    assert watch.concerns("C1")
    assert watch.heeds(THREAD)
    assert not watch.heeds(HALL)


def test_staff_are_among_themselves() -> None:
    watch = Watch()
    watch.take([watched(BACK, Purpose.STAFF)])
    assert not has_words(watched(BACK, Purpose.STAFF))
    assert not watch.concerns("C2")
    assert not watch.heeds(BACK)


def test_only_what_is_new_is_told() -> None:
    watch = Watch()
    first = [watched(HALL, Purpose.MAIN), watched(BACK, Purpose.STAFF)]
    watch.take(first)
    assert watch.take(first) == []
    more = watched(HALL, Purpose.MAIN, Purpose.LIVE)
    assert watch.take([more]) == [more]
    assert watch.take(first) == [first[1]]
