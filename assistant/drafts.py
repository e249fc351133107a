"""What a model may fill in for a turn, and what of it is believed.

`parse` turns a raw answer into a Draft, item by item. `verify` keeps what stands in the person's own
message, was really retrieved or was really on offer, and drops the rest with a reason. Nothing here
sends anything or knows which model answered.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.domain import flow, wording
from assistant.domain.cleaning import clean
from assistant.domain.events import Captured
from assistant.domain.frame import Frame
from assistant.domain.reading.facts import Fact, FactKind
from assistant.domain.reading.reader import products, read
from assistant.domain.topics import Topic
from assistant.ports import Passage

ProposalKind = Literal["option", "criterion", "why", "risk", "trigger"]

REPLY_WORDS = 60
REPLY_WORDS_AT_MOST = 120
"""Beyond this it is not an answer that ran over but another kind of text."""
QUESTION_WORDS = 40
VALUE_CHARACTERS = 200
QUOTE_CHARACTERS = 1_000
SHOWN_CHARACTERS = 4_000
MENDED_CHARACTERS = 20_000
CAPTURES_A_TURN = 40
PROPOSALS_A_TURN = 3
PROPOSALS_READ = 10
SAME_QUESTION = 0.8
"""Share of words two questions have in common when they ask the same."""
ECHO_WORDS = 6
"""A run of this many words from the instructions is not the model's own."""

COMPLETE = frozenset({"stop", "tool_calls", "function_call", "end_turn", "STOP"})
"""Finish reasons of an answer that ended because it was done."""

PLAIN_ANSWER_MOVES = frozenset({"ask", "press", "complete"})
LISTED: frozenset[Topic] = frozenset({"options", "criteria", "constraints", "revisit_triggers", "trade_offs", "why"})
"""Topics whose answers are items of a list, which only the spine takes apart."""
CONVERSATION: frozenset[Topic] = frozenset({"contradiction", "confirm"})

