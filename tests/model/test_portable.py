"""Everything the core keeps has a form that any program reads."""

import json
from datetime import date, timedelta
from decimal import Decimal

from bot.model.portable import portable
from bot.model.reminders.reminders import Preferences
from tests.support.sample import ANA, at


def test_values_become_plain_data() -> None:
    assert portable(Preferences(night_sessions=frozenset({"b", "a"}))) == {
        "wanted": False,
        "leads": [86400.0, 3600.0],
        "merged": True,
        "night_sessions": ["a", "b"],
    }
    assert portable({1: (at(0), date(2026, 9, 7), Decimal("1.5"), timedelta(minutes=1))}) == {
        "1": ["2026-09-07T00:00:00+00:00", "2026-09-07", "1.5", 60.0]
    }
    assert json.loads(json.dumps(portable(ANA)))["role"] == "student"
