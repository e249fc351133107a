"""Whether a decision may be weighed, and whether its document is final; always told as what is missing.

START is what has to be there before options are weighed: stakeholders, time, alternatives, requirements and a template.
The Definition of Done is what a reviewer may expect of a final record: evidence, criteria, agreement, documentation,
realisation and review. The quality of a decision is that of the weakest of its six links; a mean would hide it.

Everything is read off the frame. What was settled with a reason counts as settled; what a person put off does not. How
much is asked depends on the stakes: nothing of what is not worth a record.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.domain.frame import Answer, Frame, Stakes, Trigger
from assistant.domain.playbook import Playbook
from assistant.domain.topics import Topic

RECORDED: frozenset[Stakes] = frozenset({"two_way", "costly", "one_way"})
WEIGHTY: frozenset[Stakes] = frozenset({"costly", "one_way"})
DOORS: dict[Stakes, str] = {
    "nothing": "what is not recorded",
    "two_way": "a two-way door",
    "costly": "what is costly to undo",
    "one_way": "a one-way door",
}


class Part(NamedTuple):
    name: str
    missing: tuple[str, ...]
    """What is not there yet, each in a few words; empty when the part is complete."""


class Link(NamedTuple):
    """One of the six links of a decision."""

    name: str
    held: int
    of: int
    missing: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.held / self.of if self.of else 1.0


class Clarity(NamedTuple):
    """How clear a topic is: 0 for nothing, 1 for a concrete answer that stands."""

    topic: Topic
    share: float
    floor: float
    """What these stakes need."""
    state: str

    @property
    def is_enough(self) -> bool:
        return self.share >= self.floor


class Readiness(NamedTuple):
    stakes: Stakes
    start: tuple[Part, ...]
    done: tuple[Part, ...]
    links: tuple[Link, ...]
    topics: tuple[Clarity, ...]

    @property
    def may_be_weighed(self) -> bool:
        return not any(part.missing for part in self.start)

    @property
    def is_final(self) -> bool:
        return not any(part.missing for part in self.done) and not self.unclear

    @property
    def weakest(self) -> Link:
        return min(self.links, key=lambda link: link.share)

    @property
    def quality(self) -> float:
        """Of the weakest link: a chain holds no more."""
        return self.weakest.share

    @property
    def unclear(self) -> tuple[Clarity, ...]:
        """Topics below what the stakes need."""
        return tuple(topic for topic in self.topics if not topic.is_enough)


def readiness(frame: Frame, playbooks: Sequence[Playbook] = ()) -> Readiness:
    """`playbooks` know the parts of a topic, so that what was heard in passing counts for as much as it covers."""
    return Readiness(
        stakes=frame.stakes,
        start=tuple(Part(name, _missing(conditions, frame)) for name, conditions in START),
        done=tuple(Part(name, _missing(conditions, frame)) for name, conditions in DONE),
        links=tuple(_link(name, conditions, frame) for name, conditions in LINKS),
        topics=clarity(frame, playbooks),
    )


# -- conditions --------------------------------------------------------------------------------------------------------


class Condition(NamedTuple):
    holds: Callable[[Frame], bool]
    missing: str
    stakes: frozenset[Stakes] = RECORDED


Conditions = tuple[Condition, ...]


def _missing(conditions: Conditions, frame: Frame) -> tuple[str, ...]:
    return tuple(one.missing for one in conditions if frame.stakes in one.stakes and not one.holds(frame))


def _link(name: str, conditions: Conditions, frame: Frame) -> Link:
    missing = _missing(conditions, frame)
    of = sum(frame.stakes in one.stakes for one in conditions)
    return Link(name, of - len(missing), of, missing)


def told(*topics: Topic) -> Callable[[Frame], bool]:
    """Said, even in passing, or settled as not applying, for one of the topics."""

    def holds(frame: Frame) -> bool:
        answers = [frame.answer(topic) for topic in topics]
        return any(a.values or a.heard or (a.aside and a.aside.kind == "not_applicable") for a in answers)

    return holds


def has_two_options(frame: Frame) -> bool:
    return sum(not option.baseline for option in frame.options) >= 2


def has_baseline(frame: Frame) -> bool:
    return any(option.baseline for option in frame.options)


def has_criteria(frame: Frame) -> bool:
    return len(frame.criteria) >= 2


def is_weighed(frame: Frame) -> bool:
    return bool(frame.criteria) and all(criterion.weight is not None for criterion in frame.criteria)


def is_scored(frame: Frame) -> bool:
    """Every option that is still in the running, on every criterion."""
    scored = {(score.option, score.criterion) for score in frame.scores}
    running = [option.id for option in frame.options if not frame.ruled_out(option.id)]
    wanted = {(option, criterion.id) for option in running for criterion in frame.criteria}
    return bool(wanted) and wanted <= scored


def is_screened(frame: Frame) -> bool:
    """Every option held against every hard constraint."""
    seen = {(screening.option, screening.constraint) for screening in frame.screenings}
    hard = [constraint.id for constraint in frame.constraints if constraint.hard]
    return all((option.id, constraint) in seen for option in frame.options for constraint in hard)


def has_reasons(frame: Frame) -> bool:
    """What speaks for and against each real option, or for each of its scores."""
    return bool(frame.options) and all(
        option.baseline or option.trade_off is not None or _reasoned(frame, option.id) for option in frame.options
    )


def _reasoned(frame: Frame, option: str) -> bool:
    scores = [score for score in frame.scores if score.option == option]
    return bool(scores) and all(score.reason for score in scores)


def chosen_is_told(frame: Frame) -> bool:
    chosen = next((option for option in frame.options if option.id == frame.chosen), None)
    if chosen is None:
        return False
    return chosen.trade_off is not None or _reasoned(frame, chosen.id) or bool(frame.answer("trade_offs").values)


def causes_are_known(frame: Frame) -> bool:
    """Where causes were looked for, the root is more than a guess."""
    if len(frame.whys) <= 1:
        return True
    roots = [why for why in frame.whys if why.is_root] or list(frame.whys[-1:])
    return any(why.evidence != "guessed" for why in roots)


def nothing_contradicts(frame: Frame) -> bool:
    return not any(both.state == "open" for both in frame.contradictions)


def nothing_blocks(frame: Frame) -> bool:
    return not any(flag.severity == "error" for flag in frame.open_flags)


def open_questions_are_owned(frame: Frame) -> bool:
    asides = [a.aside for a in frame.answers.values() if a.aside and not a.values]
    return all(aside.kind not in ("unknown", "someone_else") or aside.owner for aside in asides)


def nothing_is_vague(frame: Frame) -> bool:
    return not any(answer.is_vague for answer in frame.answers.values())


def is_decided(frame: Frame) -> bool:
    return frame.decided is not None


def is_agreed(frame: Frame) -> bool:
    """A person's confirmation will do for what is cheap to undo."""
    return is_decided(frame) or (frame.confirmed and frame.stakes not in WEIGHTY)


