"""Commands that only read files."""

from pathlib import Path

from config.samples import SAMPLE_COURSE
from tests.support.terminal import Typed

ROSTER = SAMPLE_COURSE.with_name("intercultural-roster.csv")
TALK = """WEBVTT

00:00:01.000 --> 00:00:09.000
<v Ana Alves>Today we talk about the weather and about what people make of it.</v>

00:00:10.000 --> 00:00:18.000
<v Tom Baker>Why does the same rain feel warm in one place and cold in another place?</v>

00:00:19.000 --> 00:00:29.000
<v Ana Alves>Because the wind takes the warmth away, so the rain feels colder where it blows.</v>
"""


def test_checking_the_sample_course_tells_whom_it_finds_asleep(homeroom: Typed) -> None:
    said = homeroom("check", SAMPLE_COURSE)
    assert said.code == 0
    assert "24 students" in said.out
    assert "Aroha Tāwhiri" in said.out
    assert "can be loaded" in said.out


def test_checking_says_where_the_error_is_and_what_to_write(
    homeroom: Typed, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.yaml"
    text = SAMPLE_COURSE.read_text(encoding="utf-8").replace("Europe/Berlin  ", "Europe/Berlim  ")
    wrong.write_text(text.replace("roster: intercultural-roster.csv\n", ""), encoding="utf-8")
    said = homeroom("check", wrong)
    assert said.code == 1
    line = text.split("Europe/Berlim")[0].count("\n") + 1
    assert f"{wrong}:{line}:7: error: Europe/Berlim" in said.out
    assert "Europe/Berlin?" in said.out


def test_a_roster_is_shown_with_its_people(homeroom: Typed) -> None:
    said = homeroom("roster", ROSTER)
    assert said.code == 0
    assert "Pasang Lhamu Thapa" in said.out
    assert "Homeroom roster, 24 people" in said.out


def test_a_roster_that_is_none_is_told_so(homeroom: Typed, tmp_path: Path) -> None:
    letter = tmp_path / "letter.csv"
    letter.write_text("Dear all,\nsee you on Monday.\n", encoding="utf-8")
    said = homeroom("roster", letter)
    assert said.code == 1
    assert "letter.csv:1:1: error" in said.out


def test_a_recap_names_staff_only(homeroom: Typed, tmp_path: Path) -> None:
    talk = tmp_path / "talk.vtt"
    talk.write_text(TALK, encoding="utf-8")
    said = homeroom("recap", talk, "--staff", "Ana Alves")
    assert said.code == 0
    assert said.out.startswith("# Recap of talk (draft)")
    assert "Ana Alves" in said.out
    assert "Tom Baker" not in said.out


def test_a_recap_is_written_once(homeroom: Typed, tmp_path: Path) -> None:
    talk = tmp_path / "talk.vtt"
    talk.write_text(TALK, encoding="utf-8")
    assert homeroom("recap", talk, "--output", "recap.md").code == 0
    before = (tmp_path / "recap.md").read_bytes()
    assert before.startswith(b"# Recap")
    again = homeroom("recap", talk, "--output", "recap.md", "--staff", "Ana Alves")
    assert again.code == 1
    assert "is there already" in again.err
    assert (tmp_path / "recap.md").read_bytes() == before


def test_a_transcript_that_is_none_is_refused(homeroom: Typed) -> None:
    said = homeroom("recap", ROSTER)
    assert said.code == 1
    assert "WEBVTT" in said.err
