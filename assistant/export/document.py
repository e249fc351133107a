"""The trade-off document as a value: headings, lines and tables, each line with where it came from.

The formats (`markdown.py` and its siblings) only render this. A section with nothing in it says what
is missing instead of disappearing, so that a reader sees the gap.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.domain import flow, rules
from assistant.domain.events import Captured, PutAside, Recorded, Said, undone_turns
from assistant.domain.frame import Answer, Frame, Option, Provenance, Stakes, Value, Why
from assistant.domain.judgement import flag_id
from assistant.domain.matrix import Analysis, analyse, from_frame
from assistant.domain.matrix.analysis import CLEAR_MARGIN
from assistant.domain.matrix.report import firmness, remarks, turns
from assistant.domain.playbook import Playbook
from assistant.domain.readiness import DOORS, readiness
from assistant.domain.rules import unsettled_contradiction
from assistant.domain.rules.configuration import DEFAULTS, Configuration
from assistant.domain.topics import NAMES, Topic
from assistant.domain.wording import capital
from assistant.view import ASIDE_TEXT, TitleOf


class Block(BaseModel):
    model_config = ConfigDict(frozen=True)


class Line(Block):
    """One statement and its mark: who said it, or what it rests on."""

    kind: Literal["line"] = "line"
    text: str
    mark: str = ""
    label: str = ""
    """Printed in bold before the text."""
    bullet: bool = True


class Missing(Block):
    """What a reader should know is not there."""

    kind: Literal["missing"] = "missing"
    text: str


class Table(Block):
    kind: Literal["table"] = "table"
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[tuple[float, ...], ...] = ()
    """What each cell between the first and the last adds to its row's total, for formats that draw."""


class Chain(Block):
    """The tree of whys, each cause under what it explains."""

    kind: Literal["chain"] = "chain"
    steps: tuple[tuple[int, str, str], ...]
    """Depth, text, mark."""


Blocks = tuple[Line | Missing | Table | Chain, ...]


class Section(Block):
    id: str
    title: str
    blocks: Blocks


class Document(Block):
    title: str
    status: str
    lead: Blocks
    sections: tuple[Section, ...]

    def section(self, id: str) -> Section:
        return next(section for section in self.sections if section.id == id)


STAKES: dict[Stakes, str] = {
    "nothing": "nothing to record",
    "two_way": "a two-way door: cheap to undo",
    "costly": "costly to undo",
    "one_way": "a one-way door: months of work or impossible to undo",
}


def document(
    frame: Frame,
    log: Sequence[Recorded] = (),
    playbooks: Sequence[Playbook] = (),
    title_of: TitleOf = lambda section: section,
    sources: bool = True,
    configuration: Configuration = DEFAULTS,
) -> Document:
    """Everything the frame holds, in the order a reviewer needs it. `sources` adds the quotes it rests on."""
    matrix = from_frame(frame)
    analysis = analyse(matrix) if matrix else None
    sections = [
        _problem(frame),
        _evidence(frame),
        _stakeholders(frame),
        _requirements(frame),
        _constraints(frame),
        _criteria(frame),
        _options(frame),
        _matrix(frame, analysis),
        _trade_offs(frame),
        _reversibility(frame),
        _plain("failure", "Blast radius and failure mode", frame, ("failure_mode",), "what else goes down when it fails"),
        _plain("rollout", "Rollout", frame, ("rollout",), "how it is introduced step by step", also="rollback"),
        _plain("rollback", "Rollback", frame, ("rollback",), "how to get back, and until when"),
        _plain("measurement", "Measurement", frame, ("success", "measurement", "observability"), "the number that shows it worked"),
        _plain("cost", "Cost", frame, ("budget", "cost"), "what it costs to build and per month"),
        _plain("security", "Security and governance", frame, ("security_governance", "security", "compliance"), "who may read and change what"),
        _recommendation(frame),
        _status(frame),
        _readiness(frame, playbooks),
        _triggers(frame),
        _assumptions(frame, playbooks),
        _findings(frame, configuration),
    ]  # fmt: skip
    if sources:
        sections.append(_sources(frame, log, title_of))
    return Document(
        title=frame.title or "Untitled",
        status=status_of(frame),
        lead=(Line(text=lead(frame), bullet=False),),
        sections=tuple(sections),
    )