def is_chosen(frame: Frame) -> bool:
    return frame.chosen is not None


def choice_stands(frame: Frame) -> bool:
    return frame.chosen is not None and not frame.ruled_out(frame.chosen)


def _watched(trigger: Trigger) -> bool:
    return trigger.owner is not None and (trigger.measurable or trigger.due is not None)


def has_watched_trigger(frame: Frame) -> bool:
    return any(_watched(trigger) for trigger in frame.triggers)


def has_dated_trigger(frame: Frame) -> bool:
    return any(trigger.due is not None for trigger in frame.triggers)


TWO_OPTIONS = Condition(has_two_options, "a second option that could really work")
DOING_NOTHING = Condition(has_baseline, "doing nothing, which the others have to beat")
TWO_CRITERIA = Condition(has_criteria, "two criteria or more to judge by")
STAKEHOLDERS = Condition(told("stakeholders"), "who decides and who lives with it")
PROBLEM = Condition(told("problem", "symptom"), "the problem, and whom it holds up")
SUCCESS = Condition(told("success", "measurement"), "the number that shows it worked")
NO_CONTRADICTION = Condition(nothing_contradicts, "which half of a contradiction holds")
REASON = Condition(told("recommendation"), "the reason for the recommendation")
CHOICE = Condition(is_chosen, "the recommended option")
WEIGHTS = Condition(is_weighed, "how much each criterion counts")
SCORES = Condition(is_scored, "a score in every cell of the matrix", WEIGHTY)
SCREENED = Condition(is_screened, "which options break a hard constraint")
DATED = Condition(has_dated_trigger, "a day on which to look again")
WATCHED = Condition(has_watched_trigger, "a measurable trigger and who watches it")
DECIDED = Condition(is_decided, "a named person who decides", WEIGHTY)

