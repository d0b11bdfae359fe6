"""Names are the same in every spelling that people use, and never by guessing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.attendance.names import keys, nameless, spelled, telephone, tokens, variants

SAME = [
    ("O'Brien, Jr., Ciarán", "Ciarán O'Brien, Jr."),
    ("CIARAN OBRIEN", "Ciarán O’Brien, Jr."),
    ("Nguyễn, Bảo (Guest)", "Bảo Nguyễn"),
    ("Nguyen Bao", "Bảo Nguyễn"),
    ("iPad (Bảo Nguyễn)", "Bảo Nguyễn"),
    ("佐藤 絵里 (Unverified)", "絵里 佐藤"),
    ("佐藤絵里", "絵里 佐藤"),
    ("김민수", "민수 김"),
    ("حداد، ليلى", "ليلى حداد"),
    ("لَيْلَى حداد", "ليلى حداد"),
    ("अनिता शर्मा", "शर्मा, अनिता"),
    ('Dörte "Dodo" Müller-Weiß (dmueller)', 'Dörte "Dodo" Müller-Weiß'),
    ("Doerte Mueller-Weiss", "Dörte Müller-Weiß"),
    ("Dorte Muller Weiss", "Dörte Müller-Weiß"),
    ("Soren Łukasz", "Søren Lukasz"),
    ("Amara Diallo (She/Her)", "Amara Diallo"),
    ("amara diallo she/her/hers", "Amara Diallo"),
    ("Amara\u202fDiallo", "Amara Diallo"),
    ("Йоханнес Ёлкин", "Ёлкин Йоханнес"),
]
OTHERS = [
    ("Ana", "Ana Lima"),
    ("A. Lima", "Ana Lima"),
    ("Bill Gates", "William Gates"),
    ("Ana Lima - Lab 3", "Ana Lima"),
    ("か", "が"),
    ("कि", "का"),
    ("iPad", "iPad"),
    ("15551234567", "15551234567"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert keys(one) & keys(other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_nicknames_initials_and_things_are_not_guessed(one: str, other: str) -> None:
    assert not keys(one) & keys(other)


@pytest.mark.parametrize("name", ["iPad", "Guest phone", "Zoom user 3", "Galaxy S22", "", "3"])
def test_things_are_nobodys_name(name: str) -> None:
    assert nameless(name)
    assert not keys(name)


@pytest.mark.parametrize("name", ["15551234567", "+1 (555) 123-4567", "+1 555***4567"])
def test_a_telephone_number_is_somebodys(name: str) -> None:
    assert telephone(name)
    assert not nameless(name)
    assert not keys(name)
    assert spelled(name).startswith("1555")


@pytest.mark.parametrize("name", ["Ana's iPhone", "Lab phone (g.haddad)", "Max Weber", "Ana"])
def test_what_holds_a_name_is_no_thing(name: str) -> None:
    assert not nameless(name)
    assert tokens(name)


def test_brackets_hold_another_name_or_a_remark() -> None:
    assert variants("Ana (Ana Lima)") == ("Ana", "Ana Lima")
    assert variants("Ana Lima (they/them) (Guest)") == ("Ana Lima",)


def test_possessives_and_devices_leave_the_name_as_a_candidate() -> None:
    assert tokens("Ana Lima’s iPhone") == {"ana", "lima"}


words = st.text(st.characters(categories=["L", "Mn", "P", "Zs", "N", "Cf"]), max_size=60)


@given(words)
def test_any_text_has_keys_that_case_and_space_do_not_change(text: str) -> None:
    assert keys(f"  {text} ") == keys(text)
    assert spelled(text) == spelled(f" {text}")
    assert all(key and all(key) for key in keys(text))
