"""Replays a week through a driver, and compares what each person sees with what the week says."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from string import Template
from typing import Any

from tests.scenarios.driver import Driver, Seen, Where
from tests.scenarios.expectations import same_as_file
from tests.scenarios.week import Step, Week

CHECKSUM = re.compile(rb"(?<=,)[0-9a-f]{16}(?=\r\n)")
"""An export's checksum covers evidence, whose ids the platform makes anew in every run."""
Before = Callable[[Step], Awaitable[None]]


async def _nothing(step: Step) -> None:
    """Do nothing before a step."""


class Replay:
    """A week under way; `kept` holds what people noted down, such as a check-in code."""

    def __init__(self, driver: Driver, before: Before = _nothing) -> None:
        """Act through `driver`; `before` is awaited before each step."""
        self._driver = driver
        self._before = before
        self.kept: dict[str, str] = {}

    async def run(self, week: Week) -> None:
        """Live through the week; AssertionError names the step's line where it goes otherwise."""
        await self._driver.walk_to(week.starts)
        for step in week.steps:
            try:
                await self._before(step)
                if step.at is not None:
                    await self._driver.walk_to(step.at)
                await self._step(step)
            except Exception as error:
                error.add_note(f"tests/scenarios/{week.name}.yaml:{step.line}")
                raise
        await self._driver.walk_to(week.ends)

    async def _step(self, step: Step) -> None:
        where = Where(step.place, self._said(step.on), self._said(step.thread))
        if step.verb == "look":
            self._compare(step, await self._driver.look(step.who, where))
        elif step.verb == "download":
            content = await self._driver.download(step.who, where, self._said(step.what))
            same_as_file(CHECKSUM.sub(b"checksum", content), step.expected)
        else:
            answer = await self._do(step, where)
            self._compare(step, [] if answer is None else [answer])

    async def _do(self, step: Step, where: Where) -> Seen | None:
        driver, who, what = self._driver, step.who, self._said(step.what)
        match step.verb:
            case "command":
                return await driver.command(who, where, what, step.file)
            case "press":
                return await driver.press(who, where, what, self._said(step.choice))
            case "form":
                return await driver.fill(who, what)
            case "again":
                return await driver.fill_again(who)
            case "menu":
                return await driver.act(who, where, what)
            case "write":
                await driver.write(who, where, what)
            case "edit":
                await driver.edit(who, where, what)
            case "delete":
                await driver.delete(who, where)
            case "react" | "unreact":
                await driver.react(who, where, what, present=step.verb == "react")
            case _:
                await driver.admit(what, who, present=step.verb == "joins")
        return None

    def _said(self, value: Any) -> Any:
        """Put what was kept in the place of $names, in texts and in objects of texts."""
        if isinstance(value, dict):
            return {str(key): self._said(str(one)) for key, one in value.items()}
        return Template(value).safe_substitute(self.kept) if isinstance(value, str) else value

    def _compare(self, step: Step, seen: list[Seen]) -> None:
        everything = "\n---\n".join(one.text for one in seen)
        for words in (self._said(one) for one in step.sees):
            assert words in everything, f"{step.who} doesn't see “{words}” but:\n{everything}"
        for words in (self._said(one) for one in step.lacks):
            assert words not in everything, f"{step.who} sees “{words}”:\n{everything}"
        if step.stands:
            meant = [one for one in seen if self._said(step.sees[0]) in one.text]
            times = [f"{one.at:%a %H:%M}" for one in meant]
            assert step.stands in times, f"not at {step.stands} but at {times}"
        for name, pattern in step.keeps.items():
            found = re.findall(pattern, everything)
            assert found, f"{step.who} finds no {pattern} in:\n{everything}"
            self.kept[name] = found[-1]
