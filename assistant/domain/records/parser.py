"""Markdown -> Record, for any style. It never fails: what it does not understand stays text.

Parts are told by their headings, by labels that open a line ("Status: accepted", "**Decision:** …") and by the words
records share ("Chosen option:", "Good, because"). A part that is there in any of these ways is found in all of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.domain.records import styles
from assistant.domain.records.headings import Meaning, exact_meaning, meaning_of
from assistant.domain.records.lines import PSEUDO_LEVEL, Block, BlockKind, FrontKey, Sheet, read_sheet
from assistant.domain.records.options import chosen_in, listed_options, polarity
from assistant.domain.records.record import Field, Option, Record, Section, Status, StatusKind, Words
from assistant.domain.rules.utterance import phrase

METADATA: frozenset[Meaning] = frozenset(
    {"status", "date", "deciders", "review_date", "people", "related", "superseded_by", "stakes", "apparatus"}
)
PARTS_OF_OPTIONS: frozenset[Meaning] = frozenset(
    {"positive", "negative", "neutral", "comparison", "decision", "rationale", "consequences", "drivers", "risks", "cost", "security", "related", "notes"}
)  # fmt: skip
"""Headings below the options that name no option; only when all of the heading says so."""
LABEL_LEVEL = PSEUDO_LEVEL + 1
ITEM_LEVEL = LABEL_LEVEL + 1

LABEL = re.compile(r"[*_~]{0,3}([^\W\d][^:*_|\n`]{1,40}?)[*_]{0,3}\s*:(?!//)[*_]{0,3}(?:\s+|$)")
NEXT_FIELD = re.compile(r"(?<=[^\s:])\s*(?:[.;,|·•]|\s[–—-])\s+(?=[*_]{0,3}[^\W\d][\w ]{2,24}[*_]{0,3}:[*_]{0,3}\s)")
CELL_PIECES = re.compile(r"<br\s*/?>|;\s")
OWN_GAP = "*Missing.*"
NOTHING = re.compile(
    r"[\W_]*(?:none|n/?a|not applicable|nothing|tbd|tbc|todo|to be (?:done|decided|defined|written)|-+|\{[^}]*\}|\[[^\]()]*\]|…|\.{3})?[\W_]*",
    re.IGNORECASE,
)
FRONT_MEANINGS: dict[str, Meaning] = {
    "status": "status", "state": "status", "date": "date", "created": "date", "updated": "date", "decided": "date",
    "decision-date": "date", "last-modified": "date", "deciders": "deciders", "decision-makers": "deciders",
    "decision-maker": "deciders", "decided-by": "deciders", "author": "deciders", "authors": "deciders", "owner": "deciders",
    "owners": "deciders", "approvers": "deciders", "consulted": "people", "informed": "people", "superseded-by": "superseded_by",
    "replaced-by": "superseded_by", "supersedes": "related", "related": "related", "review-by": "review_date",
    "review-date": "review_date", "review-on": "review_date", "next-review": "review_date", "revisit": "review_date",
    "revisit-by": "review_date", "revisit-on": "review_date", "revisit-date": "review_date", "expires": "review_date",
    "valid-until": "review_date", "sunset": "review_date", "stakes": "stakes", "reversibility": "stakes",
}  # fmt: skip

STATUS_WORDS: tuple[tuple[StatusKind, re.Pattern[str]], ...] = (
    ("superseded", phrase("super[sc]e+ded|replaced by|ersetzt|abgelöst|remplacée?|reemplazad[ao]|vervangen|sostituit[ao]|substituíd[ao]")),
    ("deprecated", phrase("deprecated|obsolete|retired|outdated|no longer (?:valid|relevant|in use)|expired|archived|veraltet|obsolète|obsolet[ao]|verouderd")),
    ("rejected", phrase("rejected|declined|withdrawn|abandoned|cancell?ed|dropped|discarded|not accepted|abgelehnt|verworfen|rejetée?|rechazad[ao]|afgewezen|rifiutat[ao]|rejeitad[ao]")),
    ("proposed", phrase("not (?:yet )?(?:decided|approved|final)|to be (?:decided|discussed|approved)|undecided")),
    ("accepted", phrase("accepted|approved|decided|adopted|agreed|implemented|active|final|finali[sz]ed|done|complete|completed|in force|in effect|ratified|current|live|valid|signed off|committed|angenommen|akzeptiert|beschlossen|entschieden|umgesetzt|gültig|acceptée?|adoptée?|validée?|aceptad[ao]|aprobad[ao]|geaccepteerd|goedgekeurd|accettat[ao]|approvat[ao]|aceit[ao]|aprovad[ao]")),
    ("proposed", phrase("proposed|proposal|draft|pending|open|in (?:discussion|review|progress|work)|under (?:review|discussion|consideration)|rfc|request for comments|wip|work in progress|review|reviewing|on hold|deferred|postponed|parked|considering|new|idea|trial|experimental|vorgeschlagen|entwurf|offen|in arbeit|proposée?|brouillon|en cours|propuest[ao]|borrador|voorgesteld|concept|propost[ao]|bozza|rascunho")),
)  # fmt: skip
STRUCK = re.compile(r"~~[^~\n]*~~")
LINK_TARGET = re.compile(r"\]\([^)\n]*\)")
DAY = re.compile(
    r"\b(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])(?:[-/.](?:0?[1-9]|[12]\d|3[01]))?\b|\b(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:19|20)?\d\d\b"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th|\.)? )?(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zé]*\.?,? (?:\d{1,2}(?:st|nd|rd|th)?,? )?(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d{6}\b",
    re.IGNORECASE,
)
DECIDED_BY = phrase(
    r"(?:decided|approved|accepted|signed off|ratified|agreed)(?: \w+){0,3} by (?!the end|then|\d)(?P<who>[^.,;*\n]{2,60})"
)
REVIEW_LINE = phrase(
    r"(?:to be )?(?:re-?visit(?:ed)?|review(?:ed)?|re-?evaluat(?:e|ed|ion)|re-?assess(?:ed)?|reconsider(?:ed)?|re-?open(?:ed)?|sunset|re-?examin(?:e|ed))"
    "|reviews? (?:this|the|that) (?:decision|choice|record)|look(?: at (?:it|this|that))? again|expires?|next review|valid until|wiedervorlage|herzien|réévaluer|revisar"
)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d\"“])")
TRIGGER_HEADING_ITEM = re.compile(
    r"[*_]{0,3}(?:revisit|review|re-?evaluate|reconsider|reopen)\b.{0,40}?[:—–-]\s+", re.IGNORECASE
)
STOP_WORDS = re.compile(r"\b(?:the|of|and|to|that|with|for|this|are|it|is|be|we|as|by|not|on)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
ENGLISH_SHARE = 0.12
LONGEST_DATE_LINE = 80
"""Characters; in a longer line a date is part of the story."""
FEW_WORDS = 15
"""Too little to tell a language by."""


def parse(text: str, name: str = "") -> Record:
    """`name` is the file's, for the number or the date that some styles put there."""
    sheet = read_sheet(text)
    sections, fields = _arranged(sheet)
    title, line = _title(sheet, sections)
    fields = (*_front_fields(sheet.front), *fields)
    options = listed_options(sections)
    prose = "\n".join(
        words.text for section in sections if not section.means("apparatus") for words in section.words
    )  # fmt: skip
    status = _status(sections, fields)
    style = styles.style_of(sections, prose)
    record = Record(
        title=title,
        line=line,
        style=style,
        sections=sections,
        fields=fields,
        options=options,
        status=status,
        date=_date(sections, fields, title, name) if style != "framefirst" else _date((), fields, "", name),
        deciders=_deciders(sections, fields, status, prose),
        chosen=chosen_in(sections, options),
        triggers=tuple(_triggers(sections, fields)),
        pros=tuple(_gains_and_losses(sections, options, gains=True)),
        cons=tuple(_gains_and_losses(sections, options, gains=False)),
        comments=sheet.comments,
        front=sheet.front,
        prose=prose,
        is_english=_is_english(prose),
    )
    return styles.with_y_statement(record)


