"""Wishes follow the survey's effects; wanting reminders says that messages are welcome."""

from datetime import time

from bot.model.asking.answers import LowBandwidth, NoPrivateMessages, SetImpossibleHours, SetZone
from bot.model.reminders.reminders import Preferences
from bot.model.reminders.wishes import Wishes
from bot.model.time.availability import WeeklyHours

SUNDAYS = (WeeklyHours(6, time(), time()),)


def test_each_effect_changes_one_wish() -> None:
    wishes = Wishes()
    assert wishes.after(SetImpossibleHours(SUNDAYS)) == Wishes(impossible=SUNDAYS)
    assert wishes.after(NoPrivateMessages(True)) == Wishes(no_messages=True)
    assert wishes.after(LowBandwidth(True)) == Wishes(low_bandwidth=True)
    assert wishes.after(SetZone("Asia/Tokyo")) == Wishes(own_zone=True)


def test_who_wants_no_messages_is_not_reminded_until_they_ask_for_it() -> None:
    silent = Wishes(Preferences(wanted=True), no_messages=True)
    assert not silent.reminded
    assert silent.reminded_from_now(Preferences(wanted=False)).no_messages
    assert silent.reminded_from_now(Preferences(wanted=True)).reminded
