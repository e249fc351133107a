"""Is a decision weighed as it should be, and is its document whole?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from assistant.domain.events import Captured
from assistant.domain.frame import Ask, Frame
from assistant.domain.matrix import Analysis, Matrix, analyse, from_frame
from assistant.domain.readiness import readiness
from assistant.export.document import Missing, Section, document
from evals.check import Check, Judgement, failed, judged, passed
from evals.conversation import Person, Stakeholder, talk
from evals.record import Record
from evals.subject import Subject
from evals.suite import Suite
from evals.suites.flow import Keeps
from evals.words import stands

TIE = 1e-9
STEP = 0.25
"""By which a weight is moved when the nearest flip is looked for by trying."""
FURTHEST = 400.0
"""Change of a weight beyond which nobody would believe it."""
TEMPLATE = (
    "problem", "evidence", "stakeholders", "requirements", "constraints", "criteria", "options", "matrix", "trade-offs",
    "reversibility", "failure", "rollout", "rollback", "measurement", "cost", "security", "recommendation", "status",
    "triggers", "open", "findings",
)  # fmt: skip
"""The sections that a reviewer expects, in their order."""
MAY_BE_OPEN = frozenset({"evidence", "rollout", "status", "assumptions", "findings", "readiness"})
"""Nobody was asked for these, or they can only be settled by a person after the conversation."""


class Decision(Stakeholder):
    """Somebody who knows how they want to weigh a decision."""

    choices: tuple[str, ...]
    """Words by which each option is recognised, whatever it is called in full."""
    weights: tuple[float, ...]
    """In the order of the criteria."""
    scores: dict[str, tuple[int, ...]]
    """By criterion, in the order of the choices; doing nothing is last."""
    gains: tuple[str, ...]
    """What each gains and gives up, in the same order."""
    winner: str
    """One of the choices, or `nothing`; empty for a tie."""

    def place(self, option: str, baseline: bool = False) -> int | None:
        """Of an option among the scores; None for one that this person does not know."""
        if baseline:
            return len(self.choices)
        return next((n for n, words in enumerate(self.choices) if words.lower() in option.lower()), None)


class Decider(Person):
    """Weighs, scores and says what each option costs, when asked for it."""

    def __init__(self, case: Decision) -> None:
        super().__init__(case)
        self._decision = case

    def answer(self, asked: Ask, frame: Frame) -> str:
        case = self._decision
        if asked.move == "weigh":
            names = case.parts("criteria")
            return ", ".join(f"{name} {weight:g}" for name, weight in zip(names, case.weights, strict=True))
        if asked.move == "score":
            criterion = next((one.text for one in frame.criteria if one.id == asked.about), "")
            scores = case.scores.get(criterion, ())
            placed = [(option, case.place(option.text, option.baseline)) for option in frame.options]
            return ", ".join(f"{option.text}: {scores[n]}" for option, n in placed if n is not None and n < len(scores))
        if asked.topic == "trade_offs":
            option = next((one for one in frame.options if one.id == asked.about), None)
            place = case.place(option.text, option.baseline) if option else None
            return super().answer(asked, frame) if place is None else case.gains[place]
        return super().answer(asked, frame)


def solve(case: Decision, subject: Subject) -> Record:
    with subject.wired(case) as wired:
        return talk(case, wired, Decider(case))


# -- checks ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TemplateIsComplete(Check):
    name: ClassVar[str] = "template"
    guards: ClassVar[str] = "every section of the template is there, and what was answered is not reported as missing"

    def judge(self, case: Decision, record: Record) -> Judgement:
        sections = document(record.frame, record.events).sections
        there = [section.id for section in sections]
        faults = [f"no section {id}" for id in TEMPLATE if id not in there]
        if not faults and [id for id in there if id in TEMPLATE] != list(TEMPLATE):
            faults.append("sections out of order")
        faults += [
            f"{section.title} reports as missing: {block.text}"
            for section in sections
            if section.id in TEMPLATE and section.id not in MAY_BE_OPEN
            for block in missing(section)
        ]
        return judged(faults)


def missing(section: Section) -> list[Missing]:
    return [block for block in section.blocks if isinstance(block, Missing)]


@dataclass(frozen=True)
class NothingIsAnOption(Check):
    name: ClassVar[str] = "do-nothing"
    guards: ClassVar[str] = "doing nothing is on the table and is weighed like the others"

    def judge(self, case: Decision, record: Record) -> Judgement:
        frame = record.frame
        nothing = [option.id for option in frame.options if option.baseline]
        if not nothing:
            return failed("doing nothing is not among the options")
        scored = {score.criterion for score in frame.scores if score.option in nothing}
        return judged([f"doing nothing has no score on {c.text}" for c in frame.criteria if c.id not in scored])


@dataclass(frozen=True)
class WeightsBeforeScores(Check):
    name: ClassVar[str] = "weights-first"
    guards: ClassVar[str] = "weights are given before any score is, so that scores cannot choose them"

    def judge(self, case: Decision, record: Record) -> Judgement:
        paths = [one.event.path for one in record.events if isinstance(one.event, Captured)]
        weights = [n for n, path in enumerate(paths) if path.startswith("criteria.") and path.endswith(".weight")]
        scores = [n for n, path in enumerate(paths) if path.startswith("scores.")]
        faults = [
            *([] if weights else ["no weight was taken down"]),
            *([] if scores else ["no score was taken down"]),
        ]
        if weights and scores and max(weights) > min(scores):
            faults.append("a score stands before a weight")
        return judged(faults)


@dataclass(frozen=True)
class WeighedAsSaid(Check):
    name: ClassVar[str] = "weighed-as-said"
    guards: ClassVar[str] = "weights and scores stand as the person gave them"

    def judge(self, case: Decision, record: Record) -> Judgement:
        frame, faults = record.frame, []
        names = case.parts("criteria")
        given = dict(zip(names, case.weights, strict=True))
        weights = {criterion.text: criterion.weight for criterion in frame.criteria}
        faults += [f"weight of {n} is {weights.get(n)}, said {w:g}" for n, w in given.items() if weights.get(n) != w]
        for criterion, said in case.scores.items():
            kept = scores_of(frame, criterion, case)
            if kept != said:
                faults.append(f"scores on {criterion} are {kept}, said {said}")
        return judged(faults)


def scores_of(frame: Frame, criterion: str, case: Decision) -> tuple[int, ...]:
    """As the frame has them, in the order of the choices."""
    about = next((one.id for one in frame.criteria if one.text == criterion), None)
    by_option = {score.option: score.value for score in frame.scores if score.criterion == about}
    placed = {case.place(option.text, option.baseline): by_option.get(option.id, 0) for option in frame.options}
    return tuple(placed.get(n, 0) for n in range(len(case.choices) + 1))


@dataclass(frozen=True)
class RankedRight(Check):
    name: ClassVar[str] = "ranking"
    guards: ClassVar[str] = "totals are weighted means and the right option leads, or none where two tie"

    def judge(self, case: Decision, record: Record) -> Judgement:
        analysis = analysis_of(record)
        if analysis is None:
            return failed("there is no matrix")
        by_hand = totals(analysis.matrix, raw(analysis.matrix))
        texts = {option.id: option.text for option in analysis.matrix.options}
        faults = [
            f"total of {texts[ranked.option]} is {ranked.total}, by hand {by_hand[ranked.option]:.4f}"
            for ranked in analysis.ranking
            if ranked.total is not None and abs(ranked.total - by_hand[ranked.option]) > 1e-6
        ]
        baseline = {option.id for option in analysis.matrix.options if option.baseline}
        leading = [texts[id] for id in analysis.winners]
        places = [case.place(texts[id], id in baseline) for id in analysis.winners]
        if case.winner and places != [case.place(case.winner, case.winner == "nothing")]:
            faults.append(f"{' and '.join(leading)} leads, it should be {case.winner}")
        if not case.winner and len(leading) < 2:
            faults.append(f"{leading} leads alone, it should be a tie")
        return judged(faults)


@dataclass(frozen=True)
class SensitiveRight(Check):
    name: ClassVar[str] = "sensitivity"
    guards: ClassVar[str] = "the smallest change of a weight after which another option wins is the one found by trying"

    def judge(self, case: Decision, record: Record) -> Judgement:
        analysis = analysis_of(record)
        if analysis is None:
            return failed("there is no matrix")
        said = analysis.sensitivity.smallest_flip
        if len(analysis.winners) != 1:
            return passed
        tried = smallest_flip(analysis.matrix)
        if said is None or tried is None:
            return passed if said is None and tried is None else failed(f"said {said}, by trying {tried}")
        near = abs(abs(said.change) - tried) <= STEP
        return passed if near else failed(f"a change of {said.change:g} is said, {tried:g} was found by trying")


def analysis_of(record: Record) -> Analysis | None:
    matrix = from_frame(record.frame)
    return analyse(matrix) if matrix else None


def raw(matrix: Matrix) -> dict[str, float]:
    return {criterion.id: float(criterion.weight or 0) for criterion in matrix.criteria}


def totals(matrix: Matrix, weights: Mapping[str, float]) -> dict[str, float]:
    """Weighted means, worked out without the product's arithmetic."""
    found = {}
    for option in matrix.options:
        row = {c: float(score) for c, score in matrix.scores.get(option.id, {}).items() if score is not None}
        weight = sum(weights[criterion] for criterion in row)
        found[option.id] = sum(weights[c] * value for c, value in row.items()) / weight if weight else 0.0
    return found


