"""A decision record as a value: what it says, part by part, with the line each thing stands on.

It knows no file and no rule. Where a record is silent the value is None or empty; whether that matters is for a rule.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from assistant.domain.records.headings import Meaning
from assistant.domain.records.lines import Block, Comment, FrontKey

Style = Literal["madr", "nygard", "y-statement", "framefirst", "free"]
StatusKind = Literal["proposed", "accepted", "rejected", "deprecated", "superseded", "unknown"]
LEFT_BEHIND: frozenset[StatusKind] = frozenset({"rejected", "deprecated", "superseded"})
"""Records that stay as they are: history, and nobody's to improve."""


class Words(NamedTuple):
    """Something said, on one line, and the line it starts on."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks under one heading or label, up to the next one of any level."""

    title: str
    level: int
    line: int
    meaning: Meaning | None
    """Its own, or that of the nearest heading above it that has one."""
    around: tuple[Meaning, ...]
    """Meanings of the headings above it, outermost first."""
    blocks: tuple[Block, ...]
    option: str | None = None
    """The option it is about."""

    @property
    def words(self) -> Iterator[Words]:
        for block in self.blocks:
            if block.kind not in ("code", "rule", "head"):
                yield Words(block.flat, block.line)

    def means(self, *meanings: Meaning) -> bool:
        return self.meaning in meanings or any(one in meanings for one in self.around)


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value: a key of the front matter, "Status: accepted", a row of a two-column table."""

    label: str
    meaning: Meaning
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Option:
    name: str
    line: int
    pros: tuple[Words, ...] = ()
    cons: tuple[Words, ...] = ()
    about: tuple[Words, ...] = ()
    """Everything said under its heading or in its row."""


class Status(NamedTuple):
    kind: StatusKind
    text: str
    line: int


class Chosen(NamedTuple):
    name: str
    line: int
    explicit: bool
    """Named by a label ("Chosen option: …"), so that it can be held against the list of options."""


@dataclass(frozen=True, slots=True)
class Record:
    title: str
    line: int
    """Of the title; 1 where there is none."""
    style: Style
    sections: tuple[Section, ...]
    fields: tuple[Field, ...]
    options: tuple[Option, ...]
    status: Status | None
    date: Words | None
    """The day it was decided or last changed, as written."""
    deciders: Words | None
    chosen: Chosen | None
    triggers: tuple[Words, ...]
    """What would reopen it, as written, review dates among them."""
    pros: tuple[Words, ...]
    """Gains, of options and of the decision."""
    cons: tuple[Words, ...]
    """Losses, drawbacks and risks, of options and of the decision."""
    comments: tuple[Comment, ...]
    front: Mapping[str, FrontKey]
    prose: str
    """All that is said outside code, comments and lists of sources, a block a line."""
    is_english: bool

    def under(self, *meanings: Meaning) -> Iterator[Section]:
        """Sections of these meanings, or below a heading of them, that say something."""
        return (section for section in self.sections if section.blocks and section.means(*meanings))

    def said(self, *meanings: Meaning) -> str:
        """Everything under these headings and labels, a block a line."""
        parts = [words.text for section in self.under(*meanings) for words in section.words]
        parts += [field.value for field in self.fields if field.meaning in meanings]
        return "\n".join(parts)

    def field(self, *meanings: Meaning) -> Field | None:
        return next((field for field in self.fields if field.meaning in meanings and field.value), None)

    def line_of(self, *meanings: Meaning) -> int:
        """Where somebody would add to these parts: the first such heading, else the title."""
        for meaning in meanings:
            for section in self.sections:
                if section.meaning == meaning:
                    return section.line
        return self.line

    @property
    def is_left_behind(self) -> bool:
        return self.status is not None and self.status.kind in LEFT_BEHIND

    @property
    def is_decision(self) -> bool:
        """It has what only decision records have, so that a folder of mixed files can be told apart."""
        known = {section.meaning for section in self.sections if section.title}
        known |= {field.meaning for field in self.fields if field.line > 0}
        by_parts = "decision" in known and bool(known & {"context", "consequences", "status", "options", "comparison"})
        by_status = (
            self.status is not None
            and self.status.kind != "unknown"
            and bool(known & {"context", "decision", "consequences", "options"})
        )
        return by_parts or by_status or self.style != "free"
