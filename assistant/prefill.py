"""Documents as a way in: one pass over what a session's documents say, kept as suggestions with quote and place.

Rules read first, and what they find is kept at once. Where a model is configured it reads the same passages after them,
some at a time; one that fails, refuses or is stopped takes nothing away. Nothing here knows a page.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant import document_drafts, turn
from assistant.call import Call
from assistant.converse import REASONS_KEPT, Caller, Form, read_answer
from assistant.document_drafts import DocumentDraft
from assistant.domain import prefill
from assistant.domain.events import DocumentsRead, Usage
from assistant.domain.playbook import Playbook
from assistant.domain.prefill import Found, Stretch
from assistant.domain.topics import TOPICS, Topic
from assistant.domain.usage import spent
from assistant.domain.wording import listed
from assistant.drafts import Parsed
from assistant.errors import AlreadyAnswering, ChangedElsewhere, ModelFailed
from assistant.memory import Known
from assistant.model_failures import ContextTooLong
from assistant.ports import Model, Passage, Ports, Progress
from assistant.prompting import FOLDER, documents_prompt

CHARACTERS_A_CALL = 8_000
CALLS = 12
"""In one pass, repairs included."""
KEPT_WITHIN = 300
"""Seconds that what a model found waits for a message that is being answered meanwhile."""
FORM: Form[DocumentDraft] = Form(document_drafts.schema, document_drafts.parse)

Batch = tuple[Passage, ...]


@dataclass(frozen=True)
class Looked:
    """What a pass brought."""

    offered: int = 0
    note: str = ""
    """What was not read, and why, in a line; empty when everything was."""
    usage: Usage = Usage()


@dataclass
class Reading:
    """A model's pass as far as it is."""

    caller: Caller
    found: list[Found] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)
    """Why an answer could not be used, for each such answer."""
    ended: str = ""
    """Why it ended before everything was read."""
    told: str = ""
    """The same in a whole line, where the model's side said one."""


def read_documents(
    ports: Ports, session: str, passages: Iterable[Passage], playbooks: Sequence[Playbook],
    call: Call | None = None, tell: Progress = lambda doing, fraction: None,
) -> Looked:  # fmt: skip
    """Offers what the documents state, as turns of their own. `call` lets others stop the model's share.

    Raises AlreadyAnswering while a message waits, ChangedElsewhere when the session moved on meanwhile.
    """
    known, passages = ports.know(session), tuple(passages)
    today = ports.clock.now().date()
    by_rules = prefill.findings((Stretch(one.section, one.heading, one.text) for one in passages), today)
    offers = prefill.offered(known.frame, known.log, by_rules)
    if offers:
        turn.amend(ports, session, offers, playbooks, known.revision)
    short = _read_short(passages)
    if ports.model is None or not passages:
        return Looked(len(offers), short)
    reading = _read_by_model(ports, ports.model, ports.know(session), passages, today, call or Call(), tell)
    more = _keep(ports, session, playbooks, by_rules, reading) if reading.caller.usage.calls else 0
    return Looked(len(offers) + more, " ".join(filter(None, (short, *_notes(reading)))), _usage(reading))


def _read_short(passages: Batch) -> str:
    total = sum(len(passage.text) for passage in passages)
    if total <= prefill.CHARACTERS_READ:
        return ""
    return f"Only the first {prefill.CHARACTERS_READ:,} of {total:,} characters were looked through."


# -- what a model finds ------------------------------------------------------------------------------------------------


def _read_by_model(
    ports: Ports, model: Model, known: Known, passages: Batch, today: date, call: Call, tell: Progress
) -> Reading:
    reading = Reading(Caller(model, _unheard, call, ports.prompts or FOLDER))
    settled = [topic for topic in TOPICS if known.frame.knows(topic)]
    before, waiting = spent(known.log), deque(batches(passages))
    total = sum(map(_size, waiting))
    while waiting and not reading.ended:
        if call.why_stopped:
            reading.ended = call.why_stopped
        elif ports.budget.is_spent(before.plus(reading.caller.usage)):
            reading.ended = f"the session's {ports.budget.text} are spent"
        elif reading.caller.usage.calls >= CALLS:
            reading.ended = (
                f"{CALLS} calls are the most for one pass; {_share_left(waiting, total)} was left to the rules"
            )
        else:
            tell(f"The model reads {names_of(waiting[0])}", 1 - sum(map(_size, waiting)) / total)
            _read_next(reading, waiting, settled, today, ports.report)
    return reading


