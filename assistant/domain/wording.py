"""The spine's own words: what was heard, what follows from it, and the next question.

Plain sentences over a frame before and after a turn. Nothing is decided here; it says what
`hearing` understood and asks what `flow` chose.
"""

import re
from collections.abc import Callable, Sequence
from string import Template
from typing import NamedTuple

from assistant.domain.events import (
    Calculated,
    Captured,
    Contradicted,
    ContradictionSettled,
    Event,
    Flagged,
    PutAside,
    Recognised,
    place,
)
from assistant.domain.flow import FEATURES, Move, chain, symptom_of
from assistant.domain.frame import Answer, Ask, Flag, Frame, Severity, Value
from assistant.domain.readiness import readiness
from assistant.domain.reading.facts import Fact
from assistant.domain.rules import is_judgement, unsettled_contradiction
from assistant.domain.topics import NAMES, Topic

GREETING = (
    "Tell me what you are working on, in a sentence or two. I ask one question at a time, keep every "
    "answer with the words you said it in, and write it up as a document at the end."
)
FIRST_QUESTION = "What is going wrong, being decided, or asked of you to build?"
FIRST_WHY = "A problem, a decision and a ready-made solution start differently."

OPENINGS: dict[str, str] = {
    "solution_first": "$solution is parked as an option. It is weighed when the problem behind it is clear, so let us "
    "start there.",
    "symptom": "A complaint shows where it hurts, not where it comes from. First the facts, then the whys.",
    "decision": "On the list: $options, and doing nothing. The comparison comes last; first what it has to do.",
    "greenfield": "Nothing exists yet, so every choice is still cheap. First who needs it.",
    "brownfield": "Something already runs, and it earns its keep in places. First what hurts.",
}

TITLES: dict[str, str] = {
    "unknown": "Noted as unknown",
    "skipped": "Skipped",
    "later": "Left for later",
    "not_applicable": "Noted as not applicable",
    "someone_else": "Noted as someone else's to answer",
}

SHORT = 80
SAID_BACK = 60
"""Characters up to which an answer without figures is repeated; whoever wrote a paragraph knows what it said."""
CONJUNCTION = re.compile(r"^(?:and|but|because|so|which|that|while|as)\s+", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
RULE_QUESTION = re.compile(r"\s*[:;,]?\s+[^:.?]*\?$")
FIGURES: tuple[Topic, ...] = (
    "problem", "symptom", "success", "users", "scale", "latency", "data", "availability", "team", "budget", "timeline",
    "compliance", "integration",
)  # fmt: skip
"""Topics whose figures are said back; elsewhere a number is rarely the point."""
LISTS = {"constraints": "constraint", "criteria": "criterion", "triggers": "trigger"}


class Spoken(NamedTuple):
    """What the assistant says: the reply in Markdown, and the question that stands on its own line."""

    reply: str
    ask: Ask | None


def first_words() -> Spoken:
    ask = Ask(topic="problem", question=FIRST_QUESTION, key="opening", why=FIRST_WHY, section="right-questions")
    return Spoken(GREETING, ask)


# -- the question ------------------------------------------------------------------------------------------------------


def put(move: Move, frame: Frame) -> Ask:
    """The chosen move as a question in this session's words."""
    question = move.question
    if move.kind == "press":
        text = question.press[int(move.about or 0)]
    elif move.kind == "complete":
        text = question.slots[move.about or ""]
    else:
        text = question.for_opening.get(frame.intake.kind, question.ask) if frame.intake.kind else question.ask
    return Ask(
        topic=question.topic,
        question=Template(text).safe_substitute(blanks(move, frame)),
        move=move.kind,
        key=f"{question.id}:{move.about}" if move.kind == "settle" else question.id,
        why=question.why,
        section=question.section,
        chips=question.chips if move.kind != "press" else (),
        about=move.about,
    )


def blanks(move: Move, frame: Frame) -> dict[str, str]:
    """Values for the $blanks of a question. People's words go in as they are and are never a template."""
    parked = [option.text for option in frame.options if option.parked]
    real = [option.text for option in frame.options if not option.baseline]
    cause = next((why.text for why in frame.whys if why.id == move.about), "") or symptom_of(frame)
    both = next((both for both in frame.contradictions if both.id == move.about), None)
    return {
        "heard": listed(_mentioned(frame.answer(move.question.topic))),
        "solution": listed(parked) or "the solution",
        "options": listed([short(text) for text in (real if move.question.id == "options" else _all_options(frame))]),
        "criteria": listed([short(criterion.text) for criterion in frame.criteria]),
        "criterion": next((c.text for c in frame.criteria if c.id == move.about), ""),
        "option": next((option.text for option in frame.options if option.id == move.about), ""),
        "cause": short(cause).rstrip("."),
        "symptom": short(symptom_of(frame)).rstrip("."),
        "first": short(both.first_quote).rstrip(".") if both else "",
        "second": short(both.second_quote).rstrip(".") if both else "",
    }


def _mentioned(answer: Answer) -> list[str]:
    """The last two things said about a topic on the way, as quotes."""
    return list(dict.fromkeys(f'"{_essence(value)}"' for value in answer.heard))[-2:]


def _essence(value: Value) -> str:
    """What was mentioned, as briefly as it was said: its figures, or the clause without its joints."""
    figures = list(dict.fromkeys(fact.quote for fact in outermost(value.facts)))
    clause = CONJUNCTION.sub("", value.text).strip(" .,;:")
    return ", ".join(figures) if figures else short(clause)


def outermost(facts: Sequence[Fact]) -> list[Fact]:
    """Facts without those that lie inside another one."""
    return [
        fact
        for fact in facts
        if not any(
            o is not fact and o.start <= fact.start and fact.end <= o.end and o.quote != fact.quote for o in facts
        )
    ]


def _all_options(frame: Frame) -> list[str]:
    return [option.text for option in frame.options]


def short(text: str, limit: int = SHORT) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0] + "…"


