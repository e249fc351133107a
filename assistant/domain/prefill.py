"""What a document states about the topics of a framing, with its words and their place; a person takes it up or leaves it.

A heading says what the lines below it are about; elsewhere only words that name their topic count. It reads text and
knows no file. Nothing that it finds is anybody's answer until somebody says so.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from assistant.domain.events import Captured, Recorded
from assistant.domain.frame import Frame, Suggestion
from assistant.domain.reading.facts import Fact
from assistant.domain.reading.intent import meant
from assistant.domain.reading.reader import read
from assistant.domain.reading.substance import assess
from assistant.domain.reading.topics import heard
from assistant.domain.topics import NAMES, TOPICS, Topic

CHARACTERS_READ = 150_000
"""Of all documents together; a specification states its requirements before its appendices."""
LONGEST_QUOTE = 400
OF_A_TOPIC = 6
IN_ALL = 60

CONSEQUENTIAL: frozenset[Topic] = frozenset({
    "problem", "success", "priorities", "out_of_scope", "compliance", "budget", "timeline", "decision", "constraints",
    "options", "reversibility", "recommendation",
})  # fmt: skip
"""What steers everything after it: each of these is confirmed by itself, never as one of several."""

WANTED: tuple[Topic, ...] = (
    "problem", "success", "users", "scale", "latency", "data", "availability", "integration", "team", "budget",
    "timeline", "compliance", "out_of_scope", "stakeholders",
)  # fmt: skip
"""What a framing needs to know of anything; what is not found is said to be missing."""

HEADINGS: tuple[tuple[Topic, str], ...] = (
    # The first that fits decides, so the narrower ones stand first.
    ("out_of_scope", r"out[- ]of[- ]scope|non[- ]?goals?|not in scope|exclusions?|what we (?:do not|don't) do"),
    ("success", r"success|goals?|objectives?|kpis?|metrics|outcomes?|definition of done"),
    ("problem", r"problem|pain(?: points?)?|what (?:goes|is) wrong|why now|motivation"),
    ("users", r"users?|personas?|audience|customers?|who uses"),
    ("integration", r"integrations?|interfaces?|dependenc(?:y|ies)|external systems"),
    ("latency", r"latency|response times?|performance|speed"),
    ("availability", r"availability|uptime|service levels?|sla|slo"),
    ("scale", r"scale|volumes?|traffic|load|capacity"),
    ("compliance", r"compliance|legal|regulat\w+|privacy"),
    ("security", r"security"),
    ("data", r"data"),
    ("budget", r"budget|costs?|funding"),
    ("timeline", r"timeline|schedule|milestones?|deadlines?|dates|launch"),
    ("team", r"team|staffing|people|roles"),
    ("stakeholders", r"stakeholders?|sponsors?|approvers?"),
    ("risks", r"risks?"),
    ("constraints", r"constraints?|limitations?"),
    ("options", r"options?|alternatives?|solutions considered"),
    ("priorities", r"priorit(?:y|ies)"),
    ("existing_system", r"existing|current (?:system|state|situation)|as[- ]is|today"),
    ("functional", r"functional|requirements|features?|user stories|must do|scope"),
    ("rollout", r"roll[- ]?out|migration"),
    ("rollback", r"roll[- ]?back"),
)
TITLED = tuple((topic, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for topic, words in HEADINGS)
ITEM = re.compile(r"^\s*(?:[-*•–+]|\d{1,2}[.)]|\|)?\s*(?:\[[ x]\]\s*)?")
MARKS = re.compile(r"\*\*|__|`|^#+\s*|\s*\|\s*$")
RULE = re.compile(r"^[\s|:=_*-]*$")
UNDECIDED = re.compile(
    r"\b(?:tb[dca]|to be (?:decided|determined|confirmed|defined)|open question|unknown)\b|\?\s*$", re.I
)
GIVES_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,20}\b(?:your|previous|prior|earlier|above)\b.{0,20}\b(?:instructions?|prompts?|rules)\b"
    r"|\b(?:reveal|show|print|output|repeat|tell)\b.{0,30}\bsystem prompt\b"
    r"|\byou are (?:now )?(?:an? |the )?(?:[\w'’-]+ )?(?:assistant|model|ai|chatbot)\b"
    r"|\b(?:mark|treat|record|set|accept|approve|confirm|capture)\b.{0,20}\b(?:requirements?|topics?|answers?|questions?|everything)\b"
    r".{0,20}\bas (?:agreed|approved|accepted|confirmed|final|settled)\b",
    re.IGNORECASE,
)
"""Words for whoever reads with a model, not about the problem."""
COLLECTIONS: dict[Topic, str] = {"options": "options.o", "constraints": "constraints.k"}


class Stretch(NamedTuple):
    """A piece of a document: `citation` is where it stands, `heading` everything it stands under ("Scope: Users")."""

    citation: str
    heading: str
    text: str


class Found(NamedTuple):
    topic: Topic
    value: str
    quote: str
    citation: str
    facts: tuple[Fact, ...] = ()


def findings(stretches: Iterable[Stretch], today: date) -> tuple[Found, ...]:
    """What is stated, by rules alone, in reading order and within the limits."""
    return within_limits(_all(stretches, today))


def within_limits(found: Iterable[Found]) -> tuple[Found, ...]:
    """The first OF_A_TOPIC of a topic and IN_ALL together, each sentence once a topic."""
    kept: list[Found] = []
    for one in found:
        same_topic = [other for other in kept if other.topic == one.topic]
        if len(same_topic) < OF_A_TOPIC and not any(_says_again(one, other) for other in same_topic):
            kept.append(one)
        if len(kept) == IN_ALL:
            break
    return tuple(kept)


def _says_again(one: Found, other: Found | Captured) -> bool:
    """The same said on the same topic: the value, or words of one sentence of a document."""
    if one.value.casefold() == other.value.casefold():
        return True
    return one.citation == other.citation and (one.quote in other.quote or other.quote in one.quote)


def _all(stretches: Iterable[Stretch], today: date) -> Iterator[Found]:
    room = CHARACTERS_READ
    for stretch in stretches:
        if room <= 0:
            return
        topic = topic_of(stretch.heading)
        for line in stretch.text[:room].splitlines():
            yield from _in_line(line, topic, stretch.citation, today)
        room -= len(stretch.text)


def topic_of(heading: str) -> Topic | None:
    """What the lines under a heading are about, by the nearest heading above them that says so."""
    for title in reversed(heading.split(": ")):
        for topic, pattern in TITLED:
            if pattern.search(title):
                return topic
    return None


def _in_line(line: str, topic: Topic | None, citation: str, today: date) -> Iterator[Found]:
    stated = ITEM.sub("", line, count=1).strip()
    if RULE.match(stated) or stated.startswith("#"):
        return
    reading = read(stated[: 5 * LONGEST_QUOTE], today)
    for sentence in reading.sentences if topic else ():
        assert topic is not None
        if _says_something(sentence.quote, today):
            facts = tuple(fact for fact in reading.facts if sentence.start <= fact.start and fact.end <= sentence.end)
            yield Found(topic, _tidy(sentence.quote), sentence.quote.strip(), citation, facts)
    for mention in heard(reading):
        known = next((one for one in TOPICS if one == mention.topic), None)
        if mention.direct and known and known != topic and _says_something(mention.quote, today):
            yield Found(known, _tidy(mention.quote), mention.quote.strip(), citation, mention.facts)


def _says_something(text: str, today: date) -> bool:
    return len(text.split()) > 2 and settles(text, today)


def settles(text: str, today: date) -> bool:
    """Whether words of a bearable length settle something; what is open in the document is open here too."""
    if len(text) > LONGEST_QUOTE or UNDECIDED.search(text) or gives_orders(text):
        return False
    return meant(text).intent == "answer" and assess(read(text, today), ()).substance not in ("empty", "unknown")


def gives_orders(text: str) -> bool:
    """Whether it speaks to whoever reads the document for the person."""
    return GIVES_ORDERS.search(text) is not None


def _tidy(text: str) -> str:
    return " ".join(MARKS.sub("", text).split()).strip(" .;")


def offered(frame: Frame, log: Sequence[Recorded], found: Iterable[Found]) -> list[Captured]:
    """What was found as suggestions: nothing on a topic the person has answered, and nothing a second time."""
    before: dict[Topic, list[Captured]] = {}
    for record in log:
        if isinstance(record.event, Captured) and record.event.source == "document":
            before.setdefault(record.event.topic, []).append(record.event)
    fresh = [
        one
        for one in found
        if not frame.knows(one.topic) and not any(_says_again(one, other) for other in before.get(one.topic, ()))
    ]  # fmt: skip
    numbers = {"options.o": len(frame.options), "constraints.k": len(frame.constraints)}
    return [_offer(one, numbers) for one in fresh]


def _offer(found: Found, numbers: dict[str, int]) -> Captured:
    place = COLLECTIONS.get(found.topic)
    path = f"answers.{found.topic}"
    if place:
        numbers[place] += 1
        path = f"{place}{numbers[place]}"
    return Captured(
        topic=found.topic, path=path, value=found.value, quote=found.quote, source="document", status="proposed",
        citation=found.citation, facts=found.facts,
    )  # fmt: skip


# -- what a person is shown, and may confirm at once -------------------------------------------------------------------


class Group(NamedTuple):
    topic: Topic
    name: str
    singly: bool
    """Each of them is confirmed by itself."""
    found: tuple[Suggestion, ...]


def groups(frame: Frame) -> tuple[Group, ...]:
    """What documents state and nobody has taken up, by topic, most consequential first."""
    waiting = [one for one in frame.suggestions if one.source == "document"]
    by_topic = [
        Group(topic, NAMES[topic], topic in CONSEQUENTIAL, tuple(one for one in waiting if one.topic == topic))
        for topic in (*WANTED, *(topic for topic in TOPICS if topic not in WANTED))
    ]
    return tuple(sorted((group for group in by_topic if group.found), key=lambda group: not group.singly))


def missing(frame: Frame) -> tuple[Topic, ...]:
    """What a framing needs to know that neither the person nor a document has said."""
    found = {one.topic for one in frame.suggestions if one.source == "document"}
    return tuple(topic for topic in WANTED if not frame.is_settled(topic) and topic not in found)


def too_many_at_once(frame: Frame, taken: Iterable[str]) -> tuple[Topic, ...]:
    """The consequential topics among several suggestions that somebody wants to take up in one go; empty when it may be."""
    wanted = set(taken)
    chosen = [one for one in frame.suggestions if one.id in wanted and one.source == "document"]
    weighty = tuple(dict.fromkeys(one.topic for one in chosen if one.topic in CONSEQUENTIAL))
    return weighty if len(chosen) > 1 else ()
