"""The decision page: what is compared, what was moved but not kept, how firm the result is, what to do next.

A draft is a handful of changes that nobody has kept yet. The page shows the frame as it would be with them,
so there is one way from a frame to a picture whether or not something is being tried out.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from assistant.domain.events import BREAKS, MEETS, Captured, Edited, fold
from assistant.domain.frame import Constraint, Frame, Option
from assistant.domain.matrix import Analysis, Matrix
from assistant.domain.matrix.sensitivity import total
from assistant.domain.matrix.table import Rows, Weights, raw_weights, rows
from assistant.workbench.items import counted, labels

Cell = tuple[str, str]
"""Ids of an option and a criterion."""
STEPS = 24
"""Points of a curve."""


class Draft(NamedTuple):
    """What was moved on the page."""

    weights: Mapping[str, float] = {}
    scores: Mapping[Cell, int | None] = {}
    """None empties a cell."""
    reasons: Mapping[Cell, str] = {}


def changes(frame: Frame, draft: Draft) -> tuple[Edited | Captured, ...]:
    """The draft as facts; nothing for what is as it was. Whoever moves one weight has weighed them all."""
    return (*_weights(frame, draft), *_scores(frame, draft), *_reasons(frame, draft))


def drafted(frame: Frame, draft: Draft) -> Frame:
    return fold(frame, frame.turn, changes(frame, draft))


def _weights(frame: Frame, draft: Draft) -> Iterable[Edited]:
    shown = shown_weights(frame)
    moved = any(draft.weights[c.id] != shown[c.id] for c in frame.criteria if c.id in draft.weights)
    for criterion in frame.criteria:
        weight = draft.weights.get(criterion.id, shown[criterion.id])
        if moved and weight != criterion.weight:
            yield Edited(path=f"criteria.{criterion.id}.weight", value=f"{weight:g}")


def _scores(frame: Frame, draft: Draft) -> Iterable[Edited | Captured]:
    known = {(score.option, score.criterion): score.value for score in frame.scores}
    for (option, criterion), value in draft.scores.items():
        path = f"scores.{option}.{criterion}"
        if value is None and (option, criterion) in known:
            yield Captured(topic="trade_offs", path=path, value="")
        elif value is not None and value != known.get((option, criterion)):
            yield Edited(path=path, value=str(value))


def _reasons(frame: Frame, draft: Draft) -> Iterable[Edited | Captured]:
    """A reason stands behind a score; without one it would hang in the air."""
    known = {(score.option, score.criterion): score.reason or "" for score in frame.scores}
    scored = {cell for cell in known if draft.scores.get(cell, 0) is not None}
    scored |= {cell for cell, value in draft.scores.items() if value is not None}
    for cell, reason in draft.reasons.items():
        path = f"scores.{cell[0]}.{cell[1]}.reason"
        if cell in scored and reason.strip() != known.get(cell, ""):
            if reason.strip():
                yield Edited(path=path, value=reason.strip())
            else:
                yield Captured(topic="trade_offs", path=path, value="")


def reasons_without_score(frame: Frame, draft: Draft) -> int:
    scored = {(score.option, score.criterion) for score in drafted(frame, draft).scores}
    return sum(bool(reason.strip()) and cell not in scored for cell, reason in draft.reasons.items())


# -- weights -----------------------------------------------------------------------------------------------------------


def scale_of(frame: Frame) -> float:
    """Where the sliders end: 10 for weights like 3 and 5, 100 for points out of a hundred, more where more was given."""
    heaviest = max((criterion.weight or 0 for criterion in frame.criteria), default=0)
    end = 10.0 if 0 < heaviest <= 10 else 100.0
    while end < heaviest:
        end *= 10
    return end


def shown_weights(frame: Frame) -> dict[str, float]:
    """Where each slider stands: at its weight, or at the average of those given, as it is counted."""
    given = [criterion.weight for criterion in frame.criteria if criterion.weight is not None]
    average = float(f"{sum(given) / len(given):.4g}") if any(given) else scale_of(frame) / 2
    return {c.id: average if c.weight is None else c.weight for c in frame.criteria}


class Swing(NamedTuple):
    """How far the options lie apart on a criterion, and what that moves in the end."""

    share: float
    worst: str
    best: str
    low: float
    high: float

    @property
    def effect(self) -> float:
        """Points of the total between the worst and the best."""
        return self.share * (self.high - self.low)


def swing(matrix: Matrix, analysis: Analysis, criterion: str) -> Swing | None:
    """None where fewer than two options are scored on it."""
    scored = {
        option.id: matrix.scores[option.id][criterion]
        for option in matrix.options
        if criterion in matrix.scores.get(option.id, {})
    }
    if len(scored) < 2:
        return None
    worst, best = min(scored, key=lambda id: scored[id]), max(scored, key=lambda id: scored[id])
    return Swing(analysis.weights[criterion], worst, best, scored[worst], scored[best])


# -- screening ---------------------------------------------------------------------------------------------------------


class Screened(NamedTuple):
    constraint: Constraint
    broken_by: tuple[str, ...]
    """Ids of options."""
    looked_at: bool
    """Every option was held against it."""


def screened(frame: Frame) -> tuple[Screened, ...]:
    """The hard constraints, each with the options that break it."""
    known = {(s.constraint, s.option): s.breaks for s in frame.screenings}
    return tuple(
        Screened(
            constraint,
            tuple(option.id for option in frame.options if known.get((constraint.id, option.id))),
            all((constraint.id, option.id) in known for option in frame.options),
        )
        for constraint in frame.constraints
        if constraint.hard
    )


def screening(frame: Frame, constraint: str, breaking: Iterable[str]) -> tuple[Captured, ...]:
    """Every option held against one hard constraint."""
    broken = set(breaking)
    return tuple(
        Captured(
            topic="constraints", path=f"screenings.{option.id}.{constraint}",
            value=BREAKS if option.id in broken else MEETS,
        )
        for option in frame.options
    )  # fmt: skip


# -- what to do next ---------------------------------------------------------------------------------------------------


class Step(NamedTuple):
    key: str
    """The part of the page it is done in; empty when nothing is left."""
    text: str
    why: str


def next_step(frame: Frame) -> Step:
    """The one thing worth doing next on this page."""
    return next(step for step in _steps(frame) if step)


def _steps(frame: Frame) -> Iterable[Step | None]:
    named = real(frame.options)
    yield _step(
        len(named) < 2,
        "options",
        f"Name {'two options' if not named else 'another option'} that could really work",
        "With one option on the table nothing is being decided.",
    )
    yield _step(
        len(named) == len(frame.options),
        "options",
        "Put doing nothing on the list",
        "It shows what every other option has to be better than.",
    )
    unscreened = next((row for row in screened(frame) if not row.looked_at), None)
    yield _step(
        unscreened is not None,
        "constraints",
        "Say which options break a hard constraint",
        "What breaks one is out, whatever else speaks for it. That saves scoring it.",
    )
    yield _step(
        len(frame.criteria) < 2,
        "criteria",
        "Name what the options are judged by, three to five criteria",
        "Named before the scores, they keep the favourite from writing the rules.",
    )
    yield _step(
        any(c.weight is None for c in frame.criteria),
        "weights",
        "Say how much each criterion counts",
        "Weights come before scores, so that the scores cannot choose them.",
    )
    empty = empty_cells(frame)
    yield _step(
        bool(empty),
        "scores",
        f"Fill {counted(len(empty), 'empty cell')}",
        "One criterion at a time, all options side by side, on the same scale.",
    )
    yield _step(
        not frame.is_settled("reversibility"),
        "reversibility",
        "Say what undoing it would take",
        "The undo work says how much care the decision deserves.",
    )
    yield _step(
        frame.chosen is None,
        "recommendation",
        "Say which one you would defend",
        "The matrix is there to disagree with.",
    )
    yield _step(
        bool(frame.ruled_out(frame.chosen or "")),
        "recommendation",
        "Recommend something else, or soften the constraint",
        "What you recommend breaks a hard constraint.",
    )
    yield _step(
        not frame.triggers,
        "triggers",
        "Say what would make you look again",
        "“Revisit later” reminds nobody; a number, a date and a name do.",
    )
    yield _step(
        not any(t.due for t in frame.triggers),
        "triggers",
        "Put a date on one of the triggers",
        "A condition alone relies on somebody noticing.",
    )
    yield Step("", "Read the document", "Everything on this page has an answer.")  # fmt: skip


def _step(needed: bool, key: str, text: str, why: str) -> Step | None:
    return Step(key, text, why) if needed else None


def empty_cells(frame: Frame) -> tuple[Cell, ...]:
    """Cells without a score, but for options that are ruled out."""
    scored = {(score.option, score.criterion) for score in frame.scores}
    return tuple(
        (option.id, criterion.id)
        for option in frame.options
        if not frame.ruled_out(option.id)
        for criterion in frame.criteria
        if (option.id, criterion.id) not in scored
    )


# -- pictures ----------------------------------------------------------------------------------------------------------


class Part(NamedTuple):
    """What one criterion adds to one option's total."""

    option: str
    criterion: str
    score: float
    points: float
    total: float
    place: int
    """Of the criterion."""


