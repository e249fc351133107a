"""What the assistant does next.

Everything that decides the order of questions lives in this file: the path an opening takes, how many
questions the stakes are worth, what must be true for a question to be worth asking. It does not know
how a question is worded, who answers it or whether a model is configured.

Theory of operation. A playbook belongs to one stage. The opening gives the order of the stages
(PATHS); within a stage questions go by rank. A question is open while its conditions hold and its
topic is neither answered nor put aside. Three things jump the queue: a contradiction nobody has
looked at, a vague answer that may still be pressed, and a topic the person has just touched on.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.domain.frame import Answer, Frame, MoveKind, Stakes, Why
from assistant.domain.playbook import Feature, Playbook, Question, Stage
from assistant.domain.reading.opening import OpeningKind
from assistant.domain.topics import Topic

PATHS: dict[OpeningKind | None, tuple[Stage, ...]] = {
    "solution_first": ("intake", "checklist", "causes", "review", "decision", "summary"),
    "symptom": ("intake", "causes", "checklist", "review", "decision", "summary"),
    "decision": ("intake", "checklist", "review", "decision", "summary"),
    "greenfield": ("intake", "checklist", "review", "decision", "summary"),
    "brownfield": ("intake", "causes", "checklist", "review", "decision", "summary"),
    None: ("intake", "checklist", "review", "decision", "summary"),
}

BUDGET: dict[Stakes, dict[Stage, int]] = {
    # Questions a stage is worth, presses apart. Essential ones are asked beyond it.
    "nothing": {"intake": 2, "checklist": 4, "causes": 2, "review": 12, "decision": 2, "summary": 1},
    "two_way": {"intake": 3, "checklist": 9, "causes": 5, "review": 12, "decision": 6, "summary": 1},
    "costly": {"intake": 3, "checklist": 18, "causes": 8, "review": 12, "decision": 16, "summary": 1},
    "one_way": {"intake": 3, "checklist": 20, "causes": 12, "review": 12, "decision": 24, "summary": 1},
}

PRESSES = 3
WHYS = 5
TIRED_AFTER = 3
TOUCHED_LIFT = 35
"""Ranks a question moves up when the person has already touched on its topic."""


class Move(NamedTuple):
    """Something worth doing next."""

    kind: MoveKind
    stage: Stage
    question: Question
    about: str | None = None
    """The item it is about: an option, a why, a criterion, a contradiction, a part of the topic."""


# -- what can be true of a frame ---------------------------------------------------------------------------------------

SENSITIVE = ("personal", "phone", "address", "medical", "health", "patient", "salary", "wage", "bank", "tax number",
             "passport", "email", "birth", "location", "gdpr", "hipaa", "pci", "confidential", "sensitive")  # fmt: skip


def holds_personal_data(frame: Frame) -> bool:
    answers = (frame.answer("data"), frame.answer("compliance"))
    said = " ".join(value.text for answer in answers for value in (*answer.values, *answer.heard)).lower()
    return any(word in said for word in SENSITIVE)


def symptom_of(frame: Frame) -> str:
    """The words at the root of the tree of whys."""
    for topic in ("symptom", "problem"):
        answer = frame.answer(topic)
        for value in (*answer.values, *answer.heard):
            return value.text
    return ""


def chain(frame: Frame) -> tuple[Why, ...]:
    """The branch that was followed first, from the symptom down."""
    branch: list[Why] = [why for why in frame.whys if why.parent is None][:1]
    while branch:
        deeper = next((why for why in frame.whys if why.parent == branch[-1].id), None)
        if deeper is None:
            break
        branch.append(deeper)
    return tuple(branch)


def branches(frame: Frame) -> int:
    """How many different answers any why was given."""
    parents = [why.parent for why in frame.whys if why.parent is not None]
    return max((parents.count(parent) for parent in parents), default=0)


SYSTEMIC = ("nobody", "no one", "no owner", "not owned", "owns", "responsib", "never review", "checklist", "process",
            "monitor", "metric", "measure", "alert", "policy", "habit", "incentive", "training", "handover")  # fmt: skip


def is_actionable(cause: str) -> bool:
    """Names something about how the work is organised rather than what broke."""
    lowered = cause.lower()
    return any(word in lowered for word in SYSTEMIC)


def _whys_open(frame: Frame) -> bool:
    depth = len(chain(frame)) - 1
    if frame.is_settled("why") or depth >= WHYS:
        return False
    return not (depth >= 4 and is_actionable(chain(frame)[-1].text))


def _has_figures(answer: Answer) -> bool:
    return any(
        fact.kind in ("duration", "rate", "percent", "number", "money", "size")
        for value in (*answer.values, *answer.heard)
        for fact in value.facts
    )


def next_untold(frame: Frame) -> str | None:
    """The first real option whose gains and losses nobody has named."""
    if frame.answer("trade_offs").aside:
        return None
    return next((option.id for option in frame.options if not option.baseline and option.trade_off is None), None)


def next_unscored(frame: Frame) -> str | None:
    """The first criterion without a single score."""
    if frame.answer("trade_offs").aside:
        return None
    scored = {score.criterion for score in frame.scores}
    return next((criterion.id for criterion in frame.criteria if criterion.id not in scored), None)


FEATURES: dict[Feature, Callable[[Frame], bool]] = {
    "opening_known": lambda frame: frame.intake.kind is not None,
    "personal_data": holds_personal_data,
    "symptom_located": lambda frame: frame.knows("symptom"),
    "symptom_without_figures": lambda frame: not _has_figures(frame.answer("symptom")),
    "has_symptom": lambda frame: bool(symptom_of(frame)),
    "whys_open": _whys_open,
    "has_whys": lambda frame: len(frame.whys) > 1,
    "one_branch": lambda frame: branches(frame) == 1,
    "has_root": lambda frame: any(why.is_root for why in frame.whys),
    "has_options": lambda frame: any(not option.baseline for option in frame.options),
    "has_two_options": lambda frame: sum(not option.baseline for option in frame.options) >= 2,
    "has_criteria": lambda frame: bool(frame.criteria),
    "unweighed": lambda frame: all(criterion.weight is None for criterion in frame.criteria),
    "unscored": lambda frame: next_unscored(frame) is not None,
    "untold_trade_off": lambda frame: next_untold(frame) is not None,
    "no_measurable_success": lambda frame: not _has_figures(frame.answer("success")),
}

ABOUT: dict[str, Callable[[Frame], str | None]] = {
    # question id -> the item it is put about
    "why": lambda frame: chain(frame)[-1].id if frame.whys else None,
    "trade-offs": next_untold,
    "score": next_unscored,
}


# -- which moves are open ----------------------------------------------------------------------------------------------


def is_relevant(question: Question, frame: Frame) -> bool:
    when = question.when
    return (
        (not when.openings or frame.intake.kind in when.openings)
        and (not when.stakes or frame.stakes in when.stakes)
        and all(FEATURES[feature](frame) for feature in when.features)
        and not any(FEATURES[feature](frame) for feature in when.without)
    )


def is_open(question: Question, frame: Frame) -> bool:
    times = frame.asked.get(question.id, 0)
    if question.move == "confirm":
        return not frame.confirmed
    if question.times == 0:
        return is_relevant(question, frame)
    if question.again:
        return times < question.times and is_relevant(question, frame)
    # An unanswered question may come back once, when the answer was about something else.
    return times <= question.times and not frame.is_settled(question.topic) and is_relevant(question, frame)


def is_tired(frame: Frame) -> bool:
    """The last few turns in a row brought no answer."""
    recent = range(frame.turn - TIRED_AFTER + 1, frame.turn + 1)
    empty = {answer.aside.origin.turn for answer in frame.answers.values() if answer.aside}
    return frame.turn >= TIRED_AFTER and all(turn in empty for turn in recent)


def rank(question: Question, frame: Frame) -> int:
    base = question.ranks.get(frame.intake.kind, question.rank) if frame.intake.kind else question.rank
    return base - (TOUCHED_LIFT if frame.answer(question.topic).heard else 0)


def spent(playbook: Playbook, frame: Frame) -> int:
    return sum(frame.asked.get(question.id, 0) for question in playbook.questions)


def open_moves(playbook: Playbook, frame: Frame) -> list[Move]:
    """What this playbook still asks, best first, within what the stakes are worth."""
    left = BUDGET[frame.stakes][playbook.stage] + frame.extra_questions - spent(playbook, frame)
    tired = playbook.stage == "decision" and is_tired(frame)
    moves = []
    for question in sorted(playbook.questions, key=lambda question: rank(question, frame)):
        if not is_open(question, frame):
            continue
        if question.essential or (left > 0 and not tired):
            moves.append(_move(question, playbook.stage, frame))
            left -= 1
    return moves


def missing_slot(question: Question, answer: Answer) -> str | None:
    """The part of a half-heard topic to ask about."""
    if not answer.heard:
        return None
    return next((slot for slot in question.slots if slot not in answer.slots), None)


def _move(question: Question, stage: Stage, frame: Frame) -> Move:
    slot = missing_slot(question, frame.answer(question.topic))
    if question.move == "ask" and slot:
        return Move("complete", stage, question, slot)
    about = ABOUT.get(question.id)
    return Move(question.move, stage, question, about(frame) if about else None)


SETTLE = Question(
    id="settle",
    topic="contradiction",
    move="settle",
    rank=0,
    ask='Which holds, "$first" or "$second", or who accepts that both stand?',
    why="Two things that cannot both be true become an argument after the decision.",
    section="expensive-decisions",
    chips=("The first", "The second", "We accept both"),
)


AGREED = 3
"""Times in a row that somebody may only agree before they are asked what they would defend."""
DEFEND = Question(
    id="defend",
    topic="priorities",
    move="defend",
    rank=0,
    ask="You agreed to the last few things without a word of your own. Which part would you defend if a colleague disagreed, and how?",
    why="Agreeing costs nothing. What somebody would defend is what the decision will rest on.",
    section="right-questions",
    times=0,
)


def _defence(frame: Frame, stage: Stage) -> list[Move]:
    due = frame.agreed >= AGREED and not (frame.ask and frame.ask.move in ("confirm", "settle"))
    return [Move("defend", stage, DEFEND)] if due else []


def _settlings(frame: Frame, stage: Stage) -> list[Move]:
    return [
        Move("settle", stage, SETTLE, contradiction.id)
        for contradiction in frame.contradictions
        if contradiction.state == "open" and not frame.asked.get(f"settle:{contradiction.id}")
    ]


def _presses(questions: Sequence[tuple[Stage, Question]], frame: Frame) -> list[Move]:
    asked = frame.ask
    if asked is None:
        return []
    answer, times = frame.answer(asked.topic), frame.pressed.get(asked.topic, 0)
    if not answer.is_vague or answer.aside or times >= PRESSES:
        return []
    return [
        Move("press", stage, question, str(times))
        for stage, question in questions
        if question.topic == asked.topic and len(question.press) > times and question.id == asked.key
    ]


def next_moves(frame: Frame, playbooks: Sequence[Playbook]) -> tuple[Move, ...]:
    """Every open move, best first; empty when nothing is left to ask."""
    order = PATHS[frame.intake.kind]
    in_order = sorted(
        (p for p in playbooks if p.stage in order and is_taken(p, frame)), key=lambda p: order.index(p.stage)
    )
    moves = [move for playbook in in_order for move in open_moves(playbook, frame)]
    # Playbooks of one stage are asked as one: a team's own question comes where its rank says.
    moves.sort(key=lambda move: (order.index(move.stage), rank(move.question, frame)))
    if frame.ask and frame.ask.move == "confirm":
        # Whoever corrects the summary is shown the summary again, not a question that was passed over before.
        moves.sort(key=lambda move: move.kind != "confirm")
    stage = moves[0].stage if moves else "summary"
    every = [(playbook.stage, question) for playbook in in_order for question in playbook.questions]
    return (*(_defence(frame, stage) if moves else ()), *_presses(every, frame), *_settlings(frame, stage), *moves)


def is_taken(playbook: Playbook, frame: Frame) -> bool:
    return not playbook.offered or playbook.id in frame.reviews


def on_offer(frame: Frame, playbooks: Sequence[Playbook]) -> tuple[Playbook, ...]:
    """What could still be taken up."""
    return tuple(playbook for playbook in playbooks if not is_taken(playbook, frame))


def left_out(frame: Frame, playbooks: Sequence[Playbook]) -> tuple[Question, ...]:
    """Questions that would have been worth asking and were not: the document lists them as open."""
    planned = {move.question.id for move in next_moves(frame, playbooks)}
    return tuple(
        question
        for playbook in playbooks
        if playbook.stage in PATHS[frame.intake.kind] and playbook.stage != "summary" and is_taken(playbook, frame)
        for question in playbook.questions
        if question.id not in planned and question.times and not question.again and is_open(question, frame)
    )


def unasked(frame: Frame, playbooks: Sequence[Playbook]) -> tuple[Topic, ...]:
    """Topics nobody was asked about: more than the stakes are worth and, once it is closed, what was still planned."""
    planned = next_moves(frame, playbooks) if frame.closed else ()
    topics = [move.question.topic for move in planned if move.kind in ("ask", "complete")]
    topics += [question.topic for question in left_out(frame, playbooks)]
    return tuple(topic for topic in dict.fromkeys(topics) if not frame.is_settled(topic))


def open_topics(frame: Frame, playbooks: Sequence[Playbook]) -> tuple[Topic, ...]:
    """Everything unanswered that a reader should know of: put aside, or never asked."""
    aside = [
        topic
        for topic, answer in frame.answers.items()
        if answer.aside and answer.aside.kind != "not_applicable" and not answer.values
    ]
    return (*aside, *unasked(frame, playbooks))


class Progress(NamedTuple):
    answered: int
    total: int

    @property
    def fraction(self) -> float:
        return self.answered / self.total if self.total else 0.0


def progress(frame: Frame, playbooks: Sequence[Playbook]) -> Progress:
    """Questions behind and, as far as is known now, in all. The number of whys to come is an estimate."""
    remaining = len([move for move in next_moves(frame, playbooks) if move.kind not in ("press", "settle", "defend")])
    if any(move.kind == "why" for move in next_moves(frame, playbooks)):
        remaining += max(0, WHYS - len(chain(frame)))
    if frame.closed and frame.confirmed:
        remaining = 0  # what was passed over is listed as open, and nobody waits for it
    answered = frame.questions_asked - (1 if frame.ask and frame.ask.move != "press" else 0)
    return Progress(max(0, answered), max(0, answered) + remaining)


def stage_of(frame: Frame, playbooks: Sequence[Playbook]) -> Stage:
    """Where the standing question belongs."""
    if frame.ask:
        for playbook in playbooks:
            if any(question.id == frame.ask.key for question in playbook.questions):
                return playbook.stage
    moves = next_moves(frame, playbooks)
    return moves[0].stage if moves else "summary"
