"""Help names every command that one may use, and no other."""

from pathlib import Path

from bot.model.people import Person, Role
from tests.support.classroom import classroom
from tests.support.sample import ANA, COURSE, INES

STRANGER = Person("nobody", COURSE.id, "Zoe", Role.STUDENT)


async def test_students_see_what_students_can_do(tmp_path: Path) -> None:
    async with classroom(tmp_path) as room:
        said = await room.says(ANA, "/class help")
        specs = room.app.commands.commands.values()
        for spec in specs:
            may = spec.allowed is not None and Role.STUDENT in spec.allowed
            assert (f"/class {spec.name} · " in said) == (may or spec.name == "help")
        assert "For staff" not in said
        assert "[My data]" in said


async def test_staff_see_theirs_in_a_group_of_its_own(tmp_path: Path) -> None:
    async with classroom(tmp_path) as room:
        said = await room.says(INES, "/class help")
        assert "For staff" in said
        assert "/class session start · Start a session now" in said
        assert "[My standing]" not in said


async def test_a_stranger_is_told_how_to_join(tmp_path: Path) -> None:
    async with classroom(tmp_path) as room:
        said = await room.says(STRANGER, "/class help")
        assert "You are not on the roster of Open Learning yet." in said
        assert "/class join" in said
        assert "/class ask" not in said
