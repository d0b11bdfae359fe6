"""What is printed: plain words to standard output, progress and errors to standard error.

Names, titles and transcripts are other people's text: they are never read as markup, and control
characters in them never reach the terminal.
"""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat.refusal import Refusal

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

KEPT = "\n\t"
WIDE = 200
"""Columns where nothing says how wide it may be: a file, or another program."""


def plain(text: str) -> str:
    """Return text without the characters that steer a terminal or turn its direction."""
    return "".join(
        letter if letter in KEPT or unicodedata.category(letter) not in ("Cc", "Cf") else "\ufffd"
        for letter in text
    )


@dataclass(slots=True)
class Printer:
    """Prints on two consoles, which are made when first used: rich takes a while to load."""

    _out: Console | None = None
    _err: Console | None = None

    @property
    def out(self) -> Console:
        """The console on standard output."""
        self._out = self._out or _console(errors=False)
        return self._out

    @property
    def err(self) -> Console:
        """The console on standard error."""
        self._err = self._err or _console(errors=True)
        return self._err

    def say(self, text: str = "", style: str = "") -> None:
        """Print a line (or several) to standard output, never cut or folded."""
        self.out.print(plain(text), style=style or None, soft_wrap=True)

    def tell(self, text: str, style: str = "") -> None:
        """Print a line to standard error: what happens meanwhile, or what went wrong."""
        self.err.print(plain(text), style=style or None, soft_wrap=True)

    def write(self, text: str, output: Path | None) -> None:
        """Write text to a new file, or print it; Refusal if the file is there already."""
        if output is None:
            self.say(text.rstrip("\n"))
            return
        self.save(text.encode(), output)
        self.say(f"{output} is written.")

    def save(self, content: bytes, output: Path) -> None:
        """Write a new file; Refusal if it is there already."""
        try:
            with output.open("xb") as opened:
                opened.write(content)
        except FileExistsError:
            raise Refusal(f"{output} is there already. Choose another name.") from None

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]], *right: int) -> None:
        """Print a table without its empty columns; those numbered in `right` are aligned right."""
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        filled = [number for number in range(len(header)) if any(row[number] for row in rows)]
        for number in filled:
            name = header[number]
            table.add_column(name, justify="right" if number in right else "left", overflow="fold")
        for row in rows:
            cells: list[RenderableType] = [Text(plain(row[number])) for number in filled]
            table.add_row(*cells)
        self.out.print(table)

    @contextlib.contextmanager
    def progress(self, what: str) -> Iterator[Callable[[int, int], None]]:
        """Show a bar on standard error while the block lasts; call it with (done, of how much).

        Before the first call, and where there is no total, the bar only moves. Nothing is shown
        where standard error is no terminal.
        """
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
        console = self.err
        shown = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        with shown:
            task = shown.add_task(what, total=None)
            yield lambda done, total: shown.update(task, completed=done, total=total)

    @contextlib.contextmanager
    def steps(self) -> Iterator[Callable[[str], None]]:
        """Show the step that is under way on standard error; a line each where it's no terminal."""
        console = self.err
        if not console.is_terminal:
            yield lambda text: self.tell(f"{text} …")
            return
        with console.status("") as status:
            yield lambda text: status.update(f"{plain(text)} …")


def _console(*, errors: bool) -> Console:
    from rich.console import Console

    console = Console(stderr=errors, markup=False, highlight=False, emoji=False)
    if not console.is_terminal:
        console.width = WIDE
    return console