# -- marks -------------------------------------------------------------------------------------------------------------


def mark(origin: Provenance) -> str:
    """ "author, 3", "guide 1.1.1", "suggested, not accepted": small enough to stand behind every line."""
    if origin.by:
        return origin.by if origin.status == "stated" else f"{origin.by}; assumed"
    if origin.source == "user":
        said = f"author, {origin.message}" if origin.message else "author, edited"
        return said if origin.status == "stated" else f"{said}; assumed"
    words = {"guide": "guide", "document": "document", "calculation": "calculated", "model": "suggested"}[origin.source]
    state = {"stated": "", "accepted": ", accepted", "proposed": ", assumed"}[origin.status]
    return words + state


def _value(value: Value, label: str = "", *, bullet: bool = True) -> Line:
    marks = [mark(value.origin)]
    if value.vague:
        marks.append("vague")
    if value.hedged:
        marks.append("unsure")
    return Line(text=value.text, mark="; ".join(marks), label=label, bullet=bullet)


def _answered(answer: Answer, label: str = "") -> list[Line | Missing]:
    """A topic's lines: its answer, a note where that is stale, what was said in passing, or what is not known."""
    lines: list[Line | Missing] = [*_once([_value(value, label) for value in answer.values])]
    if answer.values and answer.stale:
        lines.append(Missing(text=f"{NAMES[answer.topic]} may be out of date: {answer.stale}."))
    if answer.aside and not answer.values:
        lines.append(_aside(answer))
    if not answer.values:
        lines += [_value(value, f"{label} (in passing)" if label else "In passing") for value in answer.heard]
    return lines


def _once(lines: Sequence[Line]) -> list[Line]:
    """What was said twice in the same words is one line with both marks."""
    told: dict[str, Line] = {}
    for line in lines:
        key = " ".join(line.text.split()).casefold()
        first = told.get(key)
        told[key] = first.model_copy(update={"mark": f"{first.mark}; {line.mark}"}) if first else line
    return list(told.values())


def _aside(answer: Answer) -> Line | Missing:
    aside = answer.aside
    assert aside is not None
    if aside.kind == "not_applicable":
        why = f": {aside.reason}" if aside.reason else ""
        return Line(text=f"does not apply{why}", label=NAMES[answer.topic], mark=mark(aside.origin))
    details = [ASIDE_TEXT[aside.kind]]
    if aside.owner or aside.kind != "skipped":
        details.append(f"owner: {aside.owner or 'nobody yet'}")
    if aside.reason:
        details.append(aside.reason)
    if aside.due:
        details.append(f"by {aside.due}")
    return Missing(text=f"{NAMES[answer.topic]}: {'; '.join(details)}.")


def _or_missing(lines: Sequence[Line | Missing | Table | Chain], what: str) -> Blocks:
    return tuple(lines) or (Missing(text=f"Not said yet: {what}."),)


def _plain(id: str, title: str, frame: Frame, topics: Sequence[Topic], what: str, also: Topic | None = None) -> Section:
    lines = [
        line for topic in topics for line in _answered(frame.answer(topic), NAMES[topic] if len(topics) > 1 else "")
    ]
    if also and not lines and frame.knows(also):
        return Section(id=id, title=title, blocks=(Line(text=f"Described under {NAMES[also]}.", bullet=False),))
    return Section(id=id, title=title, blocks=_or_missing(lines, what))


# -- sections ----------------------------------------------------------------------------------------------------------


def _problem(frame: Frame) -> Section:
    topics: tuple[Topic, ...] = ("problem", "symptom", "users", "existing_system", "functional", "out_of_scope")
    lines = [line for topic in topics for line in _answered(frame.answer(topic), NAMES[topic])]
    parked = [option for option in frame.options if option.parked]
    lines += [Line(text=option.text, label="Asked for at first", mark=mark(option.origin)) for option in parked]
    return Section(
        id="problem", title="Context and problem", blocks=_or_missing(lines, "what goes wrong, for whom, how often")
    )


