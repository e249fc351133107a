"""What one server process owns: the wired product and the workers that answer.

Pages come and go with their tabs; this stays. No Streamlit in here.
"""

import os
import secrets
import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from assistant import turn
from assistant.adapters.logs import report_crash
from assistant.call import Call
from assistant.errors import FramefirstError
from assistant.memory import Known
from assistant.prefill import Looked, read_documents
from assistant.settings import read_settings
from assistant.wiring import App

WORKERS = 8
"""Turns running at once in one process."""
READERS = 2
"""Sessions whose documents are looked through at once in one process, apart from the turns: a pass takes minutes."""
DRAIN_SECONDS = 10
CLAIM_SECONDS = 8
"""Renewed while a turn runs; a process that died gives its claim up after that."""


@dataclass
class Looking:
    """A pass over a session's documents: how far it is, and once it is done what it brought or why it could not."""

    call: Call = field(default_factory=Call)
    doing: str = "Reading them"
    fraction: float | None = None
    outcome: Looked | None = None
    failure: str = ""

    @property
    def is_running(self) -> bool:
        return self.outcome is None and not self.failure

    def tell(self, doing: str, fraction: float | None) -> None:
        self.doing, self.fraction = doing, fraction


class Host:
    """Answers in the background, remembers what was read; one for a process."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="turn")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._looking: dict[str, tuple[Looking, Future[None]]] = {}
        self._running: dict[str, Future[None]] = {}
        self._calls: dict[str, Call] = {}
        """How far the model is with each turn that is being answered here."""
        self._failed: dict[str, str] = {}
        self._later: dict[str, threading.Timer] = {}
        """For turns that another process has claimed."""
        self.guide_progress: tuple[str, float | None] | None = None
        """What is being done to the guide's index, and how far; None when nothing is."""
        self._lock = threading.Lock()

    # -- answering -----------------------------------------------------------------------------------------------------

    def send(self, session: str, text: str, revision: int | None = None) -> None:
        """Makes the message durable, then answers it in the background."""
        turn.say(self.app.ports, session, text, revision)
        self.answer(session)

    def ask_again(self, session: str, revision: int | None = None) -> None:
        """The last message once more, for when the model did not answer it."""
        turn.ask_again(self.app.ports, session, revision)
        self.answer(session)

    def answer(self, session: str) -> None:
        """Sees to it that a waiting message is being answered, once."""
        with self._lock:
            running = self._running.get(session)
            if running is not None and not running.done():
                return
            self._failed.pop(session, None)
            self._calls[session] = call = Call()
            self._running[session] = self._pool.submit(self._answer, session, call)

    def _answer(self, session: str, call: Call) -> None:
        try:
            if self.app.model is None:
                # Worked out in milliseconds and appended once whoever is first: nothing to claim.
                turn.answer(self.app.ports, session, self.app.playbooks)
            else:
                self._answer_alone(session, call)
        except FramefirstError as error:
            self._failed[session] = str(error)
        except Exception as error:  # the worker's last door; the page shows the number
            number = report_crash(error)
            self._failed[session] = (
                f"The answer could not be worked out (error {number}). Your message is safe; try again."
            )

    def _answer_alone(self, session: str, call: Call) -> None:
        """Keeps other processes from asking the model the same thing, for as long as this one is alive."""
        log = self.app.log
        open_turn = turn.waiting(self.know(session).log)
        if open_turn is None:
            return
        if not log.claim(session, open_turn.turn, self._name, CLAIM_SECONDS):
            self._look_again(session)
            return
        done = threading.Event()

        def renew() -> None:
            while not done.wait(CLAIM_SECONDS / 3):
                log.claim(session, open_turn.turn, self._name, CLAIM_SECONDS)

        threading.Thread(target=renew, name="claim", daemon=True).start()
        try:
            turn.answer(self.app.ports, session, self.app.playbooks, call)
        finally:
            done.set()
            log.release(session, self._name)

    def _look_again(self, session: str) -> None:
        """Another process has the turn. If it was killed, nobody but us will see that its claim ran out."""
        timer = threading.Timer(CLAIM_SECONDS / 3, self._answer_later, (session,))
        timer.daemon = True
        with self._lock:
            # Always a new one: the last may just have gone off and found this turn still running.
            if before := self._later.get(session):
                before.cancel()
            self._later[session] = timer
            timer.start()

    def _answer_later(self, session: str) -> None:
        with self._lock:
            if session not in self._later:  # we are closing
                return
        self.answer(session)

    def wait(self, session: str, seconds: float) -> None:
        """Gives a quick answer the chance to be there when the page is drawn."""
        running = self._running.get(session)
        if running is not None and not running.done():
            try:
                running.result(timeout=seconds)
            except TimeoutError:
                return

    def is_running(self, session: str) -> bool:
        running = self._running.get(session)
        return running is not None and not running.done()

    def call(self, session: str) -> Call | None:
        """The question to the model that is under way in this process, to be followed and stopped."""
        return self._calls.get(session) if self.is_running(session) else None

    def failure(self, session: str) -> str | None:
        return self._failed.get(session)

    def recover(self) -> None:
        """Takes up the messages that an earlier process left without an answer."""
        for session, _ in self.app.log.pending():
            self.answer(session)

    # -- looking through documents -------------------------------------------------------------------------------------

    def look(self, session: str) -> None:
        """Looks through the session's documents in the background, once at a time."""
        with self._lock:
            before = self._looking.get(session)
            if before is None or not before[0].is_running:
                looking = Looking()
                self._looking[session] = looking, self._readers.submit(self._look, session, looking)

    def _look(self, session: str, looking: Looking) -> None:
        app = self.app
        try:
            passages = app.documents.everything(session)
            looking.outcome = read_documents(
                app.ports, session, passages, app.playbooks, looking.call, looking.tell
            )  # fmt: skip
        except FramefirstError as error:
            looking.failure = str(error)
        except Exception as error:  # the worker's last door; the page shows the number
            number = report_crash(error)
            looking.failure = f"The documents could not be looked through (error {number}). Try again."

    def looking(self, session: str) -> Looking | None:
        """The pass that is under way or the last that was made in this process."""
        found = self._looking.get(session)
        return found[0] if found else None

    def wait_for_look(self, session: str, seconds: float) -> None:
        """Gives a quick pass the chance to be done when the page is drawn."""
        if found := self._looking.get(session):
            wait([found[1]], timeout=seconds)

    # -- the guide -----------------------------------------------------------------------------------------------------

    def prepare_guide(self) -> None:
        """Builds the guide's index in the background where it is missing; until then words alone are searched."""
        threading.Thread(target=self._prepare_guide, name="guide", daemon=True).start()

    def _prepare_guide(self) -> None:
        def tell(what: str, fraction: float | None) -> None:
            self.guide_progress = (what, fraction)

        try:
            self.app.knowledge.prepare(tell)
        except FramefirstError:
            pass  # `status()` says why, and searching goes on by words
        except Exception as error:  # a broken index must not take the server with it
            report_crash(error)
        self.guide_progress = None

    def close(self) -> None:
        """Lets running turns finish for a while, all together; the next process takes up those that do not."""
        with self._lock:
            for timer in self._later.values():
                timer.cancel()
            self._later.clear()
            running = [future for future in self._running.values() if not future.done()]
            for looking, future in self._looking.values():
                looking.call.stop("stopped, the server is going down")
                running.append(future)
        wait(running, timeout=DRAIN_SECONDS)
        for pool in (self._pool, self._readers):
            pool.shutdown(wait=False, cancel_futures=True)

    # -- reading -------------------------------------------------------------------------------------------------------

    def know(self, session: str) -> Known:
        """The session as it stands now; reads only what is new."""
        return self.app.ports.know(session)

    def forget(self, session: str) -> None:
        self.app.ports.memory.forget(session)
        if found := self._looking.pop(session, None):
            found[0].call.stop()


_host: Host | None = None
_host_lock = threading.Lock()


def host() -> Host:
    """This process's host."""
    global _host
    with _host_lock:
        if _host is None:
            _host = Host(App(read_settings()))
        return _host
