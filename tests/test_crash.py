"""kill -9 at any moment: what was sent is there, a turn is whole or only asked, answered once, and the session goes on."""

import json
import os
import random
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import story

from assistant import playbooks, turn
from assistant.adapters.sql_log import open_log
from assistant.domain.events import Answered, Event, Opened, Recorded, Said, replay
from assistant.errors import NoSuchSession
from assistant.export.formats import export_session
from assistant.testing import START, TickingClock

KILLS = 50
SEED = 33
LINES = 7
"""A life ends within this many lines of its story."""

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("crash"), pytest.mark.timeout(900)]

Log = tuple[Recorded, ...]


@dataclass
class Life:
    """What a killed process had told."""

    said: list[str] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)
    begun: bool = False
    closed: bool = False
    gaps: list[float] = field(default_factory=list)
    """Seconds between one line and the next."""


# -- what must hold ----------------------------------------------------------------------------------------------------


def faults(before: Log, life: Life, after: Log) -> list[str]:
    """What a kill has broken: the log before that life, what it told, and the log it left."""
    turns = [[r.event for r in after if r.turn == number] for number in sorted({r.turn for r in after})]
    said = _said(after[len(before) :])
    told = life.said
    answered = {r.turn for r in after if isinstance(r.event, Answered)}
    return [
        *(["the past changed"] if after[: len(before)] != before else []),
        *(["not numbered through"] if [r.seq for r in after] != list(range(1, len(after) + 1)) else []),
        *([f"acknowledged {told}, stored {said}"] if said[: len(told)] != told or len(said) > len(told) + 1 else []),
        *(f"turn {n} was answered and is not" for n in life.answered if n not in answered),
        *(fault for place, events in enumerate(turns) for fault in _faults_of(events, place == len(turns) - 1)),
    ]


def _said(log: Sequence[Recorded]) -> list[str]:
    return [record.event.text for record in log if isinstance(record.event, Said)]


def _faults_of(events: Sequence[Event], last: bool) -> list[str]:
    """A turn is whole, with one answer at its end; the last one may be nothing but its message."""
    answers = sum(isinstance(event, Answered) for event in events)
    if answers > 1:
        return ["answered twice"]
    if answers == 0:
        only_said = [type(event) for event in events] == [Said]
        return [] if last and only_said else ["half a turn" if last else "a turn without an answer"]
    return [] if isinstance(events[-1], Answered) and isinstance(events[0], Said | Opened) else ["half a turn"]


def recorded(*turns: Sequence[Event]) -> Log:
    events = [(number, event) for number, turn_ in enumerate(turns) for event in turn_]
    return tuple(Recorded(seq=seq, turn=number, at=START, event=event) for seq, (number, event) in enumerate(events, 1))


HELLO = (Opened(), Answered(reply="What is wrong?"))
ONE = Said(text="one", message=1)
TWO = Said(text="two", message=2)
HEARD = Answered(reply="Heard.")


@pytest.mark.parametrize(
    ("told", "log", "found"),
    [
        (Life(["one"], [1]), recorded(HELLO, (ONE, HEARD)), []),
        (Life(["one"]), recorded(HELLO, (ONE,)), []),
        (Life(), recorded(HELLO, (ONE,)), []),
        (Life(), recorded(HELLO, (ONE, HEARD)), []),
        (Life(["one"]), recorded(HELLO), ["acknowledged ['one'], stored []"]),
        (Life(["one"]), recorded(HELLO, (TWO,)), ["acknowledged ['one'], stored ['two']"]),
        (
            Life(["one"]),
            recorded(HELLO, (ONE, HEARD), (ONE, HEARD), (TWO,)),
            ["acknowledged ['one'], stored ['one', 'one', 'two']"],
        ),
        (Life(["one"], [1]), recorded(HELLO, (ONE,)), ["turn 1 was answered and is not"]),
        (Life(["one"], [1]), recorded(HELLO, (ONE, HEARD, HEARD)), ["answered twice"]),
        (Life(["one"]), recorded(HELLO, (ONE, Opened())), ["half a turn"]),
        (Life(["one"]), recorded(HELLO, (ONE, HEARD, Opened())), ["half a turn"]),
        (Life(["one", "two"]), recorded(HELLO, (ONE,), (TWO, HEARD)), ["a turn without an answer"]),
        (Life(), recorded((Opened(),)), ["half a turn"]),
        (Life(), recorded((Opened(), Answered(reply="Another greeting"))), ["the past changed"]),
        (Life(["one"]), recorded(HELLO, (ONE,))[:-1] + (Recorded(seq=4, turn=1, at=START, event=ONE),), ["not numbered through"]),
    ],
)  # fmt: skip
def test_what_a_kill_may_and_may_not_leave_is_told_apart(told: Life, log: Log, found: list[str]) -> None:
    before = recorded(HELLO) if len(log) > 1 else ()
    assert faults(before, told, log) == found


