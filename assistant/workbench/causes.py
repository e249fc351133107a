"""The causes page: the tree of whys as a picture, as rows to change, and read backwards with "therefore"."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.domain.events import Captured, Edited, Removed
from assistant.domain.flow import symptom_of
from assistant.domain.frame import Evidence, Frame, Why
from assistant.domain.wording import short

GRADES: dict[Evidence, str] = {
    "measured": "measured",
    "observed": "observed",
    "reported": "reported",
    "guessed": "a guess",
}
"""Best first."""
WIDTH = 30
"""Characters of a line in the picture."""
SHORT = 110
LONG_ENOUGH = 3
"""Whys below the symptom; fewer mostly end at something that broke and not at why it could."""


class Row(NamedTuple):
    why: Why
    depth: int
    causes: int
    """How many answers its own "why" has."""


def rows(frame: Frame) -> tuple[Row, ...]:
    """Each cause under what it explains. What hangs nowhere stands at the top, so that nothing gets lost."""
    below = _below(frame.whys)
    found: list[Row] = []
    seen: set[str] = set()

    def walk(why: Why, depth: int) -> None:
        if why.id in seen:
            return
        seen.add(why.id)
        found.append(Row(why, depth, len(below.get(why.id, ()))))
        for cause in below.get(why.id, ()):
            walk(cause, depth + 1)

    for why in (*_tops(frame.whys), *frame.whys):
        walk(why, 0)
    return tuple(found)


def _below(whys: Sequence[Why]) -> dict[str | None, list[Why]]:
    below: dict[str | None, list[Why]] = {}
    for why in whys:
        below.setdefault(why.parent, []).append(why)
    return below


def _tops(whys: Sequence[Why]) -> list[Why]:
    ids = {why.id for why in whys}
    return [why for why in whys if why.parent not in ids]


# -- the picture -------------------------------------------------------------------------------------------------------

LINES = {"measured": "solid", "observed": "solid", "reported": "dashed", "guessed": "dotted"}


def dot(frame: Frame) -> str:
    """The tree in Graphviz's language: symptom on top, arrows from a cause to what it brings about.

    How well a cause is known shows in its line and in words. Colours come from the page, by class.
    """
    nodes, edges = [], []
    for row in rows(frame):
        why = row.why
        kind = "symptom" if row.depth == 0 else "root" if why.is_root else why.evidence
        told = "" if row.depth == 0 else GRADES[why.evidence] + (", root cause" if why.is_root else "")
        style = (
            f"rounded,{LINES[why.evidence] if row.depth else 'solid'}{',bold' if why.is_root or not row.depth else ''}"
        )
        nodes.append(f'"{_escaped(why.id)}" [label="{_label(why.text, told)}", class="{kind}", style="{style}"];')
        if row.depth:
            edges.append(f'"{_escaped(why.parent or "")}" -> "{_escaped(why.id)}";')
    body = "\n  ".join([*nodes, *edges])
    return (
        'digraph causes {\n  graph [bgcolor="transparent", rankdir=TB, nodesep=0.3, ranksep=0.35, tooltip="Causes"];\n'
        '  node [shape=box, fontname="Helvetica", fontsize=12, margin="0.16,0.1", tooltip=" "];\n'
        f'  edge [dir=back, arrowsize=0.7, tooltip=" "];\n  {body}\n}}'
    )


def _label(text: str, told: str) -> str:
    lines = textwrap.wrap(short(text, SHORT), WIDTH) or ["(no words)"]
    return "\\n".join(_escaped(line) for line in [*lines, *([f"({told})"] if told else [])])


def _escaped(text: str) -> str:
    """Words inside quotation marks: Graphviz gives a meaning to backslashes and entities there."""
    printable = "".join(character for character in text if character.isprintable())
    return printable.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')


def described(frame: Frame) -> str:
    """The picture in a sentence, for those who do not see it."""
    found = rows(frame)
    deepest = max((row.depth for row in found), default=0)
    return f"A tree of {len(found)} boxes, {deepest} whys deep; the same tree stands beside it in words."


# -- read backwards ----------------------------------------------------------------------------------------------------


def therefore(frame: Frame) -> tuple[tuple[Why, ...], ...]:
    """Each branch from its last cause up to the symptom."""
    by_id = {why.id: why for why in frame.whys}
    return tuple(
        tuple(_upwards(row.why, by_id)) for row in rows(frame) if row.causes == 0 and row.depth > 0
    )  # fmt: skip


def _upwards(why: Why, by_id: dict[str, Why]) -> Iterator[Why]:
    seen: set[str] = set()
    step: Why | None = why
    while step is not None and step.id not in seen:
        seen.add(step.id)
        yield step
        step = by_id.get(step.parent or "")


# -- changing it -------------------------------------------------------------------------------------------------------


def symptom(frame: Frame) -> Captured | None:
    """The symptom as the top of the tree, in the words and with the origin it has; None where none was told."""
    for topic in ("symptom", "problem"):
        answer = frame.answer(topic)
        for value in (*answer.values, *answer.heard):
            return Captured(
                topic="why", path="whys.w1", value=symptom_of(frame), quote=value.origin.quote,
                message=value.origin.message, evidence="reported",
            )  # fmt: skip
    return None


def under(frame: Frame, id: str) -> tuple[str, ...]:
    """A cause and everything below it."""
    found = [id]
    for why in frame.whys * len(frame.whys):  # every pass goes one step deeper at least
        if why.parent in found and why.id not in found:
            found.append(why.id)
    return tuple(found)


def could_explain(frame: Frame, id: str) -> tuple[Why, ...]:
    """What a cause could be hung under: everything but itself and its own causes."""
    own = under(frame, id)
    return tuple(why for why in frame.whys if why.id not in own)


def changes(
    why: Why, text: str, evidence: Evidence, parent: str | None, is_root: bool
) -> tuple[Edited | Captured, ...]:  # fmt: skip
    """What is different now."""
    path, found = f"whys.{why.id}", list[Edited | Captured]()
    if text.strip() and text.strip() != why.text:
        found.append(Edited(path=path, value=text.strip()))
    if evidence != why.evidence:
        found.append(Captured(topic="why", path=f"{path}.evidence", value=evidence, evidence=evidence))
    if parent != why.parent:
        found.append(Captured(topic="why", path=f"{path}.parent", value=parent or "", parent=parent))
    if is_root != why.is_root:
        found.append(Captured(topic="root_cause", path=f"{path}.is_root", value=text.strip() if is_root else ""))
    return tuple(found)


def cut(frame: Frame, id: str, whole_branch: bool) -> tuple[Removed, ...]:
    """One cause, whose own causes move up; or the branch."""
    return tuple(Removed(path=f"whys.{one}") for one in (reversed(under(frame, id)) if whole_branch else (id,)))


# -- what to do next ---------------------------------------------------------------------------------------------------


class Step(NamedTuple):
    text: str
    why: str
    about: str | None = None
    """The cause that is asked about."""


def next_step(frame: Frame) -> Step:
    """The one thing worth doing next on this page."""
    found = rows(frame)
    if not found:
        return Step("What hurts?", "The tree starts from the symptom, in the words of whoever feels it.")
    branch = max((row for row in found), key=lambda row: row.depth)
    name = short(branch.why.text, 80).rstrip(".")
    if branch.depth < LONG_ENOUGH and not any(row.why.is_root for row in found):
        return Step(
            f"Why does that happen: “{name}”?",
            "Each answer is asked why again, until somebody can act on it.",
            branch.why.id,
        )
    guess = next((row.why for row in found if row.depth and row.why.evidence == "guessed"), None)
    if guess:
        return Step(
            f"Find out whether it is true: “{short(guess.text, 80).rstrip('.')}”",
            "It is a guess so far, and everything below it rests on it.",
        )
    if all(row.causes < 2 for row in found):
        top = found[0].why
        return Step(
            f"What else brings it about: “{short(top.text, 80).rstrip('.')}”?",
            "With one path only, the first idea was never up against another.",
            top.id,
        )
    if not any(row.why.is_root for row in found):
        return Step("Say which cause you can act on", "Mark it as the root cause under Change.")
    if not frame.knows("countermeasure"):
        return Step("Say what you will do about the root cause", "A cause that nothing is done about comes back.")
    return Step("Read it backwards once more", "If every “therefore” holds, the tree does.")  # fmt: skip
