"""The options of a record: listed, in a table, or each under its own heading; with what was said for and against them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.domain.records.headings import exact_meaning, normal
from assistant.domain.records.lines import Block
from assistant.domain.records.record import Chosen, Option, Section, Words

Polarity = Literal["good", "bad", "neutral"]

GOOD = (
    r"good|pros?|plus|advantages?|benefits?|positive|strengths?|upsides?|gains?|gut|vorteile?|bon|bueno|pluspunkt|goed"
)
BAD = r"bad|cons?|minus|disadvantages?|drawbacks?|negative|weakness(?:es)?|downsides?|risks?|losses|loss|cost|schlecht|nachteile?|mauvais|malo|slecht"
POLAR = re.compile(
    rf"[*_\s]*(?:(?P<good>(?:{GOOD})\b[*_]*(?=\s*(?:[,:;]|[-–—]\s|because|weil|\())|✅|👍|✔|➕|\(\+\)|\+\s|\[\+\])"
    rf"|(?P<bad>(?:{BAD})\b[*_]*(?=\s*(?:[,:;]|[-–—]\s|because|weil|\())|❌|👎|✖|✗|➖|⚠|\(-\)|\[-\])"
    r"|(?P<neutral>neutral\b))",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"^[\W_]*(?:(?:option|alternative|variante?|approach|candidate|proposal|solution|opci[oó]n|optie)\s*(?:#?\d{1,2}|[A-Z])?\b[*_]*\s*[.:)–—-]*[*_]*\s+|\(?[a-zA-Z0-9]{1,2}[.):]\s+)",
    re.IGNORECASE,
)
INDEX = re.compile(
    r"\b(?:option|alternative|variante?|approach|candidate|proposal|solution|opci[oó]n|optie)\s*#?(\d{1,2}|[A-Za-z])\b",
    re.IGNORECASE,
)
OWN_MARK = re.compile(r"\s*\*\([^)*]*\)\*\s*$")
DOING_NOTHING_MARK = re.compile(r"\*\([^)*]*doing nothing[^)*]*\)\*")
NAME_ENDS = re.compile(r"\s[–—-]{1,2}\s|:\s|\.\s|;\s|\s→\s|\n")
BOLD_NAME = re.compile(r"\s*(?:\*\*|__)(.+?)(?:\*\*|__)")
LINKED = re.compile(r"\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])?")
LONGEST_NAME = 100
NO_OPTION = re.compile(
    r"[\W_]*(?:none|n/?a|not applicable|tbd|todo|nothing|no (?:other )?(?:alternatives?|options?)(?: (?:were|was|have been)? ?\w+)?|(?:there (?:are|were) )?no others?)[\W_]*"
    r"|[\W_]*(?:\{[^}\n]*\}|…|\.{3})[\W_]*",
    re.IGNORECASE,
)
OPTION_COLUMN = re.compile(
    r"(?:options?|alternatives?|candidates?|approach(?:es)?|solutions?|variante?n?s?|choices?|tools?|products?|vendors?|names?|technolog(?:y|ies)|opci[oó]n(?:es)?|opties?)\b",
    re.IGNORECASE,
)
CRITERION_COLUMN = re.compile(
    r"criteri(?:on|a)|crit[eè]re|kriteri(?:um|en)|aspects?|factors?|features?|qualit(?:y|ies)|attributes?|requirements?|dimensions?|$",
    re.IGNORECASE,
)
NOT_AN_OPTION_COLUMN = re.compile(
    r"weights?|weighting|said by|notes?|comments?|importance|priority|gewicht(?:ung)?|winner|total|unit|$",
    re.IGNORECASE,
)
PRO_COLUMN = re.compile(rf"(?:{GOOD})\b", re.IGNORECASE)
CON_COLUMN = re.compile(rf"(?:{BAD})\b", re.IGNORECASE)
CHOSEN_LABEL = re.compile(
    r"[*_]{0,3}(?:chosen|selected|preferred|winning|picked|recommended|gewählte|opci[oó]n elegida|option retenue|gekozen)\s*(?:option|alternative|solution|approach|variante?|optie)?[*_]{0,3}\s*(?::|is|=|–|—|-)[*_]{0,3}\s*"
    r"(?P<name>\"[^\"\n]+\"|“[^”\n]+”|„[^“”\n]+[“”]|'[^'\n]{2,80}'(?!\w)|`[^`\n]+`|\*\*[^*\n]+\*\*|\[[^\]\n]+\]|[^,;.\n]{2,100})",
    re.IGNORECASE,
)
CHOSEN_SENTENCE = re.compile(
    r"\b(?:we|i|the team|it was decided)\b(?:['’]ll)? ?(?:have |has |will |are going |decided |agreed |chose |to |on |for |therefore |thus ){0,5}"
    r"(?:use|choose|chose|chosen|adopt|adopted|select|selected|picked?|go(?:ing)? with|decided (?:to use|on|for|to)|recommend|implement|build|keep|introduce|migrate to|move to|switch to)\s+(?P<name>[^,.;\n]{2,100}?)(?=\s+(?:because|since|as|for|to|over|instead|rather|and neglected|in order)\b|[,.;\n]|$)",
    re.IGNORECASE,
)
ABOUT_NO_OPTION = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "with",
        "for",
        "to",
        "in",
        "on",
        "as",
        "is",
        "are",
        "be",
        "by",
        "at",
        "from",
        "that",
        "this",
        "it",
        "our",
        "we",
        "use",
        "using",
    ]
)
STEM = 5


def polarity(text: str) -> Polarity | None:
    """Whether a line is said for or against something: "Good, because …", "Con: …", "👎 …"."""
    match = POLAR.match(text)
    if match is None:
        return None
    return "good" if match["good"] else "bad" if match["bad"] else "neutral"


@dataclass(slots=True)
class _Gathered:
    name: str
    line: int
    pros: list[Words] = field(default_factory=list)
    cons: list[Words] = field(default_factory=list)
    about: list[Words] = field(default_factory=list)

    def frozen(self) -> Option:
        return Option(self.name, self.line, tuple(self.pros), tuple(self.cons), tuple(self.about))


class _Options:
    """Options by name; the same one under two headings is one."""

    def __init__(self) -> None:
        self.found: list[_Gathered] = []

    def of(self, name: str, line: int) -> _Gathered:
        wanted = significant(name)
        for one in self.found:
            if same_name(name, one.name, wanted):
                return one
        self.found.append(_Gathered(name, line))
        return self.found[-1]


def same_name(one: str, other: str, stems: frozenset[str] | None = None) -> bool:
    """Whether two names mean one option: the same words, or all words of the shorter in the longer."""
    first, second = INDEX.search(one), INDEX.search(other)
    if first and second:
        return first[1].lower() == second[1].lower()
    stems, others = stems or significant(one), significant(other)
    return bool(stems and others) and (stems <= others or others <= stems)


def significant(name: str) -> frozenset[str]:
    """The beginnings of the words that tell options apart."""
    words = re.findall(r"[\w#+]+", NUMBERED.sub("", name.strip(" *_`\"'“”")).lower())
    kept = [word for word in words if word not in ABOUT_NO_OPTION] or words
    return frozenset(word[:STEM] for word in kept)


def listed_options(sections: Sequence[Section]) -> tuple[Option, ...]:
    gathered = _Options()
    current: _Gathered | None = None
    for section in sections:
        if section.meaning == "apparatus":
            continue
        if section.option is not None:
            name = option_name(section.option)
            if name:
                current = gathered.of(name, section.line)
                _under_its_heading(current, section)
        elif section.meaning == "options" or section.meaning == "comparison":
            _in_a_list(gathered, section)
        elif section.means("options", "comparison") and section.meaning in ("positive", "negative") and gathered.found:
            said = gathered.found[-1].pros if section.meaning == "positive" else gathered.found[-1].cons
            said += section.words
        if section.meaning not in ("drivers", "triggers", "context", "constraints", "status"):
            _in_a_table(gathered, section)
    return tuple(one.frozen() for one in gathered.found)


def option_name(text: str) -> str:
    """The name an item or a heading opens with; empty where it says that there is none."""
    text = OWN_MARK.sub("", text).strip()
    bold = BOLD_NAME.match(text)
    numbered = NUMBERED.match(text)
    if bold and not (numbered and numbered.end() >= bold.end()):
        name = bold[1]
    else:
        rest = text[numbered.end() :] if numbered and numbered.end() < len(text) else text
        cut = NAME_ENDS.search(rest, 2)
        name = text[: len(text) - len(rest)] + (rest[: cut.start()] if cut else rest)
    name = LINKED.sub(r"\1", name).replace("**", "").replace("~~", "").strip(' *_`"“”:.')
    if not name or NO_OPTION.fullmatch(name) or len(name) > 3 * LONGEST_NAME:
        return ""
    return name[:LONGEST_NAME]


def _under_its_heading(option: _Gathered, section: Section) -> None:
    option.about += section.words
    side = section.meaning
    for words in section.words:
        said = polarity(words.text)
        if side == "positive" or said == "good":
            option.pros.append(words)
        elif side in ("negative", "risks") or said == "bad":
            option.cons.append(words)


def _in_a_list(gathered: _Options, section: Section) -> None:
    items = [block for block in section.blocks if block.kind in ("item", "paragraph")]
    top = min((block.level for block in items if block.kind == "item"), default=0)
    current: _Gathered | None = None
    in_comparison = section.meaning == "comparison"
    for position, block in enumerate(items):
        words = Words(block.flat, block.line)
        side = polarity(words.text)
        if block.kind == "paragraph" and not _opens_with_option(block.text):
            if current is not None:
                current.about.append(words)
            continue
        if side is not None or (block.kind == "item" and block.level > top):
            if current is not None:
                current.about.append(words)
                if side in ("good", "bad"):
                    (current.pros if side == "good" else current.cons).append(words)
            continue
        if in_comparison and not _is_headed(block, items, position):
            continue
        name = option_name(block.text)
        if name:
            current = gathered.of(name, block.line)
            current.about.append(words)


def _opens_with_option(text: str) -> bool:
    if INDEX.match(text.lstrip(" *_")):
        return True
    bold = BOLD_NAME.match(text)
    return bold is not None and exact_meaning(bold[1]) is None


def _is_headed(block: Block, items: Sequence[Block], position: int) -> bool:
    """In a comparison an item names an option when it has a bold name or items of its own."""
    following = items[position + 1] if position + 1 < len(items) else None
    return BOLD_NAME.match(block.text) is not None or (
        following is not None and following.kind == "item" and following.level > block.level
    )


def _in_a_table(gathered: _Options, section: Section) -> None:
    head: tuple[str, ...] = ()
    for block in section.blocks:
        if block.kind == "head":
            head = block.cells
            if _has_options_across(head, section):
                for name in head[1:]:
                    if not NOT_AN_OPTION_COLUMN.match(normal(name)) and option_name(name):
                        gathered.of(option_name(name), block.line)
        elif block.kind == "row" and head and _has_options_down(head, section) and option_name(block.cells[0]):
            option = gathered.of(option_name(block.cells[0]), block.line)
            option.about.append(Words(block.flat, block.line))
            for title, cell in zip(head[1:], block.cells[1:], strict=False):
                if cell.strip(" -–"):
                    _into_column(option, normal(title), Words(cell, block.line))


def _has_options_across(head: tuple[str, ...], section: Section) -> bool:
    return (
        len(head) > 2
        and section.means("options", "comparison")
        and CRITERION_COLUMN.match(normal(head[0])) is not None
        and not (PRO_COLUMN.match(normal(head[1])) or CON_COLUMN.match(normal(head[1])))
    )


def _has_options_down(head: tuple[str, ...], section: Section) -> bool:
    first = normal(head[0])
    if OPTION_COLUMN.match(first) and (
        section.means("options", "comparison", "decision") or first.startswith(("option", "alternative"))
    ):
        return True
    return section.means("options") and not CRITERION_COLUMN.match(first) and not _has_options_across(head, section)


def _into_column(option: _Gathered, title: str, cell: Words) -> None:
    if PRO_COLUMN.match(title):
        option.pros.append(cell)
    elif CON_COLUMN.match(title):
        option.cons.append(cell)


# -- the chosen one ---------------------------------------------------------------------------------------------------


def chosen_in(sections: Sequence[Section], options: Sequence[Option]) -> Chosen | None:
    for explicit, pattern in ((True, CHOSEN_LABEL), (False, CHOSEN_SENTENCE)):
        for words in _decided(sections):
            match = pattern.search(words.text)
            if match:
                name = LINKED.sub(r"\1", match["name"]).strip(" *_`\"'“”„[]{}")
                return Chosen(name, words.line, explicit) if name else None
    return None


def _decided(sections: Sequence[Section]) -> Iterator[Words]:
    for section in sections:
        if section.meaning == "decision" or (section.meaning is None and not section.around):
            if exact_meaning(section.title) == "decision" and normal(section.title).startswith(
                ("chosen", "selected", "gewählte")
            ):
                yield from (Words(f"Chosen option: {words.text}", words.line) for words in list(section.words)[:1])
            yield from section.words


def chosen_option(chosen: Chosen, options: Iterable[Option]) -> Option | None:
    """The listed option that was chosen: by its words, or by its number or letter."""
    listed = list(options)
    stems = significant(chosen.name)
    for option in listed:
        if same_name(chosen.name, option.name, stems):
            return option
    index = INDEX.search(chosen.name) or re.fullmatch(r"\s*#?(\d{1,2}|[A-Za-z])\s*", chosen.name)
    if index:
        place = int(index[1]) - 1 if index[1].isdigit() else ord(index[1].lower()) - ord("a")
        return listed[place] if 0 <= place < len(listed) else None
    shared = [(len(stems & significant(option.name)), option) for option in listed]
    best = max(shared, key=lambda one: one[0], default=(0, None))
    return best[1] if best[0] else None
