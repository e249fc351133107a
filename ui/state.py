"""What a page has to work out before it can draw, as plain functions. No Streamlit in here."""

from collections.abc import Sequence
from datetime import datetime

from assistant.domain.frame import Ask, Frame
from assistant.ports import SessionInfo
from assistant.view import Exchange, Step

PAGE = 20
"""Exchanges of a transcript shown at first."""
COMMANDS = {
    "/skip": "Skipped",
    "/unknown": "Not known",
    "/later": "Later",
    "/undo": "Take the last answer back",
    "/done": "Enough, write it now",
    "/more": "A few more questions",
    "/review": "Take up a review",
    "/na": "Does not apply",
}
DOTS = 10


def spoken(text: str) -> str:
    """A message as the transcript shows it: commands in words."""
    command, _, detail = text.strip().partition(" ")
    if command in COMMANDS:
        return f"{COMMANDS[command]}{': ' + detail if detail else ''}"
    return text


def is_command(text: str) -> bool:
    return text.strip().partition(" ")[0] in COMMANDS


def dots(step: Step) -> str:
    """How far a stage is, as filled and empty dots."""
    total = step.asked + step.left
    if step.state == "done" or not total:
        return "●" if step.state == "done" else "○"
    filled = round(DOTS * step.asked / total) if total > DOTS else step.asked
    return "●" * filled + "○" * (min(total, DOTS) - filled)


def left(steps: Sequence[Step]) -> int:
    return sum(step.left for step in steps)


def left_line(steps: Sequence[Step], frame: Frame) -> str:
    if frame.closed:
        return "nothing left to ask"
    count = left(steps)
    return f"about {count} question{'s' if count != 1 else ''} left"


def unasked(exchanges: Sequence[Exchange], ask: Ask | None) -> list[Exchange]:
    """Exchanges without the question that stands open: that one has its own place."""
    if ask is None or not exchanges:
        return list(exchanges)
    last = max((n for n, exchange in enumerate(exchanges) if exchange.ask and not exchange.undone), default=None)
    return [
        exchange.model_copy(update={"ask": None}) if n == last else exchange for n, exchange in enumerate(exchanges)
    ]


def since(moment: datetime, now: datetime) -> str:
    """How long ago, as far as it matters; a date for what is older than a week."""
    minutes = max(0, round((now - moment).total_seconds() / 60))
    for unit, size, limit in (("minute", 1, 60), ("hour", 60, 24 * 60), ("day", 24 * 60, 7 * 24 * 60)):
        if minutes < limit:
            count = minutes // size
            return f"{count} {unit}{'s' if count != 1 else ''} ago" if count else "just now"
    return f"{moment:%d %b %Y}"


def tags_of(words: str) -> list[str]:
    """What was typed as tags, separated by commas; each once, in the order given."""
    tags = (" ".join(word.split()).lstrip("#").strip() for word in words.split(","))
    first: dict[str, str] = {}
    for tag in filter(None, tags):
        first.setdefault(tag.casefold(), tag)
    return list(first.values())


def is_found(info: SessionInfo, words: str) -> bool:
    """Whether each word stands in the title or the tags."""
    text = " ".join((info.title, *info.tags)).casefold()
    return all(word in text for word in words.casefold().split())


SHORT = 12
"""Characters of a line that may stand anywhere."""


def around(body: str, passage: str) -> tuple[str, str, str]:
    """A text in three: what comes before the passage, the blocks it was cut from, what comes after.

    Everything comes before when the passage is not found.
    """
    lines = [line for line in map(_even, passage.splitlines()) if len(line) >= SHORT]
    blocks = _blocks(body)
    runs: list[list[int]] = [[]]
    for n, block in enumerate(blocks):
        if _shares(_even(block), lines):
            runs[-1].append(n)
        elif runs[-1] and len(_even(block)) >= SHORT:
            runs.append([])
    # A table's head is repeated over its rows when it is cut, and two tables may have the same head.
    cited = max(runs, key=lambda run: _length_shared(" ".join(_even(blocks[n]) for n in run), lines))
    if not cited:
        return body, "", ""
    first, after = cited[0], cited[-1] + 1
    parts = blocks[:first], blocks[first:after], blocks[after:]
    before, there, rest = ("\n\n".join(part) for part in parts)
    return before, there, rest


def _blocks(body: str) -> list[str]:
    """Paragraphs, lists, tables and code, as blank lines part them; code keeps its own."""
    blocks: list[str] = []
    fence = ""
    for piece in body.split("\n\n"):
        if fence:
            blocks[-1] += f"\n\n{piece}"
        elif piece.strip():
            blocks.append(piece)
        for line in piece.splitlines():
            mark = line.lstrip()[:3]
            if fence and mark == fence:
                fence = ""
            elif not fence and mark in ("```", "~~~"):
                fence = mark
    return blocks


def _even(text: str) -> str:
    return " ".join(text.split())


def _shares(block: str, lines: Sequence[str]) -> bool:
    return len(block) >= SHORT and any(line in block or block in line for line in lines)


def _length_shared(text: str, lines: Sequence[str]) -> int:
    return sum(min(len(line), len(text)) for line in lines if line in text or text in line)


def when(moment: datetime) -> str:
    return f"{moment:%d %b %Y, %H:%M} UTC"
