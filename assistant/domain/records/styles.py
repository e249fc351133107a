"""Which style a record follows, and the one that is a sentence: "In the context of …, facing …, we decided …"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.records.headings import normal
from assistant.domain.records.record import Chosen, Option, Record, Section, Style, Words

OWN_TITLES = frozenset({"gained and given up", "what must hold", "revisit triggers", "decision status"})
MADR_TITLES = frozenset(
    {
        "context and problem statement",
        "decision drivers",
        "considered options",
        "decision outcome",
        "pros and cons of the options",
    }
)
NYGARD_TITLES = frozenset({"status", "context", "decision", "consequences"})
Y_OPENS = re.compile(r"\bin the context of\b", re.IGNORECASE)
Y_PARTS = re.compile(
    r"(?P<facing>\bfacing\b)|(?P<decided>\b(?:we|i)\s+(?:have\s+|had\s+)?(?:decided|chose|choose|opted|selected|picked)\s*(?:(?:for|on|to\s+use|in\s+favou?r\s+of)\b)?:?)"
    r"|(?P<neglected>\b(?:and\s+)?(?:neglected|rejected|against|over|instead\s+of|rather\s+than|and\s+not|discarded|ruled\s+out)\b)"
    r"|(?P<achieve>\b(?:in\s+order\s+)?to\s+(?:achieve|get|reach|gain)\b|\bachieving\b)"
    r"|(?P<accepting>\baccepting\b(?:\s+that\b)?)|(?P<because>\bbecause\b|\bsince\b)",
    re.IGNORECASE,
)
SPLIT = re.compile(r",\s+(?:and\s+|or\s+)?|\s+(?:and|or|nor)\s+")
END = re.compile(r"[.;](?:\s|$)")
LONGEST = 2000


def style_of(sections: Sequence[Section], prose: str) -> Style:
    titles = {normal(section.title) for section in sections if section.title}
    if len(titles & OWN_TITLES) >= 3:
        return "framefirst"
    if len(titles & MADR_TITLES) >= 2:
        return "madr"
    if len(titles & NYGARD_TITLES) >= 3:
        return "nygard"
    if _statement(prose):
        return "y-statement"
    return "free"


def _statement(prose: str) -> dict[str, str]:
    """The parts of the first Y-statement by name; empty unless it is one."""
    opened = Y_OPENS.search(prose)
    if opened is None:
        return {}
    following = Y_OPENS.search(prose, opened.end())
    stop = min(following.start() if following else len(prose), opened.end() + LONGEST)
    text = " ".join(prose[opened.end() : stop].split())
    marks: list[re.Match[str]] = []
    for match in Y_PARTS.finditer(text):
        name = match.lastgroup or ""
        if name not in (one.lastgroup for one in marks):
            marks.append(match)
    names = {match.lastgroup for match in marks}
    if "decided" not in names or not names & {"facing", "achieve", "accepting", "neglected"}:
        return {}
    ends = [*(match.start() for match in marks[1:]), len(text)]
    return {
        match.lastgroup or "": text[match.end() : stop].strip(" ,;.*_") for match, stop in zip(marks, ends, strict=True)
    }


def with_y_statement(record: Record) -> Record:
    """The record with what its Y-statement adds: the chosen option, those neglected, the gain and the price."""
    parts = _statement(record.prose)
    if not parts:
        return record
    line = _line_of_statement(record)
    chosen = parts.get("decided", "")
    neglected = [name for name in SPLIT.split(END.split(parts.get("neglected", ""))[0]) if len(name) > 1]
    known = {option.name.lower() for option in record.options}
    names = [name for name in [chosen, *neglected] if name and name.lower() not in known] if not record.options else []
    gain, price = END.split(parts.get("achieve", ""))[0], END.split(parts.get("accepting", ""))[0]
    return replace(
        record,
        options=(*record.options, *(Option(name.strip(" ,"), line, about=(Words(name, line),)) for name in names)),
        chosen=Chosen(chosen, line, False)
        if chosen and not (record.chosen and record.chosen.explicit)
        else record.chosen,
        pros=(*record.pros, Words(gain, line)) if gain else record.pros,
        cons=(*record.cons, Words(price, line)) if price else record.cons,
    )


def _line_of_statement(record: Record) -> int:
    for section in record.sections:
        for words in section.words:
            if Y_OPENS.search(words.text):
                return words.line
    return record.line
