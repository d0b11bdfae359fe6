"""Posts that are edited and deleted, presence that comes and goes, and the ledger that follows."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.evidence import (
    CHANGED,
    DELETED,
    Edit,
    Post,
    Presence,
    best_evidence,
    entries_for_post,
    minutes_present,
    reconcile,
)
from bot.model.participation.acts.ledger import (
    Act,
    Entry,
    first_id,
    in_force,
    revised_id,
    withdrawal,
)
from bot.model.sessions import Kind, Session, State
from tests.support.participation import CLASS_OVER, NEXT_WEEK, POSTS_DUE, TUESDAY_CLASS, attended

HOUR = timedelta(hours=1)
POST = Post("c", "ana", "discord/1/2", Act.POST, "d3", 3, TUESDAY_CLASS, 80, "link", expected=75)
SESSION = Session(
    "s3", "c", "acids", "Acids", Kind.TEACHING, TUESDAY_CLASS, CLASS_OVER, 3, State.ENDED
)


def minute(number: int) -> datetime:
    return TUESDAY_CLASS + timedelta(minutes=number)


def here(start: int, end: int | None) -> Presence:
    return Presence(minute(start), None if end is None else minute(end))


class TestPosts:
    """Edits before the due time count, later ones don't take away."""

    def test_a_post_is_an_entry_with_its_words_and_its_evidence(self) -> None:
        (entry,) = entries_for_post(POST, POSTS_DUE)
        assert (entry.act, entry.person, entry.about, entry.week) == (Act.POST, "ana", "d3", 3)
        assert (entry.amount, entry.out_of, entry.due) == (80, 75, POSTS_DUE)
        assert (entry.at, entry.evidence, entry.course) == (TUESDAY_CLASS, "link", "c")
        assert entry.withdraws is None

    def test_the_same_post_is_the_same_entry_and_another_is_not(self) -> None:
        (entry,) = entries_for_post(POST, POSTS_DUE)
        assert entries_for_post(replace(POST, words=3), None)[0].id == entry.id
        others = [
            replace(POST, key="discord/1/3"),
            replace(POST, person="ben"),
            replace(POST, course="d"),
            replace(POST, act=Act.REPLY),
        ]
        ids = {entries_for_post(other, POSTS_DUE)[0].id for other in others}
        assert len(ids | {entry.id}) == 5

    @pytest.mark.parametrize(
        ("edits", "due", "words"),
        [
            ([Edit(POSTS_DUE - HOUR, 20)], POSTS_DUE, 20),
            ([Edit(POSTS_DUE, 20)], POSTS_DUE, 80),
            ([Edit(POSTS_DUE + HOUR, 200)], POSTS_DUE, 80),
            ([Edit(POSTS_DUE + HOUR, 200)], None, 200),
            ([Edit(POSTS_DUE - HOUR, 90), Edit(POSTS_DUE - 2 * HOUR, 20)], POSTS_DUE, 90),
        ],
    )
    def test_what_stood_when_it_was_due_counts(
        self, edits: list[Edit], due: datetime | None, words: int
    ) -> None:
        (entry,) = entries_for_post(replace(POST, edits=tuple(edits)), due)
        assert entry.amount == words

    def test_a_late_post_is_entered_as_late(self) -> None:
        late = replace(POST, created=POSTS_DUE + HOUR, edits=(Edit(POSTS_DUE + 2 * HOUR, 300),))
        (entry,) = entries_for_post(late, POSTS_DUE)
        assert (entry.late, entry.amount) == (HOUR, 80)

    def test_a_deleted_post_has_none(self) -> None:
        assert entries_for_post(replace(POST, deleted=NEXT_WEEK), POSTS_DUE) == ()


