"""Codes are read as people type them; names find the likeliest people."""

from datetime import timedelta

from bot.model.courses.joining import CODE_LASTS, JoinCode, code_hash, likely, spoken_code
from tests.support.sample import ANA, BEN, CHO, at

CODE = JoinCode("h", ANA.course, ANA.id, at(0))


def test_case_spaces_and_dashes_do_not_matter() -> None:
    assert spoken_code("abcdefgh2345") == "abcd-efgh-2345"
    assert code_hash(" ABCD-efgh 2345") == code_hash("abcdefgh2345")
    assert code_hash("abcdefgh2345") != code_hash("abcdefgh2346")


def test_a_code_works_for_two_weeks_and_once() -> None:
    assert CODE.works(at(0))
    assert CODE.works(at(0) + CODE_LASTS - timedelta(seconds=1))
    assert not CODE.works(at(0) + CODE_LASTS)
    assert not JoinCode("h", ANA.course, ANA.id, at(0), used=at(1)).works(at(1))


def test_the_likeliest_name_comes_first() -> None:
    assert likely("benn", [ANA, CHO, BEN], 2) == [BEN, ANA]
    assert likely("", [CHO, ANA, BEN], 9) == [ANA, BEN, CHO]
