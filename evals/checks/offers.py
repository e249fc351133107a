"""What a pass over documents brought: a model's own drafts first, then what was offered to the person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from assistant.document_drafts import Stated, parse
from evals.check import Check, Judgement, judged
from evals.record import Record


def drafted(record: Record) -> Iterator[tuple[Stated, dict[str, str]]]:
    """Each thing that a model said documents state, with the passages it was shown."""
    for draft in record.data["drafts"]:
        parsed = parse(draft["raw"]).draft
        yield from ((stated, draft["shown"]) for stated in (parsed.captured if parsed else ()))


def even(text: str) -> str:
    return " ".join(text.casefold().split())


@dataclass(frozen=True)
class DraftInPlace(Check):
    name: ClassVar[str] = "draft-in-place"
    guards: ClassVar[str] = "a model quotes words of the passage it names"

    def judge(self, case: Any, record: Record) -> Judgement:
        return judged([
            f"{stated.passage} does not say {stated.quote!r}"
            for stated, shown in drafted(record)
            if even(stated.quote) not in even(shown.get(stated.passage, ""))
        ])  # fmt: skip


@dataclass(frozen=True)
class DraftLeavesAlone(Check):
    name: ClassVar[str] = "draft-leaves-alone"
    guards: ClassVar[str] = "a model takes neither orders nor open points for statements"

    def judge(self, case: Any, record: Record) -> Judgement:
        return judged([
            f"captured {words!r}"
            for words in case.leaves
            if any(even(words) in even(stated.quote) for stated, _ in drafted(record))
        ])  # fmt: skip


@dataclass(frozen=True)
class Finds(Check):
    name: ClassVar[str] = "finds"
    guards: ClassVar[str] = "what a document states is offered under its topic"

    def judge(self, case: Any, record: Record) -> Judgement:
        offered = [(one.topic, even(one.quote)) for one in record.frame.suggestions]
        return judged([
            f"did not find {one.topic} {one.words!r}"
            for one in case.states
            if not any(topic == one.topic and even(one.words) in quote for topic, quote in offered)
        ])  # fmt: skip


@dataclass(frozen=True)
class LeavesAlone(Check):
    name: ClassVar[str] = "leaves-alone"
    guards: ClassVar[str] = "neither orders nor open points are offered"

    def judge(self, case: Any, record: Record) -> Judgement:
        return judged([
            f"offered {words!r}"
            for words in case.leaves
            if any(even(words) in even(f"{one.quote} {one.text}") for one in record.frame.suggestions)
        ])  # fmt: skip


@dataclass(frozen=True)
class InPlace(Check):
    name: ClassVar[str] = "in-place"
    guards: ClassVar[str] = "every offer carries words that stand at the place it cites"

    def judge(self, case: Any, record: Record) -> Judgement:
        texts = [(passage["section"], passage["text"]) for passage in record.data["passages"]]
        return judged([
            f"{one.citation} does not say {one.quote!r}"
            for one in record.frame.suggestions
            if not any(section == one.citation and one.quote in text for section, text in texts)
        ])  # fmt: skip


@dataclass(frozen=True)
class OnlyOffers(Check):
    name: ClassVar[str] = "only-offers"
    guards: ClassVar[str] = "what documents state counts nowhere until a person takes it up"

    def judge(self, case: Any, record: Record) -> Judgement:
        events = [record_["event"] for record_ in record.log if record_["event"]["type"] == "captured"]
        stated = [event["value"] for event in events if (event["source"], event["status"]) != ("document", "proposed")]
        changed = [] if record.data["stands"] else ["the frame changed"]
        return judged([*(f"stated {value!r}" for value in stated), *changed])


CHECKS: tuple[Check, ...] = (DraftInPlace(), DraftLeavesAlone(), Finds(), LeavesAlone(), InPlace(), OnlyOffers())
