"""The core's doors: which places a platform's adapter has to watch."""

from dataclasses import replace
from pathlib import Path

from bot.model.ids import short_id
from bot.model.places import Place, Purpose
from bot.runtime.doors import Watched
from tests.support.classroom import classroom
from tests.support.sample import (
    ANA,
    COURSE,
    LIVE,
    MAIN,
    PLATFORM,
    RECAPS,
    STAFF,
    TALK,
    at,
    message,
)

HALL = Place(PLATFORM, "hall")
THREAD = Place(PLATFORM, TALK.id, "root")


async def test_each_place_is_watched_once_from_the_newest_that_is_known_of_it(
    tmp_path: Path,
) -> None:
    other = replace(
        COURSE,
        id=short_id("course", "other"),
        places={
            Purpose.MAIN: (MAIN, Place("another", "main")),
            Purpose.STAFF: (THREAD,),
            Purpose.VOICE: (HALL,),
        },
    )
    over = replace(
        COURSE,
        id=short_id("course", "over"),
        places={Purpose.MAIN: (Place(PLATFORM, "old"),)},
        frozen=True,
    )
    async with classroom(tmp_path) as room:
        async with room.store.work() as work:
            await work.courses.save(other)
            await work.courses.save(over)
            edited = replace(message(ANA, "root", at(1), TALK), version=at(2))
            reply = message(ANA, "reply", at(3), THREAD)
            aside = message(ANA, "aside", at(4), replace(THREAD, thread="aside"))
            await work.messages.save([edited, reply, aside])
        watched = {each.place: each for each in await room.app.watched(PLATFORM)}
        assert watched == {
            MAIN: Watched(MAIN, frozenset({Purpose.MAIN}), None),
            LIVE: Watched(LIVE, frozenset({Purpose.LIVE}), None),
            RECAPS: Watched(RECAPS, frozenset({Purpose.RECAPS}), None),
            TALK: Watched(TALK, frozenset({Purpose.DISCUSSIONS}), at(4)),
            STAFF: Watched(STAFF, frozenset({Purpose.STAFF}), None),
            THREAD: Watched(THREAD, frozenset({Purpose.STAFF}), at(3)),
            HALL: Watched(HALL, frozenset({Purpose.VOICE}), None),
        }
        [elsewhere] = await room.app.watched("another")
        assert elsewhere.purposes == {Purpose.MAIN}