LEADING = re.compile(
    r"^(so |and |but |then )?(do|does|is|are|was|were|would|should|could|wo|ca|have|has|did)n['’]t\b"
    r"|^(so |and |but |then )?(would|should|could) (we|you|it|they) (just|simply|rather|not)\b"
    r"|\b(would|could)( not|n['’]t)? (?:[\w-]+ ){1,8}be (better|best|easier|simpler|enough|safer|cheaper)\b"
    r"|\b(right|correct|yes|no|ok|okay|agreed|isn['’]t it|don['’]t you( think| agree)?|wouldn['’]t you( say| agree)?)\?$"
    r"|\b(do|would) you agree\b|\bsurely\b|\bobviously\b|\bclearly,|\bof course\b"
    r"|\bwhy (not|don['’]t you|don['’]t we|not just)\b|\b(how|what) about (using|adding|adopting|moving|switching|a|an)\b"
    r"|\bhave you (considered|thought about|thought of|looked at|tried)\b|\b(should|shall) (we|you|it|they) (use|adopt|choose|pick|buy|build|introduce|go with|move to|switch to)\b"
    r"|\bis it (fair|safe) to (say|assume)\b|\b(is|are|was|were) [^?]{2,60} the (right|best|better) (choice|option|way|tool|fit|solution|approach)\b",
    re.IGNORECASE,
)
CLAIMS_A_CHANGE = re.compile(
    r"\bI(?:['’](?:ve|ll|m)| have| will| am)?(?: now| just| also| already)* "
    r"(?:approv(?:ed?|ing)|mark(?:ed|ing)?|set(?:ting)?|delet(?:ed?|ing)|remov(?:ed?|ing)|confirm(?:ed|ing)?|accept(?:ed|ing)?"
    r"|sign(?:ed|ing)?|clos(?:ed?|ing)|record(?:ed|ing)?|sav(?:ed?|ing)|updat(?:ed?|ing)|chang(?:ed?|ing)|grant(?:ed|ing)?"
    r"|merg(?:ed?|ing)|deploy(?:ed|ing)?|schedul(?:ed?|ing)|sen[dt]|email(?:ed|ing)?|notif(?:y|ied|ying))\b"
    r"|\b(?:approved|confirmed|signed off|decided|accepted|authori[sz]ed|agreed) by\b"
    r"|\b(?:has|have|is|are) (?:now |been |already |hereby )+"
    r"(?:approved|confirmed|accepted|agreed|final|decided|deleted|signed off|closed)\b"
    r"|\bstatus\s*[:=]\s*(?:approved|accepted|final|done|confirmed)",
    re.IGNORECASE,
)
PRAISE = re.compile(
    r"^(?:(?:what an? |that['’]s an? |this is an? )?(?:great|good|excellent|fantastic|wonderful|awesome|interesting|perfect|nice|amazing|brilliant)"
    r"(?: question| point| idea| start| answer| detail| work| context)?|thanks?(?: you)?(?: so much| very much)?(?: for [^.!,]+)?)\s*[.!,]+\s*",
    re.IGNORECASE,
)
GUIDE_NUMBER = re.compile(r"\b(?:guide|section|chapter)\s+(\d+(?:\.\d+)*)", re.IGNORECASE)
BRACKETED = re.compile(r"\s*\[([A-Za-z][\w-]{0,60}|\^?\d{1,3})\]")
DIGITS = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?")
WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
QUANTITIES: tuple[FactKind, ...] = ("number", "rate", "money", "size", "percent", "duration", "people", "date", "time")
STOPWORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "for",
        "to",
        "in",
        "on",
        "at",
        "by",
        "and",
        "or",
        "but",
        "with",
        "without",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "its",
        "we",
        "our",
        "us",
        "i",
        "my",
        "you",
        "your",
        "they",
        "their",
        "them",
        "this",
        "that",
        "these",
        "those",
        "as",
        "from",
        "per",
        "about",
        "up",
        "most",
        "least",
        "than",
        "not",
        "no",
        "have",
        "has",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "should",
        "may",
        "must",
        "there",
        "so",
        "who",
        "which",
        "what",
    ]
)


# -- the shape ---------------------------------------------------------------------------------------------------------


class Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Capture(Shape):
    topic: Topic
    value: str = Field(description="The answer, tidied; every number and word of weight comes from the quote.")
    quote: str = Field(description="The words it was read from, exactly as they stand in the message.")


class Proposal(Shape):
    kind: ProposalKind
    text: str = Field(description="The suggestion, in a few words.")
    because: str = Field(description="What known fact makes it worth a look.")


class Draft(Shape):
    """One turn as the model would have it."""

    captured: tuple[Capture, ...]
    proposals: tuple[Proposal, ...]
    move: str = Field(description="Id of one of the open questions.")
    reply: str = Field(description="What was heard and what follows from it. No question in it.")
    question: str = Field(
        description="The chosen open question in this person's words. One sentence, one question mark."
    )
    citations: tuple[str, ...] = Field(description="Ids of passages the reply rests on.")


@cache
def schema() -> dict[str, Any]:
    """The Draft's JSON Schema, in the strict form that endpoints enforce."""
    return Draft.model_json_schema()


# -- parsing -----------------------------------------------------------------------------------------------------------


Shaped = TypeVar("Shaped", bound=Shape)


class Parsed(NamedTuple, Generic[Shaped]):
    """A draft, or the problem in a few words; `dropped` names the items that did not fit."""

    draft: Shaped | None
    problem: str = ""
    dropped: tuple[str, ...] = ()


def parse(raw: str, finish_reason: str | None = "stop") -> Parsed[Draft]:
    """The draft in a raw answer."""
    found, problem = fields_in(raw, finish_reason, Draft)
    if problem:
        return Parsed(None, problem)
    dropped: list[str] = []
    draft = Draft(
        captured=tuple(items(Capture, found.get("captured"), dropped)),
        proposals=tuple(items(Proposal, found.get("proposals"), dropped)),
        move=_text(found.get("move")),
        reply=_text(found.get("reply")),
        question=_text(found.get("question")),
        citations=tuple(_text(citation) for citation in _list(found.get("citations"))),
    )
    return Parsed(draft, dropped=tuple(dropped))