def leaders(found: Mapping[str, float]) -> frozenset[str]:
    best = max(found.values())
    return frozenset(option for option, total in found.items() if best - total <= TIE)


def smallest_flip(matrix: Matrix) -> float | None:
    """By moving each weight a little at a time, both ways, until the one that leads now no longer does."""
    weights = raw(matrix)
    now = leaders(totals(matrix, weights))
    steps = int(FURTHEST / STEP)
    for step in range(1, steps + 1):
        for criterion in weights:
            for change in (step * STEP, -step * STEP):
                moved = {**weights, criterion: weights[criterion] + change}
                if moved[criterion] < 0 or not sum(moved.values()):
                    continue
                if leaders(totals(matrix, moved)).isdisjoint(now):
                    return step * STEP
    return None


@dataclass(frozen=True)
class SaysWhatIsNotDone(Check):
    name: ClassVar[str] = "definition-of-done"
    guards: ClassVar[str] = "what a final record still lacks is said: above all that nobody has decided yet"
    parts: tuple[str, ...] = ("Evidence", "Criteria", "Agreement", "Documentation")

    def judge(self, case: Decision, record: Record) -> Judgement:
        state = readiness(record.frame)
        named = " ".join(part.name for part in state.done)
        faults = [f"no part {part}" for part in self.parts if part.lower() not in named.lower()]
        if state.is_final:
            faults.append("called final, and nobody has decided")
        told = record.document
        unsaid = [gap for part in state.done for gap in part.missing if gap not in told]
        return judged([*faults, *(f"does not say what is missing: {gap}" for gap in unsaid)])


