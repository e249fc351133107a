"""Milestones: named, never changed by what follows, and something to compare with."""

import pytest
from conversation import Conversation

from assistant.domain.comparison import compare
from assistant.domain.events import milestones, replay
from assistant.errors import AlreadyAnswering, BadInput, ChangedElsewhere
from assistant.export import session_file
from assistant.milestones import log_at, set_milestone
from assistant.turn import branch, last_undoable, say
from assistant.view import transcript


@pytest.fixture
def named() -> Conversation:
    """A milestone, then one more answer."""
    conversation = Conversation()
    conversation.say("postgres or mongo for orders?", "Shoppers wait 9 seconds, 45 a week give up")
    set_milestone(conversation.ports, "s", "  before\nthe review ")
    conversation.say("6,000 shoppers a month and 14 people at the service desk")
    return conversation


def test_it_is_the_session_as_it_stood_then(named):
    (milestone,) = milestones(named.records)
    assert milestone.name == "before the review"
    then = replay(log_at(named.records, "Before the review"))
    assert [d.kind for d in compare(then, named.frame)]
    assert compare(then, replay(record for record in named.records if record.seq <= milestone.seq)) == ()


def test_nothing_that_follows_changes_it(named):
    then = replay(log_at(named.records, "before the review"))
    named.say("/undo", "/undo", "/undo")
    assert replay(log_at(named.records, "before the review")) == then


def test_setting_one_changes_nothing_in_the_frame_and_is_not_what_undo_takes_back(named):
    before = named.frame
    set_milestone(named.ports, "s", "after")
    assert compare(before, named.frame) == ()
    assert last_undoable(named.records) == before.turn
    assert transcript(named.records)[-1].notes == ("You set the milestone “after”.",)


def test_it_travels_with_the_exported_session_and_with_a_branch(named):
    _, log = session_file.parse(session_file.render("s", named.records))
    assert milestones(log) == milestones(named.records)
    branch(named.ports, "s", "b")
    assert milestones(named.log.read("b")) == milestones(named.records)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Before  the REVIEW", "milestones do not change"), ("", "needs a name"), (" \u200b\n", "needs a name"),
        ("x" * 81, "80 characters"),
    ],
)  # fmt: skip
def test_a_name_is_given_once_and_can_be_read(named, name, told):
    with pytest.raises(BadInput, match=told):
        set_milestone(named.ports, "s", name)
    assert len(milestones(named.records)) == 1


def test_it_waits_for_the_answer_and_for_other_tabs(named):
    with pytest.raises(ChangedElsewhere):
        set_milestone(named.ports, "s", "x", revision=1)
    say(named.ports, "s", "400 euro a month")
    with pytest.raises(AlreadyAnswering):
        set_milestone(named.ports, "s", "x")


def test_one_that_is_not_there_is_told_with_those_that_are(named):
    with pytest.raises(BadInput, match="Its milestones: “before the review”"):
        log_at(named.records, "later")
    with pytest.raises(BadInput, match="none yet"):
        log_at(Conversation().records, "later")