def is_nothing(text: str) -> bool:
    """A line that fills a place without saying anything: "None", "TBD", "{describe the outcome}"."""
    return NOTHING.fullmatch(text) is not None


# -- sections and fields ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Part:
    title: str
    level: int
    line: int
    own: Meaning | None
    meaning: Meaning | None
    around: tuple[Meaning, ...]
    option: str | None
    blocks: list[Block] = field(default_factory=list)
    depth: int = -1
    """Of the list item that opened it."""

    @property
    def means_options(self) -> bool:
        return self.meaning in ("options", "option", "comparison") or "option" in self.around

    def frozen(self) -> Section:
        return Section(self.title, self.level, self.line, self.meaning, self.around, tuple(self.blocks), self.option)


class _Outline:
    """The headings that are open while the blocks go by."""

    def __init__(self) -> None:
        self.parts: list[_Part] = [_Part("", 0, 1, None, None, (), None)]
        self.stack: list[_Part] = [self.parts[0]]
        self.fields: list[Field] = []
        self.has_title = False

    def open(self, title: str, level: int, line: int, own: Meaning | None, depth: int = -1) -> _Part:
        while len(self.stack) > 1 and self.stack[-1].level >= level:
            self.stack.pop()
        above = self.stack[-1]
        around = (*above.around, above.own) if above.own else above.around
        under_options = bool(around) and around[-1] in ("options", "comparison", "option")
        option = above.option
        if under_options and around[-1] != "option" and depth < 0:
            exact = exact_meaning(title)
            own = exact if exact in PARTS_OF_OPTIONS else "option"
        if own == "option":
            option = title
        part = _Part(title, level, line, own, own or above.meaning, around, option, depth=depth)
        self.parts.append(part)
        self.stack.append(part)
        return part

    def close_labels(self, level: int) -> None:
        while len(self.stack) > 1 and self.stack[-1].level >= level:
            self.stack.pop()
            resumed = self.stack[-1]
            again = replace(resumed, title="", blocks=[])
            self.parts.append(again)
            self.stack[-1] = again


