"""The nouns: everything known in a session, each value with where it came from.

A frame is a value. It is folded from events (`events.replay`) and never written to; it knows no
session id, no storage and no screen.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.reading.facts import Fact
from assistant.domain.reading.opening import OpeningKind
from assistant.domain.topics import Topic

Source = Literal["user", "guide", "document", "calculation", "model"]
Status = Literal["stated", "proposed", "accepted"]
Stakes = Literal["nothing", "two_way", "costly", "one_way"]
Evidence = Literal["measured", "observed", "reported", "guessed"]
MoveKind = Literal[
    "ask",
    "press",
    "complete",
    "why",
    "branch",
    "therefore",
    "settle",
    "weigh",
    "score",
    "classify",
    "recommend",
    "defend",
    "confirm",
]
AsideKind = Literal["unknown", "not_applicable", "later", "someone_else", "skipped"]
Severity = Literal["info", "warning", "error"]


class Noun(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Provenance(Noun):
    """Where a value came from: whose words, in which message, and how far it may be trusted."""

    source: Source = "user"
    status: Status = "stated"
    quote: str = ""
    """Verbatim words, a substring of the message (or of the cited passage)."""
    message: int | None = None
    """Number of the person's message, counted from 1."""
    by: str | None = None
    """Name of who said it, where that was not the author of the session but somebody who was asked."""
    citation: str | None = None
    """Guide section or document the value rests on."""
    turn: int = 0


class Value(Noun):
    text: str
    origin: Provenance
    facts: tuple[Fact, ...] = ()
    vague: tuple[str, ...] = ()
    """Words that were pressed and stayed vague; empty for a concrete answer."""
    hedged: bool = False


class Aside(Noun):
    """A question not answered for now, and why: an open question with an owner where somebody would know."""

    kind: AsideKind
    owner: str | None = None
    due: str | None = None
    reason: str | None = None
    origin: Provenance


class Answer(Noun):
    """What is known about one topic."""

    topic: Topic
    values: tuple[Value, ...] = ()
    """Given when asked, or stated in so many words; the document's text."""
    heard: tuple[Value, ...] = ()
    """Mentioned in passing while talking about something else."""
    was: tuple[Value, ...] = ()
    """Earlier values that a later one replaced."""
    slots: tuple[str, ...] = ()
    """Parts of the topic that what was heard already covers."""
    aside: Aside | None = None
    stale: str | None = None
    """What changed since this was said; None while it still stands."""

    @property
    def text(self) -> str:
        return "; ".join(value.text for value in self.values)

    @property
    def is_vague(self) -> bool:
        return bool(self.values) and all(value.vague for value in self.values)


class Why(Noun):
    id: str
    parent: str | None
    """None for the symptom at the root of the tree."""
    text: str
    evidence: Evidence
    origin: Provenance
    is_root: bool = False
    """Named by the person as a cause the team can act on."""


class Option(Noun):
    id: str
    text: str
    origin: Provenance
    baseline: bool = False
    """Doing nothing."""
    parked: bool = False
    """Named as a solution before the problem was known."""
    trade_off: Value | None = None


class Criterion(Noun):
    id: str
    text: str
    origin: Provenance
    weight: float | None = None
    """Raw, as given; None until the person weighs it."""
    weight_origin: Provenance | None = None


class Score(Noun):
    option: str
    criterion: str
    value: int = Field(ge=1, le=5)
    reason: str | None = None
    origin: Provenance


class Constraint(Noun):
    id: str
    text: str
    hard: bool | None
    """None until somebody says whether it can be negotiated."""
    origin: Provenance


class Screening(Noun):
    """Whether an option gets past a hard constraint."""

    option: str
    constraint: str
    breaks: bool
    origin: Provenance


class Trigger(Noun):
    id: str
    text: str
    measurable: bool
    owner: str | None = None
    due: str | None = None
    """ISO date of a calendar trigger."""
    origin: Provenance


Item = Why | Option | Criterion | Constraint | Trigger
"""A thing of the frame that has an id and a text."""


