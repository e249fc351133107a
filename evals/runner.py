"""Runs cases: each once for all suites that ask the same of it, with a time limit, whatever it does to itself.

A case that raises, or that does not come back in time, is a result with the verdict `error`; a case is never missing.
"""

import queue
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any

from evals.case import SHIPPED, Located
from evals.check import Verdict
from evals.record import Record
from evals.result import Figure, Judged, Result, Score, worst
from evals.statistics import wilson
from evals.subject import Subject
from evals.suite import Suite

SECONDS = 60.0
"""Of one case."""
REASON = 400
"""Characters of a reason that are kept."""
OnResult = Callable[[Result], None]


@dataclass(frozen=True)
class Job:
    """One run of the product, and the suites that judge it."""

    suites: tuple[Suite, ...]
    located: Located[Any]
    attempt: int = 1

    @property
    def keys(self) -> list[tuple[str, str, int]]:
        return [(suite.name, self.located.case.id, self.attempt) for suite in self.suites]

    def without(self, done: Set[tuple[str, str, int]]) -> "Job":
        """For the suites alone that have no result yet."""
        suites = (suite for suite, key in zip(self.suites, self.keys, strict=True) if key not in done)
        return replace(self, suites=tuple(suites))


Select = Callable[[str, str], bool]
"""Whether a case of a suite is wanted, by their names."""


def jobs(
    suites: Sequence[Suite],
    subject: Subject,
    folders: Sequence[Path] = (SHIPPED,),
    select: Select = lambda suite, case: True,
    repeat: int = 1,
) -> list[Job]:
    """What there is to run, in the order of the suites and their files."""
    merged: dict[tuple[object, str], Job] = {}
    for suite in suites:
        if suite.needs_model and subject.model == "guided":
            continue
        for located in suite.cases(folders, subject):
            if select(suite.name, located.case.id):
                key = (suite.solve, located.case.id)
                known = merged.get(key)
                merged[key] = replace(known, suites=(*known.suites, suite)) if known else Job((suite,), located)
    return [replace(job, attempt=attempt) for job in merged.values() for attempt in range(1, repeat + 1)]


def run(
    suites: Sequence[Suite],
    subject: Subject,
    *,
    folders: Sequence[Path] = (SHIPPED,),
    select: Select = lambda suite, case: True,
    workers: int = 1,
    seconds: float = SECONDS,
    repeat: int = 1,
    done: Set[tuple[str, str, int]] = frozenset(),
    on_result: OnResult = lambda result: None,
) -> tuple[Result, ...]:
    """The results in the order of the suites, whatever order they came in; `done` holds the keys of those not to run."""
    todo = [left for job in jobs(suites, subject, folders, select, repeat) if (left := job.without(done)).suites]
    with subject.altered():
        found = [result for several in solved(todo, subject, workers, seconds) for result in _told(several, on_result)]
    return in_order(suites, todo, found)


def _told(results: Sequence[Result], on_result: OnResult) -> Sequence[Result]:
    for result in results:
        on_result(result)
    return results


def in_order(suites: Sequence[Suite], todo: Iterable[Job], found: Iterable[Result]) -> tuple[Result, ...]:
    by_key = {result.key: result for result in found}
    keys: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for job in todo:
        for key in job.keys:
            keys[key[0]].append(key)
    return tuple(by_key[key] for suite in suites for key in keys[suite.name] if key in by_key)


def solved(todo: Sequence[Job], subject: Subject, workers: int, seconds: float) -> Iterator[tuple[Result, ...]]:
    """The results of each job as it ends. A job that is over its time is given up, not waited for."""
    waiting = list(reversed(todo))
    running: dict[int, tuple[Job, float]] = {}
    ended: queue.SimpleQueue[tuple[int, tuple[Result, ...]]] = queue.SimpleQueue()
    number = 0
    while waiting or running:
        while waiting and len(running) < max(1, workers):
            job, number = waiting.pop(), number + 1
            running[number] = (job, monotonic() + seconds)
            threading.Thread(target=_ends, args=(ended, number, job, subject), daemon=True).start()
        first = min(deadline for _, deadline in running.values())
        try:
            done, results = ended.get(timeout=max(0.0, first - monotonic()))
        except queue.Empty:
            for late in [n for n, (_, deadline) in running.items() if deadline <= monotonic()]:
                job, _ = running.pop(late)
                yield errors(job, subject, f"not done within {seconds:g} seconds")
            continue
        if running.pop(done, None):
            yield results


def _ends(ended: "queue.SimpleQueue[tuple[int, tuple[Result, ...]]]", number: int, job: Job, subject: Subject) -> None:
    ended.put((number, attempt(job, subject)))


