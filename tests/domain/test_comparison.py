"""Two frames side by side: every difference is told once, in the words of the people who made it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.comparison import Difference, compare
from assistant.domain.events import Captured, DecisionRecorded, Edited, PutAside, Removed, Retitled, fold
from assistant.domain.frame import Frame

SAID = {"message": 1, "quote": "x"}
FIRST = (
    Retitled(title="Orders"),
    Captured(topic="latency", path="answers.latency", value="under 5 s", **SAID),
    PutAside(topic="budget", kind="unknown", owner="Piet"),
    Captured(topic="options", path="options.o1", value="a queue", **SAID),
    Captured(topic="options", path="options.o2", value="do nothing", baseline=True, **SAID),
    Captured(topic="criteria", path="criteria.c1", value="delay", **SAID),
    Captured(topic="criteria", path="criteria.c1.weight", value="60", **SAID),
    Captured(topic="trade_offs", path="scores.o1.c1", value="4", **SAID),
    Captured(topic="revisit_triggers", path="triggers.t1", value="p95 above 2 s", owner="Ines", **SAID),
)
SECOND = (
    Edited(path="answers.latency", value="under 1 s"),
    Captured(topic="budget", path="answers.budget", value="400 euro a month", **SAID),
    Edited(path="criteria.c1.weight", value="70"),
    Captured(topic="trade_offs", path="scores.o1.c1", value="5", **SAID),
    Captured(topic="options", path="options.o3", value="a nightly job", **SAID),
    Removed(path="options.o2"),
    Captured(topic="revisit_triggers", path="triggers.t1", value="p95 above 2 s", owner="Ines", due="2027-09-01", **SAID),
    DecisionRecorded(by="Ines", option="o1", on="2026-12-01"),
)  # fmt: skip


def test_every_difference_is_told_once_in_the_order_of_a_document():
    before = fold(Frame(), 1, FIRST)
    assert compare(before, fold(before, 2, SECOND)) == (
        Difference("added", "Decision", "", "Ines for a queue on 2026-12-01"),
        Difference("added", "Recommended option", "", "a queue"),
        Difference("changed", "Latency", "under 5 s", "under 1 s"),
        Difference("changed", "Budget", "open: unknown, owner Piet", "400 euro a month"),
        Difference("added", "Option", "", "a nightly job"),
        Difference("removed", "Option", "do nothing", ""),
        Difference("changed", "Weight of delay", "60", "70"),
        Difference("changed", "Score of a queue on delay", "4", "5"),
        Difference("changed", "Revisit trigger", "p95 above 2 s (Ines)", "p95 above 2 s (Ines, 2027-09-01)"),
    )


def test_nothing_differs_from_itself():
    frame = fold(fold(Frame(), 1, FIRST), 2, SECOND)
    assert compare(frame, frame) == ()


def test_seen_from_the_other_side_the_halves_change_places():
    before = fold(Frame(), 1, FIRST)
    after = fold(before, 2, SECOND)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    there = {(d.kind, d.before, d.after) for d in compare(before, after)}
    assert {(turned[d.kind], d.after, d.before) for d in compare(after, before)} == there


def test_items_of_two_sessions_are_the_same_when_they_read_the_same():
    one = fold(Frame(), 1, [Captured(topic="options", path=f"options.o{n}", value=text, **SAID) for n, text in ((1, "Kafka"), (2, "a queue"))])  # fmt: skip
    other = fold(Frame(), 1, [Captured(topic="options", path=f"options.o{n}", value=text, **SAID) for n, text in ((1, "A  queue"), (2, "cron"))])  # fmt: skip
    assert [(d.kind, d.before, d.after) for d in compare(one, other, related=False)] == [
        ("changed", "a queue", "A  queue"), ("added", "", "cron"), ("removed", "Kafka", ""),
    ]  # fmt: skip


VALUES = st.dictionaries(st.sampled_from(("budget", "team", "scale")), st.sampled_from(("a", "b")), max_size=3)


@settings(max_examples=30)
@given(VALUES, VALUES)
def test_what_differs_is_what_compare_tells(first, second):
    frames = [
        fold(
            Frame(), 1, [Captured(topic=topic, path=f"answers.{topic}", value=value) for topic, value in values.items()]
        )  # type: ignore[arg-type]
        for values in (first, second)
    ]
    told = {difference.what.lower() for difference in compare(*frames)}
    assert told == {topic for topic in {*first, *second} if first.get(topic) != second.get(topic)}


@pytest.mark.parametrize("kind", ["unknown", "later", "not_applicable"])
def test_a_question_put_aside_is_a_difference(kind):
    (told,) = compare(Frame(), fold(Frame(), 1, [PutAside(topic="team", kind=kind)]))
    assert told == Difference("added", "Team", "", f"open: {kind.replace('_', ' ')}")
