"""One message against the question that stands open: what it adds to the frame, as events.

Guided mode's ear. It places what `reading` understood: the answer itself, what was said about other
topics on the way, items of a list, weights, scores, a choice, or a wish to skip, stop or go back.
It does not decide what to ask next, and it words nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from assistant.domain.events import (
    Captured,
    Closed,
    Confirmed,
    ContradictionSettled,
    Edited,
    Event,
    Extended,
    Pressed,
    PutAside,
    Recognised,
    Removed,
    Retitled,
    ReviewTaken,
    Said,
    fold,
)
from assistant.domain.flow import chain, on_offer, symptom_of
from assistant.domain.frame import AsideKind, Ask, Evidence, Frame, Stakes
from assistant.domain.playbook import Playbook, Question, question_named
from assistant.domain.reading.facts import Fact, Reading
from assistant.domain.reading.intent import Intent, Meant, meant
from assistant.domain.reading.lists import is_do_nothing, items, order, scores, weights
from assistant.domain.reading.opening import Opening, recognise
from assistant.domain.reading.reader import read
from assistant.domain.reading.substance import assess
from assistant.domain.reading.topics import Heard, heard
from assistant.domain.rules import check, untestable_success
from assistant.domain.topics import NAMES, Topic

DAY = 86_400.0
DOORS: tuple[tuple[float, Stakes], ...] = ((7 * DAY, "two_way"), (92 * DAY, "costly"), (float("inf"), "one_way"))
"""Undo work up to a week, up to a quarter, more."""

DO_NOTHING = "Do nothing: keep what is in place today"
MORE_QUESTIONS = 10


def hear(frame: Frame, said: Said, today: date, playbooks: Sequence[Playbook]) -> tuple[Event, ...]:
    """What a message makes true, given the frame in which it was said."""
    wish = meant(said.text)
    if wish.intent in WISHES:
        return WISHES[wish.intent](frame, said, wish)
    reading = read(said.text, today)
    if frame.intake.kind is None and (not frame.is_settled("problem") or frame.answer("problem").is_vague):
        return tuple(_hear_opening(frame, said, reading, playbooks))
    if frame.ask is None:
        return tuple(_hear_in_passing(frame, said, reading, playbooks, asked=None))
    return tuple(_hear_answer(frame, frame.ask, said, reading, playbooks))


# -- wishes: the whole message asks for something other than an answer -------------------------------------------------


def _aside(kind: AsideKind) -> Callable[[Frame, Said, Meant], tuple[Event, ...]]:
    def put_aside(frame: Frame, said: Said, wish: Meant) -> tuple[Event, ...]:
        if frame.ask is None:
            return ()
        return tuple(_put_aside(frame, frame.ask, said, kind, wish.detail))

    return put_aside


def _put_aside(frame: Frame, ask: Ask, said: Said, kind: AsideKind, detail: str | None) -> Iterator[Event]:
    if ask.move == "confirm":
        yield Closed()
        return
    if ask.move == "settle" and ask.about:
        yield ContradictionSettled(
            contradiction=ask.about, state="accepted", resolution=detail or "Left open for now; both stand."
        )
        return
    if ask.move in ("weigh", "branch", "defend") or (frame.knows(ask.topic) and ask.topic not in ("why", "trade_offs")):
        return  # a second question about something already answered: what was said stands
    owner = detail if kind in ("unknown", "someone_else") else None
    reason = None if owner else detail
    yield PutAside(
        topic=ask.topic, kind=kind, owner=owner, reason=reason, quote=said.text.strip(), message=said.message
    )


def _enough(frame: Frame, said: Said, wish: Meant) -> tuple[Event, ...]:
    return (Closed(enough=True),)


def _nothing(frame: Frame, said: Said, wish: Meant) -> tuple[Event, ...]:
    return ()


WISHES: dict[Intent, Callable[[Frame, Said, Meant], tuple[Event, ...]]] = {
    "unknown": _aside("unknown"),
    "skip": _aside("skipped"),
    "later": _aside("later"),
    "not_applicable": _aside("not_applicable"),
    "someone_else": _aside("someone_else"),
    "enough": _enough,
    "why": _nothing,
    "blank": _nothing,
}


# -- orders: a command that changes what is asked ----------------------------------------------------------------------


class Order(NamedTuple):
    events: tuple[Event, ...]
    reply: str


def order_in(text: str, frame: Frame, playbooks: Sequence[Playbook]) -> Order | None:
    """`/more` questions, or `/review NAME` to take up a playbook on offer; None for any other message."""
    command, _, name = text.strip().partition(" ")
    if command == "/more" and not name:
        return Order((Extended(questions=MORE_QUESTIONS),), "A few more questions, then.")
    return _review(name.strip().casefold(), frame, playbooks) if command == "/review" else None


def _review(name: str, frame: Frame, playbooks: Sequence[Playbook]) -> Order:
    offers = on_offer(frame, playbooks)
    taken = next((offer for offer in offers if name in (offer.id, offer.title.casefold())), None)
    if taken is None and len(offers) == 1 and not name:
        taken = offers[0]
    if taken is not None:
        return Order((ReviewTaken(playbook=taken.id),), f"{taken.title}: {taken.about}")
    listed = "\n".join(f"- `/review {offer.id}` {offer.about}" for offer in offers)
    return Order((), f"There is this to take up:\n\n{listed}" if offers else "Every review there is has been taken up.")


# -- the opening -------------------------------------------------------------------------------------------------------


def _hear_opening(frame: Frame, said: Said, reading: Reading, playbooks: Sequence[Playbook]) -> Iterator[Event]:
    opening = recognise(reading)
    if opening.kind is None:
        if frame.messages > 1 and frame.ask and frame.ask.topic == "problem":
            yield from _hear_plain(frame, frame.ask, said, reading, playbooks)
        return
    yield Recognised(kind=opening.kind, text=said.text, subject=opening.subject)
    if not frame.title:
        yield Retitled(title=title_for(opening, said.text))
    yield from _opening_options(frame, said, opening)
    if opening.symptom and opening.symptom in said.text:
        yield _plain(said, "symptom", opening.symptom, reading, path="answers.symptom.heard")
    yield from _hear_in_passing(frame, said, reading, playbooks, asked=None)


def title_for(opening: Opening, text: str) -> str:
    if opening.kind == "solution_first" and opening.solutions:
        named = " and ".join(opening.solutions)
        return _short(f"{named} for {opening.subject}" if opening.subject else f"{named}?")
    if opening.kind == "decision" and opening.alternatives:
        named = " or ".join(opening.alternatives)
        return _short(f"{named} for {opening.subject}" if opening.subject else named)
    return _short(opening.symptom or opening.subject or text)


def _short(text: str, limit: int = 70) -> str:
    line = " ".join(text.split())
    line = line[:1].upper() + line[1:]
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0] + "…"


def _opening_options(frame: Frame, said: Said, opening: Opening) -> Iterator[Event]:
    parked = opening.kind == "solution_first"
    named = opening.solutions if parked else opening.alternatives
    yield from _options(frame, said, named, parked=parked, baseline=bool(opening.alternatives))


def _options(
    frame: Frame, said: Said, named: Iterable[str], *, parked: bool = False, baseline: bool = True
) -> Iterator[Captured]:
    """New options, with doing nothing added by us where nobody named it."""
    known = {option.text.casefold() for option in frame.options}
    number = _next(frame.options)
    has_baseline = any(option.baseline for option in frame.options)
    reused: set[str] = set()
    for text in named:
        if text.casefold() in known:
            continue
        nothing = is_do_nothing(text)
        ours = next((o for o in frame.options if o.baseline and o.origin.source != "user"), None)
        if nothing and ours is not None:
            yield Captured(
                topic="options", path=f"options.{ours.id}", value=text, quote=_verbatim(text, said.text),
                message=said.message, baseline=True,
            )  # fmt: skip
        if nothing and has_baseline:
            continue
        has_baseline = has_baseline or nothing
        spelled_out = next((o for o in frame.options if o.parked and o.text.casefold() in text.casefold()), None)
        if spelled_out is not None and spelled_out.id not in reused:
            reused.add(spelled_out.id)
            yield Captured(
                topic="options", path=f"options.{spelled_out.id}", value=text, quote=_verbatim(text, said.text),
                message=said.message, parked=True,
            )  # fmt: skip
            continue
        yield Captured(
            topic="options", path=f"options.o{number}", value=text, quote=_verbatim(text, said.text),
            message=said.message, baseline=nothing, parked=parked,
        )  # fmt: skip
        number += 1
    if baseline and not has_baseline:
        yield Captured(
            topic="options", path=f"options.o{number}", value=DO_NOTHING, source="guide", status="proposed",
            citation="five-question-framework", baseline=True,
        )  # fmt: skip


def _next(things: Sequence[object]) -> int:
    numbers = [int(str(getattr(thing, "id", "0"))[1:] or 0) for thing in things]
    return max(numbers, default=0) + 1


def _verbatim(item: str, text: str) -> str:
    """The item as it stands in the message; the whole message where tidying changed it."""
    return item if item in text else text.strip()


# -- answers -----------------------------------------------------------------------------------------------------------


def _hear_answer(
    frame: Frame, ask: Ask, said: Said, reading: Reading, playbooks: Sequence[Playbook]
) -> Iterator[Event]:
    listen = LISTENERS.get(ask.move) or TOPIC_LISTENERS.get(ask.topic)
    if listen is None:
        yield from _hear_plain(frame, ask, said, reading, playbooks)
        return
    assessment = assess(reading, ())
    if assessment.substance == "unknown":
        yield from _put_aside(frame, ask, said, "unknown", assessment.owner)
        return
    if assessment.substance == "none" and ask.topic in LISTED and ask.move == "ask":
        yield _plain(said, ask.topic, said.text.strip(), reading)
        return
    yield from listen(frame, ask, said, reading)
    if ask.move != "confirm":
        yield from _hear_in_passing(frame, said, reading, playbooks, asked=ask.topic)


def _hear_plain(frame: Frame, ask: Ask, said: Said, reading: Reading, playbooks: Sequence[Playbook]) -> Iterator[Event]:
    question = question_named(ask.key, playbooks)
    assessment = assess(reading, question.needs if question else ())
    if assessment.substance == "empty":
        return
    if assessment.substance == "unknown":
        yield from _put_aside(frame, ask, said, "unknown", assessment.owner)
        return
    aside = tuple(_hear_in_passing(frame, said, reading, playbooks, asked=ask.topic))
    if _is_about_something_else(reading, question, aside):
        yield from aside
        return
    pressable = question is not None and len(question.press) > 0
    untestable = _untestable(said, ask, reading, question)
    # The rest of a half-heard topic need not be of the kind that the whole is: "what has to be in it by then?"
    vague = assessment.vague or untestable or (() if ask.move == "complete" else (said.text.strip(),))
    yield _plain(
        said, ask.topic, said.text.strip(), reading, hedged=assessment.hedged,
        vague=vague if pressable and (untestable or assessment.substance == "vague") else (),
    )  # fmt: skip
    yield from aside


def _is_about_something_else(reading: Reading, question: Question | None, aside: Sequence[Event]) -> bool:
    """Every sentence names another topic, and nothing in it is of the kind that was asked for."""
    if question is None or not reading.sentences or not aside:
        return False
    if _tells_only_of_means(reading, question):
        return True
    elsewhere = [event.quote for event in aside if isinstance(event, Captured) and not event.path.endswith(".heard")]
    everywhere = all(any(_overlap(span.quote, quote) for quote in elsewhere) for span in reading.sentences)
    return everywhere and bool(question.needs) and not reading.of(*question.needs)


MEANS: frozenset[str] = frozenset({"team", "budget", "timeline", "stakeholders", "compliance", "out_of_scope"})
"""Topics whose figures tell what may be used up and who has a say, never how well something does."""
BETTER = re.compile(
    r"\b(?:fewer|less|below|instead|sav(?:e|es|ed|ing)|cut|reduc\w+|lower\w*|drop\w*|fall\w*|success\w*|worked|rather than)\b",
    re.IGNORECASE,
)
"""A figure that is to change is a measure, were it one of money or people."""
PEOPLE_ANSWER: frozenset[Topic] = frozenset({"users", "team", "budget"})


def _tells_only_of_means(reading: Reading, question: Question) -> bool:
    """Asked how well it must do, somebody names the team or the budget outright, or both, and no figure of anything else."""
    if question.topic in MEANS or not question.needs:
        return False
    foreign = MEANS - {"team"} if question.topic in PEOPLE_ANSWER else MEANS
    mentions = heard(reading)
    outright = any(mention.direct for mention in mentions) or len({mention.topic for mention in mentions}) > 1
    if not outright or BETTER.search(reading.text) or any(mention.topic not in foreign for mention in mentions):
        return False
    everywhere = all(any(_overlap(clause.quote, m.quote) for m in mentions) for clause in reading.clauses)
    told = {fact for mention in mentions for fact in mention.facts}
    return everywhere and all(fact in told or _is_within(fact, told) for fact in reading.of(*question.needs))


def _is_within(fact: Fact, others: Iterable[Fact]) -> bool:
    return any(other.start <= fact.start and fact.end <= other.end for other in others)


def _untestable(said: Said, ask: Ask, reading: Reading, question: Question | None) -> tuple[str, ...]:
    """Words by which nobody could tell success; what a rule objects to is not also taken as an answer."""
    if ask.topic != "success" or question is None or reading.of(*question.needs):
        return ()
    return tuple(found.quote for found in check(said.text, "success") if found.name == untestable_success.RULE.name)


def _overlap(first: str, second: str) -> bool:
    return first in second or second in first


def _plain(
    said: Said, topic: Topic, text: str, reading: Reading, *, path: str | None = None, hedged: bool = False,
    vague: tuple[str, ...] = (),
) -> Captured:  # fmt: skip
    return Captured(
        topic=topic, path=path or f"answers.{topic}", value=text, quote=text, message=said.message,
        facts=tuple(fact for fact in reading.facts if fact.quote in text), hedged=hedged, vague=vague,
    )  # fmt: skip


def _hear_in_passing(
    frame: Frame, said: Said, reading: Reading, playbooks: Sequence[Playbook], asked: Topic | None
) -> Iterator[Captured]:
    """What the message says about topics other than the one asked about."""
    for mention in heard(reading):
        topic: Topic = mention.topic  # type: ignore[assignment]
        if topic == asked or frame.knows(topic):
            continue
        question = next((q for p in playbooks for q in p.questions if q.topic == topic and not q.again), None)
        slots = {*frame.answer(topic).slots, mention.slot}
        complete = mention.direct and question is not None and slots >= set(question.slots)
        complete = complete and not _is_part_of_the_complaint(
            mention, asked or (frame.ask.topic if frame.ask else None)
        )
        yield Captured(
            topic=topic, path=f"answers.{topic}" if complete else f"answers.{topic}.heard", value=mention.quote,
            quote=mention.quote, message=said.message, facts=mention.facts, slots=(mention.slot,),
        )  # fmt: skip


COMPLAINTS: tuple[Topic, ...] = ("problem", "symptom", "why")
DEMAND = re.compile(
    r"\b(?:must|should|has to|have to|needs? to|may|at most|no more than|under|within|target|goal|promised?|sla|slo)\b",
    re.IGNORECASE,
)


def _is_part_of_the_complaint(mention: Heard, asked: Topic | None) -> bool:
    """A figure told with what hurts says how it is today; it becomes a target only in words that demand one."""
    return mention.topic == "latency" and asked in COMPLAINTS and not DEMAND.search(mention.quote)


def _hear_options(frame: Frame, ask: Ask, said: Said, reading: Reading) -> Iterator[Event]:
    yield from _options(frame, said, items(said.text))
    yield _plain(said, "options", said.text.strip(), reading)


def _hear_criteria(frame: Frame, ask: Ask, said: Said, reading: Reading) -> Iterator[Event]:
    named = items(said.text)
    number = _next(frame.criteria)
    for offset, text in enumerate(named):
        yield Captured(
            topic="criteria", path=f"criteria.c{number + offset}", value=text, quote=_verbatim(text, said.text),
            message=said.message,
        )  # fmt: skip
    yield _plain(said, "criteria", said.text.strip(), reading)


NEGOTIABLE = ("ideally", "prefer", "nice to have", "would like", "if possible", "negotiable", "hopefully")


def _hear_constraints(frame: Frame, ask: Ask, said: Said, reading: Reading) -> Iterator[Event]:
    number = _next(frame.constraints)
    for offset, text in enumerate(items(said.text)):
        hard = not any(word in text.lower() for word in NEGOTIABLE)
        yield Captured(
            topic="constraints", path=f"constraints.k{number + offset}", value=text,
            quote=_verbatim(text, said.text), message=said.message, hard=hard,
        )  # fmt: skip
    yield _plain(said, "constraints", said.text.strip(), reading)


WATCHES = r"(?:watch|look|check|monitor|review|track)(?:es|s)?\b"
LOOKING = re.compile(rf"(?:[\w.'’-]+ ){{0,3}}?{WATCHES}", re.IGNORECASE)
NAME_ALONE = re.compile(
    r"(?:(?!with |of |by |to |from |in )[a-z]+ ){0,2}[A-Z][\w.'’-]+(?: (?:(?:de|van|von|der|den|di|da|la|el|al|bin) )*[A-Z][\w.'’-]+)*"
)
WATCHER = re.compile(rf"\b(?P<who>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)*|[Tt]he [a-z-]+(?: [a-z-]+)?) {WATCHES}")


def _conditions(text: str, reading: Reading) -> list[str]:
    """The listed events; who watches and when to look belong to the event before them."""
    figures = [fact.quote for fact in reading.of("percent", "rate", "money", "size", "number", "people")]
    who_or_when = [fact.quote for fact in reading.of("date", "person")]
    conditions: list[str] = []
    for item in items(text):
        start = text.find(conditions[-1]) if conditions else -1
        looking = LOOKING.match(item) and not any(figure in item for figure in figures)
        if start >= 0 and (looking or NAME_ALONE.fullmatch(item) or item in who_or_when):
            conditions[-1] = text[start : text.find(item, start) + len(item)]
        else:
            conditions.append(item)
    return conditions


def _hear_triggers(frame: Frame, ask: Ask, said: Said, reading: Reading) -> Iterator[Event]:
    number = _next(frame.triggers)
    watcher = WATCHER.search(said.text)
    after_the_event = [piece.strip(" .") for piece in re.split(r"[,;]", said.text)[1:]]
    named = [fact.quote for fact in reading.of("person")] + [p for p in after_the_event if NAME_ALONE.fullmatch(p)]
    owner = watcher["who"] if watcher else next(iter(named), None)
    assessment = assess(reading, ("number", "rate", "money", "percent", "duration", "date", "size", "people"))
    if ask.move == "press":
        yield from (Removed(path=f"triggers.{trigger.id}") for trigger in frame.triggers if not trigger.measurable)
    for offset, text in enumerate(_conditions(said.text, reading)):
        facts = tuple(fact for fact in reading.facts if fact.quote in text)
        yield Captured(
            topic="revisit_triggers", path=f"triggers.t{number + offset}", value=text,
            quote=_verbatim(text, said.text), message=said.message, facts=facts, owner=owner,
            measurable=is_measurable(facts),
            due=next((fact.day for fact in facts if fact.kind == "date" and fact.day and not reading.is_over(fact)), None),
        )  # fmt: skip
    vague = assessment.vague or (said.text.strip(),)
    yield _plain(
        said, "revisit_triggers", said.text.strip(), reading, vague=vague if assessment.substance == "vague" else ()
    )


def is_measurable(facts: Sequence[Fact]) -> bool:
    """Whether a condition names something that can be counted or seen on a calendar."""
    return any(fact.kind not in ("product", "person", "region", "regulation") for fact in facts)


def _hear_weights(frame: Frame, ask: Ask, said: Said, reading: Reading) -> Iterator[Event]:
    names = [criterion.text for criterion in frame.criteria]
    given = weights(said.text, names)
    stated = bool(given)
    if not given and any(word in said.text.lower() for word in ("same", "equal", "equally", "alike")):
        given, stated = dict.fromkeys(names, 1.0), True
    if not given:
        # An order without numbers: the first counts as many times as there are criteria. Ours, so only proposed.
        ranked = order(said.text, names)
        given = {name: float(len(ranked) - place) for place, name in enumerate(ranked)} if len(ranked) > 1 else {}
    for criterion in frame.criteria:
        if criterion.text in given:
            yield Captured(
                topic="criteria", path=f"criteria.{criterion.id}.weight", value=f"{given[criterion.text]:g}",
                quote=said.text.strip(), message=said.message, status="stated" if stated else "proposed",
            )  # fmt: skip


def _hear_scores(frame: Frame, ask: Ask, said: Said, reading: Reading) -> Iterator[Event]:
    given = scores(said.text, [option.text for option in frame.options])
    if not given:
        yield PutAside(
            topic="trade_offs", kind="later", reason="Scores are still to be given.", quote=said.text.strip(),
            message=said.message,
        )  # fmt: skip
        return
    for option in frame.options:
        if option.text in given:
            yield Captured(
                topic="trade_offs", path=f"scores.{option.id}.{ask.about}", value=str(given[option.text]),
                quote=said.text.strip(), message=said.message,
            )  # fmt: skip


def _hear_trade_off(frame: Frame, ask: Ask, said: Said, reading: Reading) -> Iterator[Event]:
    if ask.about:
        yield _plain(said, "trade_offs", said.text.strip(), reading, path=f"options.{ask.about}.trade_off")


def _hear_recommendation(frame: Frame, ask: Ask, said: Said, reading: Reading) -> Iterator[Event]:
    names = [option.text for option in frame.options]
    mentioned = order(said.text, names)
    if mentioned:
        chosen = next(option for option in frame.options if option.text == mentioned[0])
        yield Captured(
            topic="recommendation", path="chosen", value=chosen.id, quote=said.text.strip(), message=said.message
        )
    yield _plain(said, "recommendation", said.text.strip(), reading)


UNDO_WORDS: tuple[tuple[tuple[str, ...], Stakes], ...] = (
    (("cannot be undone", "can't be undone", "irreversible", "no way back", "never", "impossible", "year"), "one_way"),
    (("months", "quarter"), "costly"),
    (("week",), "costly"),
    (("afternoon", "an hour", "a day", "config", "flag", "easily", "nothing"), "two_way"),
)


def stakes_from(text: str, facts: Sequence[Fact]) -> Stakes | None:
    """How hard the way back is, by the longest undo work named."""
    longest = max((fact.high for fact in facts if fact.kind == "duration" and fact.high), default=None)
    if longest is not None:
        return next(stakes for limit, stakes in DOORS if longest <= limit)
    lowered = text.lower()
    return next((stakes for words, stakes in UNDO_WORDS if any(word in lowered for word in words)), None)


def _hear_reversibility(frame: Frame, ask: Ask, said: Said, reading: Reading) -> Iterator[Event]:
    yield _plain(said, "reversibility", said.text.strip(), reading)
    stakes = stakes_from(said.text, reading.facts)
    if stakes:
        yield Captured(
            topic="reversibility", path="stakes", value=stakes, quote=said.text.strip(), message=said.message
        )


# -- whys --------------------------------------------------------------------------------------------------------------

EVIDENCE: tuple[tuple[Evidence, tuple[str, ...]], ...] = (
    ("guessed", ("i think", "maybe", "probably", "perhaps", "i guess", "might be", "could be", "i assume", "i suppose")),
    ("measured", ("we measured", "was measured", "metrics show", "p95", "p99", "the graph", "dashboard shows", "profiler", "trace shows")),
    ("observed", ("i saw", "we saw", "the log", "logs show", "in the code", "we watched", "i watched")),
)  # fmt: skip


def evidence_of(text: str) -> Evidence:
    """How a cause is known, by how it is told; "reported" when the words do not say."""
    lowered = text.lower()
    return next((grade for grade, words in EVIDENCE if any(word in lowered for word in words)), "reported")


def _root(frame: Frame) -> Iterator[Captured]:
    """The symptom as the root of the tree, in the person's own words."""
    if frame.whys:
        return
    answer = next(a for a in (frame.answer("symptom"), frame.answer("problem")) if a.values or a.heard)
    value = (*answer.values, *answer.heard)[0]
    yield Captured(
        topic="why", path="whys.w1", value=symptom_of(frame), quote=value.origin.quote, message=value.origin.message,
        evidence="reported",
    )  # fmt: skip