GRADES = {"measured": "measured", "observed": "observed", "reported": "reported", "guessed": "a guess"}


def _evidence(frame: Frame) -> Section:
    blocks: list[Line | Missing | Table | Chain] = []
    if len(frame.whys) > 1:
        blocks.append(Chain(steps=tuple(_steps(frame.whys, None, 0))))
    for topic in ("root_cause", "countermeasure"):
        blocks += _answered(frame.answer(topic), NAMES[topic])
    why = frame.answer("why")
    blocks += [_value(value, "Other causes") for value in why.values]
    if why.aside and len(frame.whys) <= 1:
        blocks.append(_aside(why))
    return Section(
        id="evidence",
        title="Evidence and root cause",
        blocks=_or_missing(blocks, "why it happens, and how that is known"),
    )


def _steps(whys: Sequence[Why], parent: str | None, depth: int) -> list[tuple[int, str, str]]:
    steps: list[tuple[int, str, str]] = []
    for why in whys:
        if why.parent == parent:
            root = "; root cause" if why.is_root else ""
            grade = f"; {GRADES[why.evidence]}" if depth else ""
            steps.append((depth, why.text, f"{mark(why.origin)}{grade}{root}"))
            steps += _steps(whys, why.id, depth + 1)
    return steps


def _stakeholders(frame: Frame) -> Section:
    lines = [line for topic in ("stakeholders", "team") for line in _answered(frame.answer(topic), NAMES[topic])]
    return Section(
        id="stakeholders",
        title="Stakeholders",
        blocks=_or_missing(lines, "who decides, who lives with it, who could stop it"),
    )


REQUIREMENTS: tuple[Topic, ...] = (
    "priorities", "scale", "latency", "data", "availability", "integration", "performance", "scalability",
    "durability", "recovery", "maintainability",
)  # fmt: skip


def _requirements(frame: Frame) -> Section:
    lines = [line for topic in REQUIREMENTS for line in _answered(frame.answer(topic), NAMES[topic])]
    lines += [Line(text=c.text, label="Follows", mark=f"calculated: {c.working}") for c in frame.calculations]
    return Section(
        id="requirements",
        title="What must hold",
        blocks=_or_missing(lines, "load, response times, data, availability, neighbours"),
    )


def _constraints(frame: Frame) -> Section:
    kind = {True: "Hard", False: "Negotiable", None: "Hard or negotiable?"}
    lines: list[Line | Missing | Table | Chain] = [
        Line(text=constraint.text, label=kind[constraint.hard], mark=mark(constraint.origin))
        for constraint in frame.constraints
    ]
    for topic in ("timeline", "compliance", "constraints"):
        answer = frame.answer(topic)
        if topic != "constraints" or not frame.constraints:
            lines += _answered(answer, NAMES[answer.topic])
    return Section(
        id="constraints", title="Constraints", blocks=_or_missing(lines, "what rules an option out, hard or negotiable")
    )


def _criteria(frame: Frame) -> Section:
    total = sum(criterion.weight or 0 for criterion in frame.criteria)
    if not frame.criteria:
        aside = [_aside(frame.answer("criteria"))] if frame.answer("criteria").aside else []
        return Section(
            id="criteria", title="Criteria and weights", blocks=_or_missing(aside, "by what the options are judged")
        )
    rows = tuple(
        (
            criterion.text,
            f"{100 * criterion.weight / total:.0f} %" if criterion.weight is not None and total else "not weighed",
            mark(criterion.weight_origin or criterion.origin),
        )
        for criterion in frame.criteria
    )
    blocks: list[Line | Missing | Table | Chain] = [Table(columns=("Criterion", "Weight", "Said by"), rows=rows)]
    if not total:
        blocks.append(Missing(text="Nobody has weighed the criteria yet; the matrix counts them alike."))
    return Section(id="criteria", title="Criteria and weights", blocks=tuple(blocks))