def fields_in(raw: str, finish_reason: str | None, shape: type[Shape]) -> tuple[dict[str, Any], str]:
    """The fields of a shape in a raw answer, unchecked, or the problem in a few words.

    JSON is mended once, and only when the answer ended because it was done.
    """
    if not raw.strip():
        return {}, "empty answer"
    if finish_reason is not None and finish_reason not in COMPLETE:
        return {}, "answer cut off" if finish_reason == "length" else "answer withheld"
    found = _strict(raw)
    if found is None and finish_reason is None:
        return {}, "answer incomplete"
    found = found or _mended(raw, shape)
    if not found or not set(found) & set(shape.model_fields):
        return {}, "answer not in the form asked for"
    return found, ""


def _strict(raw: str) -> dict[str, Any] | None:
    """The JSON object in the text, fences and prose around it or not; None when there is none or it contradicts itself."""
    start, end = raw.find("{"), raw.rfind("}")
    if start < 0 or end < start:
        return None
    try:
        found = json.loads(raw[start : end + 1], object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise ValueError("a name is given twice")
    return dict(pairs)


def _mended(raw: str, shape: type[Shape]) -> dict[str, Any] | None:
    if "{" not in raw or len(raw) > MENDED_CHARACTERS or _says_twice(raw, shape):
        return None
    import json_repair

    try:
        found = json_repair.loads(raw[raw.find("{") :])
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _says_twice(raw: str, shape: type[Shape]) -> bool:
    """A field is filled twice: mending would pick one of the two, and neither is known to be meant."""
    return any(len(re.findall(rf'"{name}"\s*:', raw)) > 1 for name in shape.model_fields)


def items(kind: type[Shaped], given: object, dropped: list[str]) -> Iterator[Shaped]:
    """The items of a list that are of this kind; the others are named in `dropped`."""
    for item in _list(given):
        if not isinstance(item, dict):
            dropped.append(f"{kind.__name__.lower()}: not in the form asked for")
            continue
        known = {name: _text(item.get(name)) for name in kind.model_fields}
        try:
            yield kind.model_validate(known)
        except ValidationError as error:
            where = error.errors()[0]["loc"][0]
            dropped.append(f"{kind.__name__.lower()}: no such {where} {known[str(where)][:40]!r}")


def _list(given: object) -> list[Any]:
    return given if isinstance(given, list) else []


def _text(given: object) -> str:
    """Text as it may be stored. Numbers count as text; lists, objects and null do not."""
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return ""
    return clean(str(given)).text.strip()


class ReplySoFar:
    """The reply field of an answer that is still arriving, as far as it may be shown before it is verified."""

    KEY = re.compile(r'"reply"\s*:\s*"')
    STRING = re.compile(r'(?:[^"\\]|\\(?:u[0-9a-fA-F]{4}|[^u]))*')

    def __init__(self, sink: Callable[[str], None], instructions: str = "") -> None:
        self._sink, self._instructions = sink, instructions
        self._start, self._looked, self._shown = -1, 0, ""

    def __call__(self, raw: str) -> None:
        if self._start < 0:
            key = self.KEY.search(raw, max(0, self._looked - 40))
            self._looked = len(raw)
            if key is None:
                return
            self._start = key.end()
        text = self._decoded(raw[self._start : self._start + SHOWN_CHARACTERS])
        if text and text != self._shown and not CLAIMS_A_CHANGE.search(text) and not echoes(text, self._instructions):
            self._shown = text
            self._sink(text)

    def _decoded(self, written: str) -> str:
        whole = self.STRING.match(written)
        try:
            return without_markup(clean(json.loads(f'"{whole.group() if whole else ""}"', strict=False)).text)
        except ValueError:
            return self._shown


# -- verification ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verified:
    """What is left of a draft."""

    captures: tuple[Captured, ...] = ()
    proposals: tuple[Captured, ...] = ()
    move: flow.Move | None = None
    reply: str | None = None
    question: str | None = None
    citations: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    """What was not believed, each with its reason."""

    @property
    def events(self) -> tuple[Captured, ...]:
        return (*self.captures, *self.proposals)

    @property
    def is_empty(self) -> bool:
        return not (self.events or self.reply or self.question)


@dataclass(frozen=True)
class Ground:
    """What a draft is held against."""

    said: str
    frame: Frame
    """With what guided mode already heard in this message."""
    passages: Sequence[Passage]
    today: date
    asked: Sequence[str] = ()
    """Questions already put in this session."""
    instructions: str = ""
    """The fixed part of the prompt, which is nobody's answer."""
    told: str = field(init=False)
    """Everything a person said, or that was worked out from it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "told", "\n".join((self.said, *told_in(self.frame))))


def verify(
    draft: Draft,
    said: str,
    frame: Frame,
    offered: Sequence[flow.Move],
    passages: Sequence[Passage],
    *,
    today: date = date(2000, 1, 1),
    asked: Sequence[str] = (),
    instructions: str = "",
) -> Verified:
    """What of the draft is believed. `today` is the day of the message, which dates in it count from."""
    ground = Ground(said, frame, passages, today, asked, instructions)
    dropped: list[str] = []
    captures = tuple(_captures(draft.captured, ground, dropped))
    move = next((move for move in offered if move_id(move) == draft.move), None)
    if draft.question and not draft.move:
        dropped.append("question: without the open question it stands for")
    if any(without_markup(text) != _tidy(text) for text in (draft.reply, draft.question)):
        dropped.append("markup: links, images, tags or badges taken out")
    if move is None and draft.move:
        dropped.append(f"move: not offered: {draft.move[:60]!r}")
    reply, question = _parted(without_markup(draft.reply), without_markup(draft.question))
    question_fault = (
        question_problem(question, ground) if question and move and not _is_given(question, move, frame) else None
    )
    reply = _shortened(_without_praise(_cited_only(reply, passages)))
    reply_fault = reply_problem(reply, ground) if reply else None
    dropped += [f"question: {question_fault}"] if question_fault else []
    dropped += [f"reply: {reply_fault}"] if reply_fault else []
    proposals = tuple(_proposals(draft.proposals, ground, dropped))
    citations = tuple(_citations(draft.citations, passages, dropped))
    return Verified(
        captures=captures,
        proposals=proposals,
        move=move,
        reply=None if reply_fault else reply or None,
        question=question if move and not question_fault and question else None,
        citations=citations if reply and not reply_fault else (),
        dropped=tuple(dropped),
    )


def move_id(move: flow.Move) -> str:
    """How a move is named to a model: its kind, its question, and what it is about."""
    return ":".join(filter(None, (move.kind, move.question.id, move.about)))


# -- captures and proposals --------------------------------------------------------------------------------------------


def _captures(captured: Iterable[Capture], ground: Ground, dropped: list[str]) -> Iterator[Captured]:
    taken: list[tuple[Topic, str]] = []
    for capture in islice(captured, CAPTURES_A_TURN):
        quote = verbatim(capture.quote, ground.said)
        fault = capture_problem(capture, quote, ground.today, taken)
        if fault or quote is None:
            dropped.append(f"capture of {capture.topic}: {fault}")
            continue
        taken.append((capture.topic, quote))
        facts = facts_in(quote, ground.today)
        yield Captured(
            topic=capture.topic, path=_place(capture.topic, ground.frame), value=_one_line(without_markup(capture.value)),
            quote=quote, message=ground.frame.messages, facts=facts, hedged=any(fact.hedged for fact in facts),
        )  # fmt: skip


def capture_problem(
    capture: Capture, quote: str | None, today: date, taken: Iterable[tuple[Topic, str]], read: str = "message"
) -> str | None:
    """Why a capture is not believed; None when it is. `quote` is as it stands in what was `read`."""
    value = _one_line(without_markup(capture.value))
    if quote is None:
        return f"the quote is not in the {read}"
    if len(quote) > QUOTE_CHARACTERS:
        return "the quote is too long"
    if capture.topic in CONVERSATION:
        return "nothing is kept about that"
    if not value or len(value) > VALUE_CHARACTERS:
        return "no value" if not value else "the value is too long"
    if not numbers_stand(value, quote, today):
        return "a number that the quote does not hold"
    if not says_no_more(value, quote):
        return "the value says more than its quote"
    if (capture.topic, quote) in taken:
        return "twice the same"
    return None


def _place(topic: Topic, frame: Frame) -> str:
    """The answer to what was asked; anything else was mentioned in passing."""
    ask = frame.ask
    asked = ask is not None and ask.topic == topic and ask.move in PLAIN_ANSWER_MOVES and topic not in LISTED
    return f"answers.{topic}" if asked else f"answers.{topic}.heard"


def verbatim(quote: str, said: str) -> str | None:
    """The words of the message that a quote repeats, as they stand there; None when it does not.

    Case, typographic quotes and dashes, and white space may differ; words may not, and none is cut in half.
    """
    wanted = " ".join(_folded(quote.strip()).split())
    if not any(character.isalnum() for character in wanted):
        return None
    folded: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(said):
        for piece in _folded(character):
            if not piece.isspace():
                folded.append(piece)
                origin.append(index)
            elif folded and folded[-1] != " ":
                folded.append(" ")
                origin.append(index)
    text, start = "".join(folded), -1
    while (start := text.find(wanted, start + 1)) >= 0:
        stop = start + len(wanted)
        if not (_joined(text, start) or _joined(text, stop)):
            return said[origin[start] : origin[stop - 1] + 1]
    return None


TYPOGRAPHY = str.maketrans("‘’‚′“”„«»‐‑‒–—−", '\'\'\'\'"""""------')


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(TYPOGRAPHY).casefold()


def _joined(text: str, at: int) -> bool:
    """Whether a cut at this place would go through a word or a number."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def numbers_stand(value: str, quote: str, today: date) -> bool:
    """Every number of the value is in the quote, with the same unit where the quote's can be read."""
    in_quote = facts_in(quote, today)
    stated = set(digits(quote))
    loose = value
    for fact in (fact for fact in facts_in(value, today) if fact.kind in QUANTITIES):
        same_kind = [other for other in in_quote if other.kind == fact.kind]
        if any(_same_quantity(fact, other) for other in same_kind):
            loose = loose.replace(fact.quote, " ", 1)
        elif any(digits(other.quote) == digits(fact.quote) for other in same_kind):
            return False  # the same figure with another unit
    return all(number in stated for number in digits(loose))


def _same_quantity(fact: Fact, other: Fact) -> bool:
    same_amount = (fact.low, fact.high, fact.day) == (other.low, other.high, other.day)
    return same_amount and fact.unit in (other.unit, None) and fact.period in (other.period, None)


def says_no_more(value: str, quote: str) -> bool:
    """At least half of the words of weight in the value begin like a word of the quote."""
    weighty = [word for word in words(value) if word not in STOPWORDS and not word[0].isdigit()]
    quoted = words(quote)
    known = [word for word in weighty if any(_akin(word, other) for other in quoted)]
    return 2 * len(known) >= len(weighty)


def _akin(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) >= 3 and word[:3] == other[:3])