class TestReconciling:
    """The ledger follows what happened by appending."""

    ENTRY = entries_for_post(POST, POSTS_DUE)[0]

    def test_a_new_act_is_appended_once(self) -> None:
        assert reconcile([], [self.ENTRY], NEXT_WEEK) == (self.ENTRY,)
        assert reconcile([self.ENTRY], [self.ENTRY], NEXT_WEEK) == ()
        assert reconcile([self.ENTRY, self.ENTRY], [self.ENTRY, self.ENTRY], NEXT_WEEK) == ()

    def test_what_its_author_deleted_is_withdrawn_with_the_reason(self) -> None:
        (gone,) = reconcile([self.ENTRY], [], NEXT_WEEK)
        assert (gone.withdraws, gone.reason, gone.withdrawn) == (self.ENTRY.id, DELETED, NEXT_WEEK)
        assert (gone.at, gone.week, gone.amount) == (self.ENTRY.at, 3, 80)
        assert gone.id != self.ENTRY.id
        assert reconcile([gone, self.ENTRY], [], NEXT_WEEK) == ()
        (why,) = reconcile([self.ENTRY], [], NEXT_WEEK, gone="hidden by staff")
        assert why.reason == "hidden by staff"

    def test_an_edit_withdraws_the_old_words_and_enters_the_new(self) -> None:
        longer = replace(self.ENTRY, amount=120)
        gone, new = reconcile([self.ENTRY], [longer], NEXT_WEEK)
        assert (gone.withdraws, gone.reason) == (self.ENTRY.id, CHANGED)
        assert gone.withdrawn == NEXT_WEEK
        assert (new.id, new.amount) == (f"{self.ENTRY.id}.2", 120)
        ledger = [self.ENTRY, gone, new]
        assert in_force(ledger) == (new,)
        assert reconcile(ledger, [longer], NEXT_WEEK) == ()
        (_, third) = reconcile(ledger, [self.ENTRY], NEXT_WEEK, reason="edited")
        assert third.id == f"{self.ENTRY.id}.3"

    def test_what_is_restored_is_a_new_revision(self) -> None:
        gone = withdrawal(self.ENTRY, DELETED, NEXT_WEEK)
        (again,) = reconcile([self.ENTRY, gone], [self.ENTRY], NEXT_WEEK)
        assert again == replace(self.ENTRY, id=f"{self.ENTRY.id}.2")

    def test_a_longer_time_makes_a_late_act_count(self) -> None:
        late = replace(self.ENTRY, at=POSTS_DUE)
        assert len(reconcile([late], [replace(late, due=NEXT_WEEK)], NEXT_WEEK)) == 2
        in_time = replace(self.ENTRY, due=NEXT_WEEK)
        assert reconcile([self.ENTRY], [in_time], NEXT_WEEK) == ()

    @pytest.mark.parametrize(
        "change",
        [{"person": "ben"}, {"act": Act.REPLY}, {"week": 4}, {"about": "d4"}, {"out_of": 10}],
    )
    def test_whatever_decides_credit_is_followed(self, change: dict[str, object]) -> None:
        changed = replace(self.ENTRY, **change)  # type: ignore[arg-type]
        assert len(reconcile([self.ENTRY], [changed], NEXT_WEEK)) == 2
        assert reconcile([self.ENTRY], [replace(self.ENTRY, evidence="else")], NEXT_WEEK) == ()

    def test_a_locked_week_takes_what_is_more_and_nothing_that_is_less(self) -> None:
        late = replace(self.ENTRY, amount=999, due=self.ENTRY.at)
        more = replace(self.ENTRY, amount=999)
        assert reconcile([self.ENTRY], [late], NEXT_WEEK, locked=True) == ()
        added = reconcile([self.ENTRY], [more], NEXT_WEEK, locked=True)
        assert [each.amount for each in in_force([self.ENTRY, *added])] == [999]
        assert reconcile([self.ENTRY, *added], [self.ENTRY], NEXT_WEEK, locked=True) == ()

    def test_a_locked_week_loses_nothing(self) -> None:
        changed = replace(self.ENTRY, amount=1)
        assert reconcile([self.ENTRY], [], NEXT_WEEK, locked=True) == ()
        assert reconcile([self.ENTRY], [changed], NEXT_WEEK, locked=True) == ()
        assert reconcile([], [self.ENTRY], NEXT_WEEK, locked=True) == (self.ENTRY,)

    def test_what_staff_decided_stays(self) -> None:
        refused = withdrawal(self.ENTRY, "copied", NEXT_WEEK, by="prof")
        assert reconcile([self.ENTRY, refused], [self.ENTRY], NEXT_WEEK) == ()
        by_hand = replace(self.ENTRY, by="prof")
        assert reconcile([by_hand], [], NEXT_WEEK) == ()

    def test_each_act_is_followed_by_itself(self) -> None:
        same, other, late = (replace(self.ENTRY, id=key) for key in ("same", "other", "late"))
        more, less = replace(other, amount=99), replace(late, amount=1)
        known = [same, other, late]
        added = reconcile(known, [same, more, less], NEXT_WEEK)
        assert [each.id for each in added] == ["other-", "other.2", "late-", "late.2"]
        kept = reconcile(known, [same, less, more], NEXT_WEEK, locked=True)
        assert [each.id for each in kept] == ["other-", "other.2"]
        assert [each.id for each in reconcile([same], [same, more, less], NEXT_WEEK)] == [
            "other", "late",
        ]  # fmt: skip

    @given(st.lists(st.integers(0, 3), max_size=6))
    def test_the_ledger_ends_where_the_post_does(self, story: list[int]) -> None:
        ledger: list[Entry] = []
        for words in story:
            wanted = [replace(self.ENTRY, amount=words)] if words else []
            ledger += reconcile(ledger, wanted, NEXT_WEEK)
            assert [entry.amount for entry in in_force(ledger)] == ([words] if words else [])
        assert len({entry.id for entry in ledger}) == len(ledger)