def _options(frame: Frame) -> Section:
    lines: list[Line | Missing | Table | Chain] = []
    for option in frame.options:
        notes = [
            label
            for label, there in (("doing nothing", option.baseline), ("asked for at first", option.parked))
            if there
        ]
        notes += [f"ruled out by “{constraint.text}”" for constraint in frame.ruled_out(option.id)]
        lines.append(
            Line(text=option.text, label=f"Option {option.id[1:]}", mark="; ".join([mark(option.origin), *notes]))
        )
    answer = frame.answer("options")
    if answer.aside and not answer.values:
        lines.append(_aside(answer))
    real = [option for option in frame.options if not option.baseline]
    if len(real) == 1:
        lines.append(Missing(text="Only one real option is on the table, so nothing is being decided yet."))
    if frame.options and not any(option.baseline for option in frame.options):
        lines.append(Missing(text="Doing nothing is not among the options."))
    return Section(
        id="options", title="Options", blocks=_or_missing(lines, "at least two real options, and doing nothing")
    )


def option_text(frame: Frame, id: str | None) -> str:
    return next((option.text for option in frame.options if option.id == id), "")


def _matrix(frame: Frame, analysis: Analysis | None) -> Section:
    title = "Matrix and sensitivity"
    if analysis is None or not frame.scores:
        return Section(
            id="matrix",
            title=title,
            blocks=(
                Missing(text="Not scored yet: options against criteria, 1 (fails) to 5 (meets it with room to spare)."),
            ),
        )
    cells = {(score.option, score.criterion): str(score.value) for score in frame.scores}
    totals = {ranked.option: ranked.total for ranked in analysis.ranking}
    columns = ("Option", *(criterion.text for criterion in frame.criteria), "Total")
    ranked = sorted(frame.options, key=lambda option: -(totals.get(option.id) or 0))
    rows = tuple(
        (
            f"{option.text} (ruled out)" if frame.ruled_out(option.id) else option.text,
            *(cells.get((option.id, criterion.id), "–") for criterion in frame.criteria),
            f"{totals[option.id]:.1f}" if totals.get(option.id) is not None else "–",
        )
        for option in ranked
    )
    table = Table(columns=columns, rows=rows, shares=tuple(_shares(frame, analysis, option) for option in ranked))
    return Section(id="matrix", title=title, blocks=(table, *_sensitivity(frame, analysis)))


def _shares(frame: Frame, analysis: Analysis, option: Option) -> tuple[float, ...]:
    """What each criterion adds to an option's weighted mean; they sum to its total."""
    scores = {score.criterion: score.value for score in frame.scores if score.option == option.id}
    weighed = sum(analysis.weights[criterion] for criterion in scores)
    if not weighed:
        return tuple(0.0 for _ in frame.criteria)
    return tuple(analysis.weights[c.id] * scores.get(c.id, 0) / weighed for c in frame.criteria)


def _sensitivity(frame: Frame, analysis: Analysis) -> Blocks:
    """Who leads, how firm that is, what would turn it, what makes no difference, and why cells read as they do."""
    told = (*firmness(analysis), *_against_the_matrix(frame, analysis), *turns(analysis), *remarks(analysis))
    lines: list[Line | Missing] = [Line(text=capital(text), mark="calculated") for text in told]
    lines += _reasons(frame)
    missing = sum(len(ranked.incomplete) for ranked in analysis.ranking)
    if missing:
        cells = "1 cell is" if missing == 1 else f"{missing} cells are"
        lines.append(Missing(text=f"{cells} empty; totals count only what is scored."))
    return tuple(lines)


def _against_the_matrix(frame: Frame, analysis: Analysis) -> Iterator[str]:
    """A reader compares the two anyway; nothing where they agree or lie within what counts as no clear winner."""
    totals = {ranked.option: ranked.total for ranked in analysis.ranking}
    best, chosen = analysis.ranking[0], totals.get(frame.chosen or "")
    if not frame.chosen or best.option == frame.chosen or best.total is None:
        return
    if chosen is None:
        yield f"“{option_text(frame, frame.chosen)}” is recommended without a score."
    elif best.total - chosen >= best.total * float(CLEAR_MARGIN):
        yield (
            f"“{option_text(frame, frame.chosen)}” is recommended with {chosen:.1f}, though “{option_text(frame, best.option)}” "
            f"has {best.total:.1f}: the reason for it has to be worth the difference."
        )