def _proposals(proposals: Iterable[Proposal], ground: Ground, dropped: list[str]) -> Iterator[Captured]:
    frame = ground.frame
    known = {_folded(text) for text in told_in(frame)} | {_folded(offer.text) for offer in frame.suggestions}
    numbers = {
        "o": _last(frame.options),
        "c": _last(frame.criteria),
        "w": _last(frame.whys),
        "t": _last(frame.triggers),
    }
    kept = 0
    for proposal in islice(proposals, PROPOSALS_READ):
        text = _one_line(without_markup(proposal.text))
        fault = _proposal_problem(proposal, text, known, ground)
        if fault is None and kept == PROPOSALS_A_TURN:
            fault = "more than a turn can carry"
        if fault:
            dropped.append(f"proposed {proposal.kind}: {fault}")
            continue
        kept += 1
        known.add(_folded(text))
        yield _proposed(proposal, text, frame, numbers)


def _proposal_problem(proposal: Proposal, text: str, known: set[str], ground: Ground) -> str | None:
    if not text or len(text) > VALUE_CHARACTERS:
        return "no text" if not text else "too long"
    if not proposal.because:
        return "no reason given"
    if _folded(text) in known:
        return "already known"
    if CLAIMS_A_CHANGE.search(text) or echoes(text, ground.instructions):
        return "not a proposal"
    if proposal.kind == "option" and not ground.frame.knows("problem"):
        return "an option before the problem is known"
    if proposal.kind == "why" and not flow.chain(ground.frame):
        return "a cause without a symptom"
    if not _has_spoken(proposal.kind, ground.frame):
        return "before the person gave an answer of their own"
    return None


