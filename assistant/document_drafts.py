"""What a model may say that documents state, and what of it is believed.

The same as `drafts`, with passages in the message's place: what is kept stands word for word in the passage it names.
Nothing here sends anything or knows which model answered.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from pydantic import Field

from assistant.domain import prefill
from assistant.domain.prefill import Found
from assistant.domain.topics import Topic
from assistant.drafts import (
    CLAIMS_A_CHANGE,
    Capture,
    Parsed,
    Shape,
    capture_problem,
    echoes,
    facts_in,
    fields_in,
    items,
    verbatim,
    without_markup,
)
from assistant.ports import Passage

SENTENCE_ENDS = re.compile(r"[.!?\n]")


class Stated(Capture):
    """One thing that a passage states."""

    quote: str = Field(description="The words it was read from, exactly as they stand in the passage.")
    passage: str = Field(description="Id of the passage that the quote stands in.")


class DocumentDraft(Shape):
    """What a model found in some passages."""

    captured: tuple[Stated, ...]


@cache
def schema() -> dict[str, Any]:
    return DocumentDraft.model_json_schema()


def parse(raw: str, finish_reason: str | None = "stop") -> Parsed[DocumentDraft]:
    """The draft in a raw answer, item by item."""
    found, problem = fields_in(raw, finish_reason, DocumentDraft)
    if problem:
        return Parsed(None, problem)
    dropped: list[str] = []
    return Parsed(DocumentDraft(captured=tuple(items(Stated, found.get("captured"), dropped))), dropped=tuple(dropped))


class Believed(NamedTuple):
    found: tuple[Found, ...]
    dropped: tuple[str, ...]
    """What was not believed, each with its reason."""


def verify(draft: DocumentDraft, shown: Mapping[str, Passage], today: date, instructions: str = "") -> Believed:
    """What of a draft stands in the passages that were shown, by the ids they were shown under."""
    dropped: list[str] = []
    return Believed(tuple(_believed(draft.captured, shown, today, instructions, dropped)), tuple(dropped))


def _believed(
    captured: Iterable[Stated], shown: Mapping[str, Passage], today: date, instructions: str, dropped: list[str]
) -> Iterator[Found]:
    taken: list[tuple[Topic, str]] = []
    for stated in islice(captured, prefill.IN_ALL):
        passage = shown.get(stated.passage)
        quote = verbatim(stated.quote, passage.text) if passage else None
        fault = _problem(stated, passage, quote, today, instructions, taken)
        if fault or passage is None or quote is None:
            dropped.append(f"capture of {stated.topic}: {fault}")
            continue
        taken.append((stated.topic, quote))
        value = " ".join(without_markup(stated.value).split())
        yield Found(stated.topic, value, quote, passage.section, facts_in(quote, today))


def _problem(
    stated: Stated, passage: Passage | None, quote: str | None, today: date, instructions: str,
    taken: Iterable[tuple[Topic, str]],
) -> str | None:  # fmt: skip
    if passage is None:
        return "no such passage was shown"
    if fault := capture_problem(stated, quote, today, taken, "passage"):
        return fault
    assert quote is not None
    if prefill.gives_orders(_sentence_with(quote, passage.text)):
        return "an order to the reader"
    if not prefill.settles(quote, today):
        return "the quote settles nothing"
    if verbatim(stated.value, quote) is None and _says_what_nobody_wrote(stated.value, quote, instructions):
        return "markup, a claim or the instructions"
    return None


def _sentence_with(quote: str, text: str) -> str:
    """The quote with the rest of the sentence that it was cut from."""
    start = text.find(quote)
    before, after = text[:start], text[start + len(quote) :]
    return SENTENCE_ENDS.split(before)[-1] + quote + SENTENCE_ENDS.split(after)[0]


def _says_what_nobody_wrote(value: str, quote: str, instructions: str) -> bool:
    claim = CLAIMS_A_CHANGE.search(value)
    has_markup = without_markup(value).split() != value.split()
    return has_markup or echoes(value, instructions) or (claim is not None and verbatim(claim.group(), quote) is None)
