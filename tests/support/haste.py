"""An event loop whose time passes faster than ours: waits are short, and their order is kept."""

from __future__ import annotations

import asyncio
import selectors


class _Hasty(selectors.DefaultSelector):
    """A selector that waits only a part of the time."""

    def __init__(self, times: float) -> None:
        super().__init__()
        self._times = times

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(None if timeout is None else timeout / self._times)


class HastyLoop(asyncio.SelectorEventLoop):
    """A loop on which `times` as many seconds pass: sleeps, timeouts and `time` all agree.

    with asyncio.Runner(loop_factory=lambda: HastyLoop(5)) as runner:
        runner.run(main())
    """

    def __init__(self, times: float) -> None:
        """Let time pass so much faster."""
        self._haste = times
        super().__init__(_Hasty(times))

    def time(self) -> float:
        """Return the seconds of this loop's own time."""
        return super().time() * self._haste
