"""The check of the checks: every mutant is run, and the check that is named for it has to notice.

A mutant is held against the same subject without its fault: a check kills it when it fails the one and not the other.
What cannot be told from its base, or does not run, is void. The good stub has to pass everything before anything counts.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from fnmatch import fnmatch
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from assistant.ports import Progress
from assistant.prompting import FOLDER
from evals.case import SHIPPED, Located
from evals.mutants.catalogue import GUIDED, Family, Mutant, answering, base_of, made, mutants
from evals.mutants.prompts import unsensed
from evals.record import Record
from evals.result import Kill, KillMatrix, Result
from evals.runner import Job, attempt
from evals.stubs.good import good
from evals.subject import Subject
from evals.suite import Suite
from evals.suites import SUITES
from evals.suites.drafts import talks

TALKING = ("drafts", "grounding", "cost")
"""Suites that judge any conversation with a model; here each of them judges every one."""


class Tried(NamedTuple):
    """What became of one subject on the cases of a mutant."""

    failed: tuple[str, ...]
    """Checks, as `suite/check`."""
    crashed: str
    """What could not be run, and why."""
    seen: str
    """Fingerprint of everything that was asked, said and written."""


def check_the_checks(
    on_progress: Progress = lambda what, fraction: None,
    workers: int = 2,
    chosen: Sequence[Mutant] | None = None,
    prompts: Path = FOLDER,
) -> KillMatrix:
    """`workers` processes share the work; with 0 it is done in this one."""
    wanted = mutants() if chosen is None else chosen
    failures = good_failures(wanted, prompts)
    if failures:
        return KillMatrix(rows=(), controls=(), weights={}, good_failures=failures)
    found = {}
    for kill in _all(wanted, workers, prompts):
        found[(kill.family, kill.mutant)] = kill
        on_progress(f"{len(found)}/{len(wanted)} mutants", len(found) / len(wanted))
    kills = [found[(one.family, one.mutant)] for one in wanted]
    rows = tuple(kill for kill in kills if kill.family != "control")
    controls = tuple(kill for kill in kills if kill.family == "control")
    return KillMatrix(rows=rows, controls=controls, weights=weights(rows), unsensed=unsensed(prompts))


def _all(wanted: Sequence[Mutant], workers: int, prompts: Path) -> Iterator[Kill]:
    if not workers:
        yield from (kill_of(one, prompts) for one in wanted)
        return
    # A mutant patches code for a whole process, and threads and forks do not go together.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from (done.result() for done in as_completed([pool.submit(kill_of, one, prompts) for one in wanted]))


def weights(rows: Sequence[Kill]) -> dict[str, tuple[str, ...]]:
    """Each check, and the mutants that nobody would notice without it."""
    checks = [f"{suite.name}/{check.name}" for suite in SUITES for check in suite.checks]
    killed = [row for row in rows if row.verdict == "killed"]
    return {
        check: tuple(f"{row.family}:{row.mutant}" for row in killed if row.killed_by == (check,)) for check in checks
    }


# -- one mutant --------------------------------------------------------------------------------------------------------


def kill_of(mutant: Mutant, prompts: Path = FOLDER) -> Kill:
    base = tried_before(mutant, prompts)
    try:
        with made(mutant, prompts) as subject, subject.altered():
            with_fault = tried(mutant, subject)
    except LookupError as missing:
        return verdict(mutant, base, Tried((), str(missing.args[0]), ""))
    return verdict(mutant, base, with_fault)


def verdict(mutant: Mutant, base: Tried, with_fault: Tried) -> Kill:
    kill = Kill(
        mutant=mutant.mutant, family=mutant.family, says=mutant.says, killer=mutant.killer, verdict="void",
        killed_by=tuple(check for check in with_fault.failed if check not in base.failed),
    )  # fmt: skip
    crash = with_fault.crashed or base.crashed
    if crash:
        return kill.model_copy(update={"reason": crash})
    if with_fault.seen == base.seen:
        return kill.model_copy(update={"reason": "nothing that was said or written differs"})
    if mutant.family == "control":
        return kill.model_copy(
            update={"verdict": "false alarm" if kill.killed_by else "unharmed", "reason": ", ".join(kill.killed_by)}
        )
    if mutant.killer in kill.killed_by:
        return kill.model_copy(update={"verdict": "killed"})
    if kill.killed_by:
        return kill.model_copy(update={"verdict": "misrouted", "reason": f"only {', '.join(kill.killed_by)} noticed"})
    why = "fails without the fault as well" if mutant.killer in base.failed else "nobody noticed"
    return kill.model_copy(update={"verdict": "survived", "reason": why})


def tried_before(mutant: Mutant, prompts: Path = FOLDER) -> Tried:
    """The base, run once for all mutants that share it."""
    family: Family = "M3" if mutant.family == "M3" else "M1"
    return _tried_before(Mutant(mutant="", family=family, says="", model=mutant.model, cases=mutant.cases), prompts)


@cache
def _tried_before(shared: Mutant, prompts: Path) -> Tried:
    return tried(shared, base_of(shared, prompts))


def tried(mutant: Mutant, subject: Subject) -> Tried:
    failed: dict[str, None] = {}
    crashed: list[str] = []
    seen = hashlib.sha256()
    for job in panel(mutant.cases):
        for result in attempt(job, subject):
            failed |= {f"{result.suite}/{one.check}": None for one in result.judgements if one.verdict == "fail"}
            crashed += [f"{result.suite}/{result.case}: {result.reason}"] if is_crash(result) else []
            if result.record is not None and result.suite == job.suites[0].name:
                seen.update(told(result.record, with_instructions=mutant.family != "M3").encode())
    return Tried(tuple(failed), "; ".join(crashed[:2]), seen.hexdigest())


def is_crash(result: Result) -> bool:
    return result.record is None or any(one.verdict == "error" for one in result.judgements)


def told(record: Record, with_instructions: bool) -> str:
    """Everything that was sent, said and written, without sizes and times."""
    turns = [
        [turn["sent"], turn["system"] if with_instructions else "", turn["answers"] and [a["raw"] for a in turn["answers"]],
         turn["degraded"], len(turn["answers"])]
        for turn in record.data.get("turns", ())
    ]  # fmt: skip
    exchanges = [one.model_dump(mode="json") for one in record.exchanges]
    kept = [one["event"] for one in record.log if one["event"]["type"] in ("captured", "asked")]
    rest = {name: value for name, value in record.data.items() if name != "turns"}
    return json.dumps([turns, exchanges, kept, record.document, record.found, rest], sort_keys=True)


# -- what it is run on -------------------------------------------------------------------------------------------------


@cache
def panel(cases: tuple[str, ...]) -> tuple[Job, ...]:
    """The jobs behind `file/id` patterns. Raises LookupError for a pattern that selects nothing."""
    jobs = []
    for pattern in cases:
        file, _, wanted = pattern.partition("/")
        suites = judges_of(file)
        found = [Job(suites, located) for located in located_in(file) if fnmatch(located.case.id, wanted)]
        if not found:
            raise LookupError(f"no case {pattern}")
        jobs += [job for job in found if file != "retrieval" or passes_by_words(job)]
    return tuple(jobs)


def judges_of(file: str) -> tuple[Suite, ...]:
    named = TALKING if file in ("talks", "cost") else (file,)
    return tuple(suite for suite in SUITES if suite.name in named)


@cache
def located_in(file: str) -> Sequence[Located[Any]]:
    if file == "talks":
        return talks((SHIPPED,))
    return next(suite for suite in SUITES if suite.name == file).cases((SHIPPED,), Subject())


def passes_by_words(job: Job) -> bool:
    """Words alone answer fewer questions than the index: those that they do not are no ground to try damages on."""
    from evals.mutants.damages import by_words

    (result,) = attempt(job, Subject(knowledge=lambda subject: by_words()))
    return result.verdict == "pass"


def good_failures(wanted: Sequence[Mutant], prompts: Path = FOLDER) -> tuple[str, ...]:
    """What the good stub fails on any case that a mutant is run on."""
    patterns = dict.fromkeys(pattern for one in wanted for pattern in one.cases)
    return tuple(
        f"{result.suite}/{result.case}: {result.reason}"
        for pattern in patterns
        for job in panel((pattern,))
        for result in attempt(job, _whole(pattern, prompts))
        if result.verdict in ("fail", "error")
    )


def _whole(pattern: str, prompts: Path) -> Subject:
    return Subject() if pattern.partition("/")[0] in GUIDED else replace(answering(good, prompts), knowledge=_by_words)


def _by_words(subject: Subject) -> Any:
    from evals.mutants.damages import by_words

    return by_words()