def _has_spoken(kind: ProposalKind, frame: Frame) -> bool:
    """Whether the person named something of this kind, or said that they cannot: only then are alternatives no anchor."""
    own: dict[ProposalKind, Sequence[Any]] = {
        "option": [option for option in frame.options if not option.baseline],
        "criterion": frame.criteria,
        "trigger": frame.triggers,
    }
    if kind not in own:
        return True
    topic, _ = PROPOSED[kind]
    given = [thing for thing in own[kind] if thing.origin.source != "model"]
    return bool(given) or frame.answer(topic).aside is not None


def _proposed(proposal: Proposal, text: str, frame: Frame, numbers: dict[str, int]) -> Captured:
    """The proposal in its place in the frame, marked as nobody's but the model's."""
    topic, key = PROPOSED[proposal.kind]
    path = f"answers.{topic}.heard"
    if key:
        numbers[key[-1]] += 1
        path = f"{key[:-1]}{key[-1]}{numbers[key[-1]]}"
    parent = None
    if proposal.kind == "why":
        steps = flow.chain(frame)
        parent = steps[-2].id if len(steps) > 1 else steps[-1].id
    return Captured(
        topic=topic, path=path, value=text, source="model", status="proposed", parent=parent,
        evidence="guessed" if proposal.kind == "why" else None,
        measurable=proposal.kind == "trigger" and bool(digits(text)),
    )  # fmt: skip


