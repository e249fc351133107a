"""Documents on their way into a session: read in the background, so that a page may come and go meanwhile.

One for a server process. No Streamlit in here.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.adapters.documents.library import Source, Taken
from assistant.adapters.logs import report_crash
from assistant.errors import FramefirstError
from assistant.wiring import App


@dataclass(frozen=True)
class Intake:
    """How far it is: `doing` and `fraction` while it runs, what became of each file once it is done."""

    doing: str = "Waiting"
    fraction: float | None = None
    running: bool = True
    taken: tuple[Taken, ...] = ()
    failure: str = ""


@dataclass
class Uploads:
    _intakes: dict[str, Intake] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _turns: dict[str, threading.Lock] = field(default_factory=dict)

    def start(self, app: App, session: str, sources: Sequence[Source]) -> None:
        """Returns at once; files of one session are read one after the other."""
        with self._lock:
            self._intakes[session] = Intake()
            mine = self._turns.setdefault(session, threading.Lock())
        threading.Thread(
            target=self._take_in, args=(app, session, sources, mine), name="documents", daemon=True
        ).start()

    def of(self, session: str) -> Intake | None:
        """None when nothing was added since the last look that `seen` ended."""
        return self._intakes.get(session)

    def seen(self, session: str) -> None:
        with self._lock:
            self._intakes.pop(session, None)

    def _take_in(self, app: App, session: str, sources: Sequence[Source], mine: threading.Lock) -> None:
        def tell(what: str, fraction: float | None) -> None:
            self._intakes[session] = Intake(what, fraction)

        with mine:
            try:
                taken = app.documents.add(session, sources, tell)
                done = Intake(running=False, taken=tuple(taken))
            except FramefirstError as error:
                done = Intake(running=False, failure=str(error))
            except Exception as error:  # the thread's last door; the page shows the number
                number = report_crash(error)
                done = Intake(
                    running=False, failure=f"The documents could not be read (error {number}). Add them again."
                )
            with self._lock:
                self._intakes[session] = replace(done, doing="", fraction=1.0)


_uploads = Uploads()


def uploads() -> Uploads:
    """This process's."""
    return _uploads