PICTURED = 12
"""Options in a picture: of more, nobody can tell the bars or lines apart."""


def pictured(analysis: Analysis) -> list[str]:
    """The options that a picture shows: the best, and who would lead at some weights, as far as there is room."""
    ranked = [ranked.option for ranked in analysis.ranking]
    turning = [f.flip.winner for f in analysis.sensitivity.flips if f.flip and f.flip.winner not in ranked[:PICTURED]]
    late = list(dict.fromkeys(turning))[: PICTURED // 2]
    return [*ranked[: PICTURED - len(late)], *late]


def parts(analysis: Analysis) -> list[Part]:
    """The ranking as stacked bars, best first."""
    matrix = analysis.matrix
    option_names, criterion_names = labels(matrix.options), labels(matrix.criteria)
    found = []
    for ranked in analysis.ranking[:PICTURED]:
        scores = matrix.scores.get(ranked.option, {})
        weighed = sum(analysis.weights[criterion] for criterion in scores)
        for place, id in enumerate(criterion_names):
            if id in scores and weighed:
                points = analysis.weights[id] * scores[id] / weighed
                found.append(
                    Part(option_names[ranked.option], criterion_names[id], scores[id], points, ranked.total or 0, place)
                )
    return found


class Bar(NamedTuple):
    """How the leader's lead moves with one weight."""

    criterion: str
    without: float
    """Lead with the weight at 0; below 0 somebody else leads."""
    doubled: float

    @property
    def flips(self) -> bool:
        return min(self.without, self.doubled) < 0

    @property
    def reach(self) -> float:
        return abs(self.doubled - self.without)


def tornado(analysis: Analysis) -> list[Bar]:
    """The weights that matter most first."""
    scored, weights = rows(analysis.matrix), raw_weights(analysis.matrix)
    if not analysis.winners or len(scored) < 2:
        return []
    names, leader = labels(analysis.matrix.criteria), analysis.winners[0]
    bars = [
        Bar(
            names[criterion],
            _lead(scored, {**weights, criterion: Fraction(0)}, leader),
            _lead(scored, {**weights, criterion: weight * 2}, leader),
        )
        for criterion, weight in weights.items()
    ]
    return sorted(bars, key=lambda bar: bar.reach, reverse=True)


def _lead(scored: Rows, weights: Weights, leader: str) -> float:
    totals = {option: total(row, weights) for option, row in scored.items()}
    others = [found for option, found in totals.items() if option != leader and found is not None]
    own = totals[leader]
    return float(own - max(others)) if own is not None and others else 0.0


class Point(NamedTuple):
    option: str
    weight: float
    total: float


class Flips(NamedTuple):
    """Every option's total while one weight moves and the others stand still."""

    points: tuple[Point, ...]
    now: float
    turns: tuple[float, ...]
    """Weights at which another option takes the lead."""


def flips(analysis: Analysis, criterion: str, end: float) -> Flips:
    scored, weights = rows(analysis.matrix), raw_weights(analysis.matrix)
    names, shown = labels(analysis.matrix.options), pictured(analysis)
    at = [Fraction(end).limit_denominator() * step / STEPS for step in range(STEPS + 1)]
    moved = [(weight, {**weights, criterion: weight}) for weight in at]
    points = [
        Point(names[option], float(weight), float(found))
        for weight, counted_with in moved
        for option in shown
        if (found := total(scored[option], counted_with)) is not None
    ]
    flip = next((f.flip for f in analysis.sensitivity.flips if f.criterion == criterion), None)
    now = float(weights[criterion])
    return Flips(tuple(points), now, (now + flip.change,) if flip and 0 <= now + flip.change <= end else ())


class Share(NamedTuple):
    option: str
    wins: float


def robustness(analysis: Analysis) -> list[Share]:
    """How often each option wins when every weighting is as likely as any other, most often first."""
    names = labels(analysis.matrix.options)
    shares = [Share(names[option], wins) for option, wins in analysis.sensitivity.robustness.items()]
    return sorted(shares, key=lambda share: share.wins, reverse=True)[:PICTURED]


def real(options: Iterable[Option]) -> list[Option]:
    return [option for option in options if not option.baseline]
