"""What a whole turn costs beside a bare chain: `python -m evals.bench.turn`.

The bare chain embeds the message, asks Chroma for the nearest passages, fills a LangChain prompt and calls the model.
A turn logs, reads, finds, prompts, calls, verifies, applies the rules and logs again. Both use the same index, the same
embedding model and the same endpoint on loopback, which answers at once, in one piece, from a process of its own; they take
turns, so that a busy machine slows both alike. Nothing is measured before both are warm, as a server is: each of the
playbooks' questions has come up, and is not embedded again.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from assistant import turn
from assistant.adapters.knowledge.knowledge import GuideKnowledge
from assistant.domain.events import Answered
from assistant.domain.usage import asked_in_vain
from assistant.settings import read_settings
from assistant.wiring import App, new_session_id
from evals.bench import Row
from evals.conversation import Stakeholder, stakeholders

RATIO_LIMIT = 2.5
WARM_UP = 40
"""Turns: a conversation and a little more."""
PASSAGES = turn.PASSAGES
KEY = "no-key-needed"


ENDPOINT = """
import sys
from evals.stub_server import StubServer, good_draft, writes
with StubServer(writes(good_draft, pieces=1)) as server:
    print(server.url, flush=True)
    sys.stdin.read()
"""


@contextmanager
def endpoint() -> Iterator[str]:
    """The address of a model that answers at once; its work is not counted against whoever asks it."""
    running = subprocess.Popen(
        [sys.executable, "-c", ENDPOINT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert running.stdin is not None
    assert running.stdout is not None
    try:
        yield running.stdout.readline().strip()
    finally:
        running.stdin.close()
        running.wait()


def bare_chain(knowledge: GuideKnowledge, url: str) -> Callable[[str], str]:
    """Retrieve, prompt, call, read the text: what a tutorial builds."""
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_openai import ChatOpenAI

    prompt = ChatPromptTemplate.from_messages(
        [("system", "Help to frame the problem. Draw on these passages:\n\n{passages}"), ("human", "{message}")]
    )
    model = ChatOpenAI(model="stub-large", base_url=url, api_key=KEY, use_responses_api=False)
    chain = prompt | model | StrOutputParser()
    texts = {entry.id: entry.searched for entry in knowledge.entries()}

    def answer(message: str) -> str:
        nearest = knowledge.index.nearest(knowledge.embedder.embed([message])[0], PASSAGES)
        passages = "\n\n".join(texts[id] for id, _ in nearest)
        return chain.invoke({"passages": passages, "message": message})

    return answer


def messages(count: int) -> list[str]:
    """Openings and answers of scripted people, no two alike: nothing is served from a memory of earlier ones."""
    return list(dict.fromkeys(line for case in stakeholders() for line in _lines(case.case)))[:count]


def _lines(case: Stakeholder) -> Sequence[str]:
    return [text for text in case.answers.values() if isinstance(text, str)]


def seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measured(turns: int, warm_up: int, home: Path) -> dict[str, float]:
    with endpoint() as url:
        app = App(
            read_settings(
                environment={
                    "FRAMEFIRST_HOME": str(home),
                    "OPENAI_BASE_URL": url,
                    "FRAMEFIRST_MODEL": "openai:stub-large",
                }
            )
        )
        app.knowledge.prepare(lambda what, fraction: None)
        bare, session = bare_chain(app.knowledge, url), new_session_id()
        turn.begin(app.ports, session)
        turn.take_turn(app.ports, session, "Our planners wait 20 minutes for a route", app.playbooks)
        whole_s, bare_s, answered = [], [], []
        for message in messages(turns + warm_up):
            if app.ports.know(session).frame.closed:
                session = new_session_id()
                turn.begin(app.ports, session)
            whole_s.append(seconds(partial(turn.take_turn, app.ports, session, message, app.playbooks)))
            bare_s.append(seconds(partial(bare, message)))
            answered.append(app.ports.know(session).log[-1].event)
    failed = [event.usage.degraded for event in answered if isinstance(event, Answered) and asked_in_vain(event.usage)]
    assert not failed, f"the model did not answer every turn: {failed}"
    whole, plain = whole_s[warm_up:], bare_s[warm_up:]
    return {
        "turns": turns,
        "turn_ms": round(1000 * statistics.median(whole), 1),
        "bare_chain_ms": round(1000 * statistics.median(plain), 1),
        "ratio": round(statistics.median(whole) / statistics.median(plain), 2),
        "undisturbed_ratio": round(fastest_tenth(whole) / fastest_tenth(plain), 2),
    }


def fastest_tenth(times: Sequence[float]) -> float:
    """What it takes while nothing else wants the machine, as far as a busy one lets that be seen."""
    return statistics.fmean(sorted(times)[: max(1, len(times) // 10)])


def rows() -> list[Row]:
    """For the table of all benchmarks."""
    os.environ.setdefault("LANGSMITH_TRACING", "false")
    with tempfile.TemporaryDirectory(prefix="framefirst-bench-") as home:
        found = measured(60, WARM_UP, Path(home))
    return [Row("turn / bare chain", found["turn_ms"], found["bare_chain_ms"], "ms", RATIO_LIMIT)]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--turns", type=int, default=60)
    parser.add_argument("--warm-up", type=int, default=WARM_UP)
    arguments = parser.parse_args()
    os.environ.setdefault("LANGSMITH_TRACING", "false")
    with tempfile.TemporaryDirectory(prefix="framefirst-bench-") as home:
        found = measured(arguments.turns, arguments.warm_up, Path(home))
    print(json.dumps(found, indent=2))
    print(f"a turn costs {found['ratio']} bare chains, {found['undisturbed_ratio']} undisturbed (limit {RATIO_LIMIT})")
    return 0 if found["ratio"] <= RATIO_LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
