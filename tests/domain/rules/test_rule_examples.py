"""Each rule against its own two lists, and against the good examples of all the others."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.domain.rules import (
    CATALOGUE,
    FrameRule,
    LimitRule,
    Limits,
    ReplyRule,
    WordingRule,
    check,
    check_frame,
    check_reply,
)
from assistant.domain.rules.sketch import understood

WORDING = [rule for rule in CATALOGUE if isinstance(rule, WordingRule)]
FRAMES = [rule for rule in CATALOGUE if isinstance(rule, FrameRule | LimitRule)]
REPLIES = [rule for rule in CATALOGUE if isinstance(rule, ReplyRule)]
TODAY = date(2026, 1, 15)


def names(text):
    return {finding.name for finding in check(text)}


def frame_names(frame):
    return {finding.name for finding in check_frame(understood(frame, TODAY))}


def reply_names(reply):
    return {finding.name for finding in check_reply(reply)}


def spoken_about(rule):
    """The examples a rule must catch, as far as it does."""
    if isinstance(rule, ReplyRule):
        return tuple(reply for reply in rule.catches if list(rule.findings(reply)))
    if isinstance(rule, FrameRule):
        return tuple(frame for frame in rule.catches if list(rule.findings(understood(frame, TODAY))))
    if isinstance(rule, LimitRule):
        return tuple(frame for frame in rule.catches if list(rule.findings(understood(frame, TODAY), Limits())))
    from assistant.domain.rules.utterance import hear

    return tuple(text for text in rule.catches if list(rule.findings(hear(text))))


def cases(rules, attribute):
    return [
        pytest.param(rule, one, id=f"{rule.name}-{n}")
        for rule in rules
        for n, one in enumerate(getattr(rule, attribute))
    ]


@pytest.mark.parametrize(("rule", "text"), cases(WORDING, "catches"))
def test_a_rule_catches(rule, text):
    assert rule.name in names(text)


@pytest.mark.parametrize(("rule", "text"), cases(WORDING, "leaves_alone"))
def test_a_rule_leaves_alone(rule, text):
    assert rule.name not in names(text)


@pytest.mark.parametrize(("rule", "frame"), cases(FRAMES, "catches"))
def test_a_frame_rule_catches(rule, frame):
    assert rule.name in frame_names(frame)


@pytest.mark.parametrize(("rule", "frame"), cases(FRAMES, "leaves_alone"))
def test_a_frame_rule_leaves_alone(rule, frame):
    assert rule.name not in frame_names(frame)


@pytest.mark.parametrize(("rule", "reply"), cases(REPLIES, "catches"))
def test_a_reply_rule_catches(rule, reply):
    assert rule.name in reply_names(reply)


@pytest.mark.parametrize(("rule", "reply"), cases(REPLIES, "leaves_alone"))
def test_a_reply_rule_leaves_alone(rule, reply):
    assert rule.name not in reply_names(reply)


@pytest.mark.parametrize("rule", WORDING, ids=lambda rule: rule.name)
def test_the_bad_example_is_caught(rule):
    assert rule.name in names(rule.bad)


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.name)
def test_the_good_example_is_silent_under_every_rule(rule):
    assert names(rule.good) == set()


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.name)
def test_a_rule_that_finds_nothing_would_be_noticed(rule):
    mute = replace(rule, find=lambda *_: ())
    assert spoken_about(rule) == rule.catches
    assert spoken_about(mute) == ()


@pytest.mark.parametrize("rule", WORDING, ids=lambda rule: rule.name)
def test_the_message_quotes_the_words_and_is_one_sentence(rule):
    for text in rule.catches:
        for finding in check(text):
            assert f'"{finding.quote}"' in finding.message
            assert "\n" not in finding.message
            assert text[finding.start : finding.end] == finding.quote


@pytest.mark.parametrize("rule", WORDING, ids=lambda rule: rule.name)
def test_what_is_caught_is_caught_inside_a_longer_message(rule):
    """Not where the sentences before and after name what was missing; these do not."""
    for text in rule.catches:
        longer = f"Good morning. {text.rstrip()} Anna is on the phone."
        alone = {finding.name for finding in check(text)}
        if text[-1] in ".?!":
            assert alone <= {finding.name for finding in check(longer)}