def _arranged(sheet: Sheet) -> tuple[tuple[Section, ...], tuple[Field, ...]]:
    outline = _Outline()
    for position, block in enumerate(sheet.blocks):
        match block.kind:
            case "heading":
                _heading(outline, block)
            case "paragraph":
                _paragraph(outline, block)
            case "item":
                _item(outline, block, sheet.blocks[position + 1 : position + 2])
            case "row" if len(block.cells) == 2 and _row(outline, block):
                pass
            case "head" if len(block.cells) == 2 and exact_meaning(block.cells[0]) and not _heads_options(block):
                _row(outline, block)
            case "rule":
                pass
            case _:
                outline.stack[-1].blocks.append(block)
    return tuple(part.frozen() for part in outline.parts), tuple(outline.fields)


def _heads_options(block: Block) -> bool:
    return (
        exact_meaning(block.cells[0]) in ("options", "positive", "drivers", "risks", "triggers")
        or exact_meaning(block.cells[1]) is not None
    )


def _heading(outline: _Outline, block: Block) -> None:
    if not outline.has_title and block.level <= 2 and exact_meaning(block.text) is None and len(outline.parts) == 1:
        outline.has_title = True
        outline.open(block.text, block.level, block.line, None)
        return
    label = LABEL.match(block.text)
    if label and block.level < PSEUDO_LEVEL and exact_meaning(label[1]) in METADATA and block.text[label.end() :]:
        _keep_field(outline, label[1], block.text[label.end() :], block.line)
        return
    outline.open(block.text, block.level, block.line, meaning_of(block.text))


def _paragraph(outline: _Outline, block: Block) -> None:
    while outline.stack[-1].depth >= 0:
        outline.close_labels(ITEM_LEVEL)
    pieces = list(_labelled_lines(block))
    if all(label is None for label, _, _ in pieces):
        outline.stack[-1].blocks.append(block)
        return
    for label, text, line in pieces:
        meaning = exact_meaning(label) if label else None
        if label is None or meaning is None:
            outline.stack[-1].blocks.append(Block("paragraph", text, line))
        elif meaning in METADATA:
            _keep_field(outline, label, text, line)
        else:
            part = outline.open(label, LABEL_LEVEL, line, meaning)
            if text:
                part.blocks.append(Block("paragraph", text, line))


def _labelled_lines(block: Block) -> Iterator[tuple[str | None, str, int]]:
    """Label, text and line of each piece: lines without a known label go with the one before."""
    label: str | None = None
    gathered: list[str] = []
    start = block.line
    for offset, line in enumerate(block.text.split("\n")):
        match = LABEL.match(line) if ":" in line[:60] else None
        if match is None or exact_meaning(match[1]) is None:
            gathered.append(line)
            continue
        if gathered:
            yield label, "\n".join(gathered), start
        label, start = match[1], block.line + offset
        gathered = [line[match.end() :].strip(" *_") if exact_meaning(match[1]) in METADATA else line[match.end() :]]
    if gathered:
        yield label, "\n".join(gathered), start


