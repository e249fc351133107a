"""Cases in several processes, for offline runs: conversations are arithmetic, and one process is one core.

A process builds the subject and the suites for itself; what travels are names of cases and finished results.
"""

import signal
from collections.abc import Iterator, Sequence, Set
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from pathlib import Path
from pickle import PicklingError, dumps
from typing import NamedTuple

from evals import runner
from evals.offline import on_loopback
from evals.result import Result
from evals.subject import Subject
from evals.suites import SUITES

CHUNK = 8
"""Jobs that travel together."""
WORTH_IT = 100
"""Jobs below which starting processes takes longer than it saves."""
Key = tuple[str, str, int]


class Finished(NamedTuple):
    results: tuple[Result, ...]
    refused: tuple[str, ...]
    """Hosts beyond loopback that something wanted to reach."""


def can_travel(subject: Subject) -> bool:
    """Whether another process can build the same subject; not with parts that were made on the spot."""
    try:
        dumps(subject)
    except (PicklingError, AttributeError, TypeError):
        return False
    return True


def finished(
    todo: Sequence[runner.Job], subject: Subject, folders: Sequence[Path], workers: int, seconds: float
) -> Iterator[Finished]:
    """Chunks of jobs as they end. A process that dies leaves an error for each of its cases."""
    chunks = [todo[start : start + CHUNK] for start in range(0, len(todo), CHUNK)]
    with _pool(workers) as pool:
        with deaf_to_interrupts():  # the processes start with the first chunk
            running = {
                pool.submit(_chunk, [key for job in chunk for key in job.keys], subject, tuple(folders), seconds): chunk
                for chunk in chunks
            }
        for one in as_completed(running):
            try:
                yield one.result()
            except BrokenProcessPool:
                died = [runner.errors(job, subject, "the process that ran it died") for job in running[one]]
                yield Finished(tuple(result for several in died for result in several), ())


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that end at once, and not with the last chunk, where the run is interrupted."""
    others = set(active_children())
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        try:
            yield pool
        except BaseException:  # also when whoever takes the results is interrupted
            for process in set(active_children()) - others:
                process.terminate()
            pool.shutdown(cancel_futures=True)
            raise


@contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """What is started in here never hears Ctrl-C, which a terminal sends to all; this process does so afterwards."""
    if not hasattr(signal, "pthread_sigmask"):  # as on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _chunk(keys: Sequence[Key], subject: Subject, folders: Sequence[Path], seconds: float) -> Finished:
    wanted: Set[tuple[str, str]] = {(suite, case) for suite, case, _ in keys}
    suites = [suite for suite in SUITES if suite.name in {name for name, _ in wanted}]
    repeat = max(attempt for _, _, attempt in keys)
    todo = runner.jobs(suites, subject, folders, lambda suite, case: (suite, case) in wanted, repeat)
    mine = [job for job in todo if set(job.keys) & set(keys)]
    with on_loopback() as refused, subject.altered():
        results = [one for several in runner.solved(mine, subject, 1, seconds) for one in several]
    return Finished(tuple(one for one in results if one.key in set(keys)), tuple(refused))