def listed(things: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} and {things[-1]}"


# -- the reply ---------------------------------------------------------------------------------------------------------


def reply(before: Frame, after: Frame, events: Sequence[Event], said: str) -> str:
    """What this turn understood, one short paragraph a thought; "Noted." when there is nothing worth saying."""
    thoughts = [*_opening(after, events), *_heard(before, events), *_aside(events), *_chain(after, events)]
    return "\n\n".join([*thoughts, *noticed(events, after.turn)]) or "Noted."


def noticed(events: Sequence[Event], turn: int) -> list[str]:
    """Flags, contradictions and calculations of a turn, in a line each; said whoever worded the rest."""
    return [line for event in _aloud(events, turn) for line in LINES.get(type(event), _no_line)(event)]


SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def _aloud(events: Sequence[Event], turn: int) -> list[Event]:
    """Without all judgements but the gravest new one, and without that beside a contradiction: the frame shows the rest."""
    judgements = [event for event in events if isinstance(event, Flagged) and is_judgement(event.flag)]
    new = [one for one in judgements if one.flag.turn == turn and one.flag.name != unsettled_contradiction.RULE.name]
    gravest = min(new, key=lambda one: SEVERITIES.index(one.flag.severity), default=None)
    if any(isinstance(event, Contradicted) for event in events):
        gravest = None
    return [event for event in events if event not in judgements or event is gravest]


def _opening(after: Frame, events: Sequence[Event]) -> list[str]:
    kind = next((event.kind for event in events if isinstance(event, Recognised)), None)
    if kind is None:
        return []
    parked = [option.text for option in after.options if option.parked]
    real = [option.text for option in after.options if not option.baseline]
    if kind == "solution_first" and not parked:
        return ["That names a way to solve something. It is weighed when the problem behind it is clear."]
    words = Template(OPENINGS[kind]).safe_substitute(
        solution=capital(listed(parked)), options=listed([short(text) for text in real]) or "what you named"
    )
    return [words]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _heard(before: Frame, events: Sequence[Event]) -> list[str]:
    """The answer as it was said, by its figures where it has any, then what it touched on besides."""
    captured = [event for event in events if isinstance(event, Captured) and event.source == "user"]
    lines = [_said_back(event) for event in captured if event.path == f"answers.{event.topic}" and not event.vague]
    if not any(isinstance(event, Flagged) for event in events):
        lines += [
            "That leaves it open." for event in captured if event.path == f"answers.{event.topic}" and event.vague
        ]
    lines += _items_noted(events)
    touched: dict[Topic, str] = {
        event.topic: event.quote for event in captured if event.path == f"answers.{event.topic}.heard"
    }
    if touched and before.ask is not None and before.intake.kind is not None:
        named = listed([NAMES[topic].lower() for topic in touched])
        lines.append(f"That also touches {named}; kept for when we get there.")
    return [line for line in lines if line]


def _said_back(answer: Captured) -> str:
    figures = list(dict.fromkeys(fact.quote for fact in outermost(answer.facts) if fact.kind != "person"))
    if figures and answer.topic in FIGURES:
        return f"**{NAMES[answer.topic]}**: {', '.join(figures[:6])}."
    words = " ".join(answer.value.split()).rstrip(" .")
    return f"**{NAMES[answer.topic]}**: {words}." if len(words) <= SAID_BACK else f"**{NAMES[answer.topic]}** noted."


