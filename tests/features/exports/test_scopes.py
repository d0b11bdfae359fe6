"""The grade so far, what changed since the last export, and weeks that stay as they were."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from bot.features.exports.writing import make_export
from bot.model.gradebook.gradebook import Scope
from bot.model.participation.acts.ledger import Act, withdrawal
from bot.model.participation.review.differences import Decision
from bot.ports.exports import Exported
from bot.ports.gradebooks import WRITTEN, Format, Wanted
from bot.ports.locked import differing
from tests.features.exports.conftest import CAME, SESSIONS
from tests.support.classroom import Classroom
from tests.support.instants import utc
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, POLICY, STAFF, at, entry

LOCKED = "2026-10-05 12:00"
"""Week 3 ends on 27 September and locks a week later."""


async def export(term: Classroom, week: int, form: Format, of: Scope = Scope.WEEK) -> bytes:
    wanted = Wanted(week, of, (form,))
    return (await make_export(term.store, COURSE, wanted, term.clock.now())).content


async def kept(term: Classroom) -> list[Exported]:
    async with term.store.reading() as work:
        return list(await work.exports.of(COURSE.id))


def files(term: Classroom) -> dict[str, str]:
    return {each.name: each.content.decode("utf-8-sig") for each in term.chat.files.values()
            if each.name.endswith(".csv")}  # fmt: skip


def rows(content: bytes) -> dict[str, dict[str, str]]:
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return {row["Name"]: row for row in csv.DictReader(text)}


async def test_the_grade_so_far_is_of_what_was_asked_until_now(term: Classroom) -> None:
    await term.tick_to("2026-09-29 12:00")
    said = await term.says(INES, "/class export week:3 of:total format:csv")
    assert "The total to week 3 is being made." in said
    [shown] = term.seen(INES)
    assert "Participation, weeks 1 to 3" in shown
    total = rows(files(term)["open-learning-total-week-03.csv"].encode())
    assert total["Ana"]["Participation total"] == "100"
    assert (total["Ben"]["Participation total"], total["Ben"]["Asked"]) == ("33.33", "100")
    assert [total["Ben"][week] for week in ("W01", "W02", "W03")] == ["0", "1", "0"]
    assert total["Ben"]["Note"] == "1 of 3 in 3 weeks."
    assert total["Cho"]["Participation total"] == "0"
    [deed] = await term.deeds()
    assert deed.what == "Ines exported the total to week 3 as csv"


async def test_a_perfect_first_week_is_no_tenth_of_the_term(term: Classroom) -> None:
    await term.tick_to("2026-09-15 12:00")
    total = rows(await export(term, 1, Format.CSV, Scope.TOTAL))
    assert total["Ana"]["Participation total"] == "100"


async def test_a_difference_holds_only_what_changed_since_the_last_export(term: Classroom) -> None:
    await term.tick_to("2026-09-15 12:00")
    async with term.store.work() as work:
        late = entry(BEN, Act.ATTEND, at(hours=10, minutes=5), SESSIONS[0].id)
        await work.ledger.append((late,))
    await term.says(INES, "/class export week:1 of:difference")
    [shown] = term.seen(INES)
    assert "Participation, week 1, what changed" in shown
    assert "Ben: 0 before, 1 now." in shown
    changed = rows(files(term)["open-learning-week-01-difference.moodle.csv"].encode())
    assert [(name, row["Participation W01"]) for name, row in changed.items()] == [("Ben", "1")]
    newest = (await kept(term))[0]
    assert (newest.scope, newest.form, newest.by) == (Scope.DIFFERENCE, "moodle", INES.id)
    assert {person: str(grade) for person, grade in newest.grades.items()} == {
        ANA.id: "1.00", BEN.id: "1.00", CHO.id: "0.00",
    }  # fmt: skip
    await term.says(INES, "/class export week:1 of:difference")
    assert "Nothing in week 1 has changed since its last moodle export" in term.seen(INES)[-1]


async def test_looking_at_a_spreadsheet_takes_nothing_from_moodles_difference(
    term: Classroom,
) -> None:
    await term.tick_to("2026-09-15 12:00")
    async with term.store.work() as work:
        await work.ledger.append((entry(BEN, Act.ATTEND, at(hours=11), SESSIONS[0].id),))
    await export(term, 1, Format.XLSX)
    assert set(rows(await export(term, 1, Format.MOODLE, Scope.DIFFERENCE))) == {"Ben"}


async def test_a_difference_to_nothing_says_what_to_do(term: Classroom) -> None:
    term.at("2026-09-15 12:00")
    await term.says(INES, "/class export week:2 of:difference")
    assert "has not been exported as moodle yet" in term.seen(INES)[-1]


async def test_a_grade_that_is_taken_away_is_said_for_no_file_can_clear_it(
    term: Classroom,
) -> None:
    await term.tick_to("2026-09-15 12:00")
    await term.says(INES, "/class roster excuse person:Ana reason:flu week:1")
    await term.says(INES, "/class export week:1 of:difference format:csv")
    assert (
        "Ana had 1 in the export before and is not counted now: clear it by hand."
        in (term.seen(INES)[-1])
    )


@pytest.mark.parametrize("form", WRITTEN)
async def test_a_past_week_gives_the_same_bytes_whatever_happens_in_others(
    term: Classroom, form: Format
) -> None:
    await term.tick_to("2026-09-29 12:00")
    provisional = await export(term, 3, form)
    await term.tick_to(LOCKED)
    locked = await export(term, 3, form)
    assert locked != provisional or form is Format.MOODLE
    later = replace(POLICY, version=2, title="Two a week", scale=POLICY.scale)
    async with term.store.work() as work:
        await work.policies.save(COURSE.id, later, term.clock.now(), since=6)
        await work.people.save((replace(CHO, dropped=date(2026, 10, 8)),))
        await work.people.save((replace(BEN, name="Benjamin", number="S2"),))
        await work.ledger.append((entry(ANA, Act.POST, at(days=30)),))
    term.at("2026-11-20 12:00")
    assert await export(term, 3, form) == locked


async def test_a_decision_after_the_lock_leaves_the_file_and_comes_as_a_difference(
    term: Classroom,
) -> None:
    await term.tick_to(LOCKED)
    before = await export(term, 3, Format.JSON)
    async with term.store.work() as work:
        gone = withdrawal(CAME[2], "it was somebody else", term.clock.now(), INES.id)
        await work.ledger.append((gone,))
    assert await export(term, 3, Format.JSON) == before
    await term.says(INES, "/class export week:3 format:csv")
    assert "1 grade was changed since it was locked" in term.seen(INES)[-1]
    [row] = rows(await export(term, 3, Format.CSV, Scope.DIFFERENCE)).values()
    assert (row["Name"], row["Participation W03"]) == ("Ana", "0")


async def test_a_difference_says_who_decided_it_and_why(term: Classroom) -> None:
    await term.tick_to(LOCKED)
    await term.says(INES, "/class roster excuse person:Cho reason:flu week:3")
    late = entry(BEN, Act.ATTEND, SESSIONS[2].starts, SESSIONS[2].id)
    decision = Decision("d1", COURSE.id, "he was there", INES.id, term.clock.now())
    async with term.store.work() as work, differing(COURSE, decision, work):
        await work.ledger.append((late,))
    changed = rows(await export(term, 3, Format.MOODLE, Scope.DIFFERENCE))
    assert "by decision of Ines: he was there." in changed["Ben"]["Participation W03 feedback"]


async def test_the_total_of_locked_weeks_stays_as_it_was(term: Classroom) -> None:
    await term.tick_to("2026-10-06 12:00")
    before = await export(term, 3, Format.XLSX, Scope.TOTAL)
    async with term.store.work() as work:
        await work.people.save((replace(BEN, name="Benjamin"),))
    term.at("2026-11-20 12:00")
    assert await export(term, 3, Format.XLSX, Scope.TOTAL) == before


async def test_nothing_is_sealed_while_what_was_in_time_may_still_come(term: Classroom) -> None:
    term.at(LOCKED)
    before = await export(term, 3, Format.CSV)
    late = entry(CHO, Act.ATTEND, SESSIONS[2].starts, SESSIONS[2].id)
    async with term.store.work() as work:
        await work.ledger.append((late,))
    assert await export(term, 3, Format.CSV) != before
    term.at("2026-10-07 12:00")
    sealed = await export(term, 3, Format.CSV)
    async with term.store.work() as work:
        await work.ledger.append((withdrawal(late, "a mistake", term.clock.now(), INES.id),))
    assert await export(term, 3, Format.CSV) == sealed


async def test_who_exported_what_is_kept(term: Classroom) -> None:
    await term.tick_to("2026-09-15 12:00")
    await term.says(INES, "/class export week:1 format:json")
    newest, *older = await kept(term)
    assert (newest.week, newest.form, newest.by, newest.policy) == (1, "json", INES.id, 1)
    assert (newest.locked, newest.at) == (False, utc("2026-09-15 12:00"))
    [file] = [each for each in term.chat.files.values() if each.name.endswith(".json")]
    assert json.loads(file.content)["checksum"] == newest.checksum
    assert len(newest.content) == 64
    assert {(each.form, each.by) for each in older} == {("csv", None), ("moodle", None)}


async def test_many_zeros_of_a_week_that_closes_are_one_sentence(term: Classroom) -> None:
    term.at("2026-09-07 12:00")
    await term.says(INES, "/class export week:1 format:csv")
    await term.tick_to("2026-09-15 12:00")
    [weekly] = [shown for shown in term.seen(STAFF) if "Participation, week 1" in shown]
    assert "2 without a grade before: 0 now, for nothing more is possible." in weekly
    assert "not counted before, 0 now" not in weekly


async def test_a_button_with_an_odd_number_is_refused(term: Classroom) -> None:
    said = await term.sends_state(INES, f"v1:export.make:{COURSE.id}:²:csv")
    assert said == "This button can't be read any more. Use /class export."
