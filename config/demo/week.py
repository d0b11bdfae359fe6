"""Reads the demo's week: who does what and when, as data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from adapters.sandbox.script import Act, Does, Hears, ScriptedWeek

WEEK = Path(__file__).resolve().parent / "week.yaml"
PRIVATE = "private"


def scripted_week(file: Path = WEEK) -> ScriptedWeek:
    """Return the players of a week; ValueError that names the entry that can't be read."""
    return ScriptedWeek(read_week(file))


def read_week(file: Path) -> tuple[Act, ...]:
    """Return a week's acts in the order they are written."""
    from ruamel.yaml import YAML

    told: Mapping[str, Any] = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    zone = ZoneInfo(told["zone"])
    heard = {name: Hears(**one) for name, one in told["hears"].items()}
    return tuple(_act(one, zone, heard) for one in told["acts"])


def _act(told: Mapping[str, Any], zone: ZoneInfo, heard: Mapping[str, Hears]) -> Act:
    try:
        (does,) = (kind for kind in Does if kind in told)
        wall = datetime.fromisoformat(told["when"])
        return Act(
            at=wall.replace(tzinfo=zone),
            who=told["who"],
            does=does,
            words=told[does],
            place=told.get("in", PRIVATE),
            to=told.get("to", ""),
            choice=told.get("choice", ""),
            fill=told.get("fill", {}),
            rest=told.get("rest", ""),
            hears=heard[told["hears"]] if "hears" in told else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"This act can't be read ({error}): {dict(told)}") from error