class TestIds:
    """Revisions and withdrawals keep the id their act began with."""

    def test_ids_say_where_they_come_from(self) -> None:
        entry = attended()
        assert [revised_id("abc", number) for number in (1, 2, 3)] == ["abc", "abc.2", "abc.3"]
        assert [first_id(text) for text in ("abc", "abc.2", "abc.2-", "abc-")] == ["abc"] * 4
        first = withdrawal(entry, "by its author", NEXT_WEEK)
        second = withdrawal(entry, "by staff", CLASS_OVER, by="prof")
        assert first.id == second.id
        assert (second.by, first.by) == ("prof", None)

    def test_in_force_is_sorted_by_time(self) -> None:
        early = replace(attended(), id="z", at=minute(-60))
        late = attended()
        assert in_force([late, early, late]) == (early, late)


class TestAttendance:
    """Minutes are the union of presence; the best evidence makes one entry."""

    @pytest.mark.parametrize(
        ("spans", "grace", "minutes"),
        [
            ([(0, 60)], 0, 60),
            ([(-20, 90)], 0, 60),
            ([(0, None)], 0, 60),
            ([(0, 30), (10, 20)], 0, 30),
            ([(0, 30), (20, 50)], 0, 50),
            ([(0, 20), (30, 60)], 0, 50),
            ([(0, 20), (25, 60)], 5, 60),
            ([(0, 20), (26, 60)], 5, 54),
            ([(30, 60), (0, 30)], 0, 60),
            ([(-30, -10), (70, 90)], 0, 0),
            ([], 0, 0),
        ],
    )
    def test_union(self, spans: list[tuple[int, int | None]], grace: int, minutes: int) -> None:
        presences = [here(*span) for span in spans]
        grace_time = timedelta(minutes=grace)
        assert minutes_present(presences, TUESDAY_CLASS, CLASS_OVER, grace_time) == minutes

    @given(st.lists(st.tuples(st.integers(-10, 70), st.integers(-10, 70)), max_size=5))
    def test_rejoining_never_inflates(self, spans: list[tuple[int, int]]) -> None:
        presences = [here(*span) for span in spans]
        counted = {m for start, end in spans for m in range(max(start, 0), min(end, 60))}
        assert minutes_present(presences, TUESDAY_CLASS, CLASS_OVER) == len(counted)

    def test_of_several_sources_the_best_is_kept(self) -> None:
        poor, good = replace(attended(10), id="a"), replace(attended(50), id="b")
        bens = replace(attended(5), person="ben")
        assert set(best_evidence([poor, good, bens])) == {good, bens}
        assert best_evidence([good, poor]) == (good,)
        assert best_evidence([good, replace(poor, amount=50)]) == (good,)