def _why(frame: Frame, said: Said, reading: Reading, parent: str, number: int) -> Captured:
    return Captured(
        topic="why", path=f"whys.w{number}", value=said.text.strip(), quote=said.text.strip(), message=said.message,
        facts=reading.facts, parent=parent, evidence=evidence_of(said.text),
    )  # fmt: skip


def _hear_why(frame: Frame, ask: Ask, said: Said, reading: Reading) -> Iterator[Event]:
    root = tuple(_root(frame))
    yield from root
    parent = chain(frame)[-1].id if frame.whys else "w1"
    yield _why(frame, said, reading, parent, _next(frame.whys) + len(root))


def _hear_branch(frame: Frame, ask: Ask, said: Said, reading: Reading) -> Iterator[Event]:
    if assess(reading, ()).substance == "none" or "nothing else" in said.text.lower():
        yield _plain(said, "why", said.text.strip(), reading)
        return
    yield _why(frame, said, reading, chain(frame)[0].id, _next(frame.whys))


def _hear_root_cause(frame: Frame, ask: Ask, said: Said, reading: Reading) -> Iterator[Event]:
    yield _plain(said, "root_cause", said.text.strip(), reading)
    causes = [why for why in frame.whys if why.parent is not None]
    named = order(said.text, [why.text for why in causes])
    last = chain(frame)[-1]
    roots = [why for why in causes if why.text in named] or ([last] if "last" in said.text.lower() else [])
    for why in roots:
        yield Captured(
            topic="root_cause", path=f"whys.{why.id}.is_root", value=why.text, quote=said.text.strip(),
            message=said.message,
        )  # fmt: skip