def _item(outline: _Outline, block: Block, following: Sequence[Block]) -> None:
    while outline.stack[-1].depth >= block.level:
        outline.close_labels(outline.stack[-1].level)
    if block.text.startswith(OWN_GAP):
        return
    if (
        following
        and following[0].kind == "item"
        and following[0].level > block.level
        and not outline.stack[-1].means_options
    ):
        title = block.text.strip(" *_:")
        meaning = exact_meaning(title)
        if meaning is not None or title.lower() == "metadata":
            outline.open(title, ITEM_LEVEL + block.level, block.line, meaning, depth=block.level)
            return
    match = LABEL.match(block.text) if ":" in block.text[:60] else None
    meaning = exact_meaning(match[1]) if match else None
    here = outline.stack[-1]
    if match is None or meaning is None or (meaning == "option"):
        here.blocks.append(block)
        return
    value = block.text[match.end() :]
    if meaning in METADATA and not (here.means_options and meaning not in ("status", "date")):
        _keep_field(outline, match[1], value, block.line)
        return
    part = outline.open(match[1], ITEM_LEVEL + block.level, block.line, meaning, depth=block.level)
    if value.strip():
        part.blocks.append(replace(block, text=value))


def _row(outline: _Outline, block: Block) -> bool:
    """A row whose first cell is the name of a part, as in records that are one table."""
    label, value = block.cells
    meaning = exact_meaning(label)
    above = next(part for part in reversed(outline.stack) if part.level < LABEL_LEVEL)
    if meaning is None or above.meaning in (
        "options",
        "comparison",
        "drivers",
        "triggers",
        "risks",
        "consequences",
    ):
        return False
    if meaning in METADATA:
        _keep_field(outline, label, value, block.line)
        return True
    part = outline.open(label, LABEL_LEVEL, block.line, meaning)
    pieces = [piece.strip() for piece in CELL_PIECES.split(value) if piece.strip()]
    kind: BlockKind = "item" if meaning == "options" and len(pieces) > 1 else "paragraph"
    part.blocks += [Block(kind, piece, block.line) for piece in pieces]
    return True


def _keep_field(outline: _Outline, label: str, value: str, line: int) -> None:
    """The field, and those that follow it on the same line: "Status: accepted. Date: 2026-01-15."."""
    first, *others = NEXT_FIELD.split(value)
    meaning = exact_meaning(label)
    if meaning is not None:
        outline.fields.append(Field(label, meaning, " ".join(first.split()).strip(" *_"), line))
    for other in others:
        match = LABEL.match(other)
        if match:
            _keep_field(outline, match[1], other[match.end() :], line)


def _front_fields(front: Mapping[str, FrontKey]) -> Iterator[Field]:
    for key, one in front.items():
        meaning = FRONT_MEANINGS.get(key)
        if meaning is not None:
            yield Field(key, meaning, one.value, one.line)


# -- what stands in them ----------------------------------------------------------------------------------------------


def _title(sheet: Sheet, sections: tuple[Section, ...]) -> tuple[str, int]:
    if "title" in sheet.front and sheet.front["title"].value:
        return sheet.front["title"].value, sheet.front["title"].line
    for section in sections:
        if section.title and section.meaning is None and section.level <= 2:
            return section.title, section.line
        if section.title and section.level < PSEUDO_LEVEL:
            break
    return "", 1


def _status(sections: tuple[Section, ...], fields: tuple[Field, ...]) -> Status | None:
    said = [Words(f.value, f.line) for f in fields if f.meaning == "status" and f.value]
    history: list[Words] = []
    replaced = [
        Words(f"superseded by {f.value}", f.line)
        for f in fields
        if f.meaning == "superseded_by" and not is_nothing(f.value)
    ]
    if not said:
        parts = [s for s in sections if s.meaning == "status" and s.blocks]
        lines = [words for part in parts for words in part.words if words.text]
        history = [words for words in lines if DAY.search(words.text) and status_kind(words.text) != "unknown"]
        said = [Words(" ".join(words.text for words in lines[:6]), lines[0].line)] if lines else []
    if not said and not replaced:
        return None
    text, line = said[0] if said else replaced[0]
    kind = status_kind(" ".join([text, *(one.text for one in replaced)]))
    if len(history) > 1 and kind not in ("superseded", "deprecated"):
        text, line = history[-1]
        kind = status_kind(text)
    return Status(kind, text, line)


