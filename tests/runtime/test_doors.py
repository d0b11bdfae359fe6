"""The core has the doors that the sandbox knocks at; a type checker reads this as a promise."""

from typing import get_type_hints

from bot.runtime.app import App
from bot.runtime.doors import Doors


def opens(app: App) -> Doors:
    return app


def test_the_core_has_every_door() -> None:
    assert get_type_hints(opens)["return"] is Doors
    assert {name for name in vars(Doors) if not name.startswith("_")} <= set(dir(App))
