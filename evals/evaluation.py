"""One `framefirst eval`, from what was asked for to the exit code: chooses, runs, keeps, scores and compares."""

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import BadInput, Misconfigured, ModelFailed
from assistant.ports import Message
from evals import baseline as baselines
from evals import pool, runner
from evals.baseline import Difference
from evals.case import Case
from evals.offline import on_loopback
from evals.result import KillMatrix, Result, Score
from evals.store import Header, Store, read_header, read_results
from evals.stub_server import Behaviour
from evals.stubs.named import stub
from evals.subject import Endpoint, Subject, connected
from evals.suite import Suite
from evals.suites import SUITES
from evals.team import Team, playbook_hash

FINE, PROBLEMS, WRONG_USAGE, COULD_NOT_RUN = 0, 1, 2, 3
HELLO = (Message("system", "Answer in one word."), Message("user", "Say yes."))
"""What an endpoint is asked to see whether it answers at all."""
LIVE_WORKERS, MOST_PROCESSES = 4, 4


@dataclass(frozen=True)
class Wanted:
    """What somebody asked for."""

    suites: tuple[str, ...] = ()
    """By name; empty for all."""
    cases: tuple[str, ...] = ()
    """Ids; empty for all."""
    repeat: int = 1
    workers: int | None = None
    seconds: float = runner.SECONDS
    keep: Path | None = None
    resume: bool = False
    again: Path | None = None
    """The folder of a run whose records are judged again; nothing is called."""
    failed_of: Path | None = None
    """The folder of a run whose failures and errors are run again."""
    baseline: Path | None = None


@dataclass(frozen=True)
class Evaluated:
    header: Header
    suites: tuple[Suite, ...]
    results: tuple[Result, ...]
    scores: tuple[Score, ...]
    differences: tuple[Difference, ...] = ()
    team: str = ""
    refused: tuple[str, ...] = ()
    """Hosts that an offline run wanted to reach."""
    kills: KillMatrix | None = None

    @property
    def exit_code(self) -> int:
        """The worst of it: what could not be judged, then what was judged and not good enough."""
        if self.refused or any(score.errors for score in self.scores):
            return COULD_NOT_RUN
        good = all(score.held for score in self.scores) and not any(one.regressed for one in self.differences)
        return FINE if good and (self.kills is None or self.kills.held) else PROBLEMS

    def as_json(self) -> dict[str, Any]:
        """For programs: everything but the transcripts, which the kept results and the page have."""
        return {
            "held": self.exit_code == FINE,
            "run": self.header.model_dump(mode="json"),
            "suites": [
                {**one.model_dump(mode="json"), "selected": one.selected, "rate": round(one.rate, 4), "held": one.held}
                for one in self.scores
            ],
            "cases": [one.model_dump(mode="json", exclude={"record"}) for one in self.results],
            "differences": [one.model_dump(mode="json") for one in self.differences],
            "refused": list(self.refused),
            "mutants": self.kills.model_dump(mode="json") if self.kills else None,
        }


def stubbed(subject: Subject, name: str) -> Subject:
    """The subject with a stub model on loopback. Raises BadInput for one that does not exist."""
    stub(name)
    return replace(subject, behaviours=partial(_always, name))


def _always(name: str, case: Case) -> Sequence[Behaviour]:
    return [stub(name)]


def chosen(names: Sequence[str], known: Sequence[Suite] = SUITES) -> tuple[Suite, ...]:
    """Raises BadInput for a name that no suite has."""
    have = [suite.name for suite in known]
    for name in names:
        if name not in have:
            raise BadInput(f"There is no suite {name}. Choose among {', '.join(have)}, or bench for the benchmarks.")
    return tuple(suite for suite in known if not names or suite.name in names)


def evaluate(
    wanted: Wanted,
    team: Team,
    subject: Subject,
    known: Sequence[Suite] = SUITES,
    on_start: Callable[[int], None] = lambda cases: None,
    on_result: runner.OnResult = lambda result: None,
    prepare: Callable[[Subject], None] = lambda subject: None,
) -> Evaluated:
    """`prepare` is called where a case is about to search the guide.

    Raises BadInput where nothing is selected, Misconfigured where the model does not answer at all."""
    suites, folders = chosen(wanted.suites, known), team.case_folders
    header = header_of(suites, subject, wanted.repeat, folders)
    refused: tuple[str, ...] = ()
    if wanted.again:
        kept, header = read_results(wanted.again), read_header(wanted.again)
        header = header.model_copy(update={"suites": hashes(suites, subject, folders)})
        results = runner.rescore(
            suites, [one for one in kept if _wanted(wanted, one.suite, one.case)], subject, folders
        )
        ran = {result.suite for result in results}
        suites = tuple(suite for suite in suites if suite.name in ran)
    else:
        results, refused = _run(wanted, suites, subject, folders, header, on_start, on_result, prepare)
    if not results:
        raise BadInput(nothing_selected(wanted))
    differences = baselines.compare(baselines.read(wanted.baseline), header, results) if wanted.baseline else ()
    if wanted.failed_of or wanted.cases:
        ran = {result.suite for result in results}
        suites = tuple(suite for suite in suites if suite.name in ran)
    scores = runner.scores(suites, results, subject, folders)
    return Evaluated(header, suites, results, scores, differences, team.told, refused)