PROPOSED: dict[ProposalKind, tuple[Topic, str]] = {
    # kind -> topic, and the collection with the letter of its ids
    "option": ("options", "options.o"),
    "criterion": ("criteria", "criteria.c"),
    "why": ("why", "whys.w"),
    "risk": ("risks", ""),
    "trigger": ("revisit_triggers", "triggers.t"),
}


def _last(items: Sequence[Any]) -> int:
    return max((int(item.id[1:]) for item in items if item.id[1:].isdigit()), default=0)


# -- reply and question ------------------------------------------------------------------------------------------------


def _parted(reply: str, question: str) -> tuple[str, str]:
    """Reply and question, with questions taken out of the reply; the last of them counts when no other was given."""
    sentences = re.split(r"(?<=[.!?])\s+", reply)
    asking = [sentence for sentence in sentences if sentence.rstrip("*_ ").endswith("?")]
    told = " ".join(sentence for sentence in sentences if sentence not in asking) if asking else reply
    return told.strip(), _one_line(question or (asking[-1] if asking else "")).strip("*_ ")


def _is_given(question: str, move: flow.Move, frame: Frame) -> bool:
    """Whether it is the wording that the playbook gave, which may be followed by a word on how to answer."""
    return _one_line(question) == _one_line(without_markup(wording.put(move, frame).question))


