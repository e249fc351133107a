"""A message that answers nothing and is no wish either: a question back, a pause, another topic first.

It reads the words alone, like `intent`; whatever could be an answer is one. What becomes of it is decided elsewhere.
"""

import re
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.domain.reading.intent import meant
from assistant.domain.reading.reader import read

InterruptionKind = Literal["question", "verdict", "pause", "topic", "doubt"]
"""A question about the matter; "should we use X?"; "hold on"; "first the budget"; "what would change my mind?"."""


class Interruption(BaseModel):
    model_config = ConfigDict(frozen=True)

    kind: InterruptionKind
    detail: str = ""
    """The topic somebody wants to speak of, in their words."""


LONGEST = 240
ANY_DAY = date(2000, 1, 1)
OPENER = r"(?:(?:ok(?:ay)?|well|so|but|and|hm+|wait|sorry|actually|just|before (?:that|this|we go on))\b[\s,.!…-]*)*"
WE = r"(?:we|i|you|they|one|somebody|someone|anyone|it|this|that|there|the|a|an|our|my|your|their|its|any\w*)"
DOUBT = re.compile(
    rf"{OPENER}(?:what|which \w+) (?:would|could|might|will|should) (?:have to )?(?:(?:ever )?(?:change|shift|sway)|make (?:me|us) (?:change|rethink|reconsider))"
    r"(?: (?:my|our|your|the|this|that|me|us))?(?: (?:mind|minds|decision|choice|recommendation|answer|outcome|result|view))?(?: (?:here|about (?:it|this|that)))?\s*\?*",
    re.IGNORECASE,
)
VERDICT = re.compile(
    rf"{OPENER}(?:should|shall|must|would) {WE} (?:just |really |simply )*(?:use|choose|pick|take|go (?:with|for)|adopt|buy|build|move to|switch to|recommend)\b.*\?"
    rf"|{OPENER}(?:is|are|would) .{{2,60}} (?:be )?(?:the )?(?:better|best|right|good enough)\b.*\?"
    rf"|{OPENER}(?:which|what) (?:one |option |of them |of these )?(?:is|would be|do you|would you|should (?:we|i)) .*(?:better|best|recommend|choose|pick|use|prefer)\b.*\?",
    re.IGNORECASE,
)
QUESTION = re.compile(
    rf"{OPENER}(?:(?:what|how|why|who|whom|whose|which|where|when)(?:'s|'re)?\b"
    rf"|(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|may|might|shall|should)(?:n't)? {WE}\b).*\?",
    re.IGNORECASE,
)
PAUSE = re.compile(
    rf"{OPENER}(?:(?:please )?(?:hold on|hang on|wait|stand by|bear with me)(?: (?:a|one|just a) (?:moment|minute|second|sec|bit))?"
    r"|(?:one|just a|give me a|just one) (?:moment|minute|second|sec)"
    r"|brb|be right back|back in (?:a|five|ten) \w+"
    r"|(?:(?:let me|i(?:'ll| will| need to| have to| must|'d have to)|we(?:'ll| need to| have to)) (?:first |quickly |just )*"
    r"(?:check|look (?:it|that|this|something) up|look into (?:it|that|this)|find (?:it|that|this) out|find out|think about (?:it|that|this))"
    r"(?: (?:it|that|this|something|with \w+))?(?: (?:first|quickly|up))?))"
    r"(?:[\s,.;–-]+(?:please|let me (?:check|look|think|see)\b.{0,40}|i(?:'ll| will) be back\b.{0,20}))?[\s.!…]*",
    re.IGNORECASE,
)
TOPIC = re.compile(
    rf"{OPENER}(?:(?:can|could|may|shall|should) (?:we|i|you)|let'?s|let us|i(?:'d| would) (?:like|rather|prefer)(?: to)?|i want to|we should|please)"
    r"(?: first| please| maybe| rather| now)*"
    r" (?:talk about|speak about|discuss|look at|start with|begin with|go (?:back )?to|get (?:back )?to|come back to|return to|switch to|jump to|turn to|cover|do)"
    r" (?:the |our |my )?(?P<detail>[\w/ -]{3,40}?)(?: question| topic| part)?(?:,? (?:first|now|instead|next|again|please|before (?:that|this)))*[\s.!?]*",
    re.IGNORECASE,
)
FORMS: tuple[tuple[InterruptionKind, re.Pattern[str]], ...] = (
    ("doubt", DOUBT), ("topic", TOPIC), ("pause", PAUSE), ("verdict", VERDICT), ("question", QUESTION),
)  # fmt: skip


def interruption(text: str) -> Interruption | None:
    """What the whole message is, if it is one; a question that holds a figure may be an answer put shyly."""
    plain = " ".join(text.replace("’", "'").split())
    if not plain or len(plain) > LONGEST or plain.startswith("/") or meant(plain).intent != "answer":
        return None
    if len(read(plain, ANY_DAY).sentences) > 2:
        return None
    for kind, pattern in FORMS:
        if match := pattern.fullmatch(plain):
            if kind in ("question", "verdict") and _may_be_an_answer(plain):
                return None
            return Interruption(kind=kind, detail=(match.groupdict().get("detail") or "").strip())
    return None


FIGURES = ("number", "rate", "money", "size", "percent", "duration", "people", "date", "time")


def _may_be_an_answer(text: str) -> bool:
    reading = read(text, ANY_DAY)
    return any(fact.kind in FIGURES for fact in reading.facts) or bool(re.search(r"[.!]\s+\S", text))
