"""An utterance as the rules see it: sentences, with quoted words blanked out and numbers noticed.

It knows how English marks a requirement, a denial or a question, and nothing of any one fault. Sentences are cut at
`LONGEST_SENTENCE` characters, which keeps every rule linear in the length of the text.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.domain.reading.names import read_names
from assistant.domain.reading.passage import Passage

LONGEST_SENTENCE = 1000

QUOTE_MARK = "·"
PRODUCT_MARK = "ǂ"
"""A letter nobody types, so that a run of it is one word."""
NOT_BOUGHT = frozenset({"protocol", "operating system"})
"""Categories of names that one speaks or runs on rather than introduces."""
INTRODUCED_ALL_THE_SAME = frozenset({"GraphQL", "gRPC", "WebSocket", "MQTT", "REST API"})
"""Protocols that people propose the way they propose a product."""

QUOTED = re.compile(
    r"\"[^\"\n]{1,200}\"|“[^”\n]{1,200}”|„[^“”\n]{1,200}[“”]|«[^»\n]{1,200}»|`[^`\n]{1,200}`"
    r"|(?<!\w)'[^'\n]{1,80}'(?!\w)"
)
APOSTROPHES = str.maketrans("’‘`´", "''''")
LONE_NEGATION = re.compile(r"(?<!\w)n't")
WORD = re.compile(r"[^\W\d_][\w'-]*")

NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty"
    "|thirty|"
    "forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|half|twice|double|triple"
)
TIME_UNITS = (
    "(?:milli)?seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|sprints?|business days?|working days?"
)
NUMBER = re.compile(
    r"(?<![\w.\-/#])(?<!\boption )(?<!\bphase )(?<!\bstep )(?<!\bversion )(?<!\bpriority )(?<!\bnumber )"
    r"(?!100\s?%|100 percent|0\s|24/7|24x7|(?:19|20)\d\d(?![\w.,]))[~<>≤≥€$£]?\d[\d.,]*(?!\w*/7)"
    rf"|\b(?:{NUMBER_WORDS})\b"
    r"|\b(?:one|within an?|under an?|below an?|less than an?|more than an?|up to an?|at most an?|in an?|per|every"
    rf"|once an?)\s+(?:{TIME_UNITS})\b",
    re.IGNORECASE,
)
MEASURE = re.compile(
    rf"(?:(?<![\w.])(?!100\s?%|100 percent|0\s|24/7)[~<>≤≥€$£]?\d[\d.,]*|\b(?:{NUMBER_WORDS}|one|an?|half an?))\s?"
    rf"(?:%|percent\b|per cent\b|ms\b|s\b|h\b|min\b|[kmgt]b\b|euros?\b|dollars?\b|€|\$|(?:{TIME_UNITS})\b)",
    re.IGNORECASE,
)
DATE = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|q[1-4]|(?:19|20)\d\d"
    r"|(?:next|this|end of(?: the)?|each|every) (?:week|month|quarter|year|sprint|summer|spring|autumn|winter)"
    r"|monthly|quarterly|yearly|annual(?:ly)?|weekly)\b|\b(?:in|until|by|before|since|of|early|mid|late"
    r"|end of) may\b|\d may\b",
    re.IGNORECASE,
)

REQUIREMENT = re.compile(
    r"\b(?:must|should|shall|ought to|ha(?:s|ve) to|ha(?:s|ve) got to|needs?|required?|requires|requirement|wants?"
    "|would like|'d like"
    "|expects?|expected|supposed to|going to|will|'ll|please|make|looking for|demands?|aim|goal|insists?"
    r"|guarantee[ds]?)\b",
    re.IGNORECASE,
)
DENIAL = re.compile(
    r"\b(?:not|no need|no requirement|without|never needs?|nor|neither|no longer|rather than|instead of"
    r"|nobody (?:needs|wants|asked|expects))\b"
    r"|n't\b|\b(?:dont|doesnt|isnt|wont|cannot|cant)\b",
    re.IGNORECASE,
)
GIVEN_UP = (
    "dropped|abandoned|gave up|given up|withdrew|withdrawn|scrapped|rejected|ruled out|struck|crossed out"
    "|turned down|relaxed|replaced|removed"
)
LET_GO = re.compile(
    r"\b(?:we|i|they|he|she|everyone|board|team|management|customer|client|business"
    rf"|legal)(?:'ve)?\s(?:\w+\s){{0,2}}?(?:{GIVEN_UP}|moved away|stopped \w+ing)\b"
    rf"|\b(?:was|were|has been|have been|got)\s(?:\w+\s)?(?:{GIVEN_UP})\b"
    r"|\b(?:agreed|settled|decided)\b[^.;]{0,60}\b(?:not|without|no|instead)\b"
    r"|\bno longer (?:ask|need|want|require|insist|promise)\w*",
    re.IGNORECASE,
)
CLAIMED = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|promis(?:es|ed)|advertis(?:es|ed)|pretends?|sales ?(?:man|person|people) (?:said"
    r"|says|told))\b",
    re.IGNORECASE,
)
SUPPOSED = re.compile(
    r"\b(?:if|when|whenever|whether|unless|once|until|before|after|as soon as|the day)\s+(?:[\w'-]+\s+){0,6}$",
    re.IGNORECASE,
)
CONTRAST = re.compile(r"\b(?:but|however|yet|although|though|whereas|in fact|actually)\b", re.IGNORECASE)
TALK = re.compile(
    r"\b(?:discuss(?:ed|es|ing)?|talk(?:ed|ing)?|spoke|met|meet|considered|looked at|looked into|compared"
    "|evaluated|thought|think|decided"
    r"|decide|interviewed|agreed|debated|argued|wondered|asked ourselves|answered|explain(?:ed)?|mention(?:ed)?)\b",
    re.IGNORECASE,
)


class Hit(NamedTuple):
    """Words a rule objects to, as offsets into the utterance, and the sentence it says about them."""

    start: int
    end: int
    message: str


class Sentence(NamedTuple):
    text: str
    plain: str
    """The same length as `text`: quoted words blanked, apostrophes straight."""
    marked: str
    """`plain` with every product's name overwritten by `PRODUCT_MARK`, so that a pattern can say "some product"."""
    start: int
    end: int
    is_question: bool
    has_number: bool
    """A quantity stands in it: a figure or a number word, not a year, an id or "24/7"."""
    has_measure: bool
    """A figure with its unit: a duration, a share, a sum, a size."""
    follow_up_number: bool
    """The next sentence gives a quantity."""

    def hit(self, start: int, end: int, message: str) -> Hit:
        """`{quote}` in the message becomes the words; offsets are the sentence's."""
        return Hit(self.start + start, self.start + end, message.replace("{quote}", f'"{self.text[start:end]}"'))

    def is_name(self, start: int) -> bool:
        """The word there is part of a name: capitalised inside a sentence, or followed by another capitalised word."""
        if not self.text[start].isupper() or self.text.isupper():
            return False
        if self.text[:start].strip():
            return True
        words = WORD.findall(self.text[start : start + 80])
        return len(words) > 1 and words[1][0].isupper() and words[1] != "I"

    def is_denied(self, start: int, reach: int = 40) -> bool:
        """A denial stands shortly before, in the same clause."""
        before = self.plain[max(0, start - reach) : start]
        clause = re.split(r"[,;:]|\bbut\b", before)[-1]
        return DENIAL.search(clause) is not None

    def is_supposed(self, start: int) -> bool:
        """A condition or a question opens the clause: what follows is imagined, not said."""
        return SUPPOSED.search(self.plain, max(0, start - 60), start) is not None

    @property
    def is_let_go(self) -> bool:
        """It tells of something given up, or of what others claim before contradicting it."""
        return _is_let_go(self.plain)

    @property
    def is_requirement(self) -> bool:
        return REQUIREMENT.search(self.plain) is not None

    @property
    def is_quantified(self) -> bool:
        return self.has_number or self.follow_up_number


