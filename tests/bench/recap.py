"""A recap of a whole meeting, on the command line."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from tests.bench.classes import prose
from tests.bench.rows import Row, Size, Watch, median

MINUTES = 90
RUNS = 3


async def recap(size: Size, folder: Path) -> list[Row]:
    """Measure `homeroom recap` on the transcript of a long meeting."""
    file = folder / "meeting.vtt"
    file.write_text("\n".join(["WEBVTT", "", *_cues()]))
    times = []
    for _ in range(RUNS):
        times.append(_drafted(file))
    return [Row(f"recap of a meeting of {MINUTES} minutes", median(times), "s", 5)]


def _drafted(file: Path) -> float:
    """Return the seconds that the command line takes for a transcript."""
    watch = Watch()
    command = [sys.executable, "-m", "homeroom", "recap", str(file)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return watch.seconds()


def _cues() -> list[str]:
    chance = random.Random(11)
    lines = []
    for start in range(0, MINUTES * 60, 6):
        times = " --> ".join(
            f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}.000" for at in (start, start + 6)
        )
        speaker = chance.choice(["Ines", "Ana", "Ben", "Cho"])
        lines += [times, f"<v {speaker}>{prose(chance, 14).capitalize()}.</v>", ""]
    return lines
