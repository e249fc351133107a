"""The document as an architecture decision record: MADR 4.0, with the weights, reversibility, triggers and
ratifier that a team needs to find the decision again.

Front matter beyond MADR's own keys: `ratifier` (who decided, or null), `reversibility`, `weights`
(criterion and raw weight, as given) and `triggers` (when, measurable, owner, due).
"""

from datetime import date
from typing import Any

import yaml

from assistant.domain.frame import Frame, Option
from assistant.export import markdown
from assistant.export.document import (
    Blocks,
    Chain,
    Document,
    Line,
    Missing,
    Table,
    mark,
    option_text,
    reason_of,
)
from assistant.export.markdown import CLOSING_HASHES, body, one_line
from assistant.export.template import fill
from assistant.export.triggers import as_date

REVERSIBILITY = {"nothing": "nothing", "two_way": "two-way", "costly": "costly", "one_way": "one-way"}
PLACED = frozenset((
    "problem", "evidence", "requirements", "constraints", "criteria", "options", "trade-offs", "recommendation", "status",
    "measurement",
))  # fmt: skip
"""Sections that MADR has a place for; the others stand under More Information."""


RECORD = """---
$front_matter
---

# $title

## Context and Problem Statement

$problem

### Evidence and root cause

$evidence

## Decision Drivers

$drivers

## Considered Options

$considered_options

## Decision Outcome

$outcome

$recommendation

$decision_status

### Consequences

$consequences

### Confirmation

$measurement

## Pros and Cons of the Options

$arguments

## More Information

$more_information
"""
"""MADR's own template, with what we have to say in its places."""


def render(frame: Frame, document: Document, today: date) -> str:
    """`today` dates a record that nobody has decided yet: the day the session last changed."""
    return fill(RECORD, {**markdown.blanks(document), **blanks(frame, document, today)}, "adr")


def blanks(frame: Frame, document: Document, today: date) -> dict[str, str]:
    """What a decision record says beyond the sections of the document."""
    others = [section for section in document.sections if section.id not in PLACED]
    return {
        "front_matter": _front_matter(frame, today).rstrip("\n"),
        "drivers": body(_drivers(frame, document)),
        "considered_options": _considered(frame, document),
        "outcome": _outcome(frame),
        "consequences": _consequences(frame, document),
        "arguments": "\n\n".join(_options(frame)),
        "more_information": "\n\n".join(
            part for other in others for part in (f"### {other.title}", body(other.blocks))
        ),
    }


# -- front matter ------------------------------------------------------------------------------------------------------


class _Dumper(yaml.SafeDumper):
    pass


def _words(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """What has line breaks is quoted with escapes, so that no line of it can be taken for the end of the front matter."""
    style = '"' if "\n" in text or "---" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _words)


def _front_matter(frame: Frame, today: date) -> str:
    decided = frame.decided
    content: dict[str, Any] = {
        "status": "accepted" if decided else "proposed",
        "date": (as_date(decided.on) if decided else None) or today,
        "decision-makers": [decided.by] if decided else [],
        "consulted": consulted(frame),
        "ratifier": decided.by if decided else None,
        "reversibility": REVERSIBILITY[frame.stakes],
        "weights": [{"criterion": c.text, "weight": _number(c.weight)} for c in frame.criteria],
        "triggers": [
            {"when": t.text, "measurable": t.measurable, "owner": t.owner, "due": as_date(t.due) or t.due}
            for t in frame.triggers
        ],
    }
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100_000)


def consulted(frame: Frame) -> list[str]:
    """Who was asked and answered by name."""
    answers = (answer for answer in frame.answers.values())
    origins = [value.origin for answer in answers for value in (*answer.values, *answer.heard)]
    origins += [
        item.origin for items in (frame.options, frame.criteria, frame.constraints, frame.triggers) for item in items
    ]
    return list(dict.fromkeys(origin.by for origin in origins if origin.by))