def _read_next(
    reading: Reading, waiting: deque[Batch], settled: Iterable[Topic], today: date, report: Callable[[Exception], str]
) -> None:
    batch = waiting.popleft()
    shown = {f"p{n}": passage for n, passage in enumerate(batch, 1)}
    try:
        parsed = _asked(reading.caller, shown, settled)
        if parsed.draft is None:
            reading.unusable.append(parsed.problem)
            return
        believed = document_drafts.verify(parsed.draft, shown, today, reading.caller.fixed)
    except ContextTooLong as failure:
        if len(batch) == 1:
            reading.ended, reading.told = failure.why, str(failure)
        else:
            waiting.extendleft((batch[len(batch) // 2 :], batch[: len(batch) // 2]))
    except ModelFailed as failure:
        reading.ended, reading.told = failure.why, str(failure)
    except Exception as error:  # a fault of ours in reading one answer must not cost the others
        reading.unusable.append(f"error {report(error)}")
    else:
        reading.found += believed.found
        reading.dropped += (*parsed.dropped, *believed.dropped)


def _asked(caller: Caller, shown: dict[str, Passage], settled: Iterable[Topic]) -> Parsed[DocumentDraft]:
    asking = documents_prompt(shown, settled, caller.prompts)
    return read_answer(caller, asking, caller.ask(asking, FORM), FORM)


def batches(passages: Iterable[Passage]) -> Iterator[Batch]:
    """Passages in reading order, as many at a time as one call may carry, of what rules look through too."""
    batch: list[Passage] = []
    room = prefill.CHARACTERS_READ
    for passage in passages:
        if room <= 0:
            break
        room -= len(passage.text)
        if batch and _size((*batch, passage)) > CHARACTERS_A_CALL:
            yield tuple(batch)
            batch = []
        batch.append(passage)
    if batch:
        yield tuple(batch)


def _size(batch: Batch) -> int:
    return sum(len(passage.title) + len(passage.text) for passage in batch)


def names_of(batch: Batch) -> str:
    """The documents that the passages are of."""
    return listed(list(dict.fromkeys(passage.section.rpartition("#")[0] for passage in batch)))


def _share_left(waiting: Iterable[Batch], total: int) -> str:
    return f"{sum(map(_size, waiting)) / total:.0%} of the text"


def _unheard(text: str) -> None:
    """Nothing of an answer is shown before it is verified."""


# -- what is kept of it ------------------------------------------------------------------------------------------------


def _keep(
    ports: Ports, session: str, playbooks: Sequence[Playbook], by_rules: Iterable[Found], reading: Reading
) -> int:
    """Offers what the model found beyond the rules, on the session as it stands by now; how much that is."""
    found = prefill.within_limits((*by_rules, *reading.found))
    event = DocumentsRead(
        usage=_usage(reading), prompt=reading.caller.prompt or None, dropped=tuple(reading.dropped[:REASONS_KEPT])
    )
    for _ in range(KEPT_WITHIN):
        known = ports.know(session)
        offers = prefill.offered(known.frame, known.log, found)
        try:
            turn.amend(ports, session, [*offers, event], playbooks, known.revision)
        except AlreadyAnswering:
            time.sleep(1)
        except ChangedElsewhere:
            continue
        else:
            return len(offers)
    raise ChangedElsewhere


def _usage(reading: Reading) -> Usage:
    why = reading.ended or next(iter(reading.unusable), None)
    return reading.caller.usage.model_copy(update={"degraded": why, "told": reading.told})


def _notes(reading: Reading) -> Iterator[str]:
    if reading.ended:
        yield f"The model did not read everything: {reading.ended}. What was found until then is kept."
    if reading.unusable:
        several = len(reading.unusable) > 1
        answers = f"{len(reading.unusable)} of its answers" if several else "One of the model's answers"
        yield f"{answers} could not be used ({reading.unusable[0]})."
    if reading.dropped:
        count = len(reading.dropped)
        yield f"{count} of the model's findings did not stand in the documents and {'was' if count == 1 else 'were'} left out."