def attempt(job: Job, subject: Subject) -> tuple[Result, ...]:
    """Runs the product on a case and judges it for every suite that wants it; never raises."""
    started = monotonic()
    try:
        record = job.suites[0].solve(job.located.case, subject)
    except Exception as error:  # a crash is a verdict, never a missing case
        return errors(job, subject, _line(error))
    latency: float | None = None if subject.is_offline else round(monotonic() - started, 3)
    return tuple(judge(suite, job, record, subject, latency) for suite in job.suites)


def judge(suite: Suite, job: Job, record: Record, subject: Subject, latency: float | None) -> Result:
    judgements = tuple(_judged(suite, job.located.case, record))
    return _result(suite, job, subject, worst(judgements), _reasons(judgements)).model_copy(
        update={
            "judgements": judgements,
            "record": record,
            "tokens": "unknown" if record.tokens is None else record.tokens,
            "latency": "not measured" if latency is None else latency,
        }
    )


def _judged(suite: Suite, case: Any, record: Record) -> Iterator[Judged]:
    for check in suite.checks:
        try:
            verdict, reason = check.judge(case, record)
        except Exception as error:  # a check that breaks has found nothing out
            verdict, reason = "error", f"the check itself broke: {_line(error)}"
        yield Judged(check.name, verdict, reason[:REASON])


def _reasons(judgements: Sequence[Judged]) -> str:
    told = [one for one in judgements if one.verdict in ("fail", "error")]
    if not told and all(one.verdict == "skip" for one in judgements):
        told = list(judgements[:1])
    return "; ".join(f"{one.check}: {one.reason}" for one in told)


def errors(job: Job, subject: Subject, reason: str) -> tuple[Result, ...]:
    return tuple(_result(suite, job, subject, "error", reason) for suite in job.suites)


def _result(suite: Suite, job: Job, subject: Subject, verdict: Verdict, reason: str) -> Result:
    case = job.located.case
    return Result(
        suite=suite.name, case=case.id, attempt=job.attempt, verdict=verdict, reason=reason, kind=case.kind,
        file=shown(job.located.file), line=job.located.line, prompt=subject.prompt_hash, guide=subject.guide_hash,
        model=subject.model,
    )  # fmt: skip


def shown(file: Path) -> str:
    """Relative to the working folder where it lies in there, as annotations want it."""
    try:
        return file.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()


def _line(error: BaseException) -> str:
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}"[:REASON] if words else type(error).__name__


# -- scores ------------------------------------------------------------------------------------------------------------


def rescore(
    suites: Sequence[Suite], results: Iterable[Result], subject: Subject, folders: Sequence[Path] = (SHIPPED,)
) -> tuple[Result, ...]:
    """Stored records judged again by today's checks; nothing is called. A result without a record keeps its error."""
    known = {suite.name: suite for suite in suites}
    cases = {suite.name: {one.case.id: one for one in suite.cases(folders, subject)} for suite in suites}
    again = []
    for result in results:
        suite = known.get(result.suite)
        located = cases.get(result.suite, {}).get(result.case)
        if suite is None:
            continue
        if located is None:
            gone = {"verdict": "error", "reason": "this case is no longer there", "judgements": ()}
            again.append(result.model_copy(update=gone))
        elif result.record is None:
            again.append(result)
        else:
            fresh = judge(suite, Job((suite,), located, result.attempt), result.record, subject, None)
            kept = {"prompt": result.prompt, "guide": result.guide, "model": result.model, "latency": "cached"}
            again.append(fresh.model_copy(update=kept))
    return tuple(again)


def scores(
    suites: Sequence[Suite], results: Sequence[Result], subject: Subject, folders: Sequence[Path] = (SHIPPED,)
) -> tuple[Score, ...]:
    """A score for every suite that was asked for, also for one of which nothing ran."""
    return tuple(
        score(suite, [one for one in results if one.suite == suite.name], subject, folders) for suite in suites
    )


def score(
    suite: Suite, results: Sequence[Result], subject: Subject, folders: Sequence[Path] = (SHIPPED,)
) -> Score:  # fmt: skip
    """Figures with a bar are only held to it when the whole suite ran."""
    cases = suite.cases(folders, subject)
    by_id = {one.case.id: one.case for one in cases}
    pairs = [(by_id[one.case], one.record) for one in results if one.record and one.case in by_id]
    whole = {one.case for one in results} >= set(by_id)
    figures: list[Figure] = [figure for measure in suite.measures for figure in measure.of(pairs)]
    if not whole:
        figures = [figure.model_copy(update={"least": None, "most": None}) for figure in figures if figure.n]
    counts = {verdict: sum(one.verdict == verdict for one in results) for verdict in ("pass", "fail", "error", "skip")}
    selected = len(results) - counts["skip"]
    return Score(
        suite=suite.name,
        asks=suite.asks,
        hash=suite.hash(cases),
        passed=counts["pass"],
        failed=counts["fail"],
        errors=counts["error"],
        skipped=counts["skip"],
        bar=suite.bar,
        figures=tuple(figures),
        interval=None if subject.is_offline else wilson(counts["pass"], selected),
    )
