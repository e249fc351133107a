"""What a rule is and what it finds. A rule knows its own manual and examples; it never prints, stores or waives anything."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict

from assistant.domain.frame import Frame, Severity
from assistant.domain.rules.configuration import Limits
from assistant.domain.rules.reply import Fault, Reply
from assistant.domain.rules.utterance import Hit, Utterance
from assistant.domain.topics import TOPICS, Topic

EVERY_TOPIC: frozenset[Topic] = frozenset(TOPICS)


class Finding(BaseModel):
    """A rule having fired on something said. Offsets point into the text; `text[start:end] == quote`."""

    model_config = ConfigDict(frozen=True)

    rule: str
    name: str
    severity: Severity
    message: str
    """One plain sentence that quotes the words."""
    quote: str
    start: int
    end: int
    section: str
    """Guide section that explains it."""


class FrameFinding(BaseModel):
    """A rule having fired on what is known so far, at a path of the frame."""

    model_config = ConfigDict(frozen=True)

    rule: str
    name: str
    severity: Severity
    message: str
    path: str
    section: str


class ReplyFinding(BaseModel):
    """A rule having fired on what a model wrote."""

    model_config = ConfigDict(frozen=True)

    rule: str
    name: str
    severity: Severity
    message: str
    quote: str
    section: str


Example = str | Frame | Reply
"""What a rule is tried on: an utterance, a frame or a reply."""


class Gap(NamedTuple):
    """What a frame rule points at: a path of the frame and a sentence about it."""

    path: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The manual every rule carries; a rule is one of the kinds below."""

    id: str
    name: str
    severity: Severity
    meaning: str
    """What the fault is and why it hurts."""
    bad: str
    good: str
    section: str
    catches: tuple[Example, ...]
    leaves_alone: tuple[Example, ...]
    looks_at: ClassVar[str]
    """What a kind of rule is held against, for its manual."""


@dataclass(frozen=True, kw_only=True)
class WordingRule(Rule):
    """A rule over one utterance."""

    looks_at = "each message, and `framefirst check`"
    find: Callable[[Utterance], Iterable[Hit]]
    catches: tuple[str, ...]
    leaves_alone: tuple[str, ...]
    topics: frozenset[Topic] = EVERY_TOPIC
    """Topics of the open question it speaks about; with no question open it always applies."""
    gives_way_to: frozenset[str] = frozenset()
    """Names of rules that say the same thing more precisely: where one of them speaks about a sentence, this one is silent."""

    def findings(self, utterance: Utterance) -> Iterable[Finding]:
        if utterance.topic is not None and utterance.topic not in self.topics:
            return
        for hit in self.find(utterance):
            yield self.finding(utterance, hit)

    def finding(self, utterance: Utterance, hit: Hit) -> Finding:
        return Finding(
            rule=self.id,
            name=self.name,
            severity=self.severity,
            message=hit.message,
            quote=utterance.text[hit.start : hit.end],
            start=hit.start,
            end=hit.end,
            section=self.section,
        )


def _found(rule: Rule, gaps: Iterable[Gap]) -> Iterable[FrameFinding]:
    for gap in gaps:
        yield FrameFinding(
            rule=rule.id,
            name=rule.name,
            severity=rule.severity,
            message=gap.message,
            path=gap.path,
            section=rule.section,
        )


@dataclass(frozen=True, kw_only=True)
class FrameRule(Rule):
    """A rule over everything known in a session."""

    looks_at = "everything said in a session"
    find: Callable[[Frame], Iterable[Gap]]
    catches: tuple[Frame, ...]
    leaves_alone: tuple[Frame, ...]

    def findings(self, frame: Frame) -> Iterable[FrameFinding]:
        return _found(self, self.find(frame))


@dataclass(frozen=True, kw_only=True)
class LimitRule(Rule):
    """A rule over everything known, where "few" or "small" is for the team to say."""

    looks_at = "everything said in a session, within your limits"
    find: Callable[[Frame, Limits], Iterable[Gap]]
    catches: tuple[Frame, ...]
    leaves_alone: tuple[Frame, ...]

    def findings(self, frame: Frame, limits: Limits) -> Iterable[FrameFinding]:
        return _found(self, self.find(frame, limits))


@dataclass(frozen=True, kw_only=True)
class ReplyRule(Rule):
    """A rule over a reply that a model wrote, and what it had to go by."""

    looks_at = "a model's reply, before anybody sees it"
    find: Callable[[Reply], Iterable[Fault]]
    catches: tuple[Reply, ...]
    leaves_alone: tuple[Reply, ...]

    def findings(self, reply: Reply) -> Iterable[ReplyFinding]:
        for fault in self.find(reply):
            yield ReplyFinding(
                rule=self.id,
                name=self.name,
                severity=self.severity,
                message=fault.message,
                quote=fault.quote,
                section=self.section,
            )
