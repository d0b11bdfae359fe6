"""The chat that a meeting saved, in its three forms."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.meetings.chat import parse_chat, read_chat
from bot.chat.refusal import Refusal
from bot.model.recap.transcript import Chat, ChatLine

NOON = 12 * 3600


def parsed(text: str) -> Chat:
    return parse_chat(text.encode(), "chat.txt")


def test_the_cloud_form_counts_from_the_recording() -> None:
    chat = parsed("00:01:05\tNoor Haddad:\tHello: all\nsecond line\r\n01:00:00\tAda:\tbye\n")
    assert chat == Chat(
        (
            ChatLine(65, "Noor Haddad", "Hello: all\nsecond line"),
            ChatLine(3600, "Ada", "bye"),
        ),
        since_recording=True,
    )


def test_the_newer_local_form_has_the_words_below_and_quotes_above_replies() -> None:
    chat = parsed(
        "12:00:00 From Noor Haddad to Everyone:\n\tWhere are the slides?\n"
        '12:00:10 From Ada to Everyone:\n\tReplying to "Where are the slides?"\n'
        "\t\n\tOn the site.\n"
        '12:00:12 From Emil to Everyone:\n\tReacted to "On the site." with \U0001f44d\n'
    )
    assert chat == Chat(
        (
            ChatLine(NOON, "Noor Haddad", "Where are the slides?"),
            ChatLine(NOON + 10, "Ada", "On the site."),
        ),
        since_recording=False,
    )


def test_the_older_local_form_has_all_on_one_line() -> None:
    chat = parsed("12:00:00\t From  Noor Haddad : hello\n12:00:05 From Ada to Everyone : 2 to 1\n")
    assert [(line.speaker, line.text) for line in chat.lines] == [
        ("Noor Haddad", "hello"),
        ("Ada", "2 to 1"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "12:00:00 From Ada to Noor Haddad(Direct Message):\n\tsecret\n\tmore secret\n",
        "12:00:00 From Ada to Noor Haddad (Privately) : secret\n",
        "12:00:00 From Ada to Noor Haddad:\n\tsecret\n",
    ],
)
def test_what_went_to_one_person_is_left_out(head: str) -> None:
    chat = parsed(head + "12:00:03 From Emil to Everyone:\n\topen\n")
    assert [line.text for line in chat.lines] == ["open"]


def test_what_the_cloud_says_went_to_one_person_is_left_out() -> None:
    chat = parsed(
        "00:00:01\tAda to Emil(Direct Message):\tsecret\nmore secret\n00:00:02\tAda:\topen\n"
        "00:00:03\tAda (Privately):\tsecret\n"
    )
    assert [line.text for line in chat.lines] == ["open"]


def test_a_name_may_hold_a_colon_without_opening_what_is_private() -> None:
    chat = parsed(
        "12:00:00 From Dr: Ada to Everyone:\n\topen\n"
        "12:00:01 From Ada to Emil : I said it to everyone: secret\n"
    )
    assert [(line.speaker, line.text) for line in chat.lines] == [("Dr: Ada", "open")]


def test_a_quotation_of_several_lines_and_a_reaction_taken_back_are_no_words() -> None:
    chat = parsed(
        '12:00:00 From Ada to Everyone:\n\tReplying to "first\n\tsecond..."\n\t\n\tYes: "both"\n'
        '12:00:09 From Emil to Everyone:\n\tRemoved a \U0001f44d reaction from "Yes"\n'
    )
    assert [line.text for line in chat.lines] == ['Yes: "both"']


def test_the_chat_of_meet_counts_from_the_recording() -> None:
    chat = parsed(
        "00:04:27.375,00:04:30.375\nAda Byron: see https://example.edu/x\n\n"
        "00:05:27.375,00:05:30.375\nEmil: is it due?\non Monday\n"
    )
    assert chat == Chat(
        (
            ChatLine(267, "Ada Byron", "see https://example.edu/x"),
            ChatLine(327, "Emil", "is it due?\non Monday"),
        ),
        since_recording=True,
    )


def test_a_local_clock_runs_on_past_midnight() -> None:
    chat = parsed("23:59:50 From Ada to Everyone : a\n00:00:10 From Ada to Everyone : b\n")
    assert chat.lines[1].at - chat.lines[0].at == 20


def test_an_empty_file_is_an_empty_chat() -> None:
    assert parsed("\n") == Chat()


def test_what_is_no_chat_is_refused_with_its_line() -> None:
    with pytest.raises(Refusal, match=r"^chat\.txt:2: found “Minutes of the meeting”"):
        parsed("\nMinutes of the meeting\n")


def test_two_kinds_in_one_file_are_refused() -> None:
    with pytest.raises(Refusal, match="two kinds"):
        parsed("00:00:01\tAda:\thi\n12:00:00 From Ada to Everyone : hi\n")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Give the path"):
        read_chat(tmp_path / "gone.txt")


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused(text: str) -> None:
    refused: Refusal | None = None
    try:
        parse_chat(text.encode("utf-8", "replace"), "chat.txt")
    except Refusal as error:
        refused = error
    assert refused is None or str(refused).startswith("chat.txt:")


def test_the_samples_are_read(shared: Path) -> None:
    folder = shared / "samples" / "zoom"
    cloud = read_chat(folder / "chat_cloud.txt")
    assert cloud.since_recording
    assert len(cloud.lines) == 4
    assert cloud.lines[2].text == "first line\nsoft return second line"
    local = read_chat(folder / "chat_local_saved_new.txt")
    assert not local.since_recording
    assert len(local.lines) == 3
    assert not any("private" in line.text for line in local.lines)