def _number(weight: float | None) -> float | int | None:
    return int(weight) if weight is not None and weight.is_integer() else weight


# -- the record --------------------------------------------------------------------------------------------------------


def _drivers(frame: Frame, document: Document) -> Blocks:
    """One bullet a driver: what must hold, what rules out, and by what the options are judged."""
    lines: list[Line | Missing | Table | Chain] = []
    for id in ("requirements", "constraints"):
        lines += document.section(id).blocks
    total = sum(criterion.weight or 0 for criterion in frame.criteria)
    for criterion in frame.criteria:
        counts = f"counts {100 * criterion.weight / total:.0f} %" if criterion.weight is not None and total else "not weighed"  # fmt: skip
        origin = mark(criterion.weight_origin or criterion.origin)
        lines.append(Line(text=criterion.text, label="Criterion", mark=f"{counts}; {origin}"))
    if not frame.criteria:
        lines += document.section("criteria").blocks
    return tuple(lines)


def _considered(frame: Frame, document: Document) -> str:
    """Titles alone, as the outcome and the arguments name them, and what a reader would miss."""
    gaps = [block for block in document.section("options").blocks if isinstance(block, Missing)]
    titles = [f"* {_heading(option.text)}" for option in frame.options]
    return "\n\n".join(part for part in ("\n".join(titles), body(tuple(gaps))) if part)


def _heading(text: str) -> str:
    return CLOSING_HASHES.sub(r"\\\1", one_line(text))


def _consequences(frame: Frame, document: Document) -> str:
    """What follows from the chosen option; what each option would mean, while none is chosen."""
    chosen = next((option for option in frame.options if option.id == frame.chosen), None)
    if chosen is None:
        return body(document.section("trade-offs").blocks)
    return "\n".join(_arguments(frame, chosen)) or "* Neutral, because nobody said yet what is gained and given up."


def _outcome(frame: Frame) -> str:
    if not frame.chosen:
        return "No option is chosen yet."
    chosen = _heading(option_text(frame, frame.chosen))
    reason = one_line(reason_of(frame)).rstrip(".") or "(the reason was not given)"
    return f'Chosen option: "{chosen}", because {reason}.'


def _options(frame: Frame) -> list[str]:
    parts: list[str] = []
    for option in frame.options:
        arguments = "\n".join(_arguments(frame, option)) or "* Neutral, because nothing was said for or against it."
        parts += [f"### {_heading(option.text)}", f"*{one_line(_described(frame, option))}*", arguments]
    return parts or ["No options are on the table yet."]


def _described(frame: Frame, option: Option) -> str:
    """Where the option comes from, and what it is besides."""
    notes = [
        mark(option.origin),
        "doing nothing" if option.baseline else "",
        "asked for at first" if option.parked else "",
        *(f"ruled out by “{constraint.text}”" for constraint in frame.ruled_out(option.id)),
    ]
    return "; ".join(note for note in notes if note)


def _arguments(frame: Frame, option: Option) -> list[str]:
    """In MADR's words. What is gained and given up in one breath is neither good nor bad alone."""
    lines = [f"Neutral, because {_clause(option.trade_off.text)}"] if option.trade_off else []
    names = {criterion.id: criterion.text for criterion in frame.criteria}
    for score in frame.scores:
        if score.option == option.id and score.criterion in names:
            kind = "Good" if score.value > 3 else "Bad" if score.value < 3 else "Neutral"
            why = f": {one_line(score.reason)}" if score.reason else ""
            lines.append(f"{kind}, because it scores {score.value} of 5 on “{one_line(names[score.criterion])}”{why}")
    return [f"* {line}" for line in lines]


def _clause(text: str) -> str:
    """As it stands after "because": an acronym or a name keeps its capital."""
    words = one_line(text)
    return words[:1].lower() + words[1:] if words[1:2].islower() and words.split(" ")[0].isalpha() else words