def _reasons(frame: Frame) -> list[Line]:
    """Why a cell of the matrix reads as it does, where somebody said."""
    criteria = {criterion.id: criterion.text for criterion in frame.criteria}
    return [
        Line(
            text=score.reason,
            label=f"{option_text(frame, score.option)}, {criteria[score.criterion]}: {score.value}",
            mark=mark(score.origin),
        )
        for score in frame.scores
        if score.reason and score.criterion in criteria
    ]


def _trade_offs(frame: Frame) -> Section:
    lines: list[Line | Missing] = [
        _value(option.trade_off, option.text) for option in frame.options if option.trade_off is not None
    ]
    lines += _answered(frame.answer("trade_offs"))
    return Section(
        id="trade-offs",
        title="Gained and given up",
        blocks=_or_missing(lines, "what each option gains and gives up, in numbers"),
    )


def _reversibility(frame: Frame) -> Section:
    assumed = "" if frame.stakes_origin else "assumed"
    stakes = Line(
        text=STAKES[frame.stakes], label="Stakes", mark=mark(frame.stakes_origin) if frame.stakes_origin else assumed
    )
    lines = _answered(frame.answer("reversibility"), "Undo work")
    if not lines:
        lines = [Missing(text="Not said yet: what exactly would have to be undone, and how long that takes.")]
    return Section(id="reversibility", title="Reversibility", blocks=(stakes, *lines))


def lead(frame: Frame) -> str:
    """The decision, or the open question, in one paragraph."""
    if frame.chosen:
        return statement(frame)
    problem = frame.answer("problem").text or frame.answer("symptom").text or frame.intake.text
    if not problem:
        return "Nothing has been framed yet."
    real = [option.text for option in frame.options if not option.baseline]
    between = f" On the table: {_either(real)}." if real else " No options are on the table yet."
    return f"Open question. {capital(_sentence(problem))}{between}"


def _either(options: Sequence[str]) -> str:
    return " / ".join([*(option.rstrip(".") for option in options), "do nothing"])


def _sentence(text: str) -> str:
    stripped = text.strip()
    return stripped if stripped.endswith((".", "!", "?")) else f"{stripped}."


LONGEST_NAME = 3
"""Words of an option that stand in a sentence without quotes."""
BEFORE_BECAUSE = re.compile(r"^.*?\bbecause(?: of)?[\s:,]+", re.IGNORECASE | re.DOTALL)
"""The statement has a "because" of its own."""
ARTICLE = re.compile(r"^(?:(?:the|a|an|option|we (?:take|choose|recommend|go (?:with|for)))\s+)+", re.IGNORECASE)


def statement(frame: Frame) -> str:
    """The one-paragraph recommendation, with blanks named where something was not said."""
    chosen = next((option for option in frame.options if option.id == frame.chosen), None)
    if chosen is None:
        return "No option is recommended yet."
    reason = reason_of(frame) or "(the reason was not given)"
    given_up = _given_up(chosen, frame)
    trigger = (
        "; ".join(t.text for t in frame.triggers) or frame.answer("revisit_triggers").text or "(no trigger was named)"
    )
    return (
        f"I recommend {_in_a_sentence(chosen.text)} because: {_sentence(reason)} The main trade-off is: {_sentence(given_up)} "
        f"We would reconsider this decision if: {_sentence(trigger)}"
    )


def _in_a_sentence(option: str) -> str:
    """A long name is often a sentence of its own, and reads as one only in quotes."""
    name = option.rstrip(".")
    return f"“{name}”" if len(name.split()) > LONGEST_NAME else name


def reason_of(frame: Frame) -> str:
    """Why the recommended option; empty where nobody said. Naming it once more is no reason."""
    reason = BEFORE_BECAUSE.sub("", frame.answer("recommendation").text)
    named = option_text(frame, frame.chosen)
    return "" if _bare(reason) == _bare(named) else reason


def _bare(text: str) -> str:
    return ARTICLE.sub("", " ".join(text.split()).casefold()).strip(" .!")


def _given_up(chosen: Option, frame: Frame) -> str:
    if chosen.trade_off is not None:
        return chosen.trade_off.text
    return frame.answer("trade_offs").text or "(what is given up was not said)"