def _items_noted(events: Sequence[Event]) -> list[str]:
    named = [event for event in events if isinstance(event, Captured) and event.path.count(".") == 1]
    lines = []
    for collection, name in LISTS.items():
        count = sum(event.path.startswith(f"{collection}.") for event in named)
        plural = {"criterion": "criteria"}.get(name, f"{name}s")
        lines.append(f"{count} {name if count == 1 else plural} noted." if count else "")
    options = [event for event in named if event.path.startswith("options.")]
    real = sum(not event.baseline for event in options)
    nothing = any(event.baseline for event in options)
    if real and not any(isinstance(event, Recognised) for event in events):
        lines.append(
            f"{real} option{'s' if real != 1 else ''} noted{', and doing nothing next to them' if nothing else ''}."
        )
    return lines


def _aside(events: Sequence[Event]) -> list[str]:
    lines = []
    for event in events:
        if isinstance(event, PutAside):
            who = f" ({event.owner} would know)" if event.owner else ""
            stays = "" if event.kind == "not_applicable" else "; it stays on the list of open questions"
            lines.append(f"{TITLES[event.kind]}{who}{stays}.")
    return lines


def _chain(after: Frame, events: Sequence[Event]) -> list[str]:
    """The chain read back, once it is at its end."""
    steps = chain(after)
    dug = any(isinstance(event, Captured) and place(event.path)[0] == ("whys", "") for event in events)
    dug = dug or any(isinstance(event, PutAside) and event.topic == "why" for event in events)
    if not dug or FEATURES["whys_open"](after) or len(steps) < 3:
        return []
    grade = {"measured": "measured", "observed": "observed", "reported": "reported", "guessed": "a guess so far"}
    told = " ← ".join(f"{short(why.text, 60).rstrip('.')} *({grade[why.evidence]})*" for why in steps[1:])
    return [f"So far: {short(steps[0].text, 60).rstrip('.')} ← {told}"]


def _flag_line(event: Flagged) -> list[str]:
    flag: Flag = event.flag
    if flag.severity == "info" or flag.name == "solution-as-problem":
        return []  # a parked solution has its own words
    # The question of the turn is the only one: what a rule would ask is left to its manual.
    said = RULE_QUESTION.sub(".", flag.message)
    return [f"⚠ {SENTENCE_END.split(said, maxsplit=1)[0] if is_judgement(flag) else said}"]


def _calculation_line(event: Calculated) -> list[str]:
    return [f"{event.calculation.text} *(calculation)*"]


def _contradiction_line(event: Contradicted) -> list[str]:
    both = event.contradiction
    return [
        f'Two things do not fit together yet: "{short(both.first_quote)}" and "{short(both.second_quote)}". {both.why}'
    ]


def _settled_line(event: ContradictionSettled) -> list[str]:
    if event.state == "accepted":
        return ["Kept as an accepted tension, with both halves, for the document."]
    return ["Settled; both halves stay in the record."]


def _no_line(event: Event) -> list[str]:
    return []


LINES: dict[type, Callable[..., list[str]]] = {
    Flagged: _flag_line,
    Calculated: _calculation_line,
    Contradicted: _contradiction_line,
    ContradictionSettled: _settled_line,
}


def wrap_up(frame: Frame, open_questions: int) -> str:
    """The last words of a session that is done."""
    state = "Confirmed by you" if frame.confirmed else "Kept as a draft: the summary is not confirmed yet"
    several = "questions are still open; the document lists them"
    open_ones = (
        "1 question is still open; the document lists it" if open_questions == 1 else f"{open_questions} {several}"
    )
    gaps = f"{open_ones}." if open_questions else ""
    return " ".join(filter(None, (f"{state}. The document is ready to export.", gaps, _before_it_is_final(frame))))


PARTS_NAMED = 2


def _before_it_is_final(frame: Frame) -> str:
    """The first parts of a final document that are not complete, each with the first thing it lacks."""
    parts = [part for part in readiness(frame).done if part.missing]
    if not parts:
        return ""
    named = "; ".join(f"{part.missing[0]} ({part.name.lower()})" for part in parts[:PARTS_NAMED])
    more = f"; and {len(parts) - PARTS_NAMED} more, listed there" if len(parts) > PARTS_NAMED else ""
    return f"Before it is final it lacks {named}{more}."


SUMMARY: tuple[Topic, ...] = (
    "problem",
    "success",
    "users",
    "latency",
    "scale",
    "budget",
    "team",
    "timeline",
    "root_cause",
)


def summary(frame: Frame) -> str:
    """What will stand in the document, short enough to be checked line by line."""
    lines = [f"- **{NAMES[topic]}**: {short(frame.answer(topic).text, 140)}" for topic in SUMMARY if frame.knows(topic)]
    real = [option.text for option in frame.options if not option.baseline]
    if real:
        lines.append(f"- **Options**: {'; '.join(short(text) for text in real)}; or nothing")
    if frame.chosen:
        chosen = next((option.text for option in frame.options if option.id == frame.chosen), "")
        lines.append(f"- **Recommended**: {short(chosen)} (proposed until somebody decides)")
    return "\n".join(["This is what I have:", "", *lines]) if lines else "There is little to sum up yet."