START: tuple[tuple[str, Conditions], ...] = (
    ("Stakeholders", (STAKEHOLDERS,)),
    ("Time", (Condition(told("decision", "timeline"), "why it is decided now, and by when"),)),
    ("Alternatives", (TWO_OPTIONS, DOING_NOTHING)),
    ("Requirements", (PROBLEM, SUCCESS, TWO_CRITERIA)),
    ("Template", (Condition(lambda frame: bool(frame.title), "a title"),
                  Condition(lambda frame: frame.stakes_origin is not None or told("reversibility")(frame),
                            "what undoing it would take, which sets how much record it is worth"))),
)  # fmt: skip
DONE: tuple[tuple[str, Conditions], ...] = (
    ("Evidence", (Condition(chosen_is_told, "what the recommended option gains and gives up"),
                  Condition(causes_are_known, "a root cause that is more than a guess"), SUCCESS)),
    ("Criteria", (TWO_OPTIONS, DOING_NOTHING, TWO_CRITERIA, WEIGHTS, SCREENED, SCORES)),
    ("Agreement", (NO_CONTRADICTION, Condition(is_agreed, "a named person who decides", WEIGHTY),
                   Condition(is_agreed, "a yes to the summary", frozenset({"two_way"})))),
    ("Documentation", (CHOICE, REASON, Condition(nothing_blocks, "an answer to what blocks"))),
    ("Realisation and review", (Condition(told("rollout", "rollback"), "how it is introduced, or how to get back", WEIGHTY),
                                WATCHED, DATED)),
)  # fmt: skip
LINKS: tuple[tuple[str, Conditions], ...] = (
    ("Frame", (PROBLEM, SUCCESS, STAKEHOLDERS, NO_CONTRADICTION, Condition(told("out_of_scope"), "what is out of scope"))),
    ("Alternatives", (TWO_OPTIONS, DOING_NOTHING, Condition(has_reasons, "what speaks for and against each option"))),
    ("Information", (Condition(nothing_is_vague, "a figure where an answer is vague"),
                     Condition(open_questions_are_owned, "an owner for each open question"),
                     Condition(causes_are_known, "a root cause that is more than a guess"),
                     Condition(told("scale", "users"), "how many, how often"))),
    ("Values and trade-offs", (TWO_CRITERIA, WEIGHTS, SCREENED, Condition(chosen_is_told, "what is given up"))),
    ("Reasoning", (SCORES, REASON, Condition(choice_stands, "a recommendation that breaks no hard constraint"))),
    ("Commitment", (DECIDED, Condition(told("rollout"), "how it is introduced", WEIGHTY), WATCHED, DATED)),
)  # fmt: skip
"""Frame, alternatives, information, values, reasoning, commitment: each is counted, and the weakest is the quality."""


# -- clarity -----------------------------------------------------------------------------------------------------------

TWO_WAY_FLOORS: dict[Topic, float] = {"problem": 0.75, "success": 0.5, "options": 1.0}
COSTLY_FLOORS: dict[Topic, float] = {
    **TWO_WAY_FLOORS, "users": 0.5, "scale": 0.5, "budget": 0.5, "team": 0.5, "timeline": 0.5, "constraints": 0.5,
    "criteria": 1.0, "reversibility": 0.5, "revisit_triggers": 0.5,
}  # fmt: skip
FLOORS: dict[Stakes, dict[Topic, float]] = {
    "nothing": {},
    "two_way": TWO_WAY_FLOORS,
    "costly": COSTLY_FLOORS,
    "one_way": {
        **COSTLY_FLOORS, "success": 0.75, "stakeholders": 0.75, "availability": 0.5, "data": 0.5, "integration": 0.5,
        "compliance": 0.5, "reversibility": 0.75, "rollback": 0.75, "failure_mode": 0.5,
    },
}  # fmt: skip
"""The least clarity a topic may have in a final document, by what is at stake."""


def clarity(frame: Frame, playbooks: Sequence[Playbook] = ()) -> tuple[Clarity, ...]:
    """The topics that these stakes need, each with how clear it is."""
    return tuple(
        Clarity(topic, share, floor, state)
        for topic, floor in FLOORS[frame.stakes].items()
        for share, state in [_clearest(frame, topic, playbooks)]
    )


def _clearest(frame: Frame, topic: Topic, playbooks: Sequence[Playbook]) -> tuple[float, str]:
    """Of what was answered and what stands in its list: options, criteria, constraints, triggers."""
    answered = _of_answer(frame.answer(topic), playbooks)
    listed = _of_list(frame, topic)
    return max(answered, listed, key=lambda one: one[0]) if listed else answered


def _of_answer(answer: Answer, playbooks: Sequence[Playbook]) -> tuple[float, str]:
    if answer.values:
        if answer.stale:
            return 0.5, "may be out of date"
        if answer.is_vague:
            return 0.25, "still vague"
        return (0.75, "unsure") if all(value.hedged for value in answer.values) else (1.0, "answered")
    if answer.aside:
        if answer.aside.kind == "not_applicable":
            return 1.0, "does not apply"
        return (0.5, f"open with {answer.aside.owner}") if answer.aside.owner else (0.0, "open, with no owner")
    if answer.heard:
        parts = {
            slot
            for p in playbooks
            for question in p.questions
            if question.topic == answer.topic
            for slot in question.slots
        }
        return 0.25 + 0.5 * (len(parts & set(answer.slots)) / len(parts) if parts else 0.5), "mentioned in passing"
    return 0.0, "not said"


def _of_list(frame: Frame, topic: Topic) -> tuple[float, str] | None:
    if topic == "options" and frame.options:
        return min(1.0, sum(not o.baseline for o in frame.options) / 2), "only one real option"
    if topic == "criteria" and frame.criteria:
        weighed = sum(criterion.weight is not None for criterion in frame.criteria)
        return weighed / len(frame.criteria), "not all weighed"
    if topic == "constraints" and frame.constraints:
        said = sum(constraint.hard is not None for constraint in frame.constraints)
        return 0.5 + 0.5 * said / len(frame.constraints), "hard or negotiable?"
    if topic == "revisit_triggers" and frame.triggers:
        return max(
            ((t.measurable or t.due is not None) + (t.owner is not None)) / 2 for t in frame.triggers
        ), "neither measurable nor owned"
    return None