def status_of(frame: Frame) -> str:
    if frame.decided:
        return f"decided by {frame.decided.by} on {frame.decided.on}"
    return "proposed, confirmed by its author" if frame.confirmed else "draft"


def _recommendation(frame: Frame) -> Section:
    """The option and why; the whole statement opens the document."""
    title, answer = "Recommendation", frame.answer("recommendation")
    if not frame.chosen:
        blocks = _or_missing(_answered(answer), "which option, and the main reason")
        return Section(id="recommendation", title=title, blocks=blocks)
    lines: list[Line | Missing] = [
        Line(text=option_text(frame, frame.chosen), label="Recommended", mark=_chosen_by(frame))
    ]
    lines += _answered(answer, "As it was said")
    if not reason_of(frame):
        lines.append(Missing(text="Not said yet: the main reason for it."))
    return Section(id="recommendation", title=title, blocks=tuple(lines))


def _chosen_by(frame: Frame) -> str:
    values = frame.answer("recommendation").values
    return mark(values[-1].origin) if values else f"{frame.decided.by}, {frame.decided.on}" if frame.decided else ""


def _status(frame: Frame) -> Section:
    lines: list[Line | Missing] = list(_answered(frame.answer("decision"), "The decision, and why now"))
    if frame.decided:
        text = f"{frame.decided.by} decided for {option_text(frame, frame.decided.option) or frame.decided.option}."
        lines.append(Line(text=text, label="Decided", mark=frame.decided.on))
    else:
        lines.append(Missing(text="Proposed: nobody has decided yet. A recommendation is not a decision."))
        if frame.stakes == "one_way":
            lines.append(Missing(text="A one-way door needs a named person who decides."))
    return Section(id="status", title="Decision status", blocks=tuple(lines))


def _readiness(frame: Frame, playbooks: Sequence[Playbook]) -> Section:
    """What is missing, part by part; a share stands there only to say which link is the weakest."""
    title = "Before it is final"
    if frame.stakes == "nothing":
        line = Line(text="Nothing here is worth a record, so nothing more is asked.", bullet=False)
        return Section(id="readiness", title=title, blocks=(line,))
    ready = readiness(frame, playbooks)
    blocks: list[Line | Missing] = []
    if frame.scores and not ready.may_be_weighed:
        gaps = "; ".join(gap for part in ready.start for gap in part.missing)
        blocks.append(Missing(text=f"Weighed before it was ready. What was not there: {gaps}."))
    blocks += [Missing(text=f"{part.name}: {'; '.join(part.missing)}.") for part in ready.done if part.missing]
    if ready.unclear:
        unclear = "; ".join(f"{NAMES[one.topic].lower()} ({one.state})" for one in ready.unclear)
        blocks.append(Missing(text=f"Not clear enough for {DOORS[frame.stakes]}: {unclear}."))
    weakest = ready.weakest
    if weakest.missing:
        told = f"{weakest.name}, {weakest.held} of {weakest.of}; it lacks {'; '.join(weakest.missing)}"
        blocks.append(Missing(text=f"Weakest of the six links of a decision: {told}."))
    complete = Line(text="Everything that a final document needs is there.", mark="calculated", bullet=False)
    return Section(id="readiness", title=title, blocks=tuple(blocks) or (complete,))


def _triggers(frame: Frame) -> Section:
    title = "Revisit triggers"
    if not frame.triggers:
        return Section(
            id="triggers",
            title=title,
            blocks=_or_missing(_answered(frame.answer("revisit_triggers")), "a measurable event, a date and an owner"),
        )
    rows = tuple(
        (trigger.text, trigger.owner or "nobody yet", trigger.due or "no date", mark(trigger.origin))
        for trigger in frame.triggers
    )
    blocks: list[Line | Missing | Table] = [
        Table(columns=("Look again if", "Who watches", "On the calendar", "Said by"), rows=rows)
    ]
    if not any(trigger.due for trigger in frame.triggers):
        blocks.append(Missing(text="No date is on the calendar; a condition alone relies on somebody noticing."))
    if not any(trigger.measurable for trigger in frame.triggers):
        blocks.append(Missing(text="None of these can be measured."))
    return Section(id="triggers", title=title, blocks=tuple(blocks))