# -- killing -----------------------------------------------------------------------------------------------------------


class Nursery:
    """The process that bears the ones to be killed."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._errors = home.with_name("errors.txt")
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("mortal.py"))],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, bufsize=1,
            )  # fmt: skip
        self._heard("nursery")

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()

    def live(self, session: str, kind: str, until: Callable[[Life], bool], delay: float = 0, **more: Any) -> Life:
        """A life that is killed some seconds after it has told so much, if it has not died before."""
        assert self._process.stdin
        asked = {"home": str(self.home), "session": session, "kind": kind, **more}
        self._process.stdin.write(json.dumps(asked) + "\n")
        pid = self._heard("pid")["pid"]
        life = Life()
        told = time.perf_counter()
        ended: dict[str, Any] = {}
        while not ended and not until(life):
            ended = self._next_into(life)
            now = time.perf_counter()
            life.gaps, told = [*life.gaps, now - told], now
        if not ended:
            time.sleep(delay)
            with suppress(ProcessLookupError):  # it was dying by itself
                os.kill(pid, signal.SIGKILL)
        while "gone" not in ended:
            ended = self._next_into(life)
        assert ended["gone"] == -signal.SIGKILL, self._errors.read_text()
        return life

    def _next_into(self, life: Life) -> dict[str, Any]:
        """Takes the next line in; gives it back if it was the end."""
        line = self._heard()
        life.said += [line["said"]] if "said" in line else []
        life.answered += [line["answered"]] if "answered" in line else []
        life.begun = life.begun or "begun" in line
        life.closed = life.closed or "closed" in line
        return line if "gone" in line else {}

    def _heard(self, what: str = "") -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, self._errors.read_text()
        told: dict[str, Any] = json.loads(line)
        assert what in told or not what, told
        return told


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Nursery]:
    born = Nursery(tmp_path / "home")
    yield born
    born.close()


def left_by(home: Path, session: str, scratch: Path) -> Log:
    """The log as the killed process left it, read from a copy: who comes next must manage with the original."""
    if not (home / "framefirst.db").exists():
        return ()
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    for file in ("framefirst.db", "framefirst.db-wal"):
        if (home / file).exists():
            shutil.copy(home / file, scratch / file)
    with closing(sqlite3.connect(scratch / "framefirst.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    log = open_log(f"sqlite:///{scratch / 'framefirst.db'}", TickingClock())
    with closing(log):
        try:
            records = log.read(session)
        except NoSuchSession:
            return ()
        waiting = turn.waiting(records)
        assert (session in dict(log.pending())) == (waiting is not None)
        return records


def told(lines: int) -> Callable[[Life], bool]:
    return lambda life: life.begun + len(life.said) + len(life.answered) >= lines or life.closed


def closed(life: Life) -> bool:
    return life.closed


def events(log: Log) -> list[tuple[int, Event]]:
    """What happened, without how long it took."""
    return [
        (r.turn, r.event.model_copy(update={"elapsed_ms": 0}) if isinstance(r.event, Answered) else r.event)
        for r in log
    ]


def test_f31_f33_fifty_kills_lose_nothing_and_double_nothing(nursery: Nursery, tmp_path: Path) -> None:
    dice = random.Random(SEED)
    scratch = tmp_path / "copy"
    undisturbed = {}
    gaps: list[float] = []
    for kind in story.OPENINGS:
        start, *between = nursery.live(f"undisturbed-{kind}", kind, until=closed).gaps
        gaps += between
        undisturbed[kind] = left_by(nursery.home, f"undisturbed-{kind}", scratch)
    pace = statistics.median(gaps)

    stories = [(f"killed-{kind}-{n}", kind) for n in range(20) for kind in story.OPENINGS]
    logs: dict[str, Log] = {}
    kills, places = 0, Counter[str]()
    for session, kind in stories:
        before: Log = ()
        done = False
        while not done:
            lines = dice.randrange(LINES)
            delay = dice.choice([0, dice.uniform(0, 1.5 * pace)]) if lines else dice.uniform(0, start)
            life = nursery.live(session, kind, told(lines) if kills < KILLS else closed, delay)
            after = left_by(nursery.home, session, scratch)
            assert faults(before, life, after) == [], f"kill {kills}: {lines} lines and {delay:.4f} s into {session}"
            done = bool(after) and replay(after).closed
            if not life.closed:
                kills += 1
                places[_place(life, after)] += 1
            before = after
        logs[session] = before
        if kills >= KILLS:
            break

    assert kills >= KILLS
    assert places["at the start"], places
    assert min(places["at a message"], places["between turns"]) >= 3, places
    for session, kind in stories[: len(logs)]:
        assert events(logs[session]) == events(undisturbed[kind])
    _documents_are_there(nursery.home, logs)


def _place(life: Life, after: Log) -> str:
    if not life.begun:
        return "at the start"
    return "at a message" if turn.waiting(after) else "between turns"


def _documents_are_there(home: Path, logs: dict[str, Log]) -> None:
    log = open_log(f"sqlite:///{home / 'framefirst.db'}", TickingClock())
    with closing(log):
        assert log.pending() == []
        for session, records in logs.items():
            assert log.read(session) == records
            document = export_session(session, records, "md", playbooks.shipped(), lambda section: section).decode()
            assert story.ANSWERS["success"] in document


def test_f33_a_kill_before_any_statement_leaves_a_turn_whole_or_only_asked(nursery: Nursery, tmp_path: Path) -> None:
    """Two turns of a session each, killed before the first statement, before the second, until none is left."""
    two_turns = told(5)
    life, logs = Life(), {}
    while len(life.answered) < 2:
        session = f"point-{len(logs) + 1}"
        life = nursery.live(session, "decision", two_turns, dies_at=len(logs) + 1)
        logs[session] = left_by(nursery.home, session, tmp_path / "copy")
        assert faults((), life, logs[session]) == [], session
    assert {len(_said(log)) for log in logs.values()} == {0, 1, 2}
    assert {turn.waiting(log).turn for log in logs.values() if turn.waiting(log)} == {1, 2}  # type: ignore[union-attr]

    nursery.live("after-all", "decision", told(1))
    whole = events(left_by(nursery.home, session, tmp_path / "copy"))
    for session in logs:
        recovered = left_by(nursery.home, session, tmp_path / "copy")
        assert faults(logs[session], Life(), recovered) == []
        assert turn.waiting(recovered) is None
        assert events(recovered) == whole[: len(recovered)]


# -- the checks themselves: logs that do it wrong ----------------------------------------------------------------------


def test_a_log_that_forgets_what_it_acknowledged_is_caught(nursery: Nursery, tmp_path: Path) -> None:
    life = nursery.live("s", "symptom", told(2), log="forgetful")
    assert faults((), life, left_by(nursery.home, "s", tmp_path / "copy")) != []
    assert life.said[0] == story.OPENINGS["symptom"]


def test_a_log_that_stores_half_a_turn_is_caught(nursery: Nursery, tmp_path: Path) -> None:
    life = nursery.live("s", "symptom", closed, log="one by one")
    assert faults((), life, left_by(nursery.home, "s", tmp_path / "copy")) == ["half a turn"]
