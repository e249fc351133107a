"""Does a model hear what a message states, and nothing else?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain import rules
from evals.check import Judgement, skipped
from evals.checks.turns import DraftCheck, TurnCheck, faulted
from evals.checks.words import numbers, plain
from evals.record import Record
from evals.talks import Talk, Turn, turns_of


@dataclass(frozen=True)
class QuotesVerbatim(DraftCheck):
    name = "quotes-verbatim"
    guards = "what is captured stands in the message, letter for letter"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        said = plain(turn.said)
        for one in turn.items("captured"):
            if not one.get("quote") or plain(one["quote"]) not in said:
                yield f"nobody said {one.get('quote', '')[:60]!r}"


@dataclass(frozen=True)
class ValuesFromQuotes(DraftCheck):
    name = "values-from-quotes"
    guards = "a captured value has the figures of its quote and no others"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        for one in turn.items("captured"):
            strange = numbers(one.get("value", "")) - numbers(one.get("quote", ""))
            if strange:
                yield f"{', '.join(sorted(strange))} is not in {one.get('quote', '')[:60]!r}"


@dataclass(frozen=True)
class HearsWhatIsStated(TurnCheck):
    name = "hears-what-is-stated"
    guards = "a fact is captured under its own topic, whichever question it came with"

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        yield from ()

    def judge(self, case: Talk, record: Record) -> Judgement:
        turns = [turn for turn in turns_of(record) if turn.draft is not None]
        heard = [(one.get("topic"), plain(one.get("quote", ""))) for turn in turns for one in turn.items("captured")]
        said = " ".join(plain(turn.said) for turn in turns)
        due = [fact for fact in case.states if plain(fact.words) in said]
        if not due:
            return skipped("the person stated nothing that is marked")
        missed = [
            fact
            for fact in due
            if not any(fact.topic == topic and plain(fact.words) in quote for topic, quote in heard)
        ]
        return faulted([f"not heard under {fact.topic}: {fact.words!r}" for fact in missed])


@dataclass(frozen=True)
class HearsNothingElse(DraftCheck):
    name = "hears-nothing-else"
    guards = "what is denied, asked back or only hinted at is not captured"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        for one in turn.items("captured"):
            for words in case.denies:
                if plain(words) in plain(one.get("quote", "")):
                    yield f"heard as stated: {words!r}"


@dataclass(frozen=True)
class SolutionIsNoProblem(DraftCheck):
    name = "solution-is-no-problem"
    guards = "a solution that somebody arrives with is not taken for the problem"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        for one in turn.items("captured"):
            quote = one.get("quote", "")
            if one.get("topic") == "problem" and any(f.name == "solution-as-problem" for f in rules.check(quote)):
                yield f"taken for the problem: {quote[:60]!r}"


@dataclass(frozen=True)
class SymptomIsNoCause(DraftCheck):
    name = "symptom-is-no-cause"
    guards = "where it shows is not written down as where it comes from"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        captured = turn.items("captured")
        shown = {plain(one.get("quote", "")) for one in captured if one.get("topic") in ("symptom", "problem", "why")}
        for one in captured:
            if one.get("topic") == "root_cause" and turn.topic != "root_cause" and plain(one.get("quote", "")) in shown:
                yield f"symptom and root cause at once: {one['quote'][:60]!r}"


CHECKS: tuple[TurnCheck, ...] = (
    QuotesVerbatim(), ValuesFromQuotes(), HearsWhatIsStated(), HearsNothingElse(), SolutionIsNoProblem(), SymptomIsNoCause(),
)  # fmt: skip