def question_problem(question: str, ground: Ground) -> str | None:
    """Why a question cannot be put; None when it can."""
    if question.count("?") != 1 or not question.endswith("?"):
        return "not one question"
    if len(question.split()) > QUESTION_WORDS:
        return "too long"
    if LEADING.search(question):
        return "leading"
    if CLAIMS_A_CHANGE.search(question) or echoes(question, ground.instructions):
        return "not a question of ours"
    product = unnamed_product(question, ground)
    if product:
        return f"names {product}, which nobody did"
    if any(alike(question, earlier) >= SAME_QUESTION for earlier in ground.asked):
        return "asked before"
    return None


def reply_problem(reply: str, ground: Ground) -> str | None:
    """Why a reply cannot stand; None when it can."""
    if len(reply.split()) > REPLY_WORDS_AT_MOST:
        return "far too long"
    claim = CLAIMS_A_CHANGE.search(reply)
    if claim and _folded(claim.group()) not in _folded(ground.said):
        return "claims a change nobody made"
    if echoes(reply, ground.instructions):
        return "repeats its instructions"
    product = unnamed_product(reply, ground)
    if product:
        return f"names {product}, which nobody did"
    numbered = {number for number in GUIDE_NUMBER.findall(reply) if not _is_section(number, ground.passages)}
    if numbered:
        return "cites a section that was not found"
    known = {
        *digits(ground.told),
        *(number for passage in ground.passages for number in digits(f"{passage.title} {passage.text}")),
    }
    if not set(digits(reply)) <= known:
        return "a number nobody gave"
    return None


def _is_section(number: str, passages: Sequence[Passage]) -> bool:
    return any(passage.title.split(" ")[0] == number for passage in passages)


def unnamed_product(text: str, ground: Ground) -> str | None:
    """A product that neither the person nor the frame has named."""
    told = _folded(ground.told)
    for quote, name in products(text):
        if _folded(quote) not in told and _folded(name) not in told:
            return quote
    return None


def _shortened(reply: str) -> str:
    """Whole sentences up to the limit, where a reply runs over but is still one."""
    if not REPLY_WORDS < len(reply.split()) <= REPLY_WORDS_AT_MOST:
        return reply
    kept: list[str] = []
    for sentence in re.split(r"(?<=[.!])\s+", reply):
        if kept and len(" ".join((*kept, sentence)).split()) > REPLY_WORDS:
            break
        kept.append(sentence)
    return " ".join(kept)


def _without_praise(reply: str) -> str:
    rest = PRAISE.sub("", reply)
    return rest if rest == reply else rest[:1].upper() + rest[1:]


def _cited_only(reply: str, passages: Sequence[Passage]) -> str:
    """The reply without bracketed references to what was not retrieved."""
    sections = {passage.section for passage in passages}
    return BRACKETED.sub(lambda mark: mark.group() if mark[1] in sections else "", reply).strip()


def _citations(citations: Iterable[str], passages: Sequence[Passage], dropped: list[str]) -> Iterator[str]:
    sections = {passage.section for passage in passages}
    for citation in dict.fromkeys(citations):
        if citation in sections:
            yield citation
        elif citation:
            dropped.append(f"citation: {citation[:60]!r} was not retrieved")


def begun(raw: str, ground: Ground) -> str:
    """How far the reply of an answer got that was broken off; empty when it could not stand even so far."""
    shown = [""]
    ReplySoFar(shown.append, ground.instructions)(raw)
    told, _ = _parted(re.sub(r"\S*\d\S*$", "", shown[-1]), "")
    reply = _without_praise(_cited_only(told, ground.passages))
    return "" if reply_problem(reply, ground) else reply


# -- text --------------------------------------------------------------------------------------------------------------

