"""Nothing leaves the machine in an offline run, and processes give what threads give."""

import socket
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
