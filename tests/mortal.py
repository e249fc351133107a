"""A process that holds scripted conversations until it is killed, and the nursery that bears one after the other.

The nursery imports everything once and forks; so each life costs a fraction of a start. Whoever runs it
writes one JSON line a life to its standard input and reads what that life did, a JSON line each: its
`pid`, `begun`, `said` once a message was acknowledged, `answered` once its answer was, `closed`, `gone`.
"""

import itertools
import json
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Sequence
from typing import Any

import story
from sqlalchemy import Engine, event

from assistant import turn
from assistant.domain.events import Event, replay
from assistant.domain.frame import Frame
from assistant.errors import NoSuchSession
from assistant.ports import Log
from assistant.settings import read_settings
from assistant.testing import MemoryLog
from assistant.wiring import App
from ui.hosting import Host

PATIENCE = 120.0
FRAMED = {"FRAMEFIRST_MODEL": "guided"}


def tell(**what: Any) -> None:
    """One write, so that a line is told whole or not at all."""
    os.write(1, (json.dumps(what) + "\n").encode())


def words_of(frame: Frame, kind: str) -> str:
    """What the shop says next."""
    if frame.messages == 0:
        return story.OPENINGS[kind]
    assert frame.ask is not None
    return story.answer_to(frame.ask, frame)


def live(home: str, session: str, kind: str, log: str = "durable", dies_at: int = 0) -> None:
    """Takes up what an earlier life left, then talks until the document is ready."""
    if dies_at:
        die_at(dies_at)
    app = App(read_settings(environment={"FRAMEFIRST_HOME": home, **FRAMED}))
    app.__dict__["log"] = LOGS[log](app.log)
    host = Host(app)
    left = [other for other, _ in app.log.pending()]
    host.recover()
    for other in left:
        host.wait(other, PATIENCE)
    try:
        app.log.read(session)
    except NoSuchSession:
        turn.begin(app.ports, session)
    host.wait(session, PATIENCE)
    tell(begun=True)
    while not (frame := replay(app.log.read(session))).closed:
        words = words_of(frame, kind)
        number = turn.say(app.ports, session, words)
        tell(said=words)
        host.answer(session)
        host.wait(session, PATIENCE)
        assert host.failure(session) is None, host.failure(session)
        tell(answered=number)
    tell(closed=True)
    os.read(0, 1)  # lives on until it is killed, or left alone by whoever started it


def die_at(point: int) -> None:
    """Has the process killed right before its nth statement or commit, counted from 1."""
    points = itertools.count(1)

    def reached(*_: object) -> None:
        if next(points) == point:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", reached)
    event.listen(Engine, "commit", reached)


class Forgetful(MemoryLog):
    """Acknowledges what is nowhere but in its memory."""

    def __init__(self, durable: Log) -> None:
        super().__init__()
        self._durable = durable

    def create(self, session: str, title: str, events: Sequence[Event]) -> None:
        super().create(session, title, events)
        self._durable.create(session, title, events)


class OneByOne(MemoryLog):
    """Stores the events of a turn one after the other, and dies over the second answer."""

    def __init__(self, durable: Log) -> None:
        super().__init__()
        self._durable = durable

    def create(self, session: str, title: str, events: Sequence[Event]) -> None:
        super().create(session, title, events)
        self._durable.create(session, title, events)

    def append(self, session: str, turn: int, events: Sequence[Event], revision: int) -> int:
        for place, happened in enumerate(events if turn else []):
            if turn == 2 and place == 1:
                os.kill(os.getpid(), signal.SIGKILL)
            self._durable.append(session, turn, [happened], revision + place)
        return super().append(session, turn, events, revision)


LOGS = {"durable": lambda log: log, "forgetful": Forgetful, "one by one": OneByOne}


def warm_up() -> None:
    """Does once what the first turns of a process have to load."""
    with tempfile.TemporaryDirectory() as home:
        app = App(read_settings(environment={"FRAMEFIRST_HOME": home, **FRAMED}))
        turn.begin(app.ports, "s")
        for words in (story.OPENINGS["decision"], *list(story.ANSWERS.values())[:10]):
            turn.take_turn(app.ports, "s", words, app.playbooks)
        app.log.close()  # type: ignore[attr-defined]  # the SQL log has connections that no fork may inherit


def nursery() -> None:
    warm_up()
    tell(nursery=os.getpid())
    while line := sys.stdin.readline():
        child = os.fork()
        if child == 0:
            _die_after(json.loads(line))
        tell(pid=child)
        _, status = os.waitpid(child, 0)
        tell(gone=os.waitstatus_to_exitcode(status))


def _die_after(life: dict[str, Any]) -> None:
    try:
        live(**life)
    except BaseException:  # whatever it was: the parent's loop must not run in the child
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    nursery()
