"""A model that behaves well only for rules it can find in the prompt it was sent: a rule without it is a rule unheeded."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from evals.stub_server import Behaviour, Brief, Exchange, says
from evals.stubs.bad import DRAFT_FAULTS, WIRE_FAULTS
from evals.stubs.good import PIECES, good_answer


class Heeded(NamedTuple):
    """Words that hold a rule, and the fault of whoever does not find them."""

    words: str
    fault: str


def obedient(rules: Sequence[Heeded]) -> Behaviour:
    def answer(exchange: Exchange) -> None:
        brief = Brief.of(exchange.request)
        sent = " ".join(brief.rules.split())
        missing = [rule.fault for rule in rules if rule.words not in sent]
        draft = good_answer(brief)
        for fault in missing:
            draft = DRAFT_FAULTS[fault](brief, draft) if fault in DRAFT_FAULTS else draft
        broken = [WIRE_FAULTS[fault] for fault in missing if fault in WIRE_FAULTS]
        (broken[0] if broken else says(json.dumps(draft, ensure_ascii=False), pieces=PIECES))(exchange)

    return answer