DESTINATION = r"\((?:[^()]|\([^()]*\))*\)"
MARKUP: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?(?:-->|$)", re.DOTALL), ""),
    (re.compile(r"<(script|style|iframe|form|svg|object)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE), ""),
    (re.compile(r"<[a-z/!?][^<>]*>", re.IGNORECASE), ""),
    (re.compile(rf"!\[[^\[\]]*\]{DESTINATION}"), ""),
    (re.compile(r"!\[[^\[\]]*\](?:\[[^\[\]]*\])?"), ""),
    (re.compile(rf"\[([^\[\]]*)\]{DESTINATION}"), r"\1"),
    (re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]"), r"\1"),
    (re.compile(r"^\s*\[[^\[\]]+\]:.*$", re.MULTILINE), ""),
    (re.compile(r"\b(?:[a-z][a-z0-9+.-]*://|www\.|javascript:|data:|vbscript:|file:|mailto:)\S*", re.IGNORECASE), ""),
)
UNCLOSED = re.compile(r"<[a-z/!?][^<>]*$", re.IGNORECASE)
OPENING = re.compile(r"<(?=[a-z/!?])", re.IGNORECASE)
BADGES = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]")
"""Ticks, warning signs and pictures: in this product only the product uses them."""


def without_markup(text: str) -> str:
    """Words and emphasis only: no HTML, images, links, addresses or signs that imitate the product's own.

    Of a text that is longer than anything the product shows, only the beginning is kept.
    """
    text, earlier = text[:SHOWN_CHARACTERS], None
    while earlier != text:
        earlier = text
        for pattern, instead in MARKUP:
            text = pattern.sub(instead, text)
    text = OPENING.sub("< ", UNCLOSED.sub("", BADGES.sub("", text)))
    return _tidy(re.sub(r"!+\[", "[", text).replace("](", "] ("))


def _tidy(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def words(text: str) -> list[str]:
    return [word.group() for word in WORDS.finditer(_folded(text))]


def digits(text: str) -> list[str]:
    """Numbers written in digits, without their thousands separators: "38,000" -> "38000", "3,5" -> "3.5"."""
    return [_number(match.group()) for match in DIGITS.finditer(text)]


def _number(written: str) -> str:
    plain = re.sub(r"[.,'’\u00a0\u202f ](?=\d{3}(?:\D|$))", "", written).replace(",", ".")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def facts_in(text: str, today: date) -> tuple[Fact, ...]:
    return read(text, today).facts


def alike(question: str, other: str) -> float:
    """Share of the words of both questions that both have."""
    first, second = set(words(question)), set(words(other))
    return len(first & second) / len(first | second) if first | second else 0.0


def echoes(text: str, instructions: str) -> bool:
    """Whether a run of words stands in the instructions word for word."""
    return not _runs(text).isdisjoint(_runs_of_instructions(instructions))


@lru_cache(4)
def _runs_of_instructions(text: str) -> frozenset[tuple[str, ...]]:
    """Kept, because every answer and every piece of one that arrives is held against the same few texts."""
    return _runs(text)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    spoken = words(text)
    return frozenset(tuple(spoken[start : start + ECHO_WORDS]) for start in range(len(spoken) - ECHO_WORDS + 1))


def told_in(frame: Frame) -> Iterator[str]:
    """Every text in the frame that came from a person, a document or a calculation."""
    yield frame.intake.text
    for answer in frame.answers.values():
        for value in (*answer.values, *answer.heard, *answer.was):
            if value.origin.source != "model":
                yield from (value.text, value.origin.quote)
    for things in (frame.options, frame.criteria, frame.whys, frame.constraints, frame.triggers):
        for thing in things:
            if thing.origin.source != "model" or thing.origin.status == "accepted":
                yield thing.text
    for calculation in frame.calculations:
        yield from (calculation.text, calculation.working)
    for both in frame.contradictions:
        yield from (both.first_quote, both.second_quote, both.why)
    for flag in frame.open_flags:
        yield flag.message
    if frame.ask:
        yield frame.ask.question
