"""Nothing leaves the machine in an offline run, and processes give what threads give."""

import os
import signal
import socket
import subprocess
import sys
from multiprocessing import active_children
from pathlib import Path

import pytest

from evals import evaluation, pool, runner
from evals.case import SHIPPED
from evals.offline import LeavesTheMachine, on_loopback
from evals.statistics import mcnemar, paired_bootstrap, wilson
from evals.subject import Subject
from evals.suites import SUITES, retrieval
from evals.team import Team


@pytest.mark.parametrize("address", ["192.0.2.1", "example.org", "2001:db8::1"])
def test_a_connection_beyond_loopback_is_refused_and_told(address: str) -> None:
    with on_loopback() as refused, pytest.raises(LeavesTheMachine):
        socket.getaddrinfo(address, 443)

    assert refused == [address]


def test_loopback_and_files_are_let_through() -> None:
    with on_loopback() as refused, socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
        socket.getaddrinfo("localhost", 80)

    assert refused == []


class PhonesHome:
    def find(self, query: str, k: int = 5) -> list:
        try:
            socket.getaddrinfo("example.org", 443)
        except OSError:
            return []
        return []

    def title(self, section: str) -> str:
        return section


def test_an_offline_run_that_wanted_to_leave_is_red_even_where_the_product_swallowed_it() -> None:
    done = evaluation.evaluate(
        evaluation.Wanted(suites=("retrieval",), cases=("keyword-01", "off-topic-01")),
        Team(),
        Subject(knowledge=lambda subject: PhonesHome()),
        known=(retrieval.SUITE,),
    )

    assert (done.exit_code, set(done.refused)) == (3, {"example.org"})


def test_processes_give_what_one_process_gives(tmp_path: Path) -> None:
    suites = [suite for suite in SUITES if suite.name == "reading"]
    todo = runner.jobs(suites, Subject())[:4]
    apart = [result for part in pool.finished(todo, Subject(), (SHIPPED,), 1, 60) for result in part.results]
    together = [result for several in runner.solved(todo, Subject(), 1, 60) for result in several]

    assert runner.in_order(suites, todo, apart) == tuple(together)


def test_processes_end_at_once_where_a_run_is_interrupted() -> None:
    suites = [suite for suite in SUITES if suite.name == "reading"]
    todo = runner.jobs(suites, Subject())
    parts = pool.finished(todo, Subject(), (SHIPPED,), 1, 60)
    assert len(next(parts).results) == pool.CHUNK

    with pytest.raises(KeyboardInterrupt):
        parts.throw(KeyboardInterrupt)  # type: ignore[attr-defined]  # it is a generator

    assert active_children() == []


class EndsItsProcess:
    """Kills whoever takes it out of its parcel."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


def test_a_process_that_dies_leaves_an_error_for_each_of_its_cases() -> None:
    suites = [suite for suite in SUITES if suite.name == "reading"]
    subject = Subject(knowledge=EndsItsProcess())  # type: ignore[arg-type]  # nobody gets to ask it
    todo = runner.jobs(suites, Subject())[:2]
    results = [result for part in pool.finished(todo, subject, (SHIPPED,), 1, 60) for result in part.results]

    assert [(one.case, one.verdict, one.reason) for one in results] == [
        ("reading-01", "error", "the process that ran it died"),
        ("reading-02", "error", "the process that ran it died"),
    ]


def test_what_is_started_deaf_to_interrupts_never_hears_one_and_this_process_does_again() -> None:
    ask = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))"
    with pool.deaf_to_interrupts():
        told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout

    assert told == "True\n"
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_a_subject_with_parts_made_on_the_spot_stays_at_home() -> None:
    assert pool.can_travel(evaluation.stubbed(Subject(), "good"))
    assert not pool.can_travel(Subject(knowledge=lambda subject: PhonesHome()))


# -- figures that textbooks give ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("passed", "n", "low", "high"), [(8, 10, 0.490, 0.943), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (0, 0, 0.0, 1.0)]
)
def test_wilsons_interval(passed: int, n: int, low: float, high: float) -> None:
    assert wilson(passed, n) == (pytest.approx(low, abs=0.001), pytest.approx(high, abs=0.001))


@pytest.mark.parametrize(
    ("worse", "better", "p"), [(0, 0, 1.0), (5, 0, 0.0625), (6, 0, 0.03125), (8, 2, 0.109375), (3, 3, 1.0)]
)
def test_exact_mcnemar(worse: int, better: int, p: float) -> None:
    assert mcnemar(worse, better) == pytest.approx(p)


def test_a_bootstrap_resamples_whole_cases_and_says_the_same_twice() -> None:
    before = {str(n): [1.0, 1.0] for n in range(20)}
    after = {str(n): [1.0, 0.0] if n < 10 else [1.0, 1.0] for n in range(20)}
    mean, low, high = paired_bootstrap(before, after)

    assert mean == -0.25
    assert low < -0.25 < high < 0
    assert paired_bootstrap(before, after) == (mean, low, high)
