"""Readiness: what is missing before options are weighed and before a document is final."""

from dataclasses import dataclass

import pytest

from assistant import playbooks
from assistant.domain.frame import (
    Answer,
    Aside,
    Constraint,
    Contradiction,
    Criterion,
    Decided,
    Flag,
    Frame,
    Option,
    Provenance,
    Score,
    Screening,
    Trigger,
    Value,
    Why,
)
from assistant.domain.readiness import FLOORS, readiness

SAID = Provenance(quote="x", message=1)


def value(text: str, **more) -> Value:
    return Value(text=text, origin=SAID, **more)


def answers(*topics: str) -> dict[str, Answer]:
    return {topic: Answer(topic=topic, values=(value(topic),)) for topic in topics}


SETTLED = (
    "problem", "success", "users", "scale", "stakeholders", "out_of_scope", "budget", "team", "timeline", "constraints",
    "decision", "recommendation", "reversibility", "rollout", "rollback", "availability", "data", "integration",
    "compliance", "failure_mode",
)  # fmt: skip
OPTIONS = tuple(
    Option(id=f"o{n}", text=text, origin=SAID, baseline=text == "nothing", trade_off=value("90 euro a month"))
    for n, text in enumerate(("a queue", "a job", "nothing"), 1)
)
CRITERIA = tuple(Criterion(id=f"c{n}", text=text, origin=SAID, weight=n) for n, text in enumerate(("delay", "cost"), 1))
SCORES = tuple(Score(option=o.id, criterion=c.id, value=3, reason="r", origin=SAID) for o in OPTIONS for c in CRITERIA)
WHOLE = Frame(
    title="Parcel status",
    stakes="one_way",
    stakes_origin=SAID,
    answers=answers(*SETTLED),
    options=OPTIONS,
    criteria=CRITERIA,
    scores=SCORES,
    constraints=(Constraint(id="k1", text="400 euro", hard=True, origin=SAID),),
    screenings=tuple(Screening(option=o.id, constraint="k1", breaks=False, origin=SAID) for o in OPTIONS),
    triggers=(Trigger(id="t1", text="60 calls a month", measurable=True, owner="Henk", due="2027-03-01", origin=SAID),),
    chosen="o1",
    decided=Decided(by="Henk", option="o1", on="2026-11-24"),
    confirmed=True,
)


def without(**changes) -> Frame:
    return WHOLE.model_copy(update=changes)


def lacking(parts) -> dict[str, tuple[str, ...]]:
    return {part.name: part.missing for part in parts if part.missing}


def test_a_whole_frame_may_be_weighed_and_is_final():
    ready = readiness(WHOLE)
    assert (ready.may_be_weighed, ready.is_final, ready.quality) == (True, True, 1.0)
    assert lacking((*ready.start, *ready.done)) == {}
    assert ready.unclear == ()


def test_an_empty_frame_lacks_every_part_of_start_and_of_the_definition_of_done():
    ready = readiness(Frame())
    assert set(lacking(ready.start)) == {"Stakeholders", "Time", "Alternatives", "Requirements", "Template"}
    assert set(lacking(ready.done)) == {"Evidence", "Criteria", "Agreement", "Documentation", "Realisation and review"}
    assert ready.quality == 0
    assert not ready.may_be_weighed
    assert not ready.is_final


def dropped(*topics: str) -> dict[str, Answer]:
    return {topic: answer for topic, answer in WHOLE.answers.items() if topic not in topics}


@dataclass(frozen=True)
class Gap:
    """What is taken out of the whole frame, and where that is noticed."""

    change: dict
    start: str = ""
    done: str = ""
    link: str = ""


GAPS = [
    Gap({"answers": dropped("stakeholders")}, start="Stakeholders", link="Frame"),
    Gap({"answers": dropped("decision", "timeline")}, start="Time"),
    Gap({"options": OPTIONS[1:]}, start="Alternatives", done="Criteria", link="Alternatives"),
    Gap({"options": OPTIONS[:2]}, start="Alternatives", done="Criteria", link="Alternatives"),
    Gap({"answers": dropped("problem")}, start="Requirements", link="Frame"),
    Gap({"answers": dropped("success")}, start="Requirements", done="Evidence", link="Frame"),
    Gap({"criteria": CRITERIA[:1]}, start="Requirements", done="Criteria", link="Values and trade-offs"),
    Gap({"title": ""}, start="Template"),
    Gap({"options": (OPTIONS[0].model_copy(update={"trade_off": None}), *OPTIONS[1:]), "scores": ()}, done="Evidence", link="Values and trade-offs"),
    Gap({"whys": tuple(Why(id=f"w{n}", parent=f"w{n - 1}" if n else None, text="x", evidence="guessed", origin=SAID) for n in range(3))}, done="Evidence", link="Information"),
    Gap({"criteria": tuple(c.model_copy(update={"weight": None}) for c in CRITERIA)}, done="Criteria", link="Values and trade-offs"),
    Gap({"screenings": WHOLE.screenings[1:]}, done="Criteria", link="Values and trade-offs"),
    Gap({"scores": SCORES[1:]}, done="Criteria", link="Reasoning"),
    Gap({"contradictions": (Contradiction(id="x", first="a", first_quote="May", second="b", second_quote="June", why="late"),)}, done="Agreement", link="Frame"),
    Gap({"decided": None}, done="Agreement", link="Commitment"),
    Gap({"chosen": None}, done="Documentation", link="Reasoning"),
    Gap({"answers": dropped("recommendation")}, done="Documentation", link="Reasoning"),
    Gap({"flags": (Flag(id="f", rule="FF501", name="x", severity="error", message="m", path="p"),)}, done="Documentation"),
    Gap({"answers": dropped("rollout", "rollback")}, done="Realisation and review", link="Commitment"),
    Gap({"triggers": (WHOLE.triggers[0].model_copy(update={"owner": None}),)}, done="Realisation and review", link="Commitment"),
    Gap({"triggers": (WHOLE.triggers[0].model_copy(update={"due": None}),)}, done="Realisation and review", link="Commitment"),
    Gap({"answers": dropped("out_of_scope")}, link="Frame"),
    Gap({"answers": {**WHOLE.answers, "scale": Answer(topic="scale", values=(value("lots", vague=("lots",)),))}}, link="Information"),
    Gap({"answers": {**WHOLE.answers, "risks": Answer(topic="risks", aside=Aside(kind="unknown", origin=SAID))}}, link="Information"),
    Gap({"screenings": (Screening(option="o1", constraint="k1", breaks=True, origin=SAID), *WHOLE.screenings[1:])}, link="Reasoning"),
]  # fmt: skip


