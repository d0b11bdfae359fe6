"""The instructor sends the gradebook's own file and gets it back, filled in, in private."""

import pytest

from bot.chat.calls import Upload
from bot.chat.views import Download
from tests.support.classroom import Classroom
from tests.support.sample import ANA, COURSE, INES, STAFF, TARO

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Participation W01 (71)\r\n"
    "    Points Possible,,,,,1\r\n"
    "Ana,11,,ana@example.edu,A,\r\n"
    "Benjamin,12,,b,A,\r\n"
    "Cho,13,,cho@example.edu,A,\r\n"
)


def upload(text: str = CANVAS, name: str = "grades.csv") -> dict[str, Upload]:
    return {"into": Upload(name, text.encode())}


def filled(term: Classroom) -> list[str]:
    return [file.content.decode() for file in term.chat.files.values() if "-filled" in file.name]


@pytest.fixture(autouse=True)
async def after_week_one(term: Classroom) -> None:
    await term.tick_to("2026-09-15 12:00")


async def test_the_file_comes_back_in_private_and_is_not_kept(term: Classroom) -> None:
    said = await term.says(INES, "/class export week:1", files=upload())
    assert "It arrives in your private messages." in said
    [shown] = term.seen(INES)
    assert "grades-filled.csv" in shown
    assert "2 grades written into “Participation W01 (71)”." in shown
    assert "checksum" in shown
    assert "Ben: No row of the file is theirs" in shown
    assert "Line 4, Benjamin: Nobody on the roster has the username b." in shown
    [text] = filled(term)
    assert text == CANVAS.replace("edu,A,\r\nBen", "edu,A,1\r\nBen").replace(
        "cho@example.edu,A,", "cho@example.edu,A,0"
    )
    assert all("-filled" not in shown for shown in term.seen(STAFF))
    deeds = await term.deeds()
    assert deeds[0].what == "Ines exported week 1 into grades.csv"
    async with term.store.reading() as work:
        [exported] = [each for each in await work.exports.of(COURSE.id) if each.form == "canvas"]
    assert ANA.id in exported.grades


async def test_the_filled_file_is_forgotten_after_a_week(term: Classroom) -> None:
    await term.says(INES, "/class export week:1", files=upload())
    [posted] = [post for post in term.chat.posted.values() if "-filled" in str(post.view)]
    [file] = [each.file for each in posted.view.blocks if isinstance(each, Download)]
    async with term.store.reading() as work:
        assert await work.files.get(file) is not None
    await term.tick_to("2026-09-23 12:00")
    async with term.store.reading() as work:
        assert await work.files.get(file) is None


async def test_whose_a_row_is_gets_decided_once_and_is_remembered(term: Classroom) -> None:
    await term.says(INES, "/class export week:1", files=upload())
    await term.presses(INES, "Whose is line 4?")
    said = await term.submits(INES, {"person": "ben@example.edu"})
    assert "Benjamin is Ben's from now on." in said
    await term.says(INES, "/class export week:1", files=upload(name="again.csv"))
    assert "nobody's for certain" not in term.seen(INES)[-1]
    assert "12,,b,A,0\r\n" in filled(term)[-1]
    said = await term.presses(INES, "Undo")
    assert "is nobody's for certain again" in said
    assert "Ben" in await term.presses(INES, "Do it again")
    deeds = [deed.what for deed in await term.deeds()]
    assert "Ines said that the gradebook row of Benjamin is Ben's" in deeds


async def test_a_row_that_is_nobodys_is_asked_about_no_more(term: Classroom) -> None:
    await term.says(INES, "/class export week:1", files=upload())
    await term.presses(INES, "Whose is line 4?")
    assert "nobody's on the roster" in await term.submits(INES, {"person": "Nobody"})
    await term.says(INES, "/class export week:1", files=upload(name="again.csv"))
    assert "Line 4" not in term.seen(INES)[-1]


async def test_one_press_takes_who_looks_alike(term: Classroom) -> None:
    alike = upload(CANVAS.replace("Benjamin", "Ben"))
    await term.says(INES, "/class export week:1", files=alike)
    assert "Ben is Ben's from now on" in await term.presses(INES, "Line 4 is theirs")


async def test_the_form_asks_for_the_file_where_none_can_be_typed(term: Classroom) -> None:
    await term.says(TARO, "/class export week:1 format:csv")
    form = await term.presses(TARO, "Fill in a gradebook's file")
    assert "The file that the gradebook gave" in form
    assert "No file came with it" in await term.submits(TARO, {"of": "week"})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Student,ID,SIS Login ID,Participation W01 (7)\nX,1,ana,\n", "grades.csv:1: There is no"),
        (CANVAS.replace("W01 (71)", "W09 (71)"), "“Participation W01”, points 1"),
        ("PK\x03\x04", "is a workbook"),
        ("Nom,Prénom\nA,B\n", "language set to English"),
    ],
)
async def test_a_file_that_does_not_fit_is_refused_with_the_remedy(
    term: Classroom, text: str, why: str
) -> None:
    await term.says(INES, "/class export week:1", files=upload(text))
    assert why in term.seen(INES)[-1]
    assert filled(term) == []
    async with term.store.reading() as work:
        assert not [each for each in await work.exports.of(COURSE.id) if each.form == "canvas"]


async def test_canvas_without_its_file_is_told_at_once(term: Classroom) -> None:
    said = await term.says(INES, "/class export week:1 format:canvas")
    assert "download the gradebook there" in said
    assert await term.deeds() == []


async def test_students_decide_and_fill_in_nothing(term: Classroom) -> None:
    assert "staff only" in await term.says(ANA, "/class export week:1", files=upload())
    for verb in ("export.seat", "export.seated", "export.unseat", "export.into"):
        state = f"v1:{verb}:{COURSE.id}:1:-"
        assert "staff only" in await term.sends_state(ANA, state)
    assert term.seen(ANA) == []