# -- settling and confirming -------------------------------------------------------------------------------------------


def _hear_settlement(frame: Frame, ask: Ask, said: Said, reading: Reading) -> Iterator[Event]:
    if ask.about:
        accepted = any(word in said.text.lower() for word in ("both", "accept", "live with"))
        yield ContradictionSettled(
            contradiction=ask.about, state="accepted" if accepted else "settled", resolution=said.text.strip()
        )


def _hear_defence(frame: Frame, ask: Ask, said: Said, reading: Reading) -> Iterator[Event]:
    """What somebody would defend matters to them; it stands beside their priorities until they are asked for those."""
    if meant(said.text).intent == "answer":
        yield _plain(said, ask.topic, said.text.strip(), reading, path=f"answers.{ask.topic}.heard")


MADE_OF_ITEMS: tuple[Topic, ...] = (
    "options",
    "criteria",
    "constraints",
    "revisit_triggers",
    "why",
    "trade_offs",
    "contradiction",
    "confirm",
)
NAMED_TOPIC = re.compile(
    rf"(?:^|[,.;]\s*|\b(?:but|no|the|our) )(?P<name>{'|'.join(name for topic, name in NAMES.items() if topic not in MADE_OF_ITEMS)})\s*(?::|is|are|was|were|should be)\s+(?P<value>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A line of the summary in its own words, "Users: 900 riders"."""


def _hear_confirmation(frame: Frame, ask: Ask, said: Said, reading: Reading) -> Iterator[Event]:
    """A yes confirms; a no, or a correction that names its topic, leads to the summary again."""
    intent = meant(said.text).intent
    if intent == "affirm":
        yield Confirmed()
        yield Closed()
    if intent in ("affirm", "deny"):
        return
    corrections = [mention for mention in heard(reading) if mention.direct or intent == "correct"]
    for mention in corrections:
        yield Edited(path=f"answers.{mention.topic}", value=mention.quote, facts=mention.facts, message=said.message)
    named = NAMED_TOPIC.search(said.text)
    if named and not corrections:
        topic = next(topic for topic, name in NAMES.items() if name.lower() == named["name"].lower())
        facts = tuple(fact for fact in reading.facts if fact.quote in named["value"])
        yield Edited(path=f"answers.{topic}", value=named["value"].strip(), facts=facts, message=said.message)
    elif not corrections:
        yield _plain(said, "confirm", said.text.strip(), reading)
        yield Closed()


Listener = Callable[[Frame, Ask, Said, Reading], Iterator[Event]]

LISTENERS: dict[str, Listener] = {
    "why": _hear_why,
    "branch": _hear_branch,
    "therefore": _hear_root_cause,
    "weigh": _hear_weights,
    "score": _hear_scores,
    "classify": _hear_reversibility,
    "recommend": _hear_recommendation,
    "defend": _hear_defence,
    "settle": _hear_settlement,
    "confirm": _hear_confirmation,
}

TOPIC_LISTENERS: dict[Topic, Listener] = {
    "options": _hear_options,
    "criteria": _hear_criteria,
    "constraints": _hear_constraints,
    "revisit_triggers": _hear_triggers,
    "trade_offs": _hear_trade_off,
}

LISTED: tuple[Topic, ...] = ("options", "criteria", "constraints", "revisit_triggers")
"""Topics whose answers are items; "none" is an answer and no item."""

__all__ = ["DO_NOTHING", "Heard", "Pressed", "fold", "hear", "is_measurable", "order_in", "stakes_from", "title_for"]