def status_kind(text: str) -> StatusKind:
    """What a status says; "unknown" for words of one's own and for a template's list of choices."""
    plain = LINK_TARGET.sub("]", STRUCK.sub("", text))
    if plain.count("|") > 1 or (plain.count("|") == 1 and "{" in plain):
        return "unknown"
    found = [(match.start(), kind) for kind, pattern in STATUS_WORDS if (match := pattern.search(plain))]
    gone = next((kind for _, kind in found if kind in ("superseded", "deprecated")), None)
    return gone or (min(found, key=lambda one: one[0])[1] if found else "unknown")


def _date(sections: tuple[Section, ...], fields: tuple[Field, ...], title: str, name: str) -> Words | None:
    for one in fields:
        if one.meaning == "date" and DAY.search(one.value):
            return Words(one.value, one.line)
    head = [words for section in sections[:2] for words in section.words][:8]
    status = [Words(f.value, f.line) for f in fields if f.meaning in ("status", "deciders")]
    status += [
        words for section in sections if section.meaning in ("status", "date", "deciders") for words in section.words
    ]
    for words in (*status, *head):
        match = DAY.search(words.text) if len(words.text) <= LONGEST_DATE_LINE else None
        if match and not REVIEW_LINE.search(words.text, 0, match.start()):
            return Words(match.group(), words.line)
    for text in (title, name):
        match = DAY.search(text)
        if match:
            return Words(match.group(), 1)
    return None


def _deciders(
    sections: tuple[Section, ...], fields: tuple[Field, ...], status: Status | None, prose: str
) -> Words | None:
    for one in fields:
        if one.meaning == "deciders" and not is_nothing(one.value):
            return Words(one.value, one.line)
    for section in sections:
        if section.meaning == "deciders":
            for words in section.words:
                if not is_nothing(words.text):
                    return words
    match = DECIDED_BY.search(f"{status.text}\n{prose}" if status else prose)
    return Words(match["who"], status.line if status else 1) if match else None


def _triggers(sections: tuple[Section, ...], fields: tuple[Field, ...]) -> Iterator[Words]:
    """Review dates, what stands under a heading about revisiting, and sentences elsewhere that promise to look again."""
    for one in fields:
        if one.meaning == "review_date" and not is_nothing(one.value):
            yield Words(one.value, one.line)
        elif one.meaning in ("status", "date") and (match := REVIEW_LINE.search(one.value)):
            yield Words(one.value[match.start() :], one.line)
    for section in sections:
        if section.means("apparatus", "options", "option"):
            continue
        if section.means("triggers"):
            yield from (words for words in section.words if not is_nothing(words.text))
            continue
        for words in section.words:
            if REVIEW_LINE.search(words.text):
                yield from (Words(one, words.line) for one in SENTENCE.split(words.text) if promises_to_look_again(one))


PROMISE = phrase(
    r"(?:will|shall|should|must|to|we|is|are|be|gets?|and|then|'ll) (?:be )?(?:again )?(?:re-?visit(?:ed)?|re-?evaluat(?:e|ed)|re-?assess(?:ed)?|reconsider(?:ed)?|re-?open(?:ed)?|re-?examin(?:e|ed))"
    r"|^\W*(?:re-?visit|re-?evaluat(?:e|ion)|re-?assess|reconsider|re-?open|review|look (?:at (?:it|this) )?again|sunset|expires|next review|valid until|wiedervorlage)\b"
    r"|(?:will|shall|should|must|to) (?:be )?review(?:ed)? (?:it|this|the decision|that decision|again|on|by|in|after|every|when|if)"
    r"|reviews? (?:this|the|that) (?:decision|choice|record)|(?:decision|choice|record) (?:will be |is |gets )?(?:expires|reviewed|up for review)|look at (?:it|this|that) again"
)


def promises_to_look_again(sentence: str) -> bool:
    return PROMISE.search(sentence) is not None


def _gains_and_losses(sections: tuple[Section, ...], options: tuple[Option, ...], gains: bool) -> Iterator[Words]:
    for option in options:
        yield from option.pros if gains else option.cons
    wanted = "good" if gains else "bad"
    meanings: tuple[Meaning, ...] = ("positive",) if gains else ("negative", "risks")
    for section in sections:
        if section.option is not None or section.means("apparatus", "options"):
            continue
        if section.meaning in meanings:
            yield from (words for words in section.words if not is_nothing(words.text))
        elif section.means("decision", "consequences", "comparison", "rationale", "positive", "negative"):
            yield from (words for words in section.words if polarity(words.text) == wanted)


def _is_english(prose: str) -> bool:
    words = len(WORD.findall(prose))
    return words < FEW_WORDS or len(STOP_WORDS.findall(prose)) >= ENGLISH_SHARE * words
