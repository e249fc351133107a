"""Does the product hold when the model is cut off, refuses, lies, stalls or takes orders from a document?"""

from dataclasses import replace

from assistant.domain.events import replay
from evals.checks import outcome, robust
from evals.record import Record
from evals.stub_server import StubServer
from evals.stubs.trouble import SLOW, TROUBLE
from evals.subject import STUB_KEY, Subject
from evals.suite import Suite
from evals.talks import Talk, conversation

ANSWER = 100_000
"""Characters of an answer that are taken here."""


class Trial(Talk):
    """A talk with a model that gives trouble."""

    trouble: str
    """By name, of `evals.stubs.trouble`."""
    because: str = ""
    """Words that the reason for the spine's speaking has to hold; empty where the model is only not believed."""


def tried(case: Trial, subject: Subject) -> Record:
    """The talk with the trouble, and what it comes to without a model."""
    from assistant.adapters.chat_model import Limits, connect

    limits = Limits(answer_characters=ANSWER, **SLOW.get(case.trouble, {}))  # type: ignore[arg-type]
    alone = replace(subject, behaviours=None, endpoint=None)
    with alone.wired(case) as wired, StubServer(TROUBLE[case.trouble]) as server:
        model = connect("openai:stub", server.url, STUB_KEY, limits=limits, sleep=lambda seconds: None)
        record = conversation(case, replace(wired, ports=replace(wired.ports, model=model)))
        record = record.model_copy(update={"requests": tuple(request.body for request in server.asked)})
    guided = robust.stated(replay(_guided(case, alone).events))
    return record.model_copy(update={"data": {**record.data, "guided": guided}})


def _guided(case: Trial, alone: Subject) -> Record:
    with alone.wired(case) as wired:
        return conversation(case, wired)


SUITE = Suite(
    "robustness",
    "does the turn go on, and does a bad model change nothing but polish",
    Trial,
    tried,
    (*robust.CHECKS, *outcome.CHECKS),
)
