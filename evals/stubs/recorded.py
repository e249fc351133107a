"""A model's answers, kept in a file and given again: one JSON object a line, the request beside its answer.

A request that was not recorded is refused with what sets it apart from the nearest one; nothing else is asked instead.
Keys and addresses are taken out before anything is written.
"""

import hashlib
import json
import os
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher, ndiff
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.adapters.chat_model import SECRETS
from assistant.call import Call
from assistant.errors import BadInput
from assistant.ports import Message, Model, Ports, Reply
from evals.stub_server import Behaviour, Exchange, fails, says

NO_RECORDING = "no recording of this request"
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+\w")
HOLD_SECRETS = re.compile(r"KEY|TOKEN|SECRET|PASSWORD", re.IGNORECASE)
SHOWN, WIDTH = 3, 60
"""Lines of a difference that are shown, and characters of each."""


class Recording(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    messages: tuple[tuple[str, str], ...]
    """Role and text, scrubbed."""
    answer: str
    finish: str | None = "stop"
    read: int | None = None
    written: int | None = None


def scrubbed(text: str) -> str:
    """Without keys, tokens, mail addresses, and whatever this machine keeps secret in its environment."""
    for name, value in os.environ.items():
        if len(value) >= 8 and HOLD_SECRETS.search(name):
            text = text.replace(value, "…")
    return ADDRESS.sub("…@…", SECRETS.sub("…", text))


def key_of(messages: Sequence[tuple[str, str]]) -> str:
    return hashlib.sha256(json.dumps(list(messages), ensure_ascii=False).encode()).hexdigest()[:16]


# -- recording ---------------------------------------------------------------------------------------------------------


def recording(file: Path) -> Callable[[Ports], Ports]:
    """Wiring that keeps every answer of the model in a file, each request once."""
    tape = Tape(file)
    return lambda ports: replace(ports, model=Recorder(ports.model, tape)) if ports.model else ports


class Tape:
    def __init__(self, file: Path) -> None:
        self._file, self._lock = file, threading.Lock()
        self._known = {one.key for one in read(file)} if file.exists() else set()

    def add(self, one: Recording) -> None:
        with self._lock:
            if one.key not in self._known:
                self._known.add(one.key)
                self._file.parent.mkdir(parents=True, exist_ok=True)
                with self._file.open("a", encoding="utf-8") as file:
                    file.write(one.model_dump_json() + "\n")


class Recorder:
    def __init__(self, model: Model, tape: Tape) -> None:
        self._model, self._tape, self.id = model, tape, model.id

    def ask(
        self,
        messages: Sequence[Message],
        schema: dict[str, Any],
        heard: Callable[[str], None] = lambda text: None,
        call: Call | None = None,
    ) -> Reply:
        reply = self._model.ask(messages, schema, heard, call)
        sent = tuple((message.role, scrubbed(message.text)) for message in messages)
        self._tape.add(
            Recording(
                key=key_of(sent),
                messages=sent,
                answer=scrubbed(reply.raw),
                finish=reply.finish_reason,
                read=reply.input_tokens,
                written=reply.output_tokens,
            )
        )
        return reply


# -- replaying ---------------------------------------------------------------------------------------------------------


def read(file: Path) -> tuple[Recording, ...]:
    """Raises BadInput for a file that cannot be read."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        return tuple(Recording.model_validate_json(line) for line in lines if line.strip())
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is not a recording"
        raise BadInput(f"{file} cannot be replayed: {why}. Record it with --record.") from None


def recorded(file: Path) -> Behaviour:
    """Gives again what was recorded. Raises BadInput when the file cannot be read."""
    kept = {one.key: one for one in read(file)}

    def answer(exchange: Exchange) -> None:
        sent = tuple((str(m["role"]), scrubbed(str(m["content"]))) for m in exchange.request.body.get("messages", ()))
        known = kept.get(key_of(sent))
        if known is None:
            fails(400, f"{NO_RECORDING}: {difference(sent, tuple(kept.values()))}")(exchange)
        else:
            says(known.answer, known.finish, pieces=2)(exchange)

    return answer


def difference(sent: Sequence[tuple[str, str]], kept: Sequence[Recording]) -> str:
    """What sets a request apart from the nearest recording, in a few lines."""
    if not kept:
        return "there are no recordings"
    text = "\n".join(text for _, text in sent)
    others = {one.key: "\n".join(text for _, text in one.messages) for one in kept}
    nearest = max(others, key=lambda key: SequenceMatcher(None, text.splitlines(), others[key].splitlines()).ratio())
    lines = [line for line in ndiff(others[nearest].splitlines(), text.splitlines()) if line[:2] in ("- ", "+ ")]
    more = f" and {len(lines) - SHOWN} more lines" if len(lines) > SHOWN else ""
    return f"nearest is {nearest}; {' / '.join(line[:WIDTH] for line in lines[:SHOWN])}{more}"
