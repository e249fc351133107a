"""A question to a model, as whoever waits for the answer follows it: how far it is, why it waits, and a way to stop it.

One object for one turn, shared by the thread that asks and the pages that look on. It knows no model and no page.
"""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Wait:
    """A pause before the model is asked again."""

    why: str
    """One line naming the host: "127.0.0.1:8080 is busy"."""
    until: float
    """On the clock of `time.monotonic`."""

    @property
    def seconds_left(self) -> int:
        """Rounded up, as a countdown shows it."""
        return max(0, math.ceil(self.until - time.monotonic()))


class Call:
    """Safe to use from any thread."""

    def __init__(self, on_wait: Callable[[Wait], None] = lambda wait: None) -> None:
        self.text = ""
        """The reply so far, as it may be shown before it is verified."""
        self.wait: Wait | None = None
        """Why nothing is being asked at the moment."""
        self.why_stopped: str | None = None
        """In a few words; None while nobody stopped it."""
        self._on_wait = on_wait
        self._stopped = threading.Event()
        self._cancel: Callable[[], object] | None = None
        self._lock = threading.Lock()

    def stop(self, why: str = "stopped on request") -> None:
        """Ends the request that is under way, and lets no other begin."""
        with self._lock:
            self.why_stopped = self.why_stopped or why
            self._stopped.set()
            if self._cancel:
                self._cancel()

    @contextmanager
    def cancelled_by(self, cancel: Callable[[], object]) -> Iterator[None]:
        """Inside, `stop` runs `cancel`; at once if it was stopped before. `cancel` must not block."""
        with self._lock:
            self._cancel = cancel
            if self._stopped.is_set():
                cancel()
        try:
            yield
        finally:
            with self._lock:
                self._cancel = None

    def pause(self, why: str, seconds: float, sleep: Callable[[float], object] | None = None) -> None:
        """Waits, or until it is stopped. `sleep` stands in for the waiting in tests."""
        self.wait = Wait(why, time.monotonic() + seconds)
        self._on_wait(self.wait)
        (self._stopped.wait if sleep is None else sleep)(seconds)
        self.wait = None
