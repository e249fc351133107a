"""`check` and `check_frame`: which findings come back, in which order, and how long it may take."""

import gc
import time

import pytest

from assistant.domain.frame import Frame
from assistant.domain.rules import Finding, FrameFinding, check, check_frame
from assistant.domain.rules.sketch import chain, sketch, trigger


def told(text, topic=None):
    return [(finding.name, finding.quote) for finding in check(text, topic)]


def test_a_finding_carries_all_a_page_needs():
    (finding,) = check("We need RabbitMQ.")
    assert finding == Finding(
        rule="FF201",
        name="solution-as-problem",
        severity="warning",
        message='"We need RabbitMQ" is a solution: what goes wrong today, for whom, and how often?',
        quote="We need RabbitMQ",
        start=0,
        end=16,
        section="right-questions",
    )


def test_findings_come_in_the_order_of_the_words():
    assert told("The lift may never fail. We need RabbitMQ. Lots of guests call.") == [
        ("absolute-requirement", "may never fail"),
        ("solution-as-problem", "We need RabbitMQ"),
        ("vague-quantity", "Lots of"),
    ]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "...", "🙂", "?", '""', "ok", "\u200b"])
def test_nothing_is_said_about_nothing(text):
    assert check(text) == ()


def test_a_more_precise_rule_speaks_alone_in_its_sentence():
    assert told("We will revisit it when it gets too slow and traffic is growing fast.") == [
        ("unmeasurable-trigger", "when it gets too slow")
    ]


def test_a_rule_gives_way_only_within_the_sentence():
    assert [name for name, _ in told("We will revisit it when needed. Lots of guests call.")] == [
        "unmeasurable-trigger",
        "vague-quantity",
    ]


def test_the_open_question_decides_what_counts_as_a_fault():
    assert told("A robust connection must come first, then speed.", "priorities") == []
    assert told("We should use Redis.", "problem") == [("solution-as-problem", "We should use Redis")]
    assert told("We should use Redis.", "options") == []
    assert told("Happier planners.") == []
    assert told("Happier planners.", "success") == [("untestable-success", "Happier")]
    assert told("The till keeps crashing.", "symptom") == []
    assert told("The till keeps crashing.", "root_cause") == [("symptom-restated", "The till keeps crashing")]
    assert told("When load grows.", "revisit_triggers") == [("unmeasurable-trigger", "When load grows")]
    assert told("Karin overlooked it.") == []
    assert told("Karin overlooked it.", "why") == [("blame-as-cause", "Karin overlooked")]
    assert told("Everybody", "users") == [("everyone-as-users", "Everybody")]


def test_quoted_words_are_not_the_speakers_own():
    assert told('The old brief said "it must never fail" and "lots of users".') == []
    assert told("The old brief said “it must never fail”.") == []


def test_typographic_apostrophes_count_as_plain_ones():
    assert told("We can’t lose a single scan.") == told("We can't lose a single scan.").__class__(
        [("absolute-requirement", "can’t lose a single scan")]
    )


@pytest.mark.parametrize(
    "text", ["İİİ it must never fail.", "ß must never fail", "🙂 It must never fail", "It must never fail\u0000"]
)
def test_offsets_point_into_the_text_as_it_was_given(text):
    (finding,) = check(text)
    assert text[finding.start : finding.end] == finding.quote == "must never fail"


def test_a_complete_frame_is_left_alone():
    whys = chain(("late", "measured"), ("job stops", "observed"), ("no timeout", "measured"), root=False)
    frame = sketch(
        answers={"problem": "late status", "success": "5 calls", "out_of_scope": "billing", "trade_offs": "no replay"},
        whys=whys,
        options=("queue", "job", "as is"),
        baseline="as is",
        weights={"cost": 2, "speed": 1},
        scores={"queue": (2, 5), "job": (4, 3), "as is": (5, 1)},
        triggers=(trigger("bill above 3,000 euro", owner="Ines", due="2026-03-01"),),
        chosen="job",
        decided_by="Anna",
    )
    assert check_frame(frame) == ()


def test_an_empty_frame_is_left_alone():
    assert check_frame(Frame()) == ()


def test_frame_findings_come_with_a_path_in_the_order_of_the_catalogue():
    frame = sketch(options=("contract",), stakes="one_way", chosen="contract")
    assert [(finding.name, finding.path) for finding in check_frame(frame)] == [
        ("no-success-measure", "answers.success"),
        ("no-out-of-scope", "answers.out_of_scope"),
        ("single-option", "options"),
        ("one-way-door-without-decider", "decided"),
        ("one-way-door-without-alternatives", "options"),
        ("no-revisit-trigger", "triggers"),
        ("choice-without-loss", "options.contract"),
    ]


def test_a_frame_finding_carries_all_a_page_needs():
    frame = sketch(triggers=(trigger("bill above 3,000 euro", due="2026-03-01"),))
    assert check_frame(frame) == (
        FrameFinding(
            rule="FF415",
            name="trigger-without-owner",
            severity="warning",
            message='Nobody watches "bill above 3,000 euro": whose job is it to notice?',
            path="triggers.t",
            section="revisit-triggers",
        ),
    )


def test_every_hole_in_a_matrix_is_named_once_an_option():
    frame = sketch(
        options=("queue", "job"), weights={"cost": 1, "speed": 1, "risk": 1}, scores={"queue": (3, 4, 2), "job": (3,)}
    )
    holes = [finding.message for finding in check_frame(frame) if finding.name == "empty-matrix-cell"]
    assert holes == ['"job" has no score for speed, risk: the ranking may turn with it.']


HOSTILE = (
    "We have many users because it is slow and must be fast but cheaper ",
    "problem of the ",
    "either we or ",
    "is the ",
    "not ",
    "A ",
    "a",
    '"',
    "'",
    "Kafka or ",
    "more less, ",
    "The parcel is often late. ",
    "if we would ",
    "success ",
    "(",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_time_grows_with_the_length_of_the_text_and_no_faster(words):
    def seconds(length):
        text = (words * (length // len(words) + 1))[:length]
        started = time.process_time()
        check(text)
        return time.process_time() - started

    seconds(2_000)
    gc.disable()  # in a process that holds thousands of tests, a collection costs more than what is measured
    try:
        short, long = (min(seconds(length) for _ in range(2)) for length in (4_000, 16_000))
    finally:
        gc.enable()
    assert long < 9 * short + 0.1  # four times the text; a quadratic rule would take sixteen times as long