class Suggestion(Noun):
    """Something a model proposed or a document states, and nobody has taken up. It counts nowhere until somebody does."""

    id: str
    topic: Topic
    collection: str
    """Where it goes when it is accepted: `options`, `criteria`, `whys`, `triggers`, `answers`."""
    text: str
    parent: str | None = None
    measurable: bool = False
    source: Source = "model"
    quote: str = ""
    """The document's words, verbatim."""
    citation: str | None = None
    """Where in which document they stand."""
    facts: tuple[Fact, ...] = ()
    turn: int = 0


class Flag(Noun):
    """A rule having fired on something a person (or a model) said, until resolved or waived."""

    id: str
    rule: str
    name: str
    severity: Severity
    message: str
    path: str
    quote: str = ""
    turn: int = 0
    section: str | None = None
    state: Literal["open", "resolved", "waived"] = "open"
    reason: str | None = None


class Calculation(Noun):
    id: str
    name: str
    text: str
    """The result in a sentence, with units."""
    working: str
    inputs: tuple[str, ...] = ()
    """Paths of the values it was computed from."""


class Contradiction(Noun):
    """Two things said that cannot both hold; both halves are kept, verbatim."""

    id: str
    first: str
    first_quote: str
    second: str
    second_quote: str
    why: str
    state: Literal["open", "settled", "accepted"] = "open"
    resolution: str | None = None


class Ask(Noun):
    """The question standing open: what the next message is taken as an answer to."""

    topic: Topic
    question: str
    move: MoveKind = "ask"
    key: str = ""
    """The playbook question's id."""
    why: str = ""
    section: str | None = None
    chips: tuple[str, ...] = ()
    about: str | None = None
    """The item it is about: an option, a why, a criterion, a contradiction."""


class Intake(Noun):
    kind: OpeningKind | None = None
    text: str = ""
    subject: str | None = None


class Decided(Noun):
    by: str
    option: str
    on: str


class Frame(Noun):
    """Everything known so far."""

    title: str = ""
    intake: Intake = Intake()
    stakes: Stakes = "costly"
    stakes_origin: Provenance | None = None
    """None while the stakes are assumed."""
    answers: dict[Topic, Answer] = {}
    whys: tuple[Why, ...] = ()
    options: tuple[Option, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    scores: tuple[Score, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    screenings: tuple[Screening, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    chosen: str | None = None
    """Option recommended by the person."""
    decided: Decided | None = None
    suggestions: tuple[Suggestion, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    flags: tuple[Flag, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    ask: Ask | None = None
    asked: dict[str, int] = {}
    """How often each playbook question was put, presses apart."""
    pressed: dict[str, int] = {}
    """How often each topic was pressed."""
    extra_questions: int = 0
    """Questions the person added to the budget."""
    reviews: tuple[str, ...] = ()
    """Ids of the offered playbooks that were taken up."""
    agreed: int = 0
    """How many times in a row somebody only agreed, since that was last remarked upon."""
    messages: int = 0
    turn: int = 0
    confirmed: bool = False
    closed: bool = False
    """Nothing is left to ask and the wrap-up has been given."""
    branched_from: str | None = None

    def answer(self, topic: Topic) -> Answer:
        return self.answers.get(topic) or Answer(topic=topic)

    def knows(self, topic: Topic) -> bool:
        return bool(self.answer(topic).values)

    def is_settled(self, topic: Topic) -> bool:
        """Answered, or put aside with a reason."""
        answer = self.answer(topic)
        return bool(answer.values) or answer.aside is not None

    def ruled_out(self, option: str) -> tuple[Constraint, ...]:
        """The hard constraints that an option breaks; empty while nobody said that it does."""
        broken = {
            screening.constraint for screening in self.screenings if screening.option == option and screening.breaks
        }
        return tuple(constraint for constraint in self.constraints if constraint.hard and constraint.id in broken)

    @property
    def open_flags(self) -> tuple[Flag, ...]:
        return tuple(flag for flag in self.flags if flag.state == "open")

    @property
    def questions_asked(self) -> int:
        return sum(self.asked.values())