@lru_cache(maxsize=256)
def _is_let_go(plain: str) -> bool:
    """Kept for a while: nearly every rule asks it of the sentence it looks at."""
    if LET_GO.search(plain):
        return True
    return CLAIMED.search(plain) is not None and CONTRAST.search(plain) is not None


class Utterance(NamedTuple):
    text: str
    topic: str | None
    sentences: tuple[Sentence, ...]

    @property
    def statements(self) -> Iterator[Sentence]:
        return (sentence for sentence in self.sentences if not sentence.is_question)


def hear(text: str, topic: str | None = None) -> Utterance:
    passage = Passage.of(text)
    plain = QUOTED.sub(lambda quoted: QUOTE_MARK * len(quoted.group()), text).translate(APOSTROPHES)
    marked = _with_products_marked(plain, passage)
    pieces = [piece for span in passage.sentences for piece in _cut(text, span.start, span.end)]
    numbers = [NUMBER.search(plain, start, end) is not None for start, end in pieces]
    sentences = tuple(
        Sentence(
            text=text[start:end],
            plain=plain[start:end],
            marked=marked[start:end],
            start=start,
            end=end,
            is_question="?" in text[max(start, end - 3) : end + 1],
            has_number=numbers[index],
            has_measure=MEASURE.search(plain, start, end) is not None,
            follow_up_number=index + 1 < len(numbers) and numbers[index + 1],
        )
        for index, (start, end) in enumerate(pieces)
    )
    return Utterance(text, topic, sentences)


def _with_products_marked(plain: str, passage: Passage) -> str:
    pieces: list[str] = []
    done = 0
    for name in read_names(passage):
        start, end = passage.tokens[name.first].start, passage.tokens[name.stop - 1].end
        if (
            name.kind == "product"
            and (name.noun not in NOT_BOUGHT or name.name in INTRODUCED_ALL_THE_SAME)
            and QUOTE_MARK not in plain[start:end]
        ):
            pieces += [plain[done:start], PRODUCT_MARK * (end - start)]
            done = end
    return "".join([*pieces, plain[done:]])


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_SENTENCE:
        blank = text.rfind(" ", start, start + LONGEST_SENTENCE)
        stop = blank if blank > start else start + LONGEST_SENTENCE
        yield start, stop
        start = stop
    yield start, end


def phrase(*patterns: str) -> re.Pattern[str]:
    """Whole words in any case, one of the patterns; a blank stands for any run of blanks, a lone "n't" for any "isn't"."""
    words = LONE_NEGATION.sub(r"\\w*n't", "|".join(patterns)).replace(" ?", r"\s?").replace(" ", r"\s+")
    return re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE)
