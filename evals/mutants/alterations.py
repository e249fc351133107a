"""Product code with one thing wrong (M2): plumbing that loses something, and guards that are switched off.

Each is a context that patches a function by name while a case runs. The checks hold their own references, so that what
is patched cannot blind them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from fractions import Fraction
from itertools import count
from typing import Any
from unittest.mock import patch

from assistant import converse, drafts, prompting
from assistant import turn as turns
from assistant.domain import flow, hearing, prefill, rules, wording
from assistant.domain.events import Asked, Captured
from assistant.domain.frame import Ask, Frame
from assistant.domain.matrix import analysis
from assistant.export import document as documents
from assistant.export import session_file
from assistant.ports import Message

Altered = Callable[[], AbstractContextManager[object]]


def instead(target: str, new: Any) -> Altered:
    """Patches one name for as long as the context is open."""
    return lambda: patch(target, new)


def around(module: Any, name: str, wrap: Callable[..., Any]) -> Altered:
    """Patches a function by one that is given the original first."""
    original = getattr(module, name)
    return lambda: patch.object(module, name, lambda *args, **more: wrap(original, *args, **more))


def both(*several: Altered) -> Altered:
    @contextmanager
    def together() -> Iterator[None]:
        with ExitStack() as stack:
            for one in several:
                stack.enter_context(one())
            yield

    return together


# -- what the model is sent --------------------------------------------------------------------------------------------


def _only_the_stakes(original: Any, frame: Frame, limit: int) -> Iterator[str]:
    yield next(iter(original(frame, limit)))


def _asked_about_the_problem(original: Any, frame: Frame, *rest: Any, **more: Any) -> Any:
    return original(frame.model_copy(update={"ask": Ask(topic="problem", question="What goes wrong?")}), *rest, **more)


def _half_the_message(original: Any, frame: Frame, log: Any, said: str, *rest: Any, **more: Any) -> Any:
    return original(frame, log, said[: len(said) // 2], *rest, **more)


def _numbered(original: Any, *args: Any, ticks: Iterator[int] = count(1), **more: Any) -> Any:
    asking = original(*args, **more)
    system = Message("system", f"Request {next(ticks) % 10}.\n{asking.messages[0].text}")
    return replace(asking, messages=(system, *asking.messages[1:]))


def _everything(original: Any, log: Any, room: prompting.Room) -> Iterator[str]:
    yield from original(log, replace(room, exchanges=10_000, exchange=10_000))


def _thirty_times(original: Any, passages: Sequence[Any], limit: int) -> Iterator[str]:
    yield from original([replace(one, text="\n".join([one.text] * 300)) for one in passages], 100_000)


def _the_last_stage(original: Any, moves: Sequence[flow.Move]) -> Any:
    return original([move for move in moves if move.stage == moves[-1].stage])


def _twice(original: Any, caller: converse.Caller, *args: Any) -> Any:
    original(caller, *args)
    return original(caller, *args)


# -- what becomes of the answer ----------------------------------------------------------------------------------------


def _without_citations(original: Any, *args: Any) -> Any:
    return replace(original(*args), citations=())


def _said_by_the_person(original: Any, *args: Any) -> Any:
    return original(*args).model_copy(update={"status": "stated"})


def _four_repairs(original: Any, caller: converse.Caller, asking: Any, reply: Any, form: Any) -> Any:
    for _ in range(3):
        caller.ask(asking, form)
    return original(caller, asking, reply, form)


def _no_reason(original: Any, *args: Any, **more: Any) -> Any:
    kept = original(*args, **more)
    return replace(kept, usage=kept.usage.model_copy(update={"degraded": None}))


def _asks_nothing(original: Any, *args: Any, **more: Any) -> Any:
    worked_out = original(*args, **more)
    return replace(worked_out, events=tuple(one for one in worked_out.events if not isinstance(one, Asked)))


def _question_lost(original: Any, *args: Any) -> Any:
    move, ask = original(*args)
    return move, ask.model_copy(update={"question": ""})


def _embellished(original: Any, *args: Any) -> str:
    return f"{original(*args)} It saves 38 % in all."


def _whole_citations(citations: Any, passages: Any, dropped: Any) -> Iterator[str]:
    yield from citations


# -- the spine ---------------------------------------------------------------------------------------------------------


def _half_the_log(original: Any, *args: Any) -> Any:
    """Whole turns, so that none is left half answered."""
    session, log = original(*args)
    return session, tuple(one for one in log if one.turn < log[len(log) // 2].turn)


def _other_words(original: Any, *args: Any) -> Any:
    session, log = original(*args)
    first = next(n for n, one in enumerate(log) if isinstance(one.event, Captured))
    event = log[first].event.model_copy(update={"value": f"{log[first].event.value}!"})
    return session, (*log[:first], log[first].model_copy(update={"event": event}), *log[first + 1 :])


def _only_what_was_named(original: Any, *args: Any, **more: Any) -> Any:
    return original(*args, **{**more, "baseline": False})


def _weighing_alike(original: Any, first: Any, scored: Any, weights: Any, *rest: Any) -> Any:
    """For functions whose weights come third."""
    return original(first, scored, dict.fromkeys(weights, Fraction(1)), *rest)


def _flipping_alike(original: Any, scored: Any, weights: Any, *rest: Any) -> Any:
    return original(scored, dict.fromkeys(weights, Fraction(1)), *rest)


ALTERATIONS: dict[str, Altered] = {
    "history-dropped": instead("assistant.prompting.exchanges", lambda log, room: iter(())),
    "facts-dropped": around(prompting, "digest", _only_the_stakes),
    "passages-dropped": instead("assistant.prompting.listed_passages", lambda passages, limit: iter(())),
    "questions-dropped": instead("assistant.prompting.listed_moves", lambda frame, offered: iter(())),
    "wrong-stage": around(converse, "on_offer", _the_last_stage),
    "wrong-topic": around(converse, "turn_prompt", _asked_about_the_problem),
    "message-halved": around(converse, "turn_prompt", _half_the_message),
    "words-unquoted": instead("assistant.prompting.quoted", lambda text: text),
    "citations-stripped": around(converse, "_conversation", _without_citations),
    "asked-twice": around(converse, "_ask", _twice),
    "prefix-unstable": around(converse, "turn_prompt", _numbered),
    "whole-history": around(prompting, "exchanges", _everything),
    "whole-documents": around(prompting, "listed_passages", _thirty_times),
    # guards
    "quotes-unchecked": both(
        instead("assistant.drafts.verbatim", lambda quote, said: quote),
        instead("assistant.drafts.says_no_more", lambda value, quote: True),
    ),
    "documents-unread": instead("assistant.prompting.listed_passages", lambda passages, limit: iter(())),
    "document-quotes-unchecked": both(
        instead("assistant.document_drafts.verbatim", lambda quote, text: quote),
        instead("assistant.drafts.says_no_more", lambda value, quote: True),
    ),
    "document-orders-unchecked": instead("assistant.domain.prefill.GIVES_ORDERS", re.compile(r"(?!)")),
    "documents-stated": around(prefill, "_offer", _said_by_the_person),
    "values-unchecked": instead("assistant.drafts.numbers_stand", lambda value, quote, today: True),
    "citations-unchecked": instead("assistant.drafts._citations", _whole_citations),
    "questions-unchecked": instead("assistant.drafts.question_problem", lambda question, ground: None),
    "leading-unchecked": instead("assistant.drafts.question_problem", lambda question, ground: None),
    "replies-unchecked": instead("assistant.drafts.reply_problem", lambda reply, ground: None),
    "claims-unchecked": instead("assistant.drafts.reply_problem", lambda reply, ground: None),
    "markup-unchecked": instead("assistant.drafts.without_markup", lambda text: text),
    "leak-unchecked": both(
        instead("assistant.drafts.echoes", lambda text, instructions: False),
        instead("assistant.converse.echoes", lambda text, instructions: False),
    ),
    "suggestions-stated": around(drafts, "_proposed", _said_by_the_person),
    "solution-let-in": instead("assistant.turn._kept_to_the_problem", lambda model, heard: model),
    "model-decides": both(
        instead("assistant.drafts.verbatim", lambda quote, said: quote),
        instead("assistant.drafts.says_no_more", lambda value, quote: True),
        instead("assistant.drafts.numbers_stand", lambda value, quote, today: True),
        instead("assistant.drafts._place", lambda topic, frame: f"answers.{topic}"),
    ),
    "marks-lost": instead("assistant.export.document.mark", lambda origin: ""),
    "lead-embellished": around(documents, "lead", _embellished),
    "mentions-lost": instead("assistant.export.document._answered", lambda *args: []),
    "flags-unsaid": around(wording, "noticed", lambda original, *args: []),
    "question-lost": around(turns, "_chosen", _question_lost),
    "cut-believed": instead("assistant.drafts.COMPLETE", frozenset({"stop", "length", "content_filter"})),
    "no-question-after-trouble": around(turns, "_go_on", _asks_nothing),
    "repairs-without-end": around(converse, "read_answer", _four_repairs),
    "reason-hidden": around(converse, "_nothing", _no_reason),
    # the spine
    "log-halved-on-resume": around(session_file, "parse", _half_the_log),
    "vague-let-pass": instead("assistant.domain.flow._presses", lambda questions, frame: []),
    "contradictions-unseen": instead("assistant.turn.contradictions", lambda frame: ()),
    "contradictions-unasked": instead("assistant.domain.flow._settlings", lambda frame, stage: []),
    "goes-on-after-enough": lambda: patch.dict(hearing.WISHES, {"enough": hearing._nothing}),
    "asks-the-settled": instead("assistant.domain.frame.Frame.is_settled", lambda self, topic: False),
    "answers-lost-in-document": instead("assistant.export.document._answered", lambda *args: []),
    "rules-silent": instead("assistant.domain.rules.check", lambda text, topic=None, configuration=None: ()),
    "rules-shout": around(rules, "check", lambda original, text, *rest: original("Loads of users wait forever.")),
    "nothing-is-no-option": around(hearing, "_options", _only_what_was_named),
    "cells-identical": around(hearing, "scores", lambda original, text, names: dict.fromkeys(original(text, names), 3)),
    "cells-empty": around(hearing, "scores", lambda original, text, names: {}),
    "weights-ignored": around(analysis, "_ranking", _weighing_alike),
    "sensitivity-unweighed": around(analysis, "_flip", _flipping_alike),
    "section-left-out": instead(
        "assistant.export.document._reversibility",
        lambda frame: documents.Section(id="other", title="Other", blocks=()),
    ),
    "file-changes-words": around(session_file, "parse", _other_words),
    "never-ends": instead("assistant.domain.flow.is_open", lambda question, frame: True),
}