def _run(
    wanted: Wanted, suites: Sequence[Suite], subject: Subject, folders: Sequence[Path], header: Header,
    on_start: Callable[[int], None], on_result: runner.OnResult, prepare: Callable[[Subject], None],
) -> tuple[tuple[Result, ...], tuple[str, ...]]:  # fmt: skip
    only = (
        {(r.suite, r.case) for r in read_results(wanted.failed_of) if r.verdict in ("fail", "error")}
        if wanted.failed_of
        else None
    )
    if only is not None and not only:
        raise BadInput(f"Nothing failed in the run in {wanted.failed_of}, so there is nothing to run again.")

    def select(suite: str, case: str) -> bool:
        return _wanted(wanted, suite, case) and (only is None or (suite, case) in only)

    todo = runner.jobs(suites, subject, folders, select, wanted.repeat)
    if not todo:
        raise BadInput(nothing_selected(wanted))
    if subject.endpoint:
        answers(subject.endpoint)
    if any(suite.reads_guide for job in todo for suite in job.suites):
        prepare(subject)
    store = Store(wanted.keep) if wanted.keep else None
    done: tuple[Result, ...] = ()
    if store:
        done = store.resume(header) if wanted.resume else ()
        if not wanted.resume:
            store.begin(header)

    def keep(result: Result) -> None:
        if store:
            store.append(result)
        on_result(result)

    finished = {result.key for result in done}
    left = [job for one in todo if (job := one.without(finished)).suites]
    on_start(sum(len(job.keys) for job in left))
    fresh, refused = _solved(
        left, wanted, subject, folders, all(any(suite is one for one in SUITES) for suite in suites), keep
    )
    results = runner.in_order(suites, todo, (*done, *fresh))
    if store:
        store.finish(results)
    return results, refused


def _solved(
    left: Sequence[runner.Job], wanted: Wanted, subject: Subject, folders: Sequence[Path], known: bool,
    keep: runner.OnResult,
) -> tuple[list[Result], tuple[str, ...]]:  # fmt: skip
    """In processes where that is worth it; otherwise in threads. The second part are hosts that were refused."""
    cores = wanted.workers or (min(os.cpu_count() or 1, MOST_PROCESSES) if subject.is_offline else LIVE_WORKERS)
    found: list[Result] = []
    refused: list[str] = []
    if subject.is_offline and known and cores > 1 and len(left) >= pool.WORTH_IT and pool.can_travel(subject):
        for part in pool.finished(left, subject, folders, cores, wanted.seconds):
            found += part.results
            refused += part.refused
            for result in part.results:
                keep(result)
        return found, tuple(refused)
    guard: AbstractContextManager[list[str]] = on_loopback() if subject.is_offline else nullcontext([])
    workers = cores if wanted.workers or not subject.is_offline else 1
    with guard as refused, subject.altered():
        for several in runner.solved(left, subject, workers, wanted.seconds):
            found += several
            for result in several:
                keep(result)
    return found, tuple(refused)


def _wanted(wanted: Wanted, suite: str, case: str) -> bool:
    return (not wanted.suites or suite in wanted.suites) and (not wanted.cases or case in wanted.cases)


def nothing_selected(wanted: Wanted) -> str:
    if wanted.cases:
        return f"No case is called {' or '.join(wanted.cases)}, so nothing was run. Ids stand in the YAML files of the suites."
    return "Nothing was selected, so nothing was run. Some suites need a model: give one with --model."


def answers(endpoint: Endpoint) -> None:
    """Whether the endpoint answers anything. Raises Misconfigured, with the line a person needs, when it does not."""
    try:
        connected(endpoint.model, endpoint.base_url, endpoint.key, patient=False).ask(HELLO, {})
    except ModelFailed as failed:
        raise Misconfigured(f"The model {endpoint.model} could not be asked: {failed}") from None


def hashes(suites: Sequence[Suite], subject: Subject, folders: Sequence[Path]) -> dict[str, str]:
    return {suite.name: suite.hash(suite.cases(folders, subject)) for suite in suites}


def header_of(suites: Sequence[Suite], subject: Subject, repeat: int, folders: Sequence[Path]) -> Header:
    return Header(
        endpoint=place(subject),
        model=subject.model,
        suites=hashes(suites, subject, folders),
        prompt=subject.prompt_hash,
        guide=subject.guide_hash,
        playbooks=playbook_hash(subject),
        repeat=repeat,
    )


def place(subject: Subject) -> str:
    """Where the model is, without anything secret."""
    if subject.endpoint is None:
        return "stub" if subject.behaviours else "none"
    address = urlsplit(subject.endpoint.base_url or "")
    return address.netloc.rpartition("@")[2] or "the provider's own"