@pytest.mark.parametrize("gap", GAPS, ids=lambda gap: f"{'+'.join(gap.change)}-{gap.start or gap.done or gap.link}")
def test_what_is_taken_out_is_missing_where_it_belongs(gap):
    ready = readiness(without(**gap.change))
    assert {name for name in (gap.start,) if name} <= set(lacking(ready.start))
    assert {name for name in (gap.done,) if name} <= set(lacking(ready.done))
    assert {name for name in (gap.link,) if name} <= {link.name for link in ready.links if link.missing}
    assert bool(lacking(ready.start)) == bool(gap.start)
    assert ready.quality == min(link.share for link in ready.links)


def test_an_option_that_is_ruled_out_needs_no_scores():
    broken = Screening(option="o2", constraint="k1", breaks=True, origin=SAID)
    scores = tuple(score for score in SCORES if score.option != "o2")
    frame = without(scores=scores, screenings=(WHOLE.screenings[0], broken, WHOLE.screenings[2]))
    assert lacking(readiness(frame).done) == {}


def test_the_higher_the_stakes_the_more_is_asked():
    bare = Frame(answers=answers("problem"))
    asked = [
        sum(len(part.missing) for part in readiness(bare.model_copy(update={"stakes": stakes})).done)
        + len(readiness(bare.model_copy(update={"stakes": stakes})).unclear)
        for stakes in ("nothing", "two_way", "costly", "one_way")
    ]
    assert asked == sorted(set(asked))
    assert asked[0] == 0
    for lower, higher in (("two_way", "costly"), ("costly", "one_way")):
        assert all(FLOORS[higher][topic] >= floor for topic, floor in FLOORS[lower].items())


def test_a_yes_to_the_summary_is_agreement_enough_for_a_two_way_door_alone():
    for stakes, agreed in (("two_way", True), ("costly", False)):
        done = lacking(readiness(without(decided=None, stakes=stakes)).done)
        assert ("Agreement" not in done) == agreed


ASIDE = {"origin": SAID}


@pytest.mark.parametrize(
    ("answer", "share", "state"),
    [
        (Answer(topic="users", values=(value("40"),)), 1.0, "answered"),
        (Answer(topic="users", values=(value("40", hedged=True),)), 0.75, "unsure"),
        (Answer(topic="users", values=(value("40"),), stale="the problem changed"), 0.5, "may be out of date"),
        (Answer(topic="users", values=(value("many", vague=("many",)),)), 0.25, "still vague"),
        (Answer(topic="users", heard=(value("clerks"),), slots=("groups",)), 0.5, "mentioned in passing"),
        (Answer(topic="users", heard=(value("9 clerks"),), slots=("groups", "count")), 0.75, "mentioned in passing"),
        (Answer(topic="users", aside=Aside(kind="not_applicable", **ASIDE)), 1.0, "does not apply"),
        (Answer(topic="users", aside=Aside(kind="unknown", owner="Ana", **ASIDE)), 0.5, "open with Ana"),
        (Answer(topic="users", aside=Aside(kind="skipped", **ASIDE)), 0.0, "open, with no owner"),
        (Answer(topic="users"), 0.0, "not said"),
    ],
)
def test_a_topic_is_as_clear_as_the_state_of_its_answer(answer, share, state):
    ready = readiness(without(answers={**WHOLE.answers, "users": answer}), playbooks.shipped())
    [users] = [topic for topic in ready.topics if topic.topic == "users"]
    assert (users.share, users.state) == (share, state)
    assert users.is_enough == (share >= FLOORS["one_way"]["users"])


def test_a_topic_below_its_floor_keeps_the_document_from_being_final():
    ready = readiness(without(answers=dropped("data")))
    assert [topic.topic for topic in ready.unclear] == ["data"]
    assert not ready.is_final
    assert readiness(without(answers=dropped("data"), stakes="costly")).is_final
