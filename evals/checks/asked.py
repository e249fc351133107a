"""Is the question one that this person can answer, on the matter that is due?"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.domain.rules.leading_question import is_leading
from assistant.domain.topics import NAMES, TOPICS
from assistant.playbooks import shipped
from evals.checks.turns import DraftCheck, TurnCheck
from evals.checks.words import alike, content, plain, without_quotes
from evals.stub_server import Brief
from evals.stubs.good import known
from evals.talks import Talk, Turn

FIGURE_ASKED = re.compile(
    r"\bhow (?:many|much|long|often|big|fast|soon|far)\b|\b(?:which|what) (?:figure|number|count|amount|date|percentage|"
    r"share|time|value|main|kinds?|groups?)\b|\b(?:figures?|numbers?|count|roughly|tens|hundreds|thousands|minutes?|"
    r"seconds?|hours?|days?|weeks?|months?|last time|recent case|one case|worst one|smallest|longest|largest|amount)\b",
    re.IGNORECASE,
)
NAMED: dict[str, str] = {str(topic): name for topic, name in NAMES.items()}
NAMES_A_THING = re.compile(
    r"\b(?:have you considered|what about|how about|why not|would (?:a|an|the)? ?\w+ (?:not )?(?:help|do|fix|solve))\b",
    re.IGNORECASE,
)


def given(turn: Turn) -> tuple[str, str]:
    """The chosen move and its given wording; empty when no such move was on offer."""
    return next(((move, wording) for move, wording in turn.brief.moves if move == turn.text("move")), ("", ""))


def is_given(turn: Turn) -> bool:
    return plain(turn.text("question")) == plain(given(turn)[1])


@dataclass(frozen=True)
class OnOffer(DraftCheck):
    name = "on-offer"
    guards = "the move is one of the open questions"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        if turn.brief.moves and turn.text("move") not in dict(turn.brief.moves):
            yield f"not on offer: {turn.text('move')[:40]!r}"


@dataclass(frozen=True)
class OneQuestion(DraftCheck):
    name = "one-question"
    guards = "one question at a time"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        question = without_quotes(turn.text("question"))
        marks = len(re.findall(r"\?+", question))
        if question.strip() and (marks != 1 or not question.rstrip(" *_").endswith("?")) and not is_given(turn):
            yield f"{marks} questions" if marks != 1 else "goes on after the question"


@dataclass(frozen=True)
class ShortQuestion(DraftCheck):
    name = "short-question"
    guards = "a question is short enough to be answered, 25 words where its given wording is"
    words: int = 25

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        length, most = len(turn.text("question").split()), max(self.words, len(given(turn)[1].split()))
        if length > most and not marks_several(turn.text("question")):
            yield f"{length} words"


def marks_several(question: str) -> bool:
    return question.count("?") > 1


@dataclass(frozen=True)
class NotLeading(DraftCheck):
    name = "not-leading"
    guards = "a question takes no side and suggests no answer"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        question = turn.text("question")
        if not is_given(turn) and (is_leading(question) or NAMES_A_THING.search(question)):
            yield f"leads: {question[:60]!r}"


@dataclass(frozen=True)
class OnTheMove(DraftCheck):
    name = "on-the-move"
    guards = "the question is on the matter of the chosen move"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        move, wording = given(turn)
        question = turn.text("question")
        if not move or not question.strip() or is_given(turn) or move.startswith("press:"):
            return
        matter = content(f"{wording} {NAMED.get(topic_of(turn, move), '')} {turn.said}")
        if not content(question) & matter:
            yield f"on something else: {question[:60]!r}"


def topic_of(turn: Turn, move: str) -> str:
    found = re.search(rf"^- `{re.escape(move)}` \((\w+)\)", turn.sent, re.MULTILINE)
    return found[1] if found else ""


@dataclass(frozen=True)
class AsksOnce(DraftCheck):
    name = "asks-once"
    guards = "no question is put again"
    same: float = 0.8

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        question = turn.text("question")
        earlier = [asked for asked in (*turn.asked_before[1:], turn.question) if alike(question, asked) >= self.same]
        if question.strip() and earlier and not is_given(turn):
            yield f"asked before: {question[:60]!r}"


@dataclass(frozen=True)
class AsksTheUnknown(DraftCheck):
    name = "asks-the-unknown"
    guards = "nobody is asked what they have said"
    near: float = 0.6

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        question = turn.text("question")
        if is_given(turn) or not question.strip():
            return
        own = alike(question, given(turn)[1])
        for topic in known_topics(turn.brief):
            if any(alike(question, asked) >= max(self.near, own) for asked in wordings(topic)):
                yield f"{topic} is known, and it asks {question[:60]!r}"
                return


def known_topics(brief: Brief) -> list[str]:
    """Topics with an answer, whole or in passing, in what the model was shown."""
    return [topic for topic, _ in known(brief) if topic in TOPICS]


@cache
def wordings(topic: str) -> tuple[str, ...]:
    """How the shipped playbooks ask about a topic."""
    questions = [question for playbook in shipped() for question in playbook.questions if question.topic == topic]
    return tuple(text for question in questions for text in (question.ask, *question.for_opening.values()))


@dataclass(frozen=True)
class PassesNothingOver(DraftCheck):
    name = "passes-nothing-over"
    guards = "the most deciding open question is not put off again and again"
    times: int = 2

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        over = Counter(one.brief.moves[0][0] for one in turns if one.draft and passed_over(one))
        first = turn.brief.moves[0][0] if turn.brief.moves else ""
        last = [one for one in turns if one.draft and passed_over(one) and one.brief.moves[0][0] == first]
        if over[first] >= self.times and last[-1] is turn:
            yield f"{first} was first {over[first]} times and not chosen"


GOALS = frozenset({"problem", "symptom", "success", "users", "priorities"})
"""Topics without which there is nothing to hold an input or a limit against."""


@dataclass(frozen=True)
class GoalsFirst(DraftCheck):
    name = "goals-first"
    guards = "goals come before inputs, and inputs before limits, unless the message leads elsewhere"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        first, chosen = (turn.brief.moves[0][0] if turn.brief.moves else ""), turn.text("move")
        if passed_over(turn) and topic_of(turn, first) in GOALS and topic_of(turn, chosen) not in GOALS:
            yield f"{chosen} before {first}"


def passed_over(turn: Turn) -> bool:
    """Another than the first was chosen, and the message did not bring it up."""
    moves = turn.brief.moves
    if not moves or turn.text("move") in ("", moves[0][0]) or turn.text("move") not in dict(moves):
        return False
    return not content(given(turn)[1]) & content(turn.said)


@dataclass(frozen=True)
class GoesOnWithWhys(DraftCheck):
    name = "goes-on-with-whys"
    guards = "a chain of causes is followed while there is a why left to ask"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        digs = any(move.startswith("why:") for move, _ in turn.brief.moves)
        if digs and turn.text("move").startswith(("therefore:", "ask:countermeasure", "branch:")):
            yield f"cut short by {turn.text('move')}"


@dataclass(frozen=True)
class PressesForFigures(DraftCheck):
    name = "presses-for-figures"
    guards = "behind a vague word it asks for the figure, or for a case from which it can be read"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        pressed = turn.text("move").startswith("press:")
        if pressed and not is_given(turn) and not FIGURE_ASKED.search(turn.text("question")):
            yield f"no figure asked for: {turn.text('question')[:60]!r}"


CHECKS: tuple[TurnCheck, ...] = (
    OnOffer(), OneQuestion(), ShortQuestion(), NotLeading(), OnTheMove(), AsksOnce(), AsksTheUnknown(), PassesNothingOver(), GoalsFirst(),
    GoesOnWithWhys(), PressesForFigures(),
)  # fmt: skip
