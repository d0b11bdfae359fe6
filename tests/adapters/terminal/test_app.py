"""The command line as a whole: help, exit codes, and errors without tracebacks."""

import subprocess
import sys
from pathlib import Path

import pytest

from adapters.terminal.examples import EXAMPLES
from adapters.terminal.printing import plain
from tests.support.source import ROOT
from tests.support.terminal import Typed


def test_without_a_command_it_says_how_to_begin(homeroom: Typed) -> None:
    said = homeroom()
    assert said.code == 0
    assert "homeroom demo" in said.out


@pytest.mark.parametrize("command", sorted(EXAMPLES))
def test_every_command_teaches_by_example(homeroom: Typed, command: str) -> None:
    said = homeroom(*command.split(), "--help")
    assert said.code == 0
    assert EXAMPLES[command][0].split("'")[0] in said.out
    for noise in ("--no-", "[default: ()]", '[default: ""]', "[default: False]", "[default: ]"):
        assert noise not in said.out


def test_an_unknown_command_is_a_question_of_usage(homeroom: Typed) -> None:
    said = homeroom("chek", "course.yaml")
    assert said.code == 2
    assert "check" in said.err
    assert "--help" in said.err


def test_a_missing_argument_is_a_question_of_usage(homeroom: Typed) -> None:
    assert homeroom("check").code == 2


def test_a_file_that_is_not_there_is_told_without_a_traceback(homeroom: Typed) -> None:
    said = homeroom("roster", "nobody.csv")
    assert said.code == 1
    assert said.err == "nobody.csv: No such file or directory.\n"


def test_settings_that_cannot_be_used_name_themselves(
    homeroom: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOMEROOM_PORT", "eighty")
    said = homeroom("backup")
    assert said.code == 1
    assert "HOMEROOM_PORT" in said.err
    assert "Traceback" not in said.err


def test_the_version_needs_no_settings(homeroom: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMEROOM_PORT", "eighty")
    said = homeroom("version")
    assert (said.code, said.out.split()[0]) == (0, "homeroom")


def test_other_peoples_text_cannot_steer_the_terminal() -> None:
    assert plain("a\x1b[2Jb\u202ec\nd\te") == "a\ufffd[2Jb\ufffdc\nd\te"


def test_a_letter_that_the_output_lacks_ends_nothing(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, str(ROOT / "homeroom" / "__main__.py"), "run", "--help"],
        cwd=tmp_path,
        env={"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"DISCORD_TOKEN=? homeroom run" in ended.stdout


def test_it_starts_as_a_program_from_any_folder(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, str(ROOT / "homeroom" / "__main__.py"), "version"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("homeroom ")