@dataclass(frozen=True)
class HasATrigger(Check):
    name: ClassVar[str] = "trigger"
    guards: ClassVar[str] = "a trigger with a measure, an owner and a date stands in the record"

    def judge(self, case: Decision, record: Record) -> Judgement:
        triggers = record.frame.triggers
        if not triggers:
            return failed("there is no trigger")
        faults = []
        if not any(one.measurable for one in triggers):
            faults.append("no trigger can be measured")
        if not any(one.due for one in triggers):
            faults.append("no trigger is on the calendar")
        if not any(one.owner for one in triggers):
            faults.append("nobody watches")
        return judged(faults)


@dataclass(frozen=True)
class TradeOffsStand(Check):
    name: ClassVar[str] = "trade-offs"
    guards: ClassVar[str] = "what each option gains and gives up stands in the document with its figures"

    def judge(self, case: Decision, record: Record) -> Judgement:
        asked = [exchange.said for exchange in record.exchanges if exchange.said in case.gains]
        if not asked:
            return failed("nobody asked what is gained and given up")
        return judged([f"lost: {said[:60]!r}" for said in asked if not stands(said, record.document)])


CHECKS: Sequence[Check] = (
    TemplateIsComplete(), NothingIsAnOption(), WeightsBeforeScores(), WeighedAsSaid(), RankedRight(), SensitiveRight(),
    SaysWhatIsNotDone(), HasATrigger(), TradeOffsStand(), Keeps(),
)  # fmt: skip

SUITE = Suite(
    "tradeoff",
    "is a decision weighed as it should be, and is its document whole",
    Decision,
    solve,
    tuple(CHECKS),
    bar=0.90,
)
