"""Which messages under shared make-up answers are replies, and when a policy counts them."""

from dataclasses import replace
from datetime import timedelta

from bot.model.participation.acts.contributions import Said
from bot.model.participation.acts.evidence import Edit
from bot.model.participation.acts.ledger import Act
from bot.model.participation.acts.references import write_message
from bot.model.participation.policies.policy import Option, Part, Within
from bot.model.places import Message, Place
from bot.model.recap.makeups import Reply, SharedAnswer
from bot.model.recap.replies import others_since, replies_count, reply_entries
from tests.support.sample import COURSE, POLICY, at, session

LIMITS = session("limits", at(hours=10))
MINUTE = timedelta(minutes=1)
MEIS = SharedAnswer("s1", COURSE.id, LIMITS.id, "mei", "Why?", "Since.", at(1))
ANAS = replace(MEIS, id="s2", person="ana", at=at(2))


def test_one_can_reply_once_somebody_else_has_shared_or_written_below() -> None:
    assert others_since("ana", (), (Reply("ben", at(1)),)) is None
    assert others_since("ana", (MEIS,), ()) == at(1)
    assert others_since("mei", (MEIS,), ()) is None
    assert others_since("mei", (MEIS, ANAS), ()) == at(2)
    below = (Reply("mei", at(1, hours=1)), Reply("ben", at(1, hours=2)), Reply(None, at(3)))
    assert others_since("mei", (MEIS, ANAS), below) == at(1, hours=2)
    early = (Reply("ben", at(1) - MINUTE), Reply("ben", at(1)))
    assert others_since("mei", (MEIS,), early) is None


def test_what_comes_after_the_others_is_about_the_session_and_due_with_its_make_up() -> None:
    place = Place("sandbox", "recaps", "root")
    first, second = (Message(place, name) for name in ("m1", "m2"))
    own = [
        Said(first, "mei", at(2), (Edit(at(2), 3),)),
        Said(second, "mei", at(2) + MINUTE, (Edit(at(2) + MINUTE, 5),)),
    ]
    assert reply_entries(LIMITS, own, None, at(3)) == ()
    (entry,) = reply_entries(LIMITS, own, at(2), at(3))
    assert (entry.act, entry.person, entry.about, entry.week) == (Act.REPLY, "mei", LIMITS.id, 1)
    assert (entry.course, entry.at, entry.amount) == (COURSE.id, at(2) + MINUTE, 5)
    assert (entry.evidence, entry.due, entry.in_time) == (write_message(second), at(3), True)
    (late,) = reply_entries(LIMITS, own, at(2), at(2))
    assert not late.in_time
    deleted = [replace(own[1], deleted=at(2, hours=1))]
    assert reply_entries(LIMITS, deleted, at(2), at(3)) == ()


def test_a_policy_counts_them_outside_of_discussions_only() -> None:
    reply = Option("help", "Help", (Part((Act.REPLY,)),))
    assert not replies_count(None)
    assert not replies_count(POLICY)
    assert replies_count(replace(POLICY, options=(*POLICY.options, reply)))
    for other in (replace(reply, within=Within.DISCUSSION), replace(reply, optional=True)):
        assert not replies_count(replace(POLICY, options=(other,)))
