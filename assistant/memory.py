"""Sessions as far as they were read: each log and the frame it makes, kept so that a turn reads only what is new."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from assistant.domain.events import Recorded, Undone, fold, replay
from assistant.domain.frame import Frame

REMEMBERED = 64
"""Sessions kept; those not looked at for longest go first."""


@dataclass(frozen=True)
class Known:
    """A session's log as far as it was read, and the frame it makes."""

    log: tuple[Recorded, ...]
    frame: Frame

    @property
    def revision(self) -> int:
        return self.log[-1].seq if self.log else 0


Read = Callable[[str, int], tuple[Recorded, ...]]
"""The events of a session after a `seq`, as `Log.read` gives them."""


class Memory:
    """Safe to use from any thread. It never answers without asking the log what is new."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._lock = threading.Lock()

    def know(self, session: str, read: Read) -> Known:
        """The session as it stands now. Raises what `read` raises."""
        with self._lock:
            before = self._known.get(session, NOTHING)
        new = read(session, before.revision)
        known = _extended(before, new) if new else before
        with self._lock:
            self._known[session] = known
            self._known.move_to_end(session)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return known

    def forget(self, session: str) -> None:
        with self._lock:
            self._known.pop(session, None)


NOTHING = Known((), Frame())


def _extended(before: Known, new: tuple[Recorded, ...]) -> Known:
    log = (*before.log, *new)
    if any(isinstance(record.event, Undone) for record in new):
        return Known(log, replay(log))
    frame = before.frame
    for record in new:
        frame = fold(frame, record.turn, [record.event])
    return Known(log, frame)
