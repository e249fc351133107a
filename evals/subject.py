"""The product under test as a value: which guide, playbooks, prompts and word lists, which model, and what is wrong with it.

A mutant is a subject with one part replaced. Everything stays in memory and on loopback unless `endpoint` says otherwise.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from assistant import playbooks, prompting
from assistant.call import Call
from assistant.domain.playbook import Playbook
from assistant.domain.rules.configuration import DEFAULTS, Configuration
from assistant.ports import Knowledge, Message, Model, Passage, Ports, Reply
from assistant.testing import FewPassages, MemoryLog, TickingClock
from assistant.wiring import GUIDE
from evals.case import Case
from evals.stub_server import MODELS, Behaviour, StubServer

SESSION = "eval"
STUB_KEY = "sk-stub"


@dataclass(frozen=True)
class Endpoint:
    """A live model. The key never reaches a result."""

    model: str
    """A `provider:model` id."""
    base_url: str | None = None
    key: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Wired:
    """The product for one case."""

    ports: Ports
    playbooks: tuple[Playbook, ...]
    requests: list[dict[str, Any]]
    """What a model was sent so far and what it answered, oldest first."""
    session: str = SESSION
    server: StubServer | None = None
    """The stub endpoint, whose own log has every request as it came over the wire."""


def same(ports: Ports) -> Ports:
    return ports


@dataclass(frozen=True)
class Subject:
    """By default the product as it is shipped, without a model and without an index.

    `behaviours` gives each case its own stub endpoint; `endpoint` is a live one; with neither it is guided mode.
    """

    name: str = "shipped"
    guide: Path = GUIDE
    own_playbooks: Path | None = None
    """A team's folder, read as the product reads it; None for the shipped ones alone."""
    prompts: Path = prompting.FOLDER
    rules: Configuration = DEFAULTS
    home: Path | None = None
    """Where the index of the guide is kept; without it only what `knowledge` gives is found."""
    endpoint: Endpoint | None = None
    behaviours: Callable[[Case], Sequence[Behaviour]] | None = None
    knowledge: Callable[["Subject"], Knowledge] | None = None
    """In place of the index in `home`."""
    asking: Callable[[tuple[Playbook, ...]], tuple[Playbook, ...]] | None = None
    """Changes the playbooks after they were read."""
    wrap: Callable[[Ports], Ports] = same
    """Changes the wiring of every case."""
    altered: Callable[[], AbstractContextManager[object]] = nullcontext
    """Entered around a whole run: replaces parts of the product's code."""

    @property
    def is_offline(self) -> bool:
        return self.endpoint is None

    @property
    def model(self) -> str:
        if self.endpoint:
            return self.endpoint.model
        return "stub" if self.behaviours else "guided"

    @cached_property
    def playbooks(self) -> tuple[Playbook, ...]:
        read = playbooks.with_own(self.own_playbooks) if self.own_playbooks else playbooks.shipped()
        return self.asking(read) if self.asking else read

    @property
    def found_in(self) -> Knowledge:
        if self.knowledge:
            return self.knowledge(self)
        return opened(self.guide, self.home) if self.home else FewPassages()

    @cached_property
    def guide_hash(self) -> str:
        return folder_hash(self.guide)

    @cached_property
    def prompt_hash(self) -> str:
        return folder_hash(self.prompts)

    @contextmanager
    def wired(self, case: Case) -> Iterator[Wired]:
        """The product for one case, with its own log, clock and stub endpoint."""
        with ExitStack() as stack:
            requests: list[dict[str, Any]] = []
            model: Model | None = None
            server: StubServer | None = None
            if self.behaviours:
                server = stack.enter_context(StubServer(*self.behaviours(case)))
                model = Overheard(connected(f"openai:{MODELS[0]}", server.url, STUB_KEY), requests)
            elif self.endpoint:
                model = Overheard(connected(self.endpoint.model, self.endpoint.base_url, self.endpoint.key), requests)
            clock = TickingClock()
            ports = Ports(
                log=MemoryLog(clock), knowledge=Remembering(self.found_in), clock=clock, model=model, rules=self.rules,
                prompts=self.prompts,
            )  # fmt: skip
            yield Wired(self.wrap(ports), self.playbooks, requests, server=server)


def connected(model: str, base_url: str | None, key: str | None, patient: bool = True) -> Model:
    """`patient` waits before it tries again, as the product does."""
    from assistant.adapters.chat_model import connect

    return connect(model, base_url, key, sleep=None if patient else lambda seconds: None)


class Overheard:
    """A model whose requests are kept, as the product worded them."""

    def __init__(self, model: Model, requests: list[dict[str, Any]]) -> None:
        self._model, self._requests, self.id = model, requests, model.id

    def ask(
        self,
        messages: Sequence[Message],
        schema: dict[str, Any],
        heard: Callable[[str], None] = lambda text: None,
        call: Call | None = None,
    ) -> Reply:
        sent: dict[str, Any] = {"messages": [{"role": one.role, "content": one.text} for one in messages]}
        self._requests.append(sent)
        reply = self._model.ask(messages, schema, heard, call)
        counted = reply.input_tokens is not None and reply.output_tokens is not None
        sent["tokens"] = [reply.input_tokens, reply.output_tokens] if counted else "unknown"
        sent["answer"] = reply.raw
        return reply


class Remembering:
    """Knowledge that also says what it found last."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.last: Sequence[Passage] = ()

    def find(self, query: str, k: int = 5) -> Sequence[Passage]:
        self.last = self._knowledge.find(query, k)
        return self.last

    def title(self, section: str) -> str | None:
        return self._knowledge.title(section)


@cache
def opened(guide: Path, home: Path) -> Knowledge:
    """The index of a guide, opened once a process."""
    from assistant.adapters.knowledge.knowledge import open_guide

    return open_guide(guide, home)


@cache
def folder_hash(folder: Path) -> str:
    """Of the names and contents of the text files in a folder."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".yaml")):
        digest.update(f"{file.relative_to(folder).as_posix()}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:12]