def _assumptions(frame: Frame, playbooks: Sequence[Playbook]) -> Section:
    lines: list[Line | Missing] = []
    lines += _answered(frame.answer("risks"), NAMES["risks"])
    lines += _answered(frame.answer("confirm"), "Remark on the summary")
    aside = [answer for answer in frame.answers.values() if answer.aside and not answer.values]
    open_answers = [a for a in aside if a.aside and a.aside.kind != "not_applicable" and a.topic != "risks"]
    lines += [
        Line(
            text=suggestion.text,
            label=f"Suggested for {NAMES[suggestion.topic].lower()}",
            mark="suggested, not accepted",
        )
        for suggestion in frame.suggestions
    ]
    lines += [_aside(answer) for answer in open_answers if answer.aside and (answer.aside.owner or answer.aside.reason)]
    for kind, words in ASIDE_TEXT.items():
        bare = [a for a in open_answers if a.aside and a.aside.kind == kind and not (a.aside.owner or a.aside.reason)]
        if bare:
            lines.append(Missing(text=f"{words.capitalize()}, with no owner yet: {_names(a.topic for a in bare)}."))
    unasked = flow.unasked(frame, playbooks)
    if unasked:
        lines.append(Missing(text=f"Not asked and without an owner: {_names(unasked)}."))
    lines += [
        Line(
            text=f"“{both.first_quote}” against “{both.second_quote}”: {both.why} {both.resolution or 'Not settled.'}",
            label="Tension",
        )
        for both in frame.contradictions
    ]
    nothing = (Line(text="Nothing is listed as open.", bullet=False),)
    return Section(id="open", title="Assumptions and open questions", blocks=tuple(lines) or nothing)


def _names(topics: Iterable[Topic]) -> str:
    return ", ".join(NAMES[topic].lower() for topic in dict.fromkeys(topics))


LISTED_AS_TENSION = unsettled_contradiction.RULE.name
"""Both halves stand among the open questions already."""


def _findings(frame: Frame, configuration: Configuration) -> Section:
    standing = [flag for flag in frame.flags if flag.state != "resolved" and flag.name != LISTED_AS_TENSION]
    lines: list[Line | Missing] = [
        Line(
            text=flag.message,
            label=f"{flag.rule} {flag.name}",
            mark="open" if flag.state == "open" else f"{flag.state}: {flag.reason or ''}",
        )
        for flag in standing
        if flag.severity != "info"
    ]
    if frame.messages:
        flagged = {LISTED_AS_TENSION, *(flag.id for flag in standing)}
        lines += [
            Line(text=found.message, label=f"{found.rule} {found.name}", mark="open")
            for found in rules.check_frame(frame, configuration)
            if found.severity != "info" and not flagged & {found.name, flag_id(found)}
        ]
    return Section(
        id="findings",
        title="Findings",
        blocks=tuple(lines)
        or (Line(text="No rule fired. Rules see words and numbers, not whether they are true.", bullet=False),),
    )


def _sources(frame: Frame, log: Sequence[Recorded], title_of: TitleOf) -> Section:
    gone = undone_turns(log)
    said = [record.event for record in log if isinstance(record.event, Said) and record.turn not in gone]
    lines: list[Line | Missing] = [
        Line(text=f"“{message.text}”", label=f"author, {message.message}")
        for message in said
        if not message.text.startswith("/")
    ]
    asked = [
        (record.event.by, record.event.quote)
        for record in log
        if isinstance(record.event, Captured | PutAside) and record.event.by and record.turn not in gone
    ]
    lines += [Line(text=f"“{quote}”", label=f"{by}, asked") for by, quote in dict.fromkeys(asked)]
    cited = {option.origin.citation for option in frame.options} | {flag.section for flag in frame.flags}
    lines += [Line(text=title_of(section) or section, label="guide") for section in sorted(filter(None, cited))]
    return Section(id="sources", title="Sources", blocks=_or_missing(lines, "where each line came from"))
