"""Setups, and rosters that wait to be brought: kept for a while, then forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.model.courses.setup.setups import KEPT, Setup
from bot.ports.agenda import Item
from bot.ports.work import UnitOfWork

FORGET = "setup.forget"


async def save_setup(setup: Setup, now: datetime, work: UnitOfWork) -> Setup:
    """Keep a setup, and see to it that it is forgotten if nobody goes on with it."""
    setup = replace(setup, at=now)
    await work.setups.save(setup)
    due = now + KEPT
    key = f"setup/{setup.id}/{due:%Y-%m-%d}"
    await work.agenda.plan((Item(key, setup.course or "", FORGET, due),))
    return setup


async def forget(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Forget the setups that nobody went on with."""
    await work.setups.forget(now - KEPT)
