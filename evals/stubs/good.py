"""A model that does its work: it reads the prompt and answers within its rules, by cues instead of by understanding.

Good enough that everything a check asks of a draft can be met, and no better. It knows no case by name.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.domain.reading.wordlists import words
from evals.stub_server import Behaviour, Brief, Request, Shown, writes

Answer = dict[str, Any]
"""A draft as a model writes it: the six fields of the prompt."""

PIECES = 2
"""That an answer is streamed in; each costs the client more than it tells a check."""
QUOTE_WORDS, REPLY_QUOTE_WORDS, PASSAGE_WORDS = 25, 12, 20
NO_CAPTURE = frozenset({"contradiction", "confirm"})
SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n+")
CLAUSES = re.compile(r"(?<=[.!?;,])\s+(?:and |but |so )?|\n+")
WISH_FOR_A_SOLUTION = re.compile(
    r"^need\b|\b(?:we|i|they|he|she|boss|management|\w+ (?:town|team)) (?:really )?(?:needs?|wants?|should|must|ha(?:ve|s) to|would like|"
    r"plans?|(?:is|are) going)\b",
    re.IGNORECASE,
)
NOT_STATED = re.compile(
    r"\?$|\b(?:not|never|no longer|hardly|maybe|perhaps|might|wonder|unless|if)\b|n['’]t\b", re.IGNORECASE
)
PEOPLE = (
    "users|customers|nurses|planners|partners|clerks|drivers|teachers|citizens|analysts|agents|patients|pupils|members"
)
COUNTED = re.compile(rf"\b(\d[\d.,]*)\s+({PEOPLE})\b", re.IGNORECASE)
CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (topic, re.compile(cue, re.IGNORECASE))
    for topic, cue in (
        ("timeline", r"\b(?:by|before|until|deadline)\b.{0,30}\b(?:january|february|march|april|may|june|july|august|"
                     r"september|october|november|december|christmas|easter|q[1-4]|20\d\d|season|audit)\b"),
        ("budget", r"€|\$|£|\b(?:euros?|dollars?|pounds?|francs?)\b"),
        ("team", r"\b(?:developers?|engineers?|on call|part-timers?)\b"),
        ("compliance", r"\b(?:GDPR|HIPAA|PCI|auditors?|regulators?)\b"),
        ("availability", r"\b(?:outage|uptime|down for)\b|\b99[.,]\d"),
        ("users", rf"\b\d[\d.,]* (?:{PEOPLE})\b"),
        ("data", r"\b\d[\d.,]* (?:records|rows|files|GB|TB)\b"),
        ("out_of_scope", r"\bnot part of\b|\bout of scope\b"),
    )
)  # fmt: skip
AT_ONCE, SELDOM = re.compile(r"\d+ (?:seconds|minutes)"), re.compile(r"every (?:\d+ )?(?:hours?|days?|night)")
KNOWN = re.compile(r'^([a-z_]+|Why|Option|Criterion|Constraint|Trigger)\b[^:"]*: "(.*)"$')


def good_answer(brief: Brief) -> Answer:
    move, wording = brief.moves[0] if brief.moves else ("", "")
    reply, cited = replied(brief)
    return {
        "captured": list(captured(brief)),
        "proposals": list(proposed(brief, move)),
        "move": move,
        "reply": reply,
        "question": wording,
        "citations": cited,
    }


def answered(brief: Brief) -> Answer:
    return {"captured": list(read(brief))} if brief.of_documents else good_answer(brief)


def from_request(request: Request) -> Mapping[str, object]:
    return answered(Brief.of(request))


good: Behaviour = writes(from_request, PIECES)


# -- captures ----------------------------------------------------------------------------------------------------------


def captured(brief: Brief) -> Iterator[dict[str, str]]:
    """What the message states: by its cues, and for the topic that was asked what no cue claims."""
    asked_is_open = brief.topic not in NO_CAPTURE
    for sentence in stated(brief.message):
        cued = [topic for topic, cue in CUES if topic != brief.topic and cue.search(sentence)]
        if asked_is_open and not cued and not _wishes(brief, sentence):
            yield capture(brief.topic, sentence)
        for topic in cued:
            yield capture(topic, clause_with(dict(CUES)[topic], sentence))
        if asked_is_open and cued and sentence == stated(brief.message)[0] and not _wishes(brief, sentence):
            yield capture(brief.topic, sentence)


def read(brief: Brief) -> Iterator[dict[str, str]]:
    """What passages of documents state, by cues alone."""
    for passage in brief.passages:
        _, _, body = passage.text.partition("\n")
        for sentence in stated(body):
            topic = next((topic for topic, cue in CUES if cue.search(sentence)), None)
            if topic and not ORDERS.search(sentence):
                yield {**capture(topic, sentence), "passage": passage.section}


def _wishes(brief: Brief, sentence: str) -> bool:
    """A solution in place of the problem that was asked about."""
    return brief.topic == "problem" and WISH_FOR_A_SOLUTION.search(sentence) is not None


def stated(message: str) -> list[str]:
    """Sentences that say something is so."""
    sentences = [sentence.strip() for sentence in SENTENCES.split(message)]
    return [sentence for sentence in sentences if sentence and not NOT_STATED.search(sentence)]


def clause_with(cue: re.Pattern[str], sentence: str) -> str:
    return next((clause for clause in CLAUSES.split(sentence) if cue.search(clause)), sentence)


def capture(topic: str, words: str) -> dict[str, str]:
    quote = few(words, QUOTE_WORDS)
    return {"topic": topic, "value": quote, "quote": quote}


def few(text: str, most: int) -> str:
    """The first words of a text, without the sign it ends on."""
    return " ".join(text.split()[:most]).strip(" ,;:.!–-")


# -- proposals ---------------------------------------------------------------------------------------------------------


def proposed(brief: Brief, move: str) -> Iterator[dict[str, str]]:
    """Where a choice has fewer than two ways, another and leaving things alone; where nothing reopens it, a trigger."""
    facts = dict(known(brief))
    because = facts.get("problem") or facts.get("symptom") or facts.get("success")
    if not because:
        return
    if ":options" in move:
        yield {"kind": "option", "text": "Leave things as they are", "because": because}
        yield {"kind": "option", "text": "Mend what is in place today, without anything new", "because": because}
    if ":revisit-triggers" in move:
        figure = next((text for text in facts.values() if re.search(r"\d", text)), "")
        if figure:
            yield {"kind": "trigger", "text": f"This no longer holds: {few(figure, 12)}", "because": figure}


def known(brief: Brief) -> Iterator[tuple[str, str]]:
    """Topic and text of what the frame holds."""
    for line in brief.known.splitlines():
        found = KNOWN.match(line)
        if found:
            yield found[1].lower(), found[2]


def options(brief: Brief) -> list[str]:
    return re.findall(r'^Option [^:]*: "(.*)"$', brief.known, re.MULTILINE)


# -- the reply ---------------------------------------------------------------------------------------------------------


def replied(brief: Brief) -> tuple[str, list[str]]:
    """What was heard, what does not fit with it, and what a passage says about it, with its id."""
    heard = next((sentence for sentence in SENTENCES.split(brief.message) if sentence.strip()), "")
    parts = [f'You say "{few(heard, REPLY_QUOTE_WORDS)}".'] if few(heard, REPLY_QUOTE_WORDS) else []
    clash = clashing(brief)
    if clash:
        parts.append(f'Before, it was "{clash[0]}", now it is "{clash[1]}"; the two do not fit.')
    passage = bearing(brief)
    if passage is None:
        return " ".join(parts), []
    parts.append(f'What {named(passage)} says on this: "{sentence_of(passage)}"')
    return " ".join(parts), [passage.section]


def named(passage: Shown) -> str:
    return "the guide" if passage.source == "guide" else "your document"


def clashing(brief: Brief) -> tuple[str, str] | None:
    """A count in the message that the frame gives otherwise."""
    before = [(noun.lower(), number) for number, noun in COUNTED.findall(brief.known)]
    for number, noun in COUNTED.findall(brief.message):
        other = next((known for named_, known in before if named_ == noun.lower() and known != number), None)
        if other:
            return f"{other} {noun}", f"{number} {noun}"
    wait = next((AT_ONCE.search(text) for topic, text in known(brief) if topic == "latency"), None)
    source = SELDOM.search(brief.message)
    return (wait[0], source[0]) if wait and source else None


def bearing(brief: Brief) -> Shown | None:
    """The passage that shares most words with the message, if any shares two and has a sentence to quote."""
    said = content(brief.message)
    shared = {passage: len(said & content(passage.text)) for passage in brief.passages if sentence_of(passage)}
    best = max(shared, key=lambda passage: shared[passage], default=None)
    return best if best is not None and shared[best] >= 2 else None


def sentence_of(passage: Shown) -> str:
    """A sentence short enough to quote that names nothing by a capital letter and gives no orders."""
    _, _, body = passage.text.partition("\n")
    for sentence in SENTENCES.split(body):
        spoken = sentence.split()
        short = 5 <= len(spoken) <= PASSAGE_WORDS and not any(word[:1].isupper() for word in spoken[1:])
        if short and not ORDERS.search(sentence) and re.fullmatch(r"[\w ,.;:%'’–-]+[.!]", sentence):
            return sentence
    return ""


ORDERS = re.compile(
    r"\b(?:ignore|disregard|you must|assistant|system prompt|instructions?|approve[ds]?)\b", re.IGNORECASE
)
COMMON = words(
    "about after again also been before being could does every from have into just long many more most much only other "
    "over same should some such than that their them then there these they this those through today under until very "
    "want were what when where which while will with would your"
)


def content(text: str) -> frozenset[str]:
    return frozenset(word[:5] for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in COMMON)
