"""Does each rule catch what it must and leave the rest alone, and do they agree with what people marked?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from assistant.domain import rules
from assistant.domain.rules import CATALOGUE
from assistant.domain.rules.rule import Example, Rule
from assistant.domain.rules.sketch import understood
from evals.case import SHIPPED, Case, Located, load
from evals.check import Check, Judgement, judged, skipped
from evals.record import Record
from evals.result import Figure
from evals.subject import Subject
from evals.suite import Measure, Solved, Suite

SKETCHED = date(2026, 1, 15)
"""The day on which the examples are read; "next week" in one of them must not move with the calendar."""


class Utterance(Case):
    """What somebody said, with the rules that a careful reader would want to hear from."""

    text: str = ""
    topic: str | None = None
    flags: tuple[str, ...] = ()
    """Names of rules; empty for something to leave alone."""
    rule: str = ""
    """Instead of a text: the id of a rule whose own examples are tried."""


def cases(folders: Sequence[Path] = (SHIPPED,), subject: Subject | None = None) -> Sequence[Located[Utterance]]:
    """The examples of every rule in the catalogue, and the labelled utterances."""
    here = Path(rules.__file__)
    own = [
        Located(Utterance(id=f"{rule.id}-{rule.name}", kind="examples", rule=rule.id), _file(here, rule))
        for rule in CATALOGUE
    ]
    return (*own, *load(Utterance, "rules", folders))


def _file(package: Path, rule: Rule) -> Path:
    named = package.with_name(f"{rule.name.replace('-', '_')}.py")
    return named if named.is_file() else package


def solve(case: Utterance, subject: Subject) -> Record:
    if not case.rule:
        found = rules.check(case.text, case.topic, subject.rules)
        return Record(case=case.id, found=tuple(one.name for one in found))
    (rule,) = (rule for rule in CATALOGUE if rule.id == case.rule)
    return Record(
        case=case.id,
        data={
            "missed": [n for n, example in enumerate(rule.catches, 1) if not _fires(rule, example)],
            "alarmed": [n for n, example in enumerate(rule.leaves_alone, 1) if _fires(rule, example)],
        },
    )


def _fires(rule: Rule, example: Example) -> bool:
    """Through the same doors as the product; an example frame is a sketch, whose words still have to be read."""
    found: Iterable[rules.Finding | rules.FrameFinding | rules.ReplyFinding]
    if isinstance(example, str):
        found = rules.check(example)
    elif isinstance(example, rules.Reply):
        found = rules.check_reply(example)
    else:
        found = rules.check_frame(understood(example, SKETCHED))
    return any(one.name == rule.name for one in found)


@dataclass(frozen=True)
class Catches(Check):
    name: ClassVar[str] = "catches"
    guards: ClassVar[str] = "a rule speaks where it must"

    def judge(self, case: Utterance, record: Record) -> Judgement:
        if not case.rule and not case.flags:
            return skipped("nothing to catch")
        missed = [f"misses its example {n}" for n in record.data.get("missed", ())]
        return judged([*missed, *(f"misses {name}" for name in case.flags if name not in record.found)])


@dataclass(frozen=True)
class LeavesAlone(Check):
    name: ClassVar[str] = "leaves-alone"
    guards: ClassVar[str] = "no rule speaks where a careful reader would not: a false alarm costs more than a miss"

    def judge(self, case: Utterance, record: Record) -> Judgement:
        alarmed = [f"false alarm on its example {n}" for n in record.data.get("alarmed", ())]
        return judged([*alarmed, *(f"false alarm {name}" for name in record.found if name not in case.flags)])


def agreement(solved: Solved) -> Sequence[Figure]:
    """Over the labelled utterances alone."""
    pairs = [(set(case.flags), set(record.found)) for case, record in solved if not case.rule]
    right = sum(len(want & have) for want, have in pairs)
    said, wanted = sum(len(have) for _, have in pairs), sum(len(want) for want, _ in pairs)
    clean = [bool(have) for want, have in pairs if not want]
    return [
        Figure(name="precision", value=round(right / max(1, said), 4), n=said),
        Figure(name="recall", value=round(right / max(1, wanted), 4), n=wanted),
        Figure(name="false alarms", value=round(sum(clean) / max(1, len(clean)), 4), n=len(clean)),
    ]


SUITE = Suite(
    "rules",
    "does each rule catch what it must and leave the rest alone",
    Utterance,
    solve,
    (Catches(), LeavesAlone()),
    bar=0.95,
    measures=(Measure(agreement, {"precision": 0.95, "recall": 0.88, "-false alarms": 0.05}),),
    cases_of=cases,
)
