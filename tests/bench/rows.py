"""What a benchmark says: rows of a table, each with what it was measured beside and its aim."""

from __future__ import annotations

import gc
import resource
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    `seen` and `aim` are numbers in `unit` (a ratio has the unit "×"); `most` says that less is
    better. `note` explains the figures behind a ratio, or why an aim is missed. Without an `aim`
    the row is there to be read beside others.
    """

    what: str
    seen: float
    unit: str
    aim: float | None = None
    most: bool = True
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the aim is reached; None without one."""
        if self.aim is None:
            return None
        return self.seen <= self.aim if self.most else self.seen >= self.aim


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: 1 for the sizes that the rows name, less for a quick look."""

    scale: float = 1.0

    def of(self, count: int) -> int:
        """Return a count at this size."""
        return max(int(count * self.scale), 1)


class Watch:
    """Tells how many seconds have passed since it was made."""

    def __init__(self, *, collect: bool = True) -> None:
        """Start now; with `collect` no garbage is left over from before."""
        if collect:
            gc.collect()
        self._start = perf_counter()
        self._busy = process_time()

    def seconds(self) -> float:
        """Return the seconds since the start."""
        return perf_counter() - self._start

    def busy(self) -> float:
        """Return the processor's seconds that this process took, all its threads together."""
        return process_time() - self._busy


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` (0 to 1) of all lie."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def median(values: Sequence[float]) -> float:
    """Return the middle one."""
    return statistics.median(values)


def resident(process: int | str = "self") -> float:
    """Return the megabytes of a process, this one unless told, that are in memory now."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except FileNotFoundError:  # not Linux: the most it ever was
        return peak()
    return pages * resource.getpagesize() / 1e6


def peak() -> float:
    """Return the most megabytes of this process that ever were in memory."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6
