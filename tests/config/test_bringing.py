"""A roster that was brought on the bot's machine is undone in chat, where nobody saw its button."""

from pathlib import Path

from adapters.terminal.services import RosterFile, RosterOrder
from bot.model.courses.description import Member
from bot.model.people import Person, Role
from config.bringing import import_roster
from tests.support.classroom import classroom
from tests.support.sample import COURSE, INES

ORDER = RosterOrder(None, True, frozenset(), frozenset(), "class.csv")


async def test_the_audit_undoes_it(tmp_path: Path) -> None:
    async with classroom(tmp_path) as room:
        new = Member(Person("dan", COURSE.id, "Dan Dee", Role.STUDENT, "dan@x.edu"))
        roster = RosterFile("", (new,), ())
        await import_roster(room.store, COURSE, roster, ORDER, room.clock.now(), dry=False)
        said = await room.says(INES, "/class course audit")
        assert "The roster class.csv was brought on the bot's machine: 1 to add" in said
        await room.presses(INES, "Undo")
        async with room.store.reading() as work:
            dropped = {one.name: one.dropped for one in await work.people.of(COURSE.id)}
        assert dropped["Dan Dee"] is not None
